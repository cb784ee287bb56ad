"""L17: who is promised not to be known is not asked who they are; special data are not asked for at all."""

from collections.abc import Iterator

from oyez.surveys.core.definition import Definition
from oyez.surveys.core.lint.facts import Facts
from oyez.surveys.core.lint.rule import RULES, Hit, Rule, Severity, gettext_noop
from oyez.surveys.core.lint.stems import OPEN, is_rating, place, plain, stems, words_of

ENTERED = OPEN | {"number", "date"}


def check(definition: Definition, facts: Facts, language: str) -> Iterator[Hit]:
    """Page and mail always say mode and purpose, and how to refuse; here is what the texts add to that."""
    words = words_of(language)
    for question, text in stems(definition, language):
        is_promised = definition.mode == "anonymous" and question.type in ENTERED
        if is_promised and (found := words.identity.search(text)):
            yield Hit(place(question), "identity", {"words": found[0]}, span=found.span())
        if not is_rating(question) and (found := words.special.search(text)):
            yield Hit(place(question), "special", {"words": found[0]}, span=found.span())
    if definition.mode != "anonymous":
        for where, texts in definition.texts():
            if found := words.promises.search(plain(texts.get(language, ""))):
                said = {"words": found[0], "mode": definition.mode}
                yield Hit(where, "promise", said, span=found.span())


RULES.add(
    "L17",
    Rule(
        "L17",
        gettext_noop("Privacy"),
        Severity.ERROR,
        check,
        {
            "identity": gettext_noop("“%(words)s” asks who somebody is, and the survey is anonymous."),
            "special": gettext_noop(
                "“%(words)s”: the law protects this (GDPR, article 9), and few decisions need it."
            ),
            "promise": gettext_noop("“%(words)s” promises what is not so: the survey is %(mode)s."),
        },
        by_language=True,
        worded=True,
    ),
)
