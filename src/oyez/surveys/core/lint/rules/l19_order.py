"""L19: the whole before its parts, the score before the comment, who somebody is at the end."""

from collections.abc import Iterator

from oyez.surveys.core.definition import Definition, Question
from oyez.surveys.core.kinds import kind_of
from oyez.surveys.core.lint.facts import Facts
from oyez.surveys.core.lint.languages import Lexicon
from oyez.surveys.core.lint.rule import RULES, Hit, Rule, Severity, gettext_noop
from oyez.surveys.core.lint.stems import is_rating, place, plain, words_of

ABOUT_PEOPLE = frozenset(("age", "gender", "income", "education", "occupation", "region", "size", "industry"))


def check(definition: Definition, facts: Facts, language: str) -> Iterator[Hit]:
    """Details prime the whole; a comment written first drags the score along."""
    words = words_of(language)
    ratings = [at for at, question in enumerate(definition.questions) if is_rating(question)]
    if not ratings:
        return
    for at, question in enumerate(definition.questions):
        if at > ratings[0] and _is_overall(question, language, words):
            yield Hit(place(question), "overall")
        if at < ratings[-1] and _is_about_people(question, language, words):
            yield Hit(place(question), "people")
        if at < ratings[0] and kind_of(question).is_open:
            yield Hit(place(question), "comment")


def _is_overall(question: Question, language: str, words: Lexicon) -> bool:
    """The recommendation, or a rating that says it is about the whole."""
    text = plain(question.text.get(language, ""))
    return is_rating(question) and bool(question.type == "nps" or words.overall.search(text))


def _is_about_people(question: Question, language: str, words: Lexicon) -> bool:
    if is_rating(question):
        return False
    text = plain(question.text.get(language, ""))
    return question.about in ABOUT_PEOPLE or bool(words.demographic.search(text))


RULES.add(
    "L19",
    Rule(
        "L19",
        gettext_noop("Order"),
        Severity.WARNING,
        check,
        {
            "overall": gettext_noop("Ask for the whole before its parts, which would colour it."),
            "people": gettext_noop("Ask about the person at the end."),
            "comment": gettext_noop("Ask for the score before the comment."),
        },
        by_language=True,
        needs_words=True,
    ),
)
