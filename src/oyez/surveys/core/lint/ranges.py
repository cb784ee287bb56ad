"""Ranges of numbers in options: “5 to 10 minutes”, “under 5”, “10 or more”."""

import re
from itertools import combinations
from math import inf
from typing import NamedTuple

from oyez.surveys.core.lint.languages import Lexicon

NUMBER = re.compile(r"\d+(?:[.,']\d{3})*(?:[.,]\d+)?")
THOUSANDS = re.compile(r"[.,'](?=\d{3}(?!\d))")


class Range(NamedTuple):
    """From the lowest to the highest number; an open end is not in it."""

    low: float
    high: float
    low_is_in: bool = True
    high_is_in: bool = True


def range_of(text: str, words: Lexicon) -> Range | None:
    """The range that an option says, or `None`."""
    found = list(NUMBER.finditer(text))
    numbers = [float(THOUSANDS.sub("", one[0]).replace(",", ".")) for one in found]
    if len(numbers) == 2 and words.until.search(text, found[0].end(), found[1].start()):
        return Range(min(numbers), max(numbers))
    if len(numbers) != 1:
        return None
    if words.at_least.search(text):
        return Range(numbers[0], inf)
    if words.below.search(text):
        return Range(-inf, numbers[0], high_is_in=False)
    if words.at_most.search(text):
        return Range(-inf, numbers[0])
    return Range(numbers[0], inf, low_is_in=False) if words.above.search(text) else None


def overlap(one: Range, other: Range) -> bool:
    """Whether a number lies in both."""
    lower, upper = (one, other) if one.low <= other.low else (other, one)
    if upper.low < lower.high:
        return True
    return upper.low == lower.high and upper.low_is_in and lower.high_is_in


def first_overlap(texts: list[str], words: Lexicon) -> tuple[str, str] | None:
    """Two options into which one number falls."""
    ranges = [(text, found) for text in texts if (found := range_of(text, words))]
    return next(
        ((one[0], other[0]) for one, other in combinations(ranges, 2) if overlap(one[1], other[1])), None
    )
