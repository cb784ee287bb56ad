"""L13: it can be answered on a telephone, with a thumb. The page itself sees to size, scrolling and scripts."""

from collections.abc import Iterator

from oyez.surveys.core.definition import Definition, Question, texts_of
from oyez.surveys.core.kinds import kind_of
from oyez.surveys.core.lint.facts import Facts
from oyez.surveys.core.lint.rule import RULES, Hit, Rule, Severity, gettext_noop
from oyez.surveys.core.lint.stems import place, plain
from oyez.surveys.core.route import Page, longest

MOST_OPEN = 1
LONGEST_WORD = 34  # letters, about 340 px: what a page of 360 px can hold in one line


def check(definition: Definition, facts: Facts, language: str) -> Iterator[Hit]:
    """At most one open text before the last question, and no word that is wider than the screen."""
    way = [question for page in longest(definition, weight=_open_ones) for question in page]
    too_many = [question for question in way[:-1] if kind_of(question).is_open][MOST_OPEN:]
    for question in too_many:
        yield Hit(place(question), "open", {"most": MOST_OPEN})
    for question in definition.questions:
        for where, texts in texts_of(question):
            for tag, text in texts.items():
                if word := _too_wide(text):
                    yield Hit(where, "wide", {"word": word, "letters": len(word)}, language=tag)


def _open_ones(page: Page) -> float:
    return 1 + 1_000 * sum(map(_is_open, page))


def _is_open(question: Question) -> bool:
    return kind_of(question).is_open


def _too_wide(text: str) -> str:
    """The first word that a telephone cannot show in one line; an address or a soft hyphen breaks."""
    return next((word for word in plain(text).split() if len(word) > LONGEST_WORD and word.isalpha()), "")


RULES.add(
    "L13",
    Rule(
        "L13",
        gettext_noop("Mobile"),
        Severity.ERROR,
        check,
        {
            "open": gettext_noop("There is an open question before it: at most %(most)d before the end."),
            "wide": gettext_noop("“%(word)s” has %(letters)d letters and does not fit on a telephone."),
        },
    ),
)
