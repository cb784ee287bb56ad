"""Short texts from phrase grammars: what customers, agents and the company write, in five languages.

A phrase holds words, `[a|b|]` (one of these, or nothing) and `{word}` (one of a list). Phrases are parsed once.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

import yaml

from oyez.web.sample.dice import Dice

LANGUAGES = ("de", "en", "fr", "pl", "ar")

_TOKENS = re.compile(r"[\[\]|]|\{\w+\}|[^\[\]|{]+|\{")


@dataclass(frozen=True)
class Word:
    """A place where one word of a list stands."""

    name: str


@dataclass(frozen=True)
class Choice:
    """A place where one of several sequences stands."""

    options: tuple["Parts", ...]


Parts = tuple[str | Word | Choice, ...]


def parse(phrase: str) -> Parts:
    """The parts of a phrase."""
    tokens = _TOKENS.findall(phrase)
    parts, rest = _parts(tokens, 0)
    if rest != len(tokens):
        raise ValueError(f"A bracket of “{phrase}” does not match.")
    return parts


def _parts(tokens: Sequence[str], start: int) -> tuple[Parts, int]:
    parts: list[str | Word | Choice] = []
    place = start
    while place < len(tokens) and tokens[place] not in ("|", "]"):
        piece = tokens[place]
        if piece == "[":
            choice, place = _choice(tokens, place + 1)
            parts.append(choice)
        elif len(piece) > 2 and piece[0] == "{":
            parts.append(Word(piece[1:-1]))
            place += 1
        else:
            parts.append(piece)
            place += 1
    return tuple(parts), place


def _choice(tokens: Sequence[str], start: int) -> tuple[Choice, int]:
    options: list[Parts] = []
    place = start
    while True:
        option, place = _parts(tokens, place)
        options.append(option)
        if place >= len(tokens):
            raise ValueError("A bracket is not closed.")
        place += 1
        if tokens[place - 1] == "]":
            return Choice(tuple(options)), place


class Tongue:
    """One language: its phrases, ready to be said."""

    def __init__(self, language: str, source: Mapping[str, Any]) -> None:
        self.language = language
        self._words: dict[str, list[str]] = source["words"]
        self._phrases: dict[str, dict[str, list[Parts]]] = {
            name: {key: [parse(phrase) for phrase in phrases] for key, phrases in source[name].items()}
            for name in ("good", "bad", "ask", "subjects", "notes", "notices")
        }
        self._suggestions = [parse(phrase) for phrase in source["suggest"]]
        self._frames: dict[str, list[str]] = {
            name: source[name]
            for name in (
                "open_good", "open_bad", "contrast", "also", "close_good", "close_bad", "greet", "request", "sign",
            )
        }  # fmt: skip

    def _say(self, parts: Parts, dice: Dice, given: Mapping[str, str]) -> str:
        said = []
        for part in parts:
            if isinstance(part, str):
                said.append(part)
            elif isinstance(part, Word):
                said.append(given.get(part.name) or dice.pick(self._words[part.name]))
            else:
                said.append(self._say(dice.pick(part.options), dice, given))
        return "".join(said)

    def phrase(self, kind: str, key: str, dice: Dice, **given: str) -> str:
        """One phrase of a kind, without capital or stop."""
        return _tidy(self._say(dice.pick(self._phrases[kind][key]), dice, given))

    def known(self) -> dict[str, frozenset[str]]:
        """What can be said, by kind."""
        return {kind: frozenset(phrases) for kind, phrases in self._phrases.items()}

    def frame(self, name: str, dice: Dice) -> str:
        """One opening, connector or closing."""
        return dice.pick(self._frames[name])

    def suggestion(self, dice: Dice) -> str:
        """One idea of a customer."""
        return _sentence(_tidy(self._say(dice.pick(self._suggestions), dice, {})))

    def comment(self, said: Sequence[tuple[str, str]], dice: Dice) -> str:
        """What somebody writes who liked or disliked these aspects: ("good" or "bad", aspect) each."""
        last = said[-1][0]
        text = self.frame(f"open_{said[0][0]}", dice) + self.phrase(*said[0], dice)
        for (before, _), (tone, aspect) in pairwise(said):
            clause = self.phrase(tone, aspect, dice)
            if tone != before:
                text = f"{text}{dice.pick((',', '.', ','))} {self.frame('contrast', dice)} {clause}"
            elif dice.chance(0.3):
                text = f"{text} {self.frame('also', dice)} {clause}"
            else:
                text = f"{text}. {_capital(clause)}"
        text = _sentence(text)
        if dice.chance(0.22):
            text = f"{text} {self.frame(f'close_{last}', dice)}"
        return roughen(text, dice)

    def letter(self, clauses: Sequence[str], dice: Dice, reference: str = "") -> str:
        """What somebody writes to the service desk: a greeting perhaps, what is wrong, what they want."""
        greeting = self.frame("greet", dice)
        first = clauses[0] if greeting else _capital(clauses[0])
        text = _sentence(greeting + ". ".join([first, *(_capital(clause) for clause in clauses[1:])]))
        if reference and dice.chance(0.35):
            text = f"{text} ({reference})"
        if dice.chance(0.55):
            text = f"{text} {self.frame('request', dice)}"
        sign = self.frame("sign", dice)
        return roughen(f"{text}\n{sign}" if sign else text, dice)


def _tidy(text: str) -> str:
    return " ".join(text.split()).replace(" ,", ",").replace(" .", ".")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _sentence(text: str) -> str:
    text = _capital(_tidy(text).replace(". .", "."))
    return text if text[-1:] in ".!?؟" else f"{text}."


def roughen(text: str, dice: Dice) -> str:
    """Some people write in small letters, leave out the stop, swap two letters, or shout."""
    throw = dice.below(100)
    if throw < 9:
        return text.lower().rstrip(".")
    if throw < 15:
        return text.rstrip(".")
    if throw < 19 and len(text) > 24:
        place = 6 + dice.below(len(text) - 12)
        if text[place].isalpha() and text[place + 1].isalpha():
            return text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    if throw == 19:
        return text.replace(".", "!!", 1)
    return text


@cache
def tongue(language: str) -> Tongue:
    """The phrases of a language."""
    source = files(__package__).joinpath("phrases", f"{language}.yaml").read_text(encoding="utf-8")
    return Tongue(language, yaml.safe_load(source))
