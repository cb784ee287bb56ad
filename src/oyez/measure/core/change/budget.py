"""The alarm budget: how many false alarms somebody is sent by chance, and how wide limits must be to keep it.

200 weekly charts at three sigma give 28 false alarms a year. So the top of the hierarchy is watched and drilled
into, or limits are widened until an owner gets at most one false alarm a quarter.
"""

from dataclasses import dataclass

from oyez.measure.core.change.p_chart import WIDTH
from oyez.measure.core.change.run_length import of_shewhart, width_for

PER_QUARTER = 1.0


@dataclass(frozen=True)
class Budget:
    """False alarms a quarter that an owner is to expect with so many streams, and the width that keeps to it."""

    streams: int
    periods: float
    width: float
    expected: float


def expected_alarms(streams: int, periods: float, run_length: float) -> float:
    """streams · periods / ARL₀: false alarms in that many periods."""
    return streams * periods / run_length


def budget(streams: int, periods: float, most: float = PER_QUARTER) -> Budget:
    """The width in sigmas, at least three, at which `streams` charts judged `periods` times keep to `most` alarms."""
    judged = streams * periods
    width = WIDTH if judged == 0 else max(WIDTH, width_for(max(2.0, judged / most)))
    return Budget(streams, periods, width, expected_alarms(streams, periods, of_shewhart(width)))
