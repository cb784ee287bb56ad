"""What happens to cases, as facts for the journal, where every other room can read them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from oyez.act.models import Case, CaseEntry
from oyez.journal.core.facts import Fact, Value
from oyez.kit.clock import now, to_micros

SOURCE = "oyez"


@dataclass(frozen=True)
class Told:
    """One thing that we did in a case."""

    id: str
    kind: str
    channel: str = ""
    text: str = ""
    attributes: Mapping[str, Value] = field(default_factory=dict)
    news: bool = False


def opened(case: Case) -> Fact:
    return _fact(case, Told(f"{case.number}:opened", "case_opened", attributes={"trigger": case.trigger}))


def reopened(case: Case) -> Fact:
    """Open once more: whoever looks at open cases in the journal has to know."""
    times = case.entries.filter(kind=CaseEntry.Kind.REOPENED).count()
    return _fact(
        case, Told(f"{case.number}:reopened:{times}", "case_opened", attributes={"trigger": case.trigger})
    )


def closed(case: Case, cause: str) -> Fact:
    """Closed, and perhaps not for the first time: news, since a survey may ask later whether it was solved."""
    times = case.entries.filter(kind=CaseEntry.Kind.CLOSED).count()
    attributes = {"outcome": case.outcome, "root_cause": cause}
    return _fact(case, Told(f"{case.number}:closed:{times}", "case_closed", attributes=attributes, news=True))


def answered(case: Case, once: str, channel: str, text: str) -> Fact:
    """What a member said to the customer is part of the customer's story."""
    kind = "message" if channel == "email" else "call"
    return _fact(case, Told(f"{case.number}:reply:{once}", kind, channel, text))


def _fact(case: Case, told: Told) -> Fact:
    return Fact(
        source=SOURCE,
        id=told.id,
        occurred_at=to_micros(now()),
        kind=told.kind,
        channel=told.channel,
        direction="out",
        subject=case.subject,
        account=case.account,
        unit=case.unit,
        touchpoint=case.touchpoint or None,
        text=told.text,
        news=told.news,
        attributes={"case": case.number, **told.attributes},
    )
