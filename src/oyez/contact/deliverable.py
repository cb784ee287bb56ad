"""Addresses that take no mail: what bounced for good, or complained."""

from collections.abc import Iterable


def undeliverable(kind: str) -> frozenset[str]:
    """The addresses of a kind (`email`, `phone`) that are not written to any more."""
    return frozenset()


def undeliverable_among(subjects: Iterable[str]) -> frozenset[str]:
    """Those of the subjects that are not written to any more."""
    return frozenset()
