"""Quotas: no more than so many answers of one sort."""

from collections.abc import Mapping
from typing import Any

from oyez.surveys.core.conditions import holds
from oyez.surveys.core.definition import Definition


def full(definition: Definition, counts: Mapping[str, int], known: Mapping[str, Any]) -> str | None:
    """The name of a full quota that somebody falls under, or `None`.

    `counts`: finished responses by the name of the quota. `known`: fields, answers and what is calculated from them. As
    long as a quota's condition stands on what is not known yet, nobody falls under it.
    """
    for quota in definition.quotas:
        if counts.get(quota.name, 0) >= quota.most and holds(quota.when, known):
            return quota.name
    return None
