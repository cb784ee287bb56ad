"""L22: a survey that offers, discounts or asks for a public review is advertising, and says so as its purpose."""

from collections.abc import Iterator

from oyez.surveys.core.definition import Definition
from oyez.surveys.core.lint.facts import Facts
from oyez.surveys.core.lint.rule import RULES, Hit, Rule, Severity, gettext_noop
from oyez.surveys.core.lint.stems import is_rating, place, plain, stems, words_of


def check(definition: Definition, facts: Facts, language: str) -> Iterator[Hit]:
    """Texts and links around the questions, and questions whether advertising may come; not ratings of an offer."""
    if definition.purpose == "marketing":
        return
    words = words_of(language)
    for where, texts in definition.texts():
        text = "" if where.startswith("questions.") else plain(texts.get(language, ""))
        if found := words.advertises.search(text):
            yield Hit(where, "advertises", {"words": found[0]}, span=found.span())
    for at, ending in enumerate(definition.endings, 1):
        if found := words.advertises.search(ending.link):
            yield Hit(f"endings.{at}.link", "advertises", {"words": found[0]}, span=found.span())
    for question, text in stems(definition, language):
        if not is_rating(question) and (found := words.invites.search(text)):
            yield Hit(place(question), "advertises", {"words": found[0]}, span=found.span())


RULES.add(
    "L22",
    Rule(
        "L22",
        gettext_noop("Advertising"),
        Severity.ERROR,
        check,
        {"advertises": gettext_noop("“%(words)s” is advertising: the purpose must be marketing.")},
        by_language=True,
        worded=True,
    ),
)
