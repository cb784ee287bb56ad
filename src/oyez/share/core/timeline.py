"""One person's story: by months, what they were just trying to do, which promises are open."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import groupby

PROMISE = "promise"
KEEPS = ("delivery", "promise_kept")
DUE = ("promised", "due")
REFERENCES = ("promise", "order", "ticket", "job", "reference")
INTENTS = ("intent", "wants", "about", "topic", "reason", "purpose", "page")
NOT_BEGUN = frozenset(  # answers to us, and what mail servers and wishes to be left alone tell
    ("response", "review", "post", "bounce", "auto_reply", "opt_out", "opt_in", "not_me")
)
TRYING_WITHIN = timedelta(days=14)
LOW_POINTS = 60.0
HIGH_POINTS = 89.0

GROUPS: dict[str, frozenset[str]] = {
    "said": frozenset(
        ("response", "review", "post", "call", "message", "mail", "chat", "ticket", "ticket_closed",
         "suggestion", "complaint", "note")
    ),
    "bought": frozenset(
        ("order", "quote", "contract", "promise", "promise_kept", "delivery", "invoice", "payment", "return")
    ),
    "visits": frozenset(
        ("visit", "appointment", "fitting", "service_visit", "measuring", "observation", "web_visit", "login")
    ),
    "cases": frozenset(("case", "case_opened", "case_closed")),
}  # fmt: skip


@dataclass(frozen=True)
class Event:
    """One interaction as a page tells it; `at` is in the company's time zone, `points` its worst score of 0 to 100."""

    seq: int
    at: datetime
    kind: str
    channel: str = ""
    direction: str = "in"
    unit: str = ""
    touchpoint: str = ""
    account: str = ""
    survey: str = ""
    text: str = ""
    language: str = ""
    mention: bool = False
    corrected: bool = False
    scores: Mapping[str, float] = field(default_factory=dict)
    points: float | None = None
    attributes: Mapping[str, str | int | float | bool] = field(default_factory=dict)

    @property
    def is_low(self) -> bool:
        return self.points is not None and self.points <= LOW_POINTS

    @property
    def is_high(self) -> bool:
        return self.points is not None and self.points >= HIGH_POINTS


@dataclass(frozen=True)
class Month:
    """The events of one month, newest first."""

    first: date
    events: tuple[Event, ...]


@dataclass(frozen=True)
class Promise:
    """Something the company said it would do by a moment, and nobody has done yet."""

    event: Event
    due: datetime
    overdue: bool


def months(events: Sequence[Event]) -> list[Month]:
    """Newest first, a heading a month."""
    ordered = sorted(events, key=lambda event: (event.at, event.seq), reverse=True)
    return [
        Month(first, tuple(group))
        for first, group in groupby(ordered, key=lambda event: event.at.date().replace(day=1))
    ]


def group_of(kind: str) -> str:
    """Which of said, bought, visits, cases a kind belongs to; what is unknown belongs to none."""
    return next((name for name, kinds in GROUPS.items() if kind in kinds), "")


def trying(events: Iterable[Event], now: datetime) -> Event | None:
    """What somebody was just trying to do: the last thing they began within two weeks, an answer to us apart."""
    recent = [
        event
        for event in events
        if event.direction == "in"
        and event.kind not in NOT_BEGUN
        and group_of(event.kind) != "cases"
        and timedelta(0) <= now - event.at <= TRYING_WITHIN
    ]
    return max(recent, key=lambda event: (event.at, event.seq), default=None)


def intent(event: Event) -> str:
    """What they said they wanted, or "" where they did not."""
    return next((str(event.attributes[name]) for name in INTENTS if event.attributes.get(name)), "")


def happened(events: Iterable[Event], wanted: Event | None = None) -> Event | None:
    """The last thing that happened to them: the newest event but visits to pages and what they `wanted` just now."""
    told = [event for event in events if event.kind not in {"web_visit", "login"} and event is not wanted]
    return max(told, key=lambda event: (event.at, event.seq), default=None)


def open_promises(events: Sequence[Event], now: datetime) -> list[Promise]:
    """Promises that no later event keeps, the most urgent first; the newest promise about a thing counts."""
    kept: dict[tuple[str, str], datetime] = {}
    latest: dict[object, Event] = {}
    for event in sorted(events, key=lambda event: (event.at, event.seq)):
        if event.kind in KEEPS:
            kept |= dict.fromkeys(references(event), event.at)
        if event.kind == PROMISE:
            latest[references(event)[:1] or event.seq] = event
    found = []
    for event in latest.values():
        due = due_of(event)
        is_kept = any(kept[name] >= event.at for name in references(event) if name in kept)
        if due is not None and not is_kept:
            found.append(Promise(event, due, due < now))
    return sorted(found, key=lambda promise: promise.due)


def references(event: Event) -> tuple[tuple[str, str], ...]:
    """What a promise and its keeping have in common: an order's number, a ticket's."""
    own = (("promise", str(event.seq)),) if event.kind == PROMISE else ()
    said = tuple((name, str(event.attributes[name])) for name in REFERENCES if event.attributes.get(name))
    return said + own


def due_of(event: Event) -> datetime | None:
    """Until when, in the event's own time zone; a day alone is promised until its end."""
    said = next((str(event.attributes[name]) for name in DUE if event.attributes.get(name)), "")
    try:
        moment = datetime.fromisoformat(said)
    except ValueError:
        return None
    zone = event.at.tzinfo
    local = moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)
    return datetime.combine(local.date(), time(23, 59, 59), zone) if local.time() == time() else local
