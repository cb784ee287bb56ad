"""The outline of a mapping: what stands at its top, and its steps; checked before any file is opened."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from oyez.collect.core.mapping.sections import Section, each, read_yaml
from oyez.collect.core.mapping.trouble import MappingError, unknown
from oyez.journal.core.scales import Scale

READING = ("file", "table", "sheet", "encoding", "delimiter", "quote", "header_rows")
ROW = (
    "columns", "required", "lookups", "values", "when", "units", "accounts", "persons", "interactions",
    "time_zone", "dates", "decimal", "empty",
)  # fmt: skip
TOP = ("name", "about", "source", "scales", "touchpoints", "hierarchies", "steps")
NAME = re.compile(r"[a-z][a-z0-9_-]{0,63}\Z")


@dataclass(frozen=True)
class Declared:
    """A touchpoint that a mapping brings along."""

    key: str
    name: str
    stage: str = ""


@dataclass(frozen=True)
class Mapping:
    """A mapping as it was read; each step says what the rows of one file become."""

    name: str
    about: str
    source: str
    text: str
    steps: tuple[Section, ...]
    scales: tuple[Scale, ...] = ()
    touchpoints: tuple[Declared, ...] = ()
    hierarchies: dict[str, str] = field(default_factory=dict)

    @property
    def is_of_a_folder(self) -> bool:
        """Whether it names the files it reads, so that a folder is imported rather than one file."""
        return any("file" in step for step in self.steps)

    def columns(self) -> dict[str, list[str]]:
        """The columns of its first step by the names the mapping uses, each with what files call them."""
        section = self.steps[0].section("columns")
        return {name: section.texts(name) for name in section}

    def required(self) -> list[str]:
        return self.steps[0].texts("required")


def read_mapping(text: str) -> Mapping:
    """A mapping from its text."""
    top = read_yaml(text)
    inherited = [key for key in (*READING, *ROW) if key in top]
    top.only("a mapping", (*TOP, *READING, *ROW))
    name = top.text("name", "mapping")
    if not NAME.match(name):
        raise MappingError(top.line_of("name"), f"the name “{name}” must be small letters, digits, - and _.")
    steps = tuple(_step(top, step, inherited) for step in top.sections("steps")) or (_step(top, top, []),)
    return Mapping(
        name=name,
        about=top.text("about"),
        source=top.text("source", name)[:80],
        text=text,
        steps=steps,
        scales=tuple(
            _scale(key, top.section("scales"), line) for key, _, line in each(top.section("scales"))
        ),
        touchpoints=tuple(_touchpoint(top.section("touchpoints"), key) for key in top.section("touchpoints")),
        hierarchies={key: top.section("hierarchies").text(key) for key in top.section("hierarchies")},
    )


def mapping_from(path: Path) -> Mapping:
    """A mapping from its file."""
    try:
        return read_mapping(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, OSError):
        raise MappingError(0, f"{path.name} cannot be read as a text file in UTF-8.") from None


def _step(top: Section, own: Section, inherited: list[str]) -> Section:
    """A step with what it inherits from the top of the mapping."""
    step = Section(own.line)
    for section in (top, own):
        for key in section:
            if key in READING or key in ROW:
                step[key] = section[key]
                step.lines[key] = section.line_of(key)
    if own is not top:
        own.only("a step", (*READING, *ROW))
        if "interactions" in inherited:
            raise MappingError(
                top.line_of("interactions"), "with “steps”, interactions stand inside the steps."
            )
    if not any(key in step for key in ("units", "accounts", "persons", "interactions")):
        raise MappingError(own.line, "it says nothing of units, accounts, persons or interactions.")
    return step


def _scale(name: str, scales: Section, line: int) -> Scale:
    section = scales.section(name)
    section.only(f"the scale {name}", ("from", "to", "whole", "higher_is_better", "top"))
    if not name.isidentifier() or "_" in name:
        raise MappingError(line, f"a scale's name is one word of letters and digits, and “{name}” is not.")
    low, high = section.get("from"), section.get("to")
    if not isinstance(low, (int, float)) or not isinstance(high, (int, float)) or low >= high:
        raise MappingError(line, f"the scale {name} needs “from” and a higher “to”.")
    top = section.get("top", 2)
    return Scale(
        name, float(low), float(high),
        whole=section.get("whole") is not False,
        higher_is_better=section.get("higher_is_better") is not False,
        top_k=top if isinstance(top, int) else 2,
    )  # fmt: skip


def _touchpoint(touchpoints: Section, key: str) -> Declared:
    entry = touchpoints[key]
    if not isinstance(entry, Section):
        return Declared(key, touchpoints.text(key, key))
    for said in entry:
        if said not in ("name", "stage"):
            raise unknown(entry.line_of(said), "setting of a touchpoint", said, ("name", "stage"))
    return Declared(key, entry.text("name", key), entry.text("stage"))
