"""What a rule of the lint is, and what it finds."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from oyez.kit.registry import Registry
from oyez.surveys.core.definition import Definition
from oyez.surveys.core.lint.facts import Facts

Span = tuple[int, int]


class Severity(StrEnum):
    """E blocks publishing (an override is written down), W warns, I informs."""

    ERROR = "E"
    WARNING = "W"
    INFORMATION = "I"


@dataclass(frozen=True)
class Hit:
    """What a rule saw: where, which of its sentences, with what in it. `severity` only where it is not the rule's.

    `exact`: it was counted or declared, not read from the words, so that how precise reading is says nothing about it.
    """

    place: str
    code: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    language: str = ""
    span: Span | None = None
    severity: Severity | None = None
    exact: bool = False


@dataclass(frozen=True)
class Finding:
    """One finding. `place` is a name such as `questions.why.text`; `span` counts characters of the text there.

    `sentence` is English; faces translate it by the rule's sentence `code` and `parameters`.
    """

    rule: str
    severity: Severity
    place: str
    language: str
    code: str
    parameters: Mapping[str, Any]
    sentence: str
    span: Span | None = None

    @property
    def question(self) -> str:
        """The question that it is about, or nothing."""
        parts = self.place.split(".")
        return parts[1] if parts[0] == "questions" and len(parts) > 1 else ""


Check = Callable[[Definition, Facts, str], Iterable[Hit]]


@dataclass(frozen=True)
class Rule:
    """One rule. `says`: its sentences by code, with places for parameters.

    `by_language`: looked at once a language, else once for the survey. `worded`: reads texts by the words of their
    language, so it needs them, its precision is measured, and it only informs where that is low (METHOD 10).
    `needs_words`: it needs them for a part that is exact.
    `needs`: the facts without which it says nothing, by their names in Facts.
    """

    code: str
    name: str
    severity: Severity
    check: Check
    says: Mapping[str, str]
    by_language: bool = False
    worded: bool = False
    needs_words: bool = False
    needs: tuple[str, ...] = ()


RULES: Registry[Rule] = Registry("rule of the lint")
RULES.later("oyez.surveys.core.lint.rules")


def gettext_noop(text: str) -> str:
    """Marks a sentence for translation; faces translate it."""
    return text
