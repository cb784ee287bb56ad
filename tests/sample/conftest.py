"""Aurora, built once at full size for all tests that look for its truths, and small for the others."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from oyez.web.sample.build import SHEETS, Built, build
from oyez.web.sample.sheets import Style

Row = dict[str, str]


@dataclass(frozen=True)
class Files:
    """The files of a built company, as somebody reads them who has nothing else."""

    built: Built

    def __getitem__(self, name: str) -> list[Row]:
        return list(read(self.built.folder / name))


def read(path: Path) -> Iterator[Row]:
    """The rows of a file, every cell as text."""
    sheet = next(sheet for sheet in SHEETS if sheet.name == path.name)
    with path.open(encoding=sheet.encoding, newline="") as file:
        if sheet.style is Style.LINES:
            for line in file:
                yield {name: str(value) for name, value in json.loads(line).items()}
        else:
            yield from csv.DictReader(file, delimiter=sheet.style.value)


@pytest.fixture(scope="session")
def aurora(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """The company at full size, from the seed that the demo uses."""
    return Files(build(tmp_path_factory.mktemp("aurora")))


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """A twentieth of it."""
    return Files(build(tmp_path_factory.mktemp("small"), scale=0.05))
