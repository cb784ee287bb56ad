"""Section 10 of the handbook: reading level, estimated time, what one more answer would tell."""

from types import SimpleNamespace

from oyez.surveys.core.information import categories, information
from oyez.surveys.core.lint.reading_level import Size, ease, grade, lix
from oyez.surveys.core.lint.seconds import estimated
from tests.measure.vectors.binding import binds


@binds("10.1")
def _reading_level() -> object:
    sizes = [Size(words=18, sentences=1, syllables=31), Size(words=10, sentences=1, syllables=14)]
    return [[grade(size), ease(size)] for size in sizes]


@binds("10.2")
def _lix() -> object:
    return lix(Size(words=18, sentences=1, long=5))


@binds("10.3")
def _seconds() -> object:
    asked = ["nps", "csat", "ces", "single", "long"]
    return estimated(120, [SimpleNamespace(type=name) for name in asked])  # type: ignore[misc]


@binds("10.4")
def _information() -> object:
    item = (0.0, 1.5, (-1.5, -0.5, 0.5, 1.5))
    return {"P": categories(*item), "info": information(*item)}
