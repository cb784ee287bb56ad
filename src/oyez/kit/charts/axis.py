"""From values to coordinates, and the round numbers worth a line."""

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Axis:
    """A straight scale: `low` lies at `start`, `high` at `end`; what lies outside is drawn at the edge."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low) if self.high > self.low else 0.5
        return self.start + min(1.0, max(0.0, share)) * (self.end - self.start)


@dataclass(frozen=True)
class LogAxis:
    """A scale on which each tenfold step has the same length; for revenue, which spans thousands."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        straight = Axis(math.log10(self.low), math.log10(self.high), self.start, self.end)
        return straight.at(math.log10(max(value, self.low)))


def step_for(low: float, high: float, about: int = 4) -> float:
    """The 1, 2 or 5 times a power of ten that gives about so many lines."""
    raw = (high - low) / max(1, about)
    power = 10.0 ** math.floor(math.log10(raw)) if raw > 0 else 1.0
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= raw * 0.999)


def rounded_out(low: float, high: float, about: int = 4) -> tuple[float, float]:
    """The nearest round numbers outside, so that the first and last line frame the data."""
    if high <= low:
        low, high = low - 1, high + 1
    step = step_for(low, high, about)
    return math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step


def ticks(low: float, high: float, about: int = 4) -> list[float]:
    step = step_for(low, high, about)
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return [round(index * step, 10) for index in range(first, last + 1)]


def decimals_of(step: float) -> int:
    """How many decimals the labels of such steps need: 0.05 needs two, 20 none."""
    return 0 if step >= 1 else math.ceil(-math.log10(step) - 1e-9)


def short(value: float, unit: str = "", decimals: int = 0) -> str:
    """A label on an axis: a true minus, no thousands, the unit close by."""
    digits = f"{abs(value):.{decimals}f}"
    minus = "\N{MINUS SIGN}" if value < 0 and float(digits) else ""
    return f"{minus}{digits}{unit}"
