"""The reference cannot lie: it is written from the code, and what is committed is what the code writes now."""

from pathlib import Path

from oyez.kit.settings import SETTINGS
from oyez.web.reference import texts, write

REFERENCE = Path(__file__).parent.parent.parent / "docs" / "reference"


def test_the_reference_is_what_the_code_writes_now() -> None:
    stale = [name for name, text in texts().items() if _committed(name) != text]
    assert not stale, f"run `make docs`, it writes {', '.join(stale)} again"


def test_no_page_of_the_reference_is_left_over() -> None:
    assert {file.name for file in REFERENCE.glob("*.md")} == {*texts(), "README.md"}


def test_every_setting_has_a_line_in_the_reference() -> None:
    text = _committed("settings.md")
    assert not [name for name in SETTINGS if f"`{name}`" not in text]


def test_writing_twice_changes_nothing(tmp_path: Path) -> None:
    assert write(tmp_path) == sorted(texts())
    assert write(tmp_path) == []


def _committed(name: str) -> str:
    file = REFERENCE / name
    return file.read_text("utf-8") if file.exists() else ""
