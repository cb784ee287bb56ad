"""The source text of the house, as the rules read it."""

import ast
import subprocess
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
HOUSE = ROOT / "src" / "oyez"


@dataclass(frozen=True)
class Source:
    """One file: where it stands below `src/oyez`, and its text."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def room(self) -> str:
        return self.path.split("/")[0]

    @property
    def parts(self) -> list[str]:
        """The path without its ending, in parts: `measure/store/tail.py` is measure, store, tail."""
        return self.path.removesuffix(".py").removesuffix("/__init__").split("/")

    @property
    def module(self) -> str:
        return ".".join(["oyez", *self.parts])

    @property
    def package(self) -> str:
        return self.module if self.path.endswith("__init__.py") else self.module.rpartition(".")[0]

    @property
    def is_migration(self) -> bool:
        return "migrations" in self.parts


@dataclass(frozen=True, order=True)
class Finding:
    """A line that breaks a rule; prints as a place that editors can open."""

    path: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"src/oyez/{self.path}:{self.line}: {self.what}"


@cache
def python() -> tuple[Source, ...]:
    return _read(HOUSE.rglob("*.py"))


@cache
def templates() -> tuple[Source, ...]:
    return _read(path for kind in ("*.html", "*.txt", "*.svg") for path in HOUSE.rglob(kind))


def _read(paths: Iterator[Path]) -> tuple[Source, ...]:
    return tuple(
        Source(path.relative_to(HOUSE).as_posix(), path.read_text("utf-8")) for path in sorted(paths)
    )


@cache
def tracked() -> tuple[Path, ...]:
    """The files that belong to the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return tuple(path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file())


@cache
def layers() -> tuple[frozenset[str], ...]:
    """The rooms from the lowest to the highest, as the import contract has them."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    rooms = next(contract for contract in contracts if contract.get("containers") == ["oyez"])
    return tuple(
        frozenset(room.strip(" ()") for room in layer.split("|")) for layer in reversed(rooms["layers"])
    )


def rank(room: str) -> int:
    """How high a room stands: 0 is the kit."""
    return next(height for height, rooms in enumerate(layers()) if room in rooms)


def expect_none(findings: Iterable[Finding]) -> None:
    """Fail with one line a finding: a place that editors can open, and what is wrong there."""
    lines = [str(finding) for finding in sorted(findings)]
    if lines:
        pytest.fail("\n".join(["", *lines]), pytrace=False)
