"""L04: a question does not say which answer is the right one."""

from collections.abc import Iterator

from oyez.surveys.core.definition import Definition, Question
from oyez.surveys.core.lint.facts import Facts
from oyez.surveys.core.lint.languages import Lexicon
from oyez.surveys.core.lint.rule import RULES, Hit, Rule, Severity, Span, gettext_noop
from oyez.surveys.core.lint.stems import is_closed, is_rating, place, sentences, stems, words_of


def check(definition: Definition, facts: Facts, language: str) -> Iterator[Hit]:
    """Questions that are answered by choosing; own words may be asked for as one likes."""
    words = words_of(language)
    for question, text in stems(definition, language):
        if not is_closed(question):
            continue
        if span := _loaded(text, words):
            yield Hit(place(question), "loaded", {"word": text[slice(*span)]}, span=span)
        elif found := words.pressed.search(text) or words.leaning.search(text):
            yield Hit(place(question), "pressed", {"word": found[0]}, span=found.span())
        elif _presumes(question, text, language, words):
            yield Hit(place(question), "one_pole")


def _loaded(text: str, words: Lexicon) -> Span | None:
    """A word that evaluates; with a capital inside a sentence it is a name."""
    begins = {start for start, _sentence in sentences(text)}
    for found in words.loaded.finditer(text):
        if found.start() in begins or not found[0][0].isupper():
            return found.span()
    return None


def _presumes(question: Question, text: str, language: str, words: Lexicon) -> bool:
    """Asks how satisfied somebody was, and names dissatisfaction neither in the question nor at the scale's end."""
    ends = question.low.get(language) or any(label.get(language) for label in question.labels)
    return bool(
        is_rating(question) and not ends and words.one_pole.search(text) and not words.both_poles.search(text)
    )


RULES.add(
    "L04",
    Rule(
        "L04",
        gettext_noop("Leading or loaded"),
        Severity.WARNING,
        check,
        {
            "loaded": gettext_noop("“%(word)s” judges before anybody has answered."),
            "pressed": gettext_noop("“%(word)s” suggests an answer."),
            "one_pole": gettext_noop("It asks how good it was, and names the other end nowhere."),
        },
        by_language=True,
        worded=True,
    ),
)
