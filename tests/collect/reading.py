"""Short ways for tests to read files and to see what rows become."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from oyez.collect.core.files import open_table
from oyez.collect.core.mapping.language import read_mapping
from oyez.collect.core.plan import Choices, House, Plan, Result
from oyez.collect.core.tables import DETECT, Line, ReadOptions, Table
from oyez.collect.core.taking import Outcome, Rejected, Taken
from oyez.journal.core.facts import Fact
from oyez.journal.core.scales import BUILT_IN

LATER_THAN_ALL = 4_102_444_800_000_000

TOWN = House(
    zone=ZoneInfo("Europe/Berlin"),
    scales=BUILT_IN,
    units={"harbour": "Harbour", "hill": "Hill"},
    touchpoints={"fitting": "Fitting", "advice": "Advice"},
    accounts={"hotel-astoria": "Hotel Astoria"},
    latest=LATER_THAN_ALL,
)


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def table(path: Path, **options: Any) -> Table:
    return open_table(path, ReadOptions(**options) if options else DETECT)


def lines(path: Path, **options: Any) -> list[Line]:
    opened = table(path, **options)
    try:
        return list(opened.lines())
    finally:
        opened.close()


def rows(path: Path, **options: Any) -> list[dict[str, object]]:
    return [line.row for line in lines(path, **options)]


def results(path: Path, mapping: str, choices: Choices | None = None, house: House = TOWN) -> list[Result]:
    return list(Plan(path, read_mapping(mapping), choices or Choices(), house).results())


def outcomes(path: Path, mapping: str, choices: Choices | None = None) -> list[Outcome]:
    return [result.outcome for result in results(path, mapping, choices)]


def taken(outcome: Outcome) -> Taken:
    assert isinstance(outcome, Taken), outcome
    return outcome


def facts(found: Sequence[Outcome]) -> list[Fact]:
    return [fact for outcome in found for fact in taken(outcome).facts]


def reason(outcome: Outcome) -> str:
    assert isinstance(outcome, Rejected), outcome
    return outcome.reason
