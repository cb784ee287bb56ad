"""A file is named after what it holds, not after the fact that it holds something."""

from tests.house.sources import Source, python

EMPTY_WORDS = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "manager",
    "service",
    "services",
    "base",
    "data",
    "info",
}
EMPTY_WORDS |= {"misc", "process", "handle", "handler", "handlers", "tools", "stuff", "lib"}


def empty_words(source: Source) -> set[str]:
    return {word for part in source.parts for word in part.split("_")} & EMPTY_WORDS


def test_no_file_has_an_empty_name() -> None:
    assert not [source.path for source in python() if empty_words(source)]


def test_an_empty_name_is_seen() -> None:
    assert empty_words(Source("kit/utils.py", ""))
    assert empty_words(Source("act/case_helpers.py", ""))
    assert not empty_words(Source("act/changes.py", ""))
