"""A text in several languages, and which of them somebody reads."""

from collections.abc import Iterable, Mapping

Words = dict[str, str]
RIGHT_TO_LEFT = frozenset(("ar", "arc", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"))


def base(language: str) -> str:
    """`de` of `de-CH`."""
    return language.replace("_", "-").split("-", 1)[0].lower()


def chain(wanted: Iterable[str], languages: Iterable[str]) -> tuple[str, ...]:
    """The survey's languages in the order in which somebody reads them: wanted ones first, its main one next.

    `wanted` are tags such as `de-CH`; a region falls back to its language.
    """
    known = list(languages)
    first = [tag for want in wanted for tag in _near(want, known)]
    return tuple(dict.fromkeys([*first, *known]))


def _near(want: str, known: list[str]) -> list[str]:
    exact = [tag for tag in known if tag.lower() == want.lower()]
    return exact or [tag for tag in known if base(tag) == base(want)]


def say(words: Mapping[str, str], order: Iterable[str]) -> str:
    """The text in the first language that has it; empty where none has."""
    return next((text for tag in order if (text := words.get(tag, ""))), next(iter(words.values()), ""))


def is_right_to_left(language: str) -> bool:
    return base(language) in RIGHT_TO_LEFT
