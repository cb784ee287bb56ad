"""Tables as CSV that a spreadsheet opens as what they are: text never runs as a formula, numbers stay numbers."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

from oyez.measure.core.result import Answer, Point, Result, Shown

FORMULA = ("=", "+", "-", "@", "\t", "\r")
Value = str | float | int | date | None

FACTORS: dict[Shown, float] = {"points": 100, "share": 100}


def cell(value: Value) -> Value:
    """A text that a spreadsheet would run gets an apostrophe before it; a number has no need of one."""
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return value


def write(header: Sequence[str], rows: Iterable[Sequence[Value]]) -> str:
    """Comma-separated, quoted where needed, with the line ends that spreadsheets expect."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([cell(name) for name in header])
    for row in rows:
        writer.writerow(["" if value is None else cell(value) for value in row])
    return out.getvalue()


def answer_as_csv(answer: Answer) -> str:
    """All that an answer holds, one group a line; scores in points or percent, as they are read aloud."""
    header = [
        *answer.by, *(["period"] if answer.every else []), answer.metric.name, "lower", "upper", "n",
        "method", "since", "until", "mode", "suppressed", "flags",
    ]  # fmt: skip
    return write(header, [_row(answer, point) for point in answer.points])


def _row(answer: Answer, point: Point) -> list[Value]:
    result, factor = point.result, FACTORS.get(answer.metric.shown, 1)
    names = [
        answer.names.get(name, {}).get(key or "", key)
        for name, key in zip(answer.by, point.keys, strict=True)
    ]
    return [
        *names,
        *([point.start] if answer.every else []),
        *(_scaled(value, factor) for value in (result.value, result.lo, result.hi)),
        *_rest(result),
    ]


def _rest(result: Result) -> list[Value]:
    return [
        result.n, result.method, result.period.since, result.period.until, result.mode.value,
        "yes" if result.suppressed else "no", " ".join(result.flags),
    ]  # fmt: skip


def _scaled(value: float | None, factor: float) -> float | None:
    return None if value is None else round(value * factor, 6)
