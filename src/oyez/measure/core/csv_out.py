"""Answers as CSV."""

from oyez.kit.spreadsheets import Value, write
from oyez.measure.core.result import Answer, Point, Result, Shown

FACTORS: dict[Shown, float] = {"points": 100, "share": 100}


def answer_as_csv(answer: Answer) -> str:
    """All that an answer holds, one group a line; scores in points or percent, as they are read aloud."""
    header = [
        *answer.by, *(["period"] if answer.every else []), answer.metric.name, "lower", "upper", "n",
        "invited", "method", "since", "until", "mode", "suppressed", "flags",
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
        result.n, result.n_invited, result.method, result.period.since, result.period.until, result.mode.value,
        "yes" if result.suppressed else "no", " ".join(result.flags),
    ]  # fmt: skip


def _scaled(value: float | None, factor: float) -> float | None:
    return None if value is None else round(value * factor, 6)
