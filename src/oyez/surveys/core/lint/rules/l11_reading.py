"""L11: everybody understands it at the first reading."""

from collections.abc import Iterator
from functools import reduce
from operator import add

from oyez.surveys.core.definition import Definition
from oyez.surveys.core.lint.facts import Facts
from oyez.surveys.core.lint.reading_level import Size, grade, lix, size
from oyez.surveys.core.lint.rule import RULES, Hit, Rule, Severity, gettext_noop
from oyez.surveys.core.lint.stems import place, stems
from oyez.surveys.core.words import base

MOST_WORDS = 20
MOST_GRADE, MOST_GRADE_BUSINESS = 8.0, 10.0
MOST_LIX = 40.0
ENOUGH_WORDS = 50  # a formula made for passages says little about less
FEWEST_WORDS = 8
FREE_GRADE, FREE_LIX = 5.0, 20.0  # what one sentence alone may be above what all together may be


def check(definition: Definition, facts: Facts, language: str) -> Iterator[Hit]:
    """All questions together against the limit, each alone against a wider one and against twenty words."""
    sizes: list[Size] = []
    for question, text in stems(definition, language):
        found = size(text)
        sizes.append(found)
        if found.words > MOST_WORDS:
            yield Hit(place(question), "long", {"words": found.words, "most": MOST_WORDS})
        elif found.words >= FEWEST_WORDS and (hit := _hard(place(question), found, facts, language, "one")):
            yield hit
    whole = reduce(add, sizes, Size(0, 0))
    if whole.words >= ENOUGH_WORDS and (hit := _hard("questions", whole, facts, language, "all")):
        yield hit


def _hard(where: str, found: Size, facts: Facts, language: str, which: str) -> Hit | None:
    """Flesch-Kincaid in English, LIX elsewhere."""
    english = base(language) == "en"
    level = grade(found) if english else lix(found)
    most = MOST_LIX if not english else MOST_GRADE_BUSINESS if facts.business else MOST_GRADE
    free = 0.0 if which == "all" else FREE_GRADE if english else FREE_LIX
    if level <= most + free:
        return None
    said = {"level": round(level, 1), "most": most, "name": "Flesch-Kincaid" if english else "LIX"}
    return Hit(where, which, said)


RULES.add(
    "L11",
    Rule(
        "L11",
        gettext_noop("Reading level"),
        Severity.WARNING,
        check,
        {
            "long": gettext_noop("%(words)d words; more than %(most)d are read twice."),
            "one": gettext_noop("It is hard to read: %(name)s %(level)s, where %(most)d is the aim."),
            "all": gettext_noop(
                "The questions together are hard to read: %(name)s %(level)s, where %(most)d is the aim."
            ),
        },
        by_language=True,
        worded=True,
    ),
)
