"""L10: nobody is asked what the company knows."""

from collections.abc import Iterator

from oyez.surveys.core.definition import Definition, Question
from oyez.surveys.core.lint.facts import Facts
from oyez.surveys.core.lint.languages import Lexicon
from oyez.surveys.core.lint.rule import RULES, Hit, Rule, Severity, Span, gettext_noop
from oyez.surveys.core.lint.stems import is_rating, place, stems, words_of

WELL_FILLED = 0.95


def check(definition: Definition, facts: Facts, language: str) -> Iterator[Hit]:
    """Said by `about`, else read from the text. Of whom nothing may be known, everything may be asked."""
    if definition.mode == "anonymous":
        return
    words = words_of(language)
    for question, text in stems(definition, language):
        if question.known or is_rating(question):
            continue
        tag, span = asked_for(question, text, words)
        share = (facts.filled or {}).get(tag, 0.0) if tag else 0.0
        said = {"about": tag.replace("_", " "), "percent": int(100 * share)}
        declared = bool(question.about)
        if share >= WELL_FILLED:
            yield Hit(place(question), "known", said, span=span, exact=declared)
        elif share > 0:
            yield Hit(place(question), "partly", said, "", span, Severity.WARNING, exact=declared)


def asked_for(question: Question, text: str, words: Lexicon) -> tuple[str, Span | None]:
    """What a question asks for in a word, with the place that gave it away."""
    if question.about:
        return question.about, None
    for tag, pattern in words.asks.items():
        if found := pattern.search(text):
            return tag, found.span()
    return "", None


RULES.add(
    "L10",
    Rule(
        "L10",
        gettext_noop("Known already"),
        Severity.ERROR,
        check,
        {
            "known": gettext_noop(
                "The company knows the %(about)s of %(percent)d%% of those asked: pipe it in and do not ask."
            ),
            "partly": gettext_noop(
                "The company knows the %(about)s of %(percent)d%%: ask only the others (`known`)."
            ),
        },
        by_language=True,
        worded=True,
        needs=("filled",),
    ),
)
