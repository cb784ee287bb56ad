"""Tables as CSV that a spreadsheet opens as what they are: text never runs as a formula, numbers stay numbers."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

Value = str | float | int | Decimal | date | None

MAY_RUN = r"'*[=+\-@\t\r]"
NEGATIVE = r"-\d+([.,]\d+)?"
RUNS = re.compile(MAY_RUN)
NUMBER = re.compile(NEGATIVE)


def cell(value: Value) -> Value:
    """A text that a spreadsheet would run gets an apostrophe before it; a number has no need of one."""
    if isinstance(value, str) and RUNS.match(value) and not NUMBER.fullmatch(value):
        return f"'{value}"
    return value


def uncell(text: str) -> str:
    """What stood in a cell before an apostrophe was put before it: the other way round, exactly."""
    return text[1:] if text.startswith("'") and RUNS.match(text) else text


def write(header: Sequence[str], rows: Iterable[Sequence[Value]]) -> str:
    """Comma-separated, quoted where needed, with the line ends that spreadsheets expect."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([cell(name) for name in header])
    for row in rows:
        writer.writerow(["" if value is None else cell(value) for value in row])
    return out.getvalue()
