"""An import as a plan: the files it reads in order, and for every line what it becomes."""

from collections.abc import Iterator
from collections.abc import Mapping as Dict
from dataclasses import asdict, dataclass, field, replace
from datetime import tzinfo
from pathlib import Path
from typing import Any, NamedTuple

from oyez.collect.core.files import open_table
from oyez.collect.core.keys import Keys
from oyez.collect.core.mapping.interactions import Setting
from oyez.collect.core.mapping.language import Mapping
from oyez.collect.core.mapping.lookups import SETTINGS as LOOKUP_SETTINGS
from oyez.collect.core.mapping.lookups import Lookup, make_lookup
from oyez.collect.core.mapping.scope import Scope
from oyez.collect.core.mapping.sections import Section
from oyez.collect.core.mapping.step import Taker, bind, compile_step, scope_for
from oyez.collect.core.mapping.trouble import MappingError
from oyez.collect.core.tables import ReadOptions, Table, Unreadable
from oyez.collect.core.taking import Outcome
from oyez.journal.core.facts import SOURCE_LENGTH
from oyez.journal.core.scales import Scale

NO_NEWS = (0, 0)


@dataclass(frozen=True)
class Choices:
    """What a user may decide about one import, besides the mapping."""

    read: ReadOptions = field(default_factory=ReadOptions)
    columns: Dict[str, str] = field(default_factory=dict)
    dates: tuple[str, ...] = ()
    add_missing: bool = False
    news: tuple[int, int] = NO_NEWS  # after, until: microseconds since 1970
    source: str = ""  # the survey or system it comes from, where that is not the mapping's own


def to_json(choices: Choices) -> dict[str, Any]:
    """Choices as they are kept."""
    kept = asdict(choices) | {"news": list(choices.news), "dates": list(choices.dates)}
    if not choices.source:
        del kept[
            "source"
        ]  # else imports that were broken off before there were names would not be found again
    return kept


def from_json(kept: dict[str, Any]) -> Choices:
    """Choices as they were kept."""
    return Choices(
        read=ReadOptions(**kept.get("read", {})),
        columns=dict(kept.get("columns", {})),
        dates=tuple(kept.get("dates", ())),
        add_missing=bool(kept.get("add_missing", False)),
        news=(kept["news"][0], kept["news"][1]) if kept.get("news") else (0, 0),
        source=str(kept.get("source", "")),
    )


def source_of(mapping: Mapping, choices: Choices) -> str:
    """The name within which ids are told apart: ids of two sources never meet."""
    return " ".join(choices.source.split())[:SOURCE_LENGTH] or mapping.source


@dataclass(frozen=True)
class House:
    """What the company knows, as far as an import asks."""

    zone: tzinfo
    scales: Dict[str, Scale]
    units: Dict[str, str]
    touchpoints: Dict[str, str]
    accounts: Dict[str, str]
    latest: int


class Result(NamedTuple):
    """One line and what becomes of it; `position` counts the lines of its step, from 1."""

    step: int
    position: int
    file: str
    line: int
    raw: str
    outcome: Outcome


class Opened(NamedTuple):
    """A step whose file is open and whose mapping is compiled."""

    table: Table
    taker: Taker
    file: str


