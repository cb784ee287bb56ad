"""L09: options do not overlap, hold an answer for everybody, are few, and their order favours none."""

from collections.abc import Iterator

from oyez.surveys.core.definition import Definition, Option, Question
from oyez.surveys.core.lint.facts import Facts
from oyez.surveys.core.lint.languages import Lexicon
from oyez.surveys.core.lint.ranges import first_overlap
from oyez.surveys.core.lint.rule import RULES, Hit, Rule, Severity, gettext_noop
from oyez.surveys.core.lint.stems import place, plain, words_of

MOST = 8
NOMINAL = 3  # options of a kind, in an order that somebody chose


def check(definition: Definition, facts: Facts, language: str) -> Iterator[Hit]:
    words = words_of(language)
    for question in definition.questions:
        options = {option.key: plain(option.text.get(language, "")) for option in question.options}
        if not options:
            continue
        where = place(question, "options")
        if overlap := first_overlap(list(options.values()), words):
            yield Hit(where, "overlap", {"one": overlap[0], "other": overlap[1]})
        if len(options) > MOST:
            yield Hit(where, "many", {"count": len(options), "most": MOST}, exact=True)
        if _lacks_exit(question, language, options, words):
            yield Hit(where, "exit")
        if not question.shuffle and len(_nominal(question, options, words)) >= NOMINAL:
            yield Hit(where, "order")


def _lacks_exit(question: Question, language: str, options: dict[str, str], words: Lexicon) -> bool:
    """Must be answered by everybody, and asks for what not everybody has met with."""
    if not question.required or question.when:
        return False
    text = plain(question.text.get(language, ""))
    return bool(words.rare.search(text)) and not any(map(words.exit.search, options.values()))


def _nominal(question: Question, options: dict[str, str], words: Lexicon) -> list[Option]:
    """The options that stand in no order of their own; none where most of them do."""
    moving = [
        option
        for option in question.options
        if not (option.stays or option.other or option.exclusive or words.exit.search(options[option.key]))
    ]
    ordered = [option for option in moving if words.ordered.search(options[option.key])]
    return [] if 2 * len(ordered) >= len(moving) else moving


RULES.add(
    "L09",
    Rule(
        "L09",
        gettext_noop("Options"),
        Severity.WARNING,
        check,
        {
            "overlap": gettext_noop("“%(one)s” and “%(other)s” overlap."),
            "many": gettext_noop("%(count)d options; more than %(most)d are not read."),
            "exit": gettext_noop("Not everybody has met with this: add an option that says so."),
            "order": gettext_noop("The first options are chosen more often: shuffle them."),
        },
        by_language=True,
        worded=True,
    ),
)
