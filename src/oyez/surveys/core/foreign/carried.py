"""How files of answers name the questions of a survey that was imported, and write down what was chosen."""

from typing import Literal

import msgspec

Shape = Literal["one", "several", "rows", "order", "places"]


class Carried(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One question. All names are those of columns, the likeliest first.

    `columns`: it stands there whole. `parts`: each option or row has a column of its own. `codes`: what a cell says,
    and the option or point that it means. `other`: own words beside a choice. A part's cell says that it was
    chosen, or repeats the choice; else it holds a value. In an `order` a part holds its option's place; where there are
    `places`, the parts are places and hold options.
    """

    question: str
    shape: Shape
    columns: tuple[str, ...] = ()
    parts: dict[str, tuple[str, ...]] = {}
    codes: dict[str, str] = {}
    other: tuple[str, ...] = ()
    separator: str = ","


class Answers(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a tool's files of answers hold besides the questions.

    `roles`: our names for columns (id, occurred, email, …) and theirs. `fields`: our fields and their columns.
    `known`: columns that tell nothing new, by a pattern, with the reason. `empty`: what stands for nothing.
    """

    questions: tuple[Carried, ...] = ()
    roles: dict[str, tuple[str, ...]] = {}
    fields: dict[str, tuple[str, ...]] = {}
    known: dict[str, str] = {}
    empty: tuple[str, ...] = ()
    dates: tuple[str, ...] = ("iso",)
