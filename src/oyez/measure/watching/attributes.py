"""Which attributes are worth watching: yes or no on a kind of interaction, and what customers bring up."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from oyez.journal.models import Interaction
from oyez.journal.queries import span, spread_out
from oyez.measure.core.change.watched import Measure

SAMPLED = 8_000
FEWEST = 20
MOST_VALUES = 60
CONTACTS = ("ticket", "complaint", "call", "message", "mail", "chat")
NOT_TOPICS = frozenset(("amount", "currency", "agent", "author", "by", "employee"))
SAME_FOR = 20_000

_known: dict[tuple[int, int], "Attributes"] = {}


@dataclass(frozen=True)
class Attributes:
    """Names of attributes only: no values, no numbers."""

    flags: tuple[Measure, ...]
    topics: tuple[str, ...]


def attributes() -> Attributes:
    """Found in a sample over the whole journal; of a large journal looked for again only when it has grown."""
    first, last = span()
    if last - first < SAME_FOR:
        return _look()
    grown = (first, (last - first) // SAME_FOR)
    if grown not in _known:
        _known.clear()
        _known[grown] = _look()
    return _known[grown]


def _look() -> Attributes:
    flags: Counter[tuple[str, str, bool]] = Counter()
    topics: defaultdict[str, Counter[str]] = defaultdict(Counter)
    rows = Interaction.objects.filter(seq__in=spread_out(SAMPLED), mode="identified", mention=False)
    for kind, direction, said in rows.values_list("kind", "direction", "attributes"):
        for name, value in said.items():
            if isinstance(value, bool):
                flags[kind, name, value] += 1
            elif isinstance(value, str) and kind in CONTACTS and direction == "in" and name not in NOT_TOPICS:
                topics[name][value] += 1
    return Attributes(
        _both_ways(flags), tuple(sorted(name for name, said in topics.items() if _is_topic(said)))
    )


def _both_ways(flags: Counter[tuple[str, str, bool]]) -> tuple[Measure, ...]:
    """Flags that are now yes, now no."""
    names = {(kind, name) for kind, name, _ in flags}
    held = [
        (kind, name)
        for kind, name in names
        if flags[kind, name, True] and flags[kind, name, False] and _seen(flags, kind, name) >= FEWEST
    ]
    return tuple(Measure(name, kind) for kind, name in sorted(held))


def _seen(flags: Counter[tuple[str, str, bool]], kind: str, name: str) -> int:
    return flags[kind, name, True] + flags[kind, name, False]


def _is_topic(said: Counter[str]) -> bool:
    """A handful of values that return: no identifier, no free text."""
    return 2 < len(said) <= MOST_VALUES and said.total() >= FEWEST and said.total() >= 3 * len(said)
