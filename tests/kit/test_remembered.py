"""What is remembered is the last few values, by everything that they were computed from."""

from oyez.kit.remembered import Remembered


def test_the_value_used_longest_ago_is_forgotten_first() -> None:
    kept: Remembered[str] = Remembered(2)
    kept.keep("a", "first")
    kept.keep("b", "second")
    assert kept.get("a") == "first"
    kept.keep("c", "third")
    assert [kept.get(key) for key in "abc"] == ["first", None, "third"]
