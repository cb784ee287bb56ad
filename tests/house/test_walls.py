"""The import contracts are alive: a small house built after them stands, and a violation brings one down."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.sources import ROOT, layers

pytestmark = pytest.mark.slow

ONE_WAY = "Data flows one way: a room may look down, never up"
INSIDE = "Inside a room: faces on top, tables below, arithmetic at the bottom"
PURE = "The core is pure: no Django, no database, no network"
FACES = "A room's faces are private; only the shell mounts them"
FILES = ("urls", "views", "api", "jobs", "forms", "changes", "queries", "models")


@pytest.fixture
def small_house(tmp_path: Path) -> Path:
    """Every room with every file, all empty, under the contracts of the real house."""
    for room in frozenset.union(*layers()):
        core = tmp_path / "oyez" / room / "core"
        core.mkdir(parents=True)
        (core / "__init__.py").touch()
        (core.parent / "__init__.py").touch()
        for name in FILES:
            (core.parent / f"{name}.py").touch()
    (tmp_path / "oyez" / "__init__.py").touch()
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def broken(house: Path) -> list[str]:
    """The contracts that do not hold."""
    run = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=house,
        env={"PYTHONPATH": str(house), "PATH": "", "COLUMNS": "200", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Contracts:" in run.stdout, run.stdout + run.stderr
    return [
        line.removesuffix(" BROKEN").strip()
        for line in run.stdout.splitlines()
        if line.strip().endswith("BROKEN")
    ]


def test_the_small_house_stands(small_house: Path) -> None:
    assert broken(small_house) == []


@pytest.mark.parametrize(
    ("file", "line", "contract"),
    [
        ("journal/changes.py", "from oyez.act import queries", ONE_WAY),
        ("people/queries.py", "from oyez.journal import models", ONE_WAY),
        ("measure/models.py", "from oyez.measure import queries", INSIDE),
        ("act/core/__init__.py", "from oyez.act import models", INSIDE),
        ("act/views.py", "from oyez.act import jobs", INSIDE),
        ("company/core/__init__.py", "import django", PURE),
        ("measure/core/__init__.py", "import duckdb", PURE),
        ("share/changes.py", "from oyez.act import views", FACES),
    ],
)
def test_a_violation_breaks_its_contract(small_house: Path, file: str, line: str, contract: str) -> None:
    (small_house / "oyez" / file).write_text(line + "\n")

    assert contract in broken(small_house)
