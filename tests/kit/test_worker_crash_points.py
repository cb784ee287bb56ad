"""The places at which a proof may kill the process are all named, and all there."""

import os
import re
from pathlib import Path

import pytest

import oyez
from oyez.kit import crash

HERE = re.compile(r"\bcrash\.here\(\"([^\"]+)\"[,)]")


def places() -> list[str]:
    files = Path(oyez.__file__).parent.rglob("*.py")
    return [name for file in files for name in HERE.findall(file.read_text("utf-8"))]


def test_every_place_is_named_and_every_name_has_its_place() -> None:
    """Mails and texts leave alike, so one name may stand at both."""
    assert set(places()) == set(crash.POINTS)


def test_a_process_dies_only_at_the_step_that_was_named(monkeypatch: pytest.MonkeyPatch) -> None:
    died: list[int] = []
    monkeypatch.setattr(os, "kill", lambda pid, signal: died.append(pid))
    monkeypatch.setenv("OYEZ_CRASH_AT", "effect-before-bookmark grid")

    crash.here("effect-before-bookmark", "triggers")
    crash.here("bookmark-before-commit", "grid")
    assert not died

    crash.here("effect-before-bookmark", "grid")
    assert died == [os.getpid()]


def test_in_an_ordinary_run_nothing_happens() -> None:
    for name in crash.POINTS:
        crash.here(name)
