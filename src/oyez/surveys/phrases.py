"""What the public page and its mails say besides the survey's own texts, in the respondent's language."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import yaml

from oyez.surveys.core.words import Words, base

FILE = Path(__file__).parent / "built_in" / "phrases.yaml"
FALLBACK = "en"


@cache
def phrases() -> dict[str, Words]:
    found: dict[str, Words] = yaml.safe_load(FILE.read_text("utf-8"))
    return found


def languages() -> frozenset[str]:
    """The languages that every phrase has."""
    return frozenset.intersection(*(frozenset(words) for words in phrases().values()))


def phrase(name: str, order: Sequence[str], /, **said: object) -> str:
    """A phrase in the first language of the order that has it; English at last."""
    words = phrases()[name]
    text = next((words[tag] for want in order if (tag := base(want)) in words), words[FALLBACK])
    for key, value in said.items():
        text = text.replace("{" + key + "}", str(value))
    return text
