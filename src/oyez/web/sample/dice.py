"""Chance from a seed: each stream has its own, so that a change to one leaves the others as they were."""

from collections.abc import Sequence
from typing import TypeVar
from zlib import crc32

import numpy as np

T = TypeVar("T")
BLOCK = 8_192
SPAN = 1 << 30


def stream(seed: int, name: str) -> np.random.Generator:
    """The generator of one named stream."""
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, crc32(name.encode())])))


class Dice:
    """Single throws at little cost: numbers are drawn in blocks."""

    def __init__(self, rng: np.random.Generator) -> None:
        self._rng = rng
        self._numbers: list[int] = []

    def number(self) -> int:
        """A whole number from 0 to `SPAN`."""
        if not self._numbers:
            self._numbers = self._rng.integers(0, SPAN, BLOCK).tolist()
        return self._numbers.pop()

    def below(self, top: int) -> int:
        """A whole number from 0 to `top` - 1."""
        return self.number() % top

    def pick(self, options: Sequence[T]) -> T:
        """One of the options, each as likely."""
        return options[self.number() % len(options)]

    def chance(self, share: float) -> bool:
        """True in this share of throws."""
        return self.number() < share * SPAN

    def digits(self, count: int) -> str:
        """A string of digits."""
        return f"{self.number() % 10**count:0{count}d}"
