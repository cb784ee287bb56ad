"""Writes the sample company into a folder: its files as a company would have them, and what is true about it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from oyez.web.sample import truths
from oyez.web.sample.files import fittings, orders, registers, surveys, talks, tickets, unasked, visits
from oyez.web.sample.sheets import Sheet, write
from oyez.web.sample.world import World, world

SEED = 20261122
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


def build(
    folder: Path, seed: int = SEED, scale: float = 1.0, progress: Callable[[str], None] | None = None
) -> Built:
    """Write all files; the same seed and scale write the same bytes."""
    aurora = world(seed, scale)
    rows: dict[str, int] = {}
    for sheet in SHEETS:
        rows[sheet.name] = write(sheet, aurora, folder)
        if progress is not None:
            progress(sheet.name)
    folder.joinpath("truths.yaml").write_text(truths.text(), encoding="utf-8")
    return Built(folder, aurora, rows)
