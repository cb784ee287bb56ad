"""An import that is killed at its worst moment loses nothing and doubles nothing."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROWS = 5_000


def oyez(data: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "oyez.web", *words],
        env={**os.environ, "OYEZ_DATA": str(data), "DJANGO_SETTINGS_MODULE": "oyez.web.settings"}
        | environment,
        capture_output=True, text=True, timeout=180, check=False,
    )  # fmt: skip


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    done = oyez(
        folder, "init", "--company", "Town", "--email", "eli@example.org", "--name", "Eli",
        "--password", "long enough words", "--time-zone", "Europe/Berlin", "--currency", "EUR",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return folder


def answers(tmp_path: Path, rows: int) -> Path:
    path = tmp_path / "answers.csv"
    body = "".join(f"R{n},2026-03-02,p{n % 50}@example.org,{n % 11},5,said {n}\n" for n in range(rows))
    path.write_text("id,date,email,nps,csat,comment\n" + body, encoding="utf-8")
    return path


def imported(data: Path, path: Path) -> dict[str, Any]:
    done = oyez(data, "import", str(path), "--as", "responses", "--json")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.slow
def test_a_killed_import_goes_on_and_every_row_counts_once(data: Path, tmp_path: Path) -> None:
    path = answers(tmp_path, ROWS)
    killed = oyez(data, "import", str(path), "--as", "responses", OYEZ_CRASH_AT="import-block")
    assert killed.returncode == -9
    found = imported(data, path)
    assert (found["rows"], found["taken"], found["known"], found["rejected"]) == (ROWS, ROWS, 0, 0)
    again = imported(data, path)
    assert (again["taken"], again["known"]) == (0, ROWS)


@pytest.mark.slow
def test_a_large_file_is_read_by_a_second_process_with_the_same_result(data: Path, tmp_path: Path) -> None:
    path = answers(tmp_path, 110_000)
    assert path.stat().st_size > 4 << 20
    found = imported(data, path)
    assert (found["rows"], found["taken"]) == (110_000, 110_000)
