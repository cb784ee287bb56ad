"""One wheel holds the whole house: code, templates, static files, mappings."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.house.sources import ROOT, tracked

pytestmark = pytest.mark.slow


def test_the_wheel_holds_every_file_of_the_house(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path, ROOT],
        check=True,
        capture_output=True,
    )

    wheel = next(tmp_path.glob("oyez-*.whl"))
    held = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("oyez/")}
    wanted = {
        path.relative_to(ROOT / "src").as_posix() for path in tracked() if path.is_relative_to(ROOT / "src")
    }
    assert wanted == held
