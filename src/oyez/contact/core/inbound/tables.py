"""Tables of phrases, one a line, each a regular expression, tried as one without regard to case."""

import re


def any_of(table: str, *, before: str = "", after: str = "") -> re.Pattern[str]:
    """A pattern that finds any line of a table, between what stands before and after it."""
    lines = [line.strip() for line in table.strip().splitlines()]
    return re.compile(f"{before}(?:{'|'.join(lines)}){after}", re.IGNORECASE | re.MULTILINE)


def words_of(table: str) -> list[str]:
    """The words of a table, however they are spread over its lines."""
    return table.split()
