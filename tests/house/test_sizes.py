"""One idea per file: a file that grows past 400 lines holds two."""

from tests.house.sources import ROOT, tracked

LINES = 400


def too_long(text: str) -> bool:
    return text.count("\n") > LINES


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    code = [path for path in tracked() if path.suffix in {".py", ".html"} and "migrations" not in path.parts]
    assert not [str(path.relative_to(ROOT)) for path in code if too_long(path.read_text("utf-8"))]


def test_a_long_file_is_seen() -> None:
    assert too_long("x = 1\n" * 401)
    assert not too_long("x = 1\n" * 400)
