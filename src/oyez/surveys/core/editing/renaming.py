"""A question under another name: in conditions, calculations and texts as well."""

import io
import tokenize
from collections.abc import Callable

from msgspec.structs import replace

from oyez.kit.errors import Refused
from oyez.surveys.core.definition import Definition, Ending, Option, Question
from oyez.surveys.core.editing.questions import change, question, taken
from oyez.surveys.core.piping import PLACE
from oyez.surveys.core.words import Words


def rename(definition: Definition, old: str, new: str) -> Definition:
    """The survey with a question's new name wherever the old one stood."""
    if old == new:
        return definition
    if new in taken(definition):
        raise Refused(f"There is a question “{new}” already.")
    named = change(definition, old, replace(question(definition, old), id=new))

    def condition(text: str) -> str:
        return in_condition(text, old, new)

    def words(said: Words) -> Words:
        return {tag: in_text(text, old, new) for tag, text in said.items()}

    return replace(
        named,
        questions=tuple(_question(one, condition, words) for one in named.questions),
        endings=tuple(_ending(one, condition, words) for one in named.endings),
        quotas=tuple(replace(one, when=condition(one.when)) for one in named.quotas),
        calculated={name: condition(text) for name, text in named.calculated.items()},
    )


def in_condition(text: str, old: str, new: str) -> str:
    """A condition with one name for another; words in quotation marks and names after a dot stay."""
    if old not in text:
        return text
    tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
    written, column = "", 0
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type == tokenize.NAME and token.string == old and (before is None or before.string != "."):
            written += text[column : token.start[1]] + new
            column = token.end[1]
    return written + text[column:]


def in_text(text: str, old: str, new: str) -> str:
    """A text with `{old}` and `{old|otherwise}` under the new name."""
    return PLACE.sub(lambda place: place[0].replace(old, new, 1) if place[1] == old else place[0], text)


def _question(one: Question, condition: Callable[[str], str], words: Callable[[Words], Words]) -> Question:
    def options(found: tuple[Option, ...]) -> tuple[Option, ...]:
        return tuple(replace(option, text=words(option.text)) for option in found)

    return replace(
        one,
        when=condition(one.when),
        text=words(one.text),
        help=words(one.help),
        low=words(one.low),
        high=words(one.high),
        labels=tuple(map(words, one.labels)),
        options=options(one.options),
        rows=options(one.rows),
    )


def _ending(one: Ending, condition: Callable[[str], str], words: Callable[[Words], Words]) -> Ending:
    return replace(one, when=condition(one.when), text=words(one.text), link_text=words(one.link_text))
