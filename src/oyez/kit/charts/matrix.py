"""The account matrix: satisfaction against billed revenue, one bubble an account, a lane for the silent."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, product

from oyez.kit.charts.apart import apart, beside
from oyez.kit.charts.axis import Axis, LogAxis
from oyez.kit.charts.drawing import Size, Svg, element, join, line, picture, text, width_of

WIDE = Size(620, 550, "u-wide")
NARROW = Size(326, 380, "u-narrow")
LETTER = 16  # a letter, or two, and a little air
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


@dataclass(frozen=True, kw_only=True)
class Account:
    """One account; no `satisfaction` when nobody there answered, `certain` when its side is 80 % sure."""

    letter: str
    name: str
    revenue: float
    satisfaction: float | None = None
    lo: float | None = None
    hi: float | None = None
    certain: bool = False
    size: float = 0
    tip: str = ""


@dataclass(frozen=True, kw_only=True)
class Words:
    """What stands in the drawing, so that it can be translated; `none_short` is for phones."""

    model: str = "Model"
    growth: str = "Growth"
    at_risk: str = "At-Risk"
    dangling: str = "Dangling"
    none: str = "No answer"
    none_short: str = "None"
    across: str = "Satisfaction, 0 to 100"


@dataclass(frozen=True, kw_only=True)
class Matrix:
    """The cuts part it in four; `money` holds the revenues worth a line, each with its label."""

    title: str
    accounts: tuple[Account, ...]
    cut_satisfaction: float
    cut_revenue: float
    money: tuple[tuple[float, str], ...]
    description: str = ""
    words: Words = Words()


@dataclass(frozen=True)
class Frame:
    x: Axis
    y: LogAxis
    lane: Axis
    size: Size
    biggest: float


def draw(matrix: Matrix, size: Size = WIDE) -> Svg:
    frame = _frame(matrix, size)
    answered = [account for account in matrix.accounts if account.satisfaction is not None]
    silent = [account for account in matrix.accounts if account.satisfaction is None]
    ordered = sorted(answered, key=lambda account: -account.size)
    widest = max((radius(account.size, frame) for account in silent), default=0)
    room = max(LETTER, frame.lane.end - frame.lane.start - 2 * widest)
    aside = beside([frame.y.at(account.revenue) for account in silent], LETTER, room)
    middle = (frame.lane.start + frame.lane.end) / 2
    bubbles = [
        *(_answered(account, matrix, frame) for account in ordered),
        *(_silent(account, frame, middle + by) for account, by in zip(silent, aside, strict=True)),
    ]
    return picture(
        size,
        matrix.title,
        matrix.description,
        _ground(matrix, frame),
        _scales(matrix, frame),
        _names(matrix, frame),
        *(_whisker(account, matrix, frame) for account in ordered),
        *(_circle(one) for one in bubbles),
        *_letters(bubbles),
        css="c-chart is-square",
    )


def for_screen(matrix: Matrix) -> Svg:
    """Both proportions; the style sheet shows one."""
    return join(draw(matrix, WIDE), draw(matrix, NARROW))


def letters() -> Iterator[str]:
    """A to Z without I and O, which look like digits, then AA, AB and so on."""
    for length in count(1):
        yield from ("".join(letter) for letter in product(LETTERS, repeat=length))


def quadrant(satisfaction: float, revenue: float, matrix: Matrix) -> str:
    """model, growth, at_risk or dangling: high or low revenue, high or low satisfaction."""
    if revenue >= matrix.cut_revenue:
        return "model" if satisfaction >= matrix.cut_satisfaction else "at_risk"
    return "growth" if satisfaction >= matrix.cut_satisfaction else "dangling"


def _frame(matrix: Matrix, size: Size) -> Frame:
    narrow = size.width < 400
    left = 8 + max((width_of(label) for _, label in matrix.money), default=30)
    lane = Axis(0, 1, left, left + (34 if narrow else 48))
    low, high = _satisfaction_span(matrix)
    bottom, top = size.height - 44, 26
    return Frame(
        x=Axis(low, high, lane.end + 6, size.width - (6 if narrow else 10)),
        y=LogAxis(*_revenue_span(matrix), bottom, top),
        lane=lane,
        size=size,
        biggest=max((account.size for account in matrix.accounts), default=0),
    )


def _satisfaction_span(matrix: Matrix) -> tuple[float, float]:
    seen = [
        value
        for account in matrix.accounts
        for value in (account.satisfaction, account.lo, account.hi)
        if value is not None
    ]
    seen.append(matrix.cut_satisfaction)
    low = math.floor((min(seen) - 1) / 10) * 10
    return max(0, min(low, 50)), 100


def _revenue_span(matrix: Matrix) -> tuple[float, float]:
    seen = [account.revenue for account in matrix.accounts if account.revenue > 0]
    low, high = min([*seen, matrix.cut_revenue]), max([*seen, matrix.cut_revenue])
    return max(1.0, low / 1.4), high * 1.4


def _ground(matrix: Matrix, frame: Frame) -> Svg:
    x, y = frame.x, frame.y
    cut = y.at(matrix.cut_revenue)
    return join(
        _area("c-chart__lane", frame.lane.start, frame.lane.end, y.end, y.start),
        _area("c-chart__risk", x.start, x.at(matrix.cut_satisfaction), y.end, cut),
    )


def _area(css: str, left: float, right: float, top: float, bottom: float) -> Svg:
    return element(
        "rect",
        class_=css,
        x=left,
        y=top,
        width=right - left,
        height=bottom - top,
        rx=4 if css == "c-chart__lane" else None,
    )


def _scales(matrix: Matrix, frame: Frame) -> Svg:
    x, y, height = frame.x, frame.y, frame.size.height
    parts = []
    for value, label in matrix.money:
        at = y.at(value)
        css = "c-chart__cut" if value == matrix.cut_revenue else "c-chart__grid"
        parts.append(line(css, x.start, at, x.end, at))
        parts.append(text(label, frame.lane.start - 6, at + 4, "end"))
    cut = x.at(matrix.cut_satisfaction)
    parts.append(line("c-chart__cut", cut, y.end, cut, y.start))
    for value in range(int(x.low), 101, 10):
        if x.low < value < x.high:
            parts.append(text(str(value), x.at(value), height - 27, "middle"))
    parts.append(text(matrix.words.across, (x.start + x.end) / 2, height - 6, "middle"))
    return join(*parts)


def _names(matrix: Matrix, frame: Frame) -> Svg:
    words, x = matrix.words, frame.x
    below = frame.y.at(matrix.cut_revenue) + 17
    lane = words.none if frame.size.width >= 400 else words.none_short
    return join(
        text(lane, (frame.lane.start + frame.lane.end) / 2 - 8, 17, "middle", "is-name"),
        text(words.at_risk, x.start + 8, 17, "start", "is-name"),
        text(words.model, x.end, 17, "end", "is-name"),
        text(words.dangling, x.start + 8, below, "start", "is-name"),
        text(words.growth, x.end, below, "end", "is-name"),
    )


def radius(size: float, frame: Frame) -> float:
    """Area, not width, says how much; nobody becomes too small for a letter."""
    small, large = (7.2, 13.7) if frame.size.width < 400 else (9.1, 17.1)
    share = size / frame.biggest if frame.biggest > 0 else 0
    return math.sqrt(small**2 + max(0.0, share) * (large**2 - small**2))


def _whisker(account: Account, matrix: Matrix, frame: Frame) -> Svg:
    if account.lo is None or account.hi is None:
        return Svg("")
    y = frame.y.at(account.revenue)
    bad = " is-bad" if _bad(account, matrix) else ""
    return line(f"c-chart__whisk{bad}", frame.x.at(account.lo), y, frame.x.at(account.hi), y)


def _bad(account: Account, matrix: Matrix) -> bool:
    side = quadrant(account.satisfaction or 0, account.revenue, matrix)
    return account.certain and account.satisfaction is not None and side == "at_risk"


@dataclass(frozen=True)
class Bubble:
    """An account at its place."""

    account: Account
    css: str
    x: float
    y: float
    size: float


def _answered(account: Account, matrix: Matrix, frame: Frame) -> Bubble:
    x, y = frame.x.at(account.satisfaction or 0), frame.y.at(account.revenue)
    look = " is-bad" if _bad(account, matrix) else "" if account.certain else " is-unsure"
    return Bubble(account, f"c-bubble{look}", x, y, radius(account.size, frame))


def _silent(account: Account, frame: Frame, x: float) -> Bubble:
    return Bubble(account, "c-bubble is-hollow", x, frame.y.at(account.revenue), radius(account.size, frame))


def _circle(one: Bubble) -> Svg:
    account = one.account
    is_hatched = account.satisfaction is not None and not account.certain
    return element(
        "g",
        element("title", account.tip or f"{account.letter}: {account.name}"),
        element("circle", class_=one.css, cx=one.x, cy=one.y, r=one.size),
        hatch(one.x, one.y, one.size) if is_hatched else Svg(""),
    )


def _letters(bubbles: Sequence[Bubble]) -> Iterator[Svg]:
    """Above all circles, and moved apart where accounts lie on each other: each can be found in the table."""
    places = apart([(one.x, one.y) for one in bubbles], LETTER)
    for one, (x, y) in zip(bubbles, places, strict=True):
        yield element("text", one.account.letter, class_="c-bubble__id", x=x, y=y + 0.5)


def hatch(x: float, y: float, size: float, apart: float = 5) -> Svg:
    """Slanted chords of the circle: a pattern would need an id, and two drawings on a page would share it."""
    chords = []
    reach = int(size // apart)
    for step in range(-reach, reach + 1):
        offset = step * apart
        half = math.sqrt(max(0.0, size**2 - offset**2)) - 1
        if half > 0:
            chords.append(_chord(x, y, offset, half))
    return element("path", class_="c-hatch", d="".join(chords))


def _chord(x: float, y: float, offset: float, half: float) -> str:
    """A line at 45° whose middle lies `offset` from the centre."""
    d = math.sqrt(0.5)
    cx, cy = x + offset * d, y + offset * d
    return f"M{cx - half * d:.1f} {cy + half * d:.1f}L{cx + half * d:.1f} {cy - half * d:.1f}"
