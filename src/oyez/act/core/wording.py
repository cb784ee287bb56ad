"""Words looked for in what somebody wrote: whole words, in any language and any letters."""

import unicodedata
from collections.abc import Iterable

ANY_ENDING = "*"
UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR")


def found(words: Iterable[str], text: str) -> tuple[str, ...]:
    """The words and phrases that occur in a text, as they stand in the list, in its order.

    Upper and lower case are the same; what is no letter or digit separates words; `defekt*` takes any ending.
    Where a script writes no spaces between words, the letters in a row are enough.
    """
    whole = _spaced(text)
    return tuple(word for word in words if _needle(word) in whole) if whole.strip() else ()


def listed(words: Iterable[str]) -> tuple[str, ...]:
    """A list without blanks and doubles, as it can be looked for."""
    tidy = (" ".join(word.split()) for word in words)
    return tuple({word.casefold(): word for word in tidy if is_word(word)}.values())


def is_word(word: str) -> bool:
    """Something can be looked for: there is a letter or a digit in it."""
    return bool(_spaced(word).strip())


def _needle(word: str) -> str:
    spaced = _spaced(word.removesuffix(ANY_ENDING))
    if _is_unspaced(spaced.strip()[:1]):
        return spaced.strip()
    return spaced.rstrip() if word.endswith(ANY_ENDING) else spaced


def _spaced(text: str) -> str:
    """Letters, their marks and digits; one blank for everything else, and one at each end."""
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    kept = (letter if unicodedata.category(letter)[0] in "LMN" else " " for letter in plain)
    return f" {' '.join(''.join(kept).split())} "


def _is_unspaced(letter: str) -> bool:
    return bool(letter) and unicodedata.name(letter, "").startswith(UNSPACED)
