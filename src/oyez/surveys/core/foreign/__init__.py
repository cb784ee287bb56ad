"""Surveys and answers of other tools: read into ours, with a report of what could not be carried over.

One package a format in `formats`, found by a registry. Nothing here reads a file: bytes come in, values go out.
"""

import pkgutil
from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from oyez.kit.errors import Refused
from oyez.kit.registry import Registry
from oyez.surveys.core.definition import Definition
from oyez.surveys.core.foreign import formats
from oyez.surveys.core.foreign.carried import Answers
from oyez.surveys.core.foreign.losses import Loss


class Imported(msgspec.Struct, frozen=True, kw_only=True):
    """A survey of another tool as ours; what was lost on the way; and how its files of answers name things."""

    format: str
    definition: Definition
    losses: tuple[Loss, ...]
    answers: Answers


@dataclass(frozen=True)
class Format:
    """One tool's surveys. `recognises` looks at the beginning of a file; `rank` decides who is asked first."""

    name: str
    rank: int
    title: str
    recognises: Callable[[bytes], bool]
    read: Callable[[bytes, str], Imported]


FORMATS: Registry[Format] = Registry("format of surveys")
for _module in pkgutil.iter_modules(formats.__path__):
    FORMATS.later(f"{formats.__name__}.{_module.name}")
HEAD = 1 << 16


def import_survey(raw: bytes, name: str = "") -> Imported:
    """The survey of a file; `name` is the file's, used where the survey has none of its own."""
    head = raw[:HEAD]
    for one in sorted(FORMATS.values(), key=lambda one: one.rank):
        if one.recognises(head):
            return one.read(raw, name)
    known = ", ".join(one.title for one in FORMATS.values())
    raise Refused(f"This file is no survey of a tool that Oyez reads. Known: {known}.")
