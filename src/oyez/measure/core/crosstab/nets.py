"""Which points of a scale are added up beside a table: promoters and detractors, the top and the bottom of a scale."""

from dataclasses import dataclass

from oyez.journal.core.scales import Scale
from oyez.measure.core.distribution import Stretch, stretches

NPS = ((9, 10), (7, 8), (0, 6))


@dataclass(frozen=True)
class Net:
    """A named stretch of points; `key` says which end it is."""

    key: str
    lowest: float
    highest: float


def nets(scale: Scale) -> tuple[Net, ...]:
    """Promoters, passives and detractors of NPS; else the top box and as many points at the other end.

    None where the two would meet, or where points are not counted one by one.
    """
    if scale.name == "nps":
        keys = ("promoters", "passives", "detractors")
        return tuple(Net(key, low, high) for key, (low, high) in zip(keys, NPS, strict=True))
    points = int(scale.maximum - scale.minimum) + 1
    if not scale.whole or len(stretches(scale)) != points or 2 * scale.top_k > points:
        return ()
    wide = scale.top_k - 1
    return (
        Net("top", scale.maximum - wide, scale.maximum),
        Net("bottom", scale.minimum, scale.minimum + wide),
    )


def parts(net: Net, scale: Scale) -> tuple[str, ...]:
    """The names of the points in a net."""
    return tuple(one.name for one in stretches(scale) if _inside(one, net))


def _inside(one: Stretch, net: Net) -> bool:
    return net.lowest <= one.lowest and one.highest <= net.highest
