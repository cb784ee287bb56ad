"""Writes the sample company into a folder: its files as a company would have them, and the mapping that reads them."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from oyez.web.sample.files import fittings, orders, registers, surveys, talks, tickets, unasked, visits
from oyez.web.sample.sheets import Sheet, write
from oyez.web.sample.story import told
from oyez.web.sample.world import World, world

SEED = 20261122
MAPPING = "aurora.yaml"
TRUTHS = "truths.yaml"
SHEETS: tuple[Sheet, ...] = (
    *registers.SHEETS,
    *visits.SHEETS,
    *orders.SHEETS,
    *fittings.SHEETS,
    *talks.SHEETS,
    *tickets.SHEETS,
    *surveys.SHEETS,
    *unasked.SHEETS,
)


@dataclass(frozen=True)
class Built:
    """What was written: the folder, the world it came from, and the rows of each file."""

    folder: Path
    world: World
    rows: dict[str, int]

    @property
    def mapping(self) -> Path:
        return self.folder / MAPPING


def build(
    folder: Path, seed: int = SEED, scale: float = 1.0, progress: Callable[[str], None] | None = None
) -> Built:
    """Write all files; the same seed and scale write the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    aurora = world(seed, scale)
    rows: dict[str, int] = {}
    for sheet in SHEETS:
        rows[sheet.name] = write(sheet, aurora, folder, told(sheet))
        if progress is not None:
            progress(sheet.name)
    for name in (MAPPING, TRUTHS):
        folder.joinpath(name).write_text(
            files(__package__).joinpath(name).read_text(encoding="utf-8"), encoding="utf-8"
        )
    return Built(folder, aurora, rows)
