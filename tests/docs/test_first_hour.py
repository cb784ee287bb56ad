"""The first hour goes as the tutorial tells it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.documents import FENCE, ROOT, shell_lines

pytestmark = pytest.mark.slow

TUTORIAL = (ROOT / "docs" / "tutorial" / "first-hour.md").read_text("utf-8")
OYEZ = Path(sys.executable).parent / "oyez"
FOUND = [
    "--company",
    "Town",
    "--email",
    "eli@example.org",
    "--name",
    "Eli",
    "--password",
    "long enough for Eli",
]
FOUND += ["--time-zone", "Europe/Berlin", "--currency", "EUR"]


def oyez(folder: Path, *words: str) -> str:
    """Run a command in an installation of its own and give what it says."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("OYEZ_", "DJANGO_"))}
    run = subprocess.run(
        [OYEZ, *words],
        cwd=folder,
        env=kept | {"OYEZ_DATA": str(folder / "data"), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


def test_the_first_hour_goes_as_told(tmp_path: Path) -> None:
    answers = next(block["body"] for block in FENCE.finditer(TUTORIAL) if block["body"].startswith("id,date"))
    (tmp_path / "responses.csv").write_text(answers, "utf-8")
    told = [line.removeprefix("oyez ") for line in shell_lines(TUTORIAL) if line.startswith("oyez ")]
    said = {}
    for line in told[: told.index("triggers preview --days 3650") + 1]:
        said[line] = oyez(tmp_path, *([line, *FOUND] if line == "init" else line.split()))

    assert "there is no unit “harbour”" in said["import responses.csv --as responses --dry-run"]
    assert "6 rows read = 6 taken" in said["import responses.csv --as responses --add-missing"]
    assert all(part in said["ask nps"] for part in ("+17", "−44 to +66", "small_n"))
    assert "nps-low" in said["triggers list"]
    assert said["ask nps --by unit"].count("too_few") >= 2
    assert "6 already known" in oyez(tmp_path, "import", "responses.csv", "--as", "responses")
