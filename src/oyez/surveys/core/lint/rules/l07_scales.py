"""L07: scales are alike, run one way, name their ends, and standard ones are asked in their standard words."""

from collections.abc import Iterator
from itertools import groupby

from oyez.surveys.core.definition import Definition, Question
from oyez.surveys.core.kinds import kind_of
from oyez.surveys.core.kinds.scale import bounds, stem
from oyez.surveys.core.lint.facts import Facts
from oyez.surveys.core.lint.languages import Lexicon
from oyez.surveys.core.lint.rule import RULES, Hit, Rule, Severity, gettext_noop
from oyez.surveys.core.lint.stems import is_rating, place, plain, words_of

GOOD, BAD, NEITHER = 1, -1, 0


def check(definition: Definition, facts: Facts, language: str) -> Iterator[Hit]:
    """Each scale for itself, those shown together, and those of one name against each other."""
    words = words_of(language)
    ratings = [question for question in definition.questions if is_rating(question)]
    for question in ratings:
        yield from _ends(question, language, words)
        yield from _standard(question, language, words)
    yield from _together(ratings)
    yield from _anchored_alike(ratings, language)


def _ends(question: Question, language: str, words: Lexicon) -> Iterator[Hit]:
    low, high = ends(question, language)
    if not (low and high):
        if kind_of(question).name != "stars":
            yield Hit(place(question, "low"), "unlabelled")
        return
    sides = side(low, words), side(high, words)
    if sides == (GOOD, BAD):
        yield Hit(place(question, "low"), "reversed", {"low": low, "high": high})
    elif sides in ((GOOD, GOOD), (BAD, BAD)):
        yield Hit(place(question, "low"), "one_sided", {"low": low, "high": high})
    elif _is_lopsided(question, language, words):
        yield Hit(place(question, "labels"), "lopsided")


def ends(question: Question, language: str) -> tuple[str, str]:
    """The words at both ends, from the labels of the points where there are any."""
    if question.labels:
        return question.labels[0].get(language, ""), question.labels[-1].get(language, "")
    return question.low.get(language, ""), question.high.get(language, "")


def side(text: str, words: Lexicon) -> int:
    """Whether an end is the good or the bad one; a word for bad counts first, since “not satisfied” has both."""
    if words.bad.search(text):
        return BAD
    return GOOD if words.good.search(text) else NEITHER


def _is_lopsided(question: Question, language: str, words: Lexicon) -> bool:
    """As many good points as bad ones, where every label says which it is."""
    sides = [side(label.get(language, ""), words) for label in question.labels]
    return len(sides) > 2 and sides.count(NEITHER) <= 1 and sides.count(GOOD) != sides.count(BAD)


def _standard(question: Question, language: str, words: Lexicon) -> Iterator[Hit]:
    kind = stem(question)
    wording, anchors = words.wording.get(kind), words.anchors.get(kind)
    text = plain(question.text.get(language, ""))
    if wording and text and not wording.search(text):
        yield Hit(place(question), f"wording_{kind}")
    low, high = ends(question, language)
    if anchors and low and high and (_folded(low), _folded(high)) not in anchors:
        yield Hit(place(question, "low"), "anchors", {"name": kind.upper(), "low": low, "high": high})


def _folded(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")


def _together(ratings: list[Question]) -> Iterator[Hit]:
    """Ratings on one page, or of one block, have one length."""
    for group in (lambda one: one.page, lambda one: one.block):
        for name, found in groupby(sorted(ratings, key=group), key=group):
            first, *others = list(found)
            for other in others if name else ():
                if bounds(other) != bounds(first):
                    low, high = bounds(first)
                    said = {"other": first.id, "low": low, "high": high}
                    yield Hit(place(other, "type"), "lengths", said)


def _anchored_alike(ratings: list[Question], language: str) -> Iterator[Hit]:
    """One name, one pair of ends."""
    firsts: dict[str, Question] = {}
    for question in ratings:
        first = firsts.setdefault(stem(question), question)
        named = ends(question, language), ends(first, language)
        if all(named[0]) and all(named[1]) and [*map(_folded, named[0])] != [*map(_folded, named[1])]:
            said = {"other": first.id, "name": stem(question).upper()}
            yield Hit(place(question, "low"), "anchors_differ", said, severity=Severity.WARNING)


RULES.add(
    "L07",
    Rule(
        "L07",
        gettext_noop("Scale consistency"),
        Severity.ERROR,
        check,
        {
            "unlabelled": gettext_noop("Both ends of a scale have a label."),
            "reversed": gettext_noop(
                "The scale runs from good (“%(low)s”) to bad (“%(high)s”); turn it round."
            ),
            "one_sided": gettext_noop("Both ends, “%(low)s” and “%(high)s”, lie on one side."),
            "lopsided": gettext_noop("The scale has more points on one side than on the other."),
            "wording_nps": gettext_noop("NPS is asked as “How likely are you to recommend us?”"),
            "wording_ces": gettext_noop("CES is a statement that something was made easy."),
            "anchors": gettext_noop(
                "“%(low)s” and “%(high)s” are not the ends that %(name)s has everywhere."
            ),
            "lengths": gettext_noop("It stands beside %(other)s, which goes from %(low)d to %(high)d."),
            "anchors_differ": gettext_noop("%(name)s has other ends here than in %(other)s."),
        },
        by_language=True,
        needs_words=True,
    ),
)
