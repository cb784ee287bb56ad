"""L05: nobody has to work out what “disagree that it was not” means."""

from collections.abc import Iterator

from oyez.surveys.core.definition import Definition, Question
from oyez.surveys.core.lint.facts import Facts
from oyez.surveys.core.lint.languages import Lexicon
from oyez.surveys.core.lint.rule import RULES, Hit, Rule, Severity, gettext_noop
from oyez.surveys.core.lint.stems import is_rating, place, sentences, stems, words_of


def check(definition: Definition, facts: Facts, language: str) -> Iterator[Hit]:
    """Two negations in one sentence, or one in a statement that is agreed with."""
    words = words_of(language)
    for question, text in stems(definition, language):
        agreed = asks_agreement(question, language, words)
        for start, sentence in sentences(text):
            strong = list(words.negative.finditer(sentence))
            if not strong:
                continue
            span = (start + strong[0].start(), start + strong[0].end())
            if agreed:
                yield Hit(place(question), "agreement", {"word": strong[0][0]}, span=span)
            elif len(strong) + len(words.adverse.findall(sentence)) > 1:
                yield Hit(place(question), "double", {"word": strong[0][0]}, span=span)


def asks_agreement(question: Question, language: str, words: Lexicon) -> bool:
    """Whether its scale goes from disagreement to agreement."""
    ends = [question.low, question.high, *question.labels]
    return is_rating(question) and any(words.agreement.search(end.get(language, "")) for end in ends)


RULES.add(
    "L05",
    Rule(
        "L05",
        gettext_noop("Negation"),
        Severity.WARNING,
        check,
        {
            "agreement": gettext_noop(
                "“%(word)s” in a statement: disagreeing with it would be a double negation."
            ),
            "double": gettext_noop("“%(word)s” and another negation in one sentence."),
        },
        by_language=True,
        worded=True,
    ),
)
