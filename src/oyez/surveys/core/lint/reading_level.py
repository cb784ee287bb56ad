"""How hard a text is to read. Made for passages; of one sentence they are a rough guess."""

import re
from dataclasses import dataclass
from functools import lru_cache

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,]\d+)*")
END = re.compile(r"[.!?…:]+(?=\s|$)")
VOWELS = re.compile(r"[aeiouy]+")
SILENT = re.compile(r"(?:[^laeiouy]e|[^aeioudty]ed|[^aeiouschxz]es|eau)$")
APART = re.compile(r"i[aou]|eo(?!u)|ua(?!r)|[^q]ue[ln]|uou|ying$")
TOGETHER = re.compile(r"[ctgsx]i(?:ou|on|a[nl])|gue$|que$")
LONG_LETTERS = 6


@dataclass(frozen=True)
class Size:
    """What the formulas count. `syllables` are English ones; `long`: words of more than six letters."""

    words: int
    sentences: int
    syllables: int = 0
    long: int = 0

    def __add__(self, other: "Size") -> "Size":
        return Size(
            self.words + other.words, self.sentences + other.sentences,
            self.syllables + other.syllables, self.long + other.long,
        )  # fmt: skip


def size(text: str) -> Size:
    """Count a text."""
    words = WORD.findall(text)
    ends = len(END.findall(text.strip()))
    return Size(
        words=len(words),
        sentences=max(1, ends),
        syllables=sum(map(syllables, words)),
        long=sum(sum(map(str.isalpha, word)) > LONG_LETTERS for word in words),
    )


@lru_cache(8_192)
def syllables(word: str) -> int:
    """Syllables of an English word, by its groups of vowels."""
    said = word.lower()
    count = len(VOWELS.findall(said)) + len(APART.findall(said)) - len(TOGETHER.findall(said))
    return max(1, count - bool(SILENT.search(said)))


def grade(found: Size) -> float:
    """Flesch-Kincaid grade of an English text: years of school (Kincaid and others 1975)."""
    return 0.39 * found.words / found.sentences + 11.8 * found.syllables / found.words - 15.59


def ease(found: Size) -> float:
    """Flesch reading ease of an English text, higher is easier (Flesch 1948)."""
    return 206.835 - 1.015 * found.words / found.sentences - 84.6 * found.syllables / found.words


def lix(found: Size) -> float:
    """Words a sentence plus the percentage of long words, for any language with spaces (Björnsson 1968)."""
    return found.words / found.sentences + 100 * found.long / found.words
