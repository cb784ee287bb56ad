"""Which attributes of a survey's answers are questions: a handful of values that return. Names only, no numbers."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from oyez.journal.models import Interaction
from oyez.journal.queries import span
from oyez.measure.core.question import ATTRIBUTE, EACH, SEPARATOR

LOOKED_AT = 4_000
FEWEST = 5
MOST_VALUES = 60
MOST_QUESTIONS = 12
NO_QUESTIONS = frozenset(
    (
        "amount", "currency", "agent", "author", "by", "employee",
        "programme", "wave", "complete", "prepared", "words_on",  # what a response says about itself
    )
)  # fmt: skip
SAME_FOR = 20_000

_known: dict[tuple[str, int, int], tuple[str, ...]] = {}


def asked_about(survey: str) -> tuple[str, ...]:
    """The dimensions of a survey's choices, `attr:NAME` or `each:NAME`, found in its newest answers.

    Of a large journal they are looked for again only when it has grown.
    """
    first, last = span()
    if last - first < SAME_FOR:
        return _look(survey)
    grown = (survey, first, (last - first) // SAME_FOR)
    if grown not in _known:
        _known[grown] = _look(survey)
    return _known[grown]


def _look(survey: str) -> tuple[str, ...]:
    rows = Interaction.objects.filter(mode="identified", mention=False, direction="in")
    rows = rows.filter(survey=survey) if survey else rows
    said = rows.order_by("-seq").values_list("attributes", flat=True)[:LOOKED_AT]
    return _questions(said)


def _questions(rows: Iterable[dict[str, Any]]) -> tuple[str, ...]:
    values: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for said in rows:
        for name, value in said.items():
            if isinstance(value, (str, bool)) and name not in NO_QUESTIONS:
                values[name][str(value)] += 1
    return tuple(
        dimension for name in sorted(values) if (dimension := _dimension(name, values[name]))
    )[:MOST_QUESTIONS]  # fmt: skip


def _dimension(name: str, values: Counter[str]) -> str:
    """Several choices are told by what stands between them; an identifier or a text never returns."""
    is_several = any(SEPARATOR in value for value in values)
    choices = Counter[str]()
    for value, count in values.items():
        for choice in value.split(SEPARATOR) if is_several else (value,):
            choices[choice] += count
    if not 2 <= len(choices) <= MOST_VALUES or choices.total() < max(FEWEST, 3 * len(choices)):
        return ""
    return f"{EACH if is_several else ATTRIBUTE}{name}"
