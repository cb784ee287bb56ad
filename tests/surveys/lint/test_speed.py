"""The lint runs while somebody types."""

from bench.lint import MOST_MILLISECONDS, milliseconds


def test_thirty_questions_in_three_languages_take_less_than_a_tenth_of_a_second() -> None:
    assert milliseconds() <= MOST_MILLISECONDS
