"""How many responses one client may begin at an open survey: enough for an office, not for a machine."""

from collections import Counter

from oyez.company.changes import origin
from oyez.kit.clock import wall
from oyez.kit.settings import BEGIN_A_MINUTE

_begun: Counter[tuple[str, str]] = Counter()  # in memory alone, for a minute: nothing is written down
_minute = [""]


def may_begin(survey: str) -> bool:
    """Count one more of this client in this minute and web process; whether it is still few enough."""
    minute = f"{wall():%H%M}"
    if _minute[0] != minute:
        _minute[0] = minute
        _begun.clear()
    _begun[survey, origin.get()] += 1
    return _begun[survey, origin.get()] <= BEGIN_A_MINUTE.number()
