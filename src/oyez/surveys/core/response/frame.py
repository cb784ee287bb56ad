"""Who answered by what was known before asking: groups of the frame, and how alike they are."""

from collections.abc import Mapping
from dataclasses import dataclass

from oyez.measure.core.scores.responding import Invited, Likeness, likeness

OTHERS = "\x00others"
NOT_KNOWN = ""


@dataclass(frozen=True)
class Margin:
    """One variable of the frame. `groups` is empty where only one group, or none, may be shown."""

    variable: str
    groups: Mapping[str, Invited]
    likeness: Likeness | None


def margin(variable: str, groups: Mapping[str, Invited], k: int) -> Margin:
    """The groups of a variable, those with fewer than k invited put together as others, with χ² and R.

    χ² and R need two groups, and somebody who answered as well as somebody who did not.
    """
    shown = together(groups, k)
    return Margin(variable, shown, likeness(list(shown.values())) if _differ(shown) else None)


def together(groups: Mapping[str, Invited], k: int) -> dict[str, Invited]:
    """Groups of fewer than k invited as one, and the next smallest with them until they are k as well."""
    order = sorted(groups, key=lambda name: (-groups[name].invited, name))
    named = [name for name in order if groups[name].invited >= k]
    rest = [name for name in order if groups[name].invited < k]
    while rest and named and (len(rest) == 1 or sum(groups[name].invited for name in rest) < k):
        rest.append(named.pop())
    found = {name: groups[name] for name in named}
    if rest and (others := _sum([groups[name] for name in rest])).invited >= k:
        found[OTHERS] = others
    return found


def _sum(some: list[Invited]) -> Invited:
    return Invited(sum(one.invited for one in some), sum(one.answered for one in some))


def _differ(groups: Mapping[str, Invited]) -> bool:
    whole = _sum(list(groups.values()))
    return len(groups) > 1 and 0 < whole.answered < whole.invited
