"""Before its first request a web process loads what pages need, and takes it out of the garbage collector's sight."""

import gc
from collections.abc import Sequence

from django.urls import get_resolver

ALLOCATIONS = 50_000  # a page makes some ten thousand objects that all go again; looking sooner finds nothing


def warm() -> None:
    """Load every page's code now, so that no visitor waits for it.

    What is loaded stays for ever: a hundred milliseconds went by each time that the collector looked through all of it
    in the middle of a page.
    """
    _load(get_resolver().url_patterns)
    gc.collect()
    gc.freeze()
    gc.set_threshold(ALLOCATIONS, *gc.get_threshold()[1:])


def _load(patterns: Sequence[object]) -> None:
    for pattern in patterns:
        _load(getattr(pattern, "url_patterns", []))
