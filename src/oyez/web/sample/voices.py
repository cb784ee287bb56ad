"""What people write, in their language and in keeping with what happened to them."""

from collections.abc import Sequence

from oyez.web.sample.dice import Dice
from oyez.web.sample.prose import tongue

GOOD, BAD = "good", "bad"


def comment(language: str, tone: int, liked: Sequence[str], disliked: Sequence[str], dice: Dice) -> str:
    """A comment in a tone: 1 pleased, 0 mixed, -1 displeased."""
    said: list[tuple[str, str]] = []
    if tone > 0:
        said = [(GOOD, aspect) for aspect in _some(liked, dice)]
    elif tone < 0:
        said = [(BAD, aspect) for aspect in _some(disliked, dice)]
        if dice.chance(0.25):
            said.insert(0, (GOOD, dice.pick(liked)))
    else:
        said = [(GOOD, dice.pick(liked)), (BAD, dice.pick(disliked))]
        if dice.chance(0.35):
            said.pop(dice.below(2))
    return tongue(language).comment(said, dice)


def _some(aspects: Sequence[str], dice: Dice) -> list[str]:
    first = dice.pick(aspects)
    second = dice.pick(aspects)
    return [first] if second == first or dice.chance(0.5) else [first, second]


def tone_of(score: float, low: float, high: float) -> int:
    """Pleased from `high`, displeased up to `low`."""
    return 1 if score >= high else -1 if score <= low else 0


def speaks_up(tone: int, dice: Dice) -> bool:
    """The displeased write most often."""
    return dice.chance(0.72 if tone < 0 else 0.42)


def letter(language: str, topics: Sequence[str], dice: Dice, reference: str = "") -> str:
    """A message to the service desk about some topics."""
    speech = tongue(language)
    clauses = [speech.phrase("ask" if topic in ASKED else "bad", topic, dice) for topic in topics]
    return speech.letter(clauses, dice, reference)


ASKED = ("warranty-question", "date-question", "order-change")
