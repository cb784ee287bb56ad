"""Which page comes next for one respondent, and how long it can still get. Nothing here remembers anything."""

import hashlib
import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from oyez.surveys.core.conditions import UNKNOWN, evaluate, holds, may_hold, names
from oyez.surveys.core.definition import Definition, Question
from oyez.surveys.core.expecting import is_worth_asking
from oyez.surveys.core.kinds import Answer, kind_of

Page = tuple[Question, ...]
MOST_REMEMBERED = 2_000
_DECIDING = "deciding"
MOST_WAYS = 4_000  # looked at before a bound is good enough


@dataclass(frozen=True)
class Respondent:
    """What is known of whoever answers: answers so far, fields that came along, whether they tell more, blocks."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    given: Mapping[str, Any] = field(default_factory=dict)
    tells_more: bool = False
    blocks: tuple[str, ...] = ()


def values(definition: Definition, who: Respondent) -> dict[str, Any]:
    """Everything a condition can ask for: fields, answers, and what is calculated from them, in order."""
    known: dict[str, Any] = {name: value for name, value in who.given.items() if value not in ("", None)}
    known |= {name: plain(answer) for name, answer in who.answers.items()}
    for name, text in definition.calculated.items():
        found = evaluate(text, known)
        if found is not UNKNOWN:
            known[name] = found
    return known


def plain(answer: Answer) -> Any:
    """An answer without the own words beside its choice."""
    return answer["chosen"] if isinstance(answer, dict) and "chosen" in answer else answer


def shown(definition: Definition, who: Respondent, page: int) -> Page:
    """The questions of a page that this respondent gets; none means that the page is passed over."""
    known = values(definition, who)
    return tuple(
        question
        for question in definition.pages[page]
        if _is_for(question, who)
        and holds(question.when, known)
        and is_worth_asking(question, definition, who.answers)
    )


def _is_for(question: Question, who: Respondent) -> bool:
    """Not one of another's blocks, not for those who tell more, and not about what is known already."""
    if question.block and who.blocks and question.block not in who.blocks:
        return False
    if question.more and not who.tells_more:
        return False
    return not (question.known and who.given.get(question.known))


def after(definition: Definition, who: Respondent, page: int) -> int | None:
    """The next page with a question on it, or `None` at the end; −1 stands before the first."""
    following = range(page + 1, len(definition.pages))
    return next((at for at in following if shown(definition, who, at)), None)


def before(definition: Definition, who: Respondent, page: int) -> int | None:
    """The page before, or `None` on the first."""
    return next((at for at in range(page - 1, -1, -1) if shown(definition, who, at)), None)


def drawn(definition: Definition, seed: str) -> tuple[str, ...]:
    """The blocks of one person: core for all, and as many as asked for by chance that can be checked.

    Every combination is as likely, so that every pair of blocks is answered together (METHOD 10, planned missing).
    """
    if not 0 < definition.per_person < len(definition.blocks):
        return definition.blocks
    ways = list(itertools.combinations(definition.blocks, definition.per_person))
    number = hashlib.sha256(f"{definition.survey}:{seed}".encode()).digest()
    return ways[int.from_bytes(number[:8]) % len(ways)]


def most_pages(definition: Definition, who: Respondent, page: int) -> int:
    """How many pages can still come, this one included; looked up where it was asked before of somebody alike."""
    known = values(definition, who)
    alike = tuple(repr(known.get(name)) for name in _deciding(definition))
    asked = (page, alike, who.tells_more, who.blocks)
    found = definition.remembered
    if asked not in found:
        if len(found) > MOST_REMEMBERED:
            found.clear()
        found[asked] = len(longest(definition, who, page))
    return int(found[asked])


def _deciding(definition: Definition) -> tuple[str, ...]:
    """The names on which the way through the pages stands."""
    if _DECIDING not in definition.remembered:
        conditions = [one.when for one in definition.questions if one.when]
        found = frozenset(one.known for one in definition.questions if one.known).union(
            *map(names, conditions)
        )
        definition.remembered[_DECIDING] = tuple(sorted(found))
    deciding: tuple[str, ...] = definition.remembered[_DECIDING]
    return deciding


def one_each(page: Page) -> float:
    return 1.0


def longest(
    definition: Definition,
    who: Respondent | None = None,
    start: int = 0,
    weight: Callable[[Page], float] = one_each,
) -> list[Page]:
    """The heaviest way from page `start` on that can still happen; what is not answered yet may be anything.

    Answers of few values are tried one by one, as far as they decide differently; others are left open, which
    makes the result a bound from above.
    """
    return _Search(definition, who or Respondent(), weight).best(start)


class _Search:
    """One search, with the ways it may still look at."""

    def __init__(self, definition: Definition, who: Respondent, weight: Callable[[Page], float]) -> None:
        self.definition, self.who, self.weight = definition, who, weight
        self.left = MOST_WAYS
        self.known = values(definition, who)
        self.asked_later = [
            frozenset(
                name for page in definition.pages[at:] for one in page if one.when for name in names(one.when)
            )
            for at in range(len(definition.pages) + 1)
        ]
        self.found: dict[tuple[int, str], list[Page]] = {}

    def best(self, start: int) -> list[Page]:
        return self._from(start, {})

    def _from(self, page: int, supposed: dict[str, Any]) -> list[Page]:
        """Looked for once for all suppositions that later conditions cannot tell apart."""
        supposed = {name: value for name, value in supposed.items() if name in self.asked_later[page]}
        key = (page, repr(sorted(supposed.items())))
        if key not in self.found:
            self.found[key] = self._search(page, supposed)
        return self.found[key]

    def _search(self, page: int, supposed: dict[str, Any]) -> list[Page]:
        self.left -= 1
        if page == len(self.definition.pages):
            return []
        known = self.known | supposed
        asked = tuple(
            question
            for question in self.definition.pages[page]
            if _is_for(question, self.who) and may_hold(question.when, known)
        )
        ways = (self._from(page + 1, supposed | more) for more in self._ways(asked, page, known))
        found = max(ways, key=self._weight)
        return [asked, *found] if asked else found

    def _weight(self, pages: Sequence[Page]) -> float:
        return sum(map(self.weight, pages))

    def _ways(self, asked: Page, page: int, known: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """One supposition for each way in which these answers can decide what follows."""
        deciding = {
            question.id: found
            for question in asked
            if question.id not in known and (found := self._different(question, page, known))
        }
        if not deciding or self.left <= 0:
            yield {}
            return
        for chosen in itertools.product(*deciding.values()):
            yield dict(zip(deciding, chosen, strict=True))

    def _different(self, question: Question, page: int, known: dict[str, Any]) -> list[Any]:
        possible = kind_of(question).values(question)
        later = [one.when for one in itertools.chain(*self.definition.pages[page:]) if one.when]
        asking = [text for text in later if question.id in names(text)]
        if not possible or not asking:
            return []
        patterns: dict[tuple[str, ...], Any] = {}
        for value in possible:
            decided = tuple(repr(evaluate(text, known | {question.id: value})) for text in asking)
            patterns.setdefault(decided, value)
        return list(patterns.values())
