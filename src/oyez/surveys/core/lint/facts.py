"""What the rules may know besides the survey itself; everything may be unknown."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from oyez.kit.registry import Registry
from oyez.surveys.core.definition import Definition


@dataclass(frozen=True)
class Aim:
    """A goal that this survey is to judge: the change it asks for, and the smallest that its answers can show.

    Both on the metric's own scale; the second with 80 % power at 95 %, at the number of answers expected.
    """

    name: str
    change: float
    detectable: float


@dataclass(frozen=True)
class Facts:
    """Facts of the company. `None` is not known, and the rule that needs it stays silent.

    `filled`: by what a question asks for (see `languages.lexicon.TAGS`) or by field, the share (0–1) of the persons
    asked of whom the company knows it. `median_seconds`: of `completes` complete answers to this survey as it stands.
    `previous`: the version that was asked last. `owners`: everybody and every desk that can own an answer.
    `answers`: so far, by language. `business`: whether companies are asked rather than consumers.
    """

    filled: Mapping[str, float] | None = None
    median_seconds: float | None = None
    completes: int = 0
    previous: Definition | None = None
    aims: tuple[Aim, ...] | None = None
    owners: frozenset[str] | None = None
    answers: Mapping[str, int] | None = None
    business: bool = False

    def knows(self, name: str) -> bool:
        return getattr(self, name) is not None


NOTHING = Facts()
AIMS: Registry[Callable[[str], Iterable[Aim]]] = Registry(
    "source of goals of a survey"
)  # rooms above fill it