class Plan:
    """Opens one step after the other and says what each line becomes."""

    def __init__(self, path: Path, mapping: Mapping, choices: Choices, house: House) -> None:
        self.path, self.mapping, self.choices, self.house = path, mapping, choices, house
        self.folder = path if path.is_dir() else path.parent
        self.notes: list[str] = []
        self.opened: Opened | None = None
        self.step = 0
        self.read_so_far: dict[int, Opened] = {}
        self.setting = self._setting()

    def _refuse_wrong_path(self) -> None:
        if not self.path.exists():
            raise Unreadable(f"There is no file {self.path}.")
        if self.path.is_dir() and not self.mapping.is_of_a_folder:
            raise Unreadable(
                f"{self.path.name} is a folder, and {self.mapping.name} reads one file; name the file."
            )

    def _setting(self) -> Setting:
        house, mapping, choices = self.house, self.mapping, self.choices
        declared = {touchpoint.key: touchpoint.name for touchpoint in mapping.touchpoints}
        after, until = choices.news
        return Setting(
            source=source_of(mapping, choices),
            units=Keys("unit", house.units, choices.add_missing),
            touchpoints=Keys("touchpoint", declared | dict(house.touchpoints), choices.add_missing),
            accounts=Keys("account", house.accounts, choices.add_missing),
            scales={scale.name: scale for scale in mapping.scales} | dict(house.scales),
            news_after=after,
            news_until=until,
            latest=house.latest,
        )

    def results(self, step: int = 0, position: int = 0) -> Iterator[Result]:
        """What every line becomes, from a position on; a step's file stays open until its last line."""
        for number in range(step, len(self.mapping.steps)):
            self.step = number
            self.opened = opened = self.open_step(number)
            try:
                yield from self._lines(number, opened, position if number == step else 0)
            finally:
                opened.table.close()

    @staticmethod
    def _lines(number: int, opened: Opened, skip: int) -> Iterator[Result]:
        take, pass_over, file = opened.taker.take, opened.taker.pass_over, opened.file
        for position, line in enumerate(opened.table.lines(), start=1):
            if position <= skip:
                pass_over(line)
            else:
                yield Result(number, position, file, line.number, line.raw, take(line))

    def open_step(self, number: int) -> Opened:
        """Open a step's file, compile the step for its columns, and fill its lookups."""
        self._refuse_wrong_path()
        section = self.mapping.steps[number]
        path = self._file_of(section)
        table = open_table(path, _reading(section, self.choices.read))
        try:
            taker = self.compile_for(number, table)
        except BaseException:
            table.close()
            raise
        self.notes += [note for note in table.notes if note not in self.notes]
        self.read_so_far[number] = opened = Opened(table, taker, path.name)
        return opened

    def compile_for(self, number: int, table: Table) -> Taker:
        """Compile a step for a table, its lookups filled."""
        section = self.mapping.steps[number]
        name = section.text("file", self.path.name)
        scope = scope_for(section, table, self.house.zone, list(self.choices.dates))
        scope.bound = bind(section, table.columns, dict(self.choices.columns))
        lookups = self._lookups(section, scope, name)
        try:
            taker = compile_step(section, scope, self.setting, name)
            for lookup in lookups:
                lookup.fill()
        finally:
            for lookup in lookups:
                lookup.table.close()
        return taker

    def share(self) -> float:
        """How much of all files was read, 0–1."""
        steps = len(self.mapping.steps)
        return (self.step + (self.opened.table.share() if self.opened else 0.0)) / steps

    def files(self) -> list[Path]:
        """Every file that the plan reads: its bases and its lookups."""
        self._refuse_wrong_path()
        found = []
        for section in self.mapping.steps:
            base = self._file_of(section)
            found.append(base)
            for lookup in section.section("lookups").values():
                if isinstance(lookup, Section):
                    found.append(self._beside(lookup.text("file", base.name), lookup.line))
        return list(dict.fromkeys(found))

    def _lookups(self, section: Section, scope: Scope, base: str) -> list[Lookup]:
        found = []
        for name in section.section("lookups"):
            own = section.section("lookups").section(name)
            own.only(f"the lookup {name}", LOOKUP_SETTINGS)
            path = self._beside(own.text("file", base), own.line)
            table = open_table(path, _reading(own, ReadOptions()))
            inner = scope_for(_inherit(section, own), table, self.house.zone, list(self.choices.dates))
            inner.lookups = dict(scope.lookups)
            lookup = make_lookup(name, own, table, inner)
            scope.lookups[name] = lookup
            found.append(lookup)
        return found

    def _file_of(self, section: Section) -> Path:
        if "file" in section:
            return self._beside(section.text("file"), section.line_of("file"))
        return self.path

    def _beside(self, name: str, line: int) -> Path:
        """A file of the same folder, and of no other: mappings come from people we may not know."""
        if name != Path(name).name or name in {"", ".", ".."}:
            raise MappingError(line, f"“{name}” must be the name of a file in the same folder.")
        for candidate in (self.folder / name, self.folder / f"{name}.gz"):
            if candidate.is_file():
                return candidate
        raise Unreadable(f"{self.mapping.name} needs the file {name}, which is not in {self.folder}.")


def _inherit(step: Section, own: Section) -> Section:
    """A lookup reads dates and numbers as its step does."""
    section = Section(own.line)
    section.update({key: step[key] for key in ("time_zone", "dates", "decimal", "empty") if key in step})
    section.lines = step.lines
    return section


def _reading(section: Section, chosen: ReadOptions) -> ReadOptions:
    """How to read a file: as the user says, else as the mapping says, else as detected."""
    rows = section.get("header_rows")
    if rows is not None and not isinstance(rows, int):
        raise MappingError(section.line_of("header_rows"), "“header_rows” must be a whole number.")
    said = ReadOptions(
        encoding=section.get("encoding"),
        delimiter=section.get("delimiter"),
        quote=section.get("quote"),
        header_rows=rows,
        sheet=section.get("sheet"),
        table=section.get("table"),
    )
    wished = {
        name: wish for name in ReadOptions.__dataclass_fields__ if (wish := getattr(chosen, name)) is not None
    }
    return replace(said, **wished)
