"""What the columns and values of answers to a survey are called; rooms that know surveys tell."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from oyez.company.core.scope import Viewer
from oyez.kit.registry import Registry
from oyez.measure.core.question import Question

SURVEY = "survey"


@dataclass(frozen=True)
class Wording:
    """A question's words, and the words of its answers by what stands in the column."""

    label: str
    values: Mapping[str, str] = field(default_factory=dict)


Tells = Callable[[Viewer, str], Mapping[str, Wording]]

WORDINGS: Registry[Tells] = Registry("wording of surveys")
"""Each takes a survey's key and gives wordings by the names of scores and attributes."""


def wordings(viewer: Viewer, question: Question) -> dict[str, Wording]:
    """The wordings where all rows answer one survey: the same name may ask for something else in another."""
    named = [one.values for one in question.where if one.dimension == SURVEY]
    if len(named) != 1 or len(named[0]) != 1:
        return {}
    found: dict[str, Wording] = {}
    for tell in WORDINGS.values():
        found |= tell(viewer, named[0][0])
    return found
