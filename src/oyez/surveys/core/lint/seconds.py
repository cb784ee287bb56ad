"""How long a survey takes: reading at 238 words a minute (Brysbaert 2019) and what each kind of answer costs."""

from collections.abc import Iterable
from functools import lru_cache

from oyez.surveys.core.definition import Definition, Question, texts_of
from oyez.surveys.core.kinds import kind_of
from oyez.surveys.core.lint.reading_level import WORD
from oyez.surveys.core.route import Page, Respondent, longest

WORDS_A_MINUTE = 238
ENOUGH_COMPLETES = 50
KEPT = 32  # ways: several rules ask for the same one


def reading(words: int) -> float:
    return words / WORDS_A_MINUTE * 60


def estimated(words: int, questions: Iterable[Question]) -> float:
    """Seconds for so many words and these answers (METHOD 10, L02)."""
    return reading(words) + sum(kind_of(question).seconds(question) for question in questions)


def of_questions(questions: Iterable[Question], language: str) -> float:
    """Seconds for these questions with everything that is read beside them."""
    shown = list(questions)
    return estimated(sum(_words(question, language) for question in shown), shown)


def _words(question: Question, language: str) -> int:
    return sum(count(words.get(language, "")) for _place, words in texts_of(question))


def count(text: str) -> int:
    return len(WORD.findall(text))


class _Same:
    """A definition as itself: equal to no other, so that what was found for it is kept without reading it again."""

    def __init__(self, definition: Definition) -> None:
        self.definition = definition

    def __hash__(self) -> int:
        return id(self.definition)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.definition is self.definition


def longest_way(definition: Definition, language: str) -> tuple[Question, ...]:
    """The questions of the way through the survey that takes longest."""
    return _longest_way(_Same(definition), language)


@lru_cache(KEPT)
def _longest_way(same: _Same, language: str) -> tuple[Question, ...]:
    definition = same.definition
    costs = {question.id: of_questions([question], language) for question in definition.questions}

    def weight(page: Page) -> float:
        return sum(costs[question.id] for question in page)

    who = Respondent(blocks=_heaviest(definition, costs))
    return tuple(question for page in longest(definition, who, weight=weight) for question in page)


def _heaviest(definition: Definition, costs: dict[str, float]) -> tuple[str, ...]:
    """The blocks that cost most, as many as one person gets."""
    if not 0 < definition.per_person < len(definition.blocks):
        return ()
    cost = {
        block: sum(costs[one.id] for one in definition.questions if one.block == block)
        for block in definition.blocks
    }
    return tuple(sorted(definition.blocks, key=lambda block: -cost[block])[: definition.per_person])


def longest_seconds(definition: Definition, language: str) -> float:
    """What the longest way takes, what is said before the first question included."""
    way = longest_way(definition, language)
    return reading(count(definition.intro.get(language, ""))) + of_questions(way, language)
