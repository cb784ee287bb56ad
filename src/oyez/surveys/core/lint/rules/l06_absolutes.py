"""L06: “always” is hardly ever true, and “often” is another number for everybody."""

from collections.abc import Iterator

from oyez.surveys.core.definition import Definition, Question
from oyez.surveys.core.lint.facts import Facts
from oyez.surveys.core.lint.languages import Lexicon
from oyez.surveys.core.lint.rule import RULES, Hit, Rule, Severity, gettext_noop
from oyez.surveys.core.lint.stems import is_closed, place, stems, words_of


def check(definition: Definition, facts: Facts, language: str) -> Iterator[Hit]:
    """Questions that are answered by choosing."""
    words = words_of(language)
    for question, text in stems(definition, language):
        if not is_closed(question):
            continue
        if found := words.absolute.search(text):
            yield Hit(place(question), "absolute", {"word": found[0]}, span=found.span())
        elif (found := words.vague.search(text)) and not _has_period(question, text, language, words):
            yield Hit(place(question), "vague", {"word": found[0]}, span=found.span())


def _has_period(question: Question, text: str, language: str, words: Lexicon) -> bool:
    """Whether the question or its options name the time that it refers to."""
    said = [text, *(option.text.get(language, "") for option in question.options)]
    return any(words.period.search(one) for one in said)


RULES.add(
    "L06",
    Rule(
        "L06",
        gettext_noop("Absolute or vague"),
        Severity.INFORMATION,
        check,
        {
            "absolute": gettext_noop("“%(word)s” is hardly ever true, so few can agree."),
            "vague": gettext_noop("“%(word)s” means something else to everybody; name a period."),
        },
        by_language=True,
        worded=True,
    ),
)
