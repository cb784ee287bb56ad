"""The places at which a proof may kill the process are all named, and all there."""

import re
from pathlib import Path

import oyez
from oyez.kit import crash

HERE = re.compile(r"\bcrash\.here\(\"([^\"]+)\"\)")


def places() -> list[str]:
    files = Path(oyez.__file__).parent.rglob("*.py")
    return [name for file in files for name in HERE.findall(file.read_text("utf-8"))]


def test_every_place_is_named_and_every_name_has_its_place() -> None:
    assert sorted(places()) == sorted(crash.POINTS)


def test_in_an_ordinary_run_nothing_happens() -> None:
    for name in crash.POINTS:
        crash.here(name)
