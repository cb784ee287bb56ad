"""Answers as CSV."""

from oyez.kit.spreadsheets import Value, write
from oyez.measure.core.result import Answer, Point, Result, Shown

WINDOW = ("window", "window_lower", "window_upper", "window_n", "window_since")
FACTORS: dict[Shown, float] = {"points": 100, "share": 100}


def answer_as_csv(answer: Answer) -> str:
    """All that an answer holds, one group a line; scores in points or percent, as they are read aloud."""
    header = [
        *answer.by, *(["period"] if answer.every else []), answer.metric.name, "lower", "upper", "n",
        "invited", "method", "since", "until", "mode", "suppressed", "flags",
        *(WINDOW if answer.rolling else []),
    ]  # fmt: skip
    windows = {(point.keys, point.start): point.result for point in answer.rolling}
    rows = [
        [*_row(answer, point), *(_window(answer, windows.get((point.keys, point.start))) if windows else [])]
        for point in answer.points
    ]
    return write(header, rows)


def _window(answer: Answer, result: Result | None) -> list[Value]:
    """The pooled window that ends with a period; empty before the first whole one."""
    if result is None:
        return [None] * len(WINDOW)
    factor = FACTORS.get(answer.metric.shown, 1)
    bounds = [_scaled(value, factor) for value in (result.value, result.lo, result.hi)]
    return [*bounds, result.n, result.period.since]


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
        result.n, result.n_invited, result.method, result.period.since, result.period.until, result.mode.value,
        "yes" if result.suppressed else "no", " ".join(result.flags),
    ]  # fmt: skip


def _scaled(value: float | None, factor: float) -> float | None:
    return None if value is None else round(value * factor, 6)
