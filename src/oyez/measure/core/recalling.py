"""Which of the past a question looks at, and the steps that recall it for the rows that the question keeps."""

from collections.abc import Callable, Iterable, Iterator

from oyez.measure.core.past import (
    All,
    Any,
    Choice,
    First,
    History,
    Nay,
    Past,
    PastShare,
    Persons,
    Recall,
    Sure,
)
from oyez.measure.core.plan import Condition, Keep, Source, Step


def wanted(conditions: Iterable[Condition], sources: Iterable[Source] = ()) -> tuple[History | First, ...]:
    """Everything of the past that conditions and sources look at, each once, in a fixed order."""
    found = {one.column: one for given in conditions for one in _in(given)}
    found |= {one.column: one for source in sources for one in _in_source(source)}
    return tuple(found[name] for name in sorted(found))


def _in(condition: Condition) -> Iterator[History | First]:
    match condition:
        case Past(of):
            yield of
        case PastShare(part, whole):
            yield from (part, whole)
        case Nay(inside) | Sure(inside):
            yield from _in(inside)
        case All(several) | Any(several):
            for one in several:
                yield from _in(one)
        case _:
            source = getattr(condition, "source", None)
            if isinstance(source, Choice):
                yield from _in_source(source)


def _in_source(source: Source) -> Iterator[History | First]:
    if isinstance(source, Choice):
        for condition, _ in source.cases:
            yield from _in(condition)


def keeping(
    conditions: tuple[Condition, ...], sources: tuple[Source, ...], persons: Callable[[], Persons]
) -> tuple[Step, ...]:
    """The steps that keep what conditions let through; the past is recalled where they or the sources look at it."""
    found = wanted(conditions, sources)
    if not found:
        return (Keep(conditions),)
    late = tuple(one for one in conditions if any(_in(one)))
    early = tuple(one for one in conditions if one not in late)
    recalled: tuple[Step, ...] = (Keep(early), Recall(found, persons()))
    return (*recalled, Keep(late)) if late else recalled
