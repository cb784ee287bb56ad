"""Within one look what was read once is not read again; outside of one nothing is remembered."""

from collections.abc import Iterator
from itertools import count

import pytest

from oyez.kit.look import once_a_look, one_look


@pytest.fixture
def numbers() -> Iterator[int]:
    return count()


def test_what_was_read_once_is_not_read_again_in_a_look(numbers: Iterator[int]) -> None:
    @once_a_look
    def read(name: str, *, by: int = 0) -> tuple[str, int]:
        return name, next(numbers)

    assert (read("a"), read("a")) == (("a", 0), ("a", 1))
    with one_look():
        assert (read("a"), read("a"), read("b"), read("a", by=1)) == (("a", 2), ("a", 2), ("b", 3), ("a", 4))
    with one_look():
        assert read("a") == ("a", 5)
    assert read("a") == ("a", 6)


def test_a_read_that_failed_is_tried_again(numbers: Iterator[int]) -> None:
    @once_a_look
    def read() -> int:
        found = next(numbers)
        if not found:
            raise ValueError
        return found

    with one_look():
        with pytest.raises(ValueError):
            read()
        assert (read(), read()) == (1, 1)


def test_reads_of_two_sorts_are_told_apart(numbers: Iterator[int]) -> None:
    @once_a_look
    def one() -> int:
        return next(numbers)

    @once_a_look
    def other() -> int:
        return next(numbers)

    with one_look():
        assert (one(), other(), one(), other()) == (0, 1, 0, 1)
