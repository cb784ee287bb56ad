"""A question as it begins: of each kind one that can be asked as it stands, in the survey's first language."""

from oyez.kit.errors import NotFound
from oyez.surveys.core.definition import Definition, Option, Question
from oyez.surveys.core.editing.pages import unused
from oyez.surveys.core.editing.questions import taken
from oyez.surveys.core.kinds import KINDS
from oyez.surveys.core.words import Words, base

NAMES = {
    "rating": "rating", "single": "choice", "multiple": "choices", "ranking": "order", "matrix": "aspects",
    "gap": "expectation", "short": "word", "long": "why",
}  # fmt: skip
RATED = ("rating", "gap", "matrix")  # need a score of their own
SCALES = ("nps", "csat", "ces", "stars")
TEXTS: dict[str, Words] = {
    "nps": {
        "en": "How likely are you to recommend us to friends or colleagues?",
        "de": "Wie wahrscheinlich ist es, dass Sie uns Freunden oder Kollegen empfehlen?",
    },
    "csat": {"en": "How satisfied are you with …?", "de": "Wie zufrieden sind Sie mit …?"},
    "ces": {
        "en": "We made it easy for you to get this done. Do you agree or disagree?",
        "de": "Wir haben es Ihnen leicht gemacht. Wie weit stimmen Sie zu?",
    },
    "stars": {"en": "How was it?", "de": "Wie war es?"},
    "rating": {"en": "How do you rate …?", "de": "Wie bewerten Sie …?"},
    "single": {"en": "Which of these fits best?", "de": "Was davon trifft am ehesten zu?"},
    "multiple": {"en": "Which of these were part of it?", "de": "Was davon hat eine Rolle gespielt?"},
    "ranking": {"en": "What matters most to you?", "de": "Was ist Ihnen am wichtigsten?"},
    "matrix": {"en": "How satisfied are you with these?", "de": "Wie zufrieden sind Sie hiermit?"},
    "gap": {
        "en": "What did you expect, and how was it?",
        "de": "Was haben Sie erwartet, und wie war es?",
    },
    "number": {"en": "How many …?", "de": "Wie viele …?"},
    "date": {"en": "On which day …?", "de": "An welchem Tag …?"},
    "short": {"en": "In a word or two: …?", "de": "In ein, zwei Worten: …?"},
    "long": {"en": "What happened?", "de": "Was ist passiert?"},
    "consent": {"en": "I agree that …", "de": "Ich bin einverstanden, dass …"},
    "contact": {"en": "Please contact me about this.", "de": "Bitte melden Sie sich deswegen bei mir."},
    "file": {"en": "A picture says more: add one.", "de": "Ein Bild sagt mehr: hier ist Platz."},
    "statement": {"en": "One more thing before we go on.", "de": "Noch etwas, bevor es weitergeht."},
}
ENDS: dict[str, tuple[Words, Words]] = {
    "nps": (
        {"en": "not at all likely", "de": "sehr unwahrscheinlich"},
        {"en": "extremely likely", "de": "sehr wahrscheinlich"},
    ),
    "ces": (
        {"en": "strongly disagree", "de": "stimme gar nicht zu"},
        {"en": "strongly agree", "de": "stimme voll zu"},
    ),
    "usual": (
        {"en": "very dissatisfied", "de": "sehr unzufrieden"},
        {"en": "very satisfied", "de": "sehr zufrieden"},
    ),
}
CHOICES: tuple[tuple[str, Words], ...] = (
    ("first", {"en": "First", "de": "Erstens"}),
    ("second", {"en": "Second", "de": "Zweitens"}),
)


def fresh(definition: Definition, kind: str) -> Question:
    """A question of a kind under a name that is free."""
    if kind not in KINDS:
        raise NotFound(f"There is no kind of question “{kind}”.")
    id = unused(NAMES.get(kind, kind), taken(definition))
    low, high = ENDS.get(kind, ENDS["usual"]) if kind in (*SCALES, *RATED) else ({}, {})
    choices = tuple(Option(key=key, text=_in(definition, words)) for key, words in CHOICES)
    return Question(
        id=id,
        type=kind,
        text=_in(definition, TEXTS.get(kind, {"en": kind})),
        score=_score(definition, kind, id),
        low=_in(definition, low),
        high=_in(definition, high),
        options=choices if KINDS[kind].has_options else (),
        rows=choices if KINDS[kind].has_rows else (),
    )


def _score(definition: Definition, kind: str, id: str) -> str:
    """A plain score while it is free; after that one named after the question, on the same scale."""
    if kind in RATED:
        return f"csat_{id}"
    is_taken = any((one.score or one.type) == kind for one in definition.questions)
    return f"{kind}_{id.removeprefix(kind).strip('_') or 'more'}" if kind in SCALES and is_taken else ""


def _in(definition: Definition, words: Words) -> Words:
    """In each of the survey's languages that is known here; else in English under its first language."""
    found = {tag: words[base(tag)] for tag in definition.languages if base(tag) in words}
    return found or ({definition.languages[0]: words["en"]} if words else {})
