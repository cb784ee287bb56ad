"""Within one look, such as a page that changes nothing, what was read once is not read again."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar, cast

P = ParamSpec("P")
T = TypeVar("T")

_seen: ContextVar[dict[Hashable, object] | None] = ContextVar("seen", default=None)


@contextmanager
def one_look() -> Iterator[None]:
    """From here on all reads that are `once_a_look` are of one moment; nothing is remembered afterwards."""
    before = _seen.set({})
    try:
        yield
    finally:
        _seen.reset(before)


def once_a_look(read: Callable[P, T]) -> Callable[P, T]:
    """A read that a page needs in many places, by its arguments; outside of a look it is read each time."""

    @wraps(read)
    def looked(*args: P.args, **kwargs: P.kwargs) -> T:
        seen = _seen.get()
        if seen is None:
            return read(*args, **kwargs)
        key = (read, args, tuple(kwargs.items()))
        if key not in seen:
            seen[key] = read(*args, **kwargs)
        return cast(T, seen[key])

    return looked
