"""People, the matrix and the lag as plain data, the same for the API and the command line."""

from dataclasses import asdict
from typing import Any

from oyez.company.core.scope import Viewer
from oyez.measure.core.matrix.movement import Movement
from oyez.measure.core.matrix.placing import Placed
from oyez.measure.core.matrix.risk import AtRisk
from oyez.people.queries import Known, preferences
from oyez.share.core.timeline import Event
from oyez.share.models import NextStep
from oyez.share.prospects import Prospects
from oyez.share.queries import people as queries
from oyez.share.queries.accounts import Line
from oyez.share.queries.lag import Lag
from oyez.share.queries.matrix import Matrix
from oyez.share.queries.outlook import Drifting
from oyez.share.queries.people import Story


def person_record(viewer: Viewer, known: Known, story: Story) -> dict[str, Any]:
    """One person as this viewer may know them."""
    revealed = queries.is_pseudonymous(viewer) and queries.has_revealed(viewer, known.person.pk)
    likes: dict[str, str] = {}
    for row in preferences(known):
        likes.setdefault(row.name, row.value)
    return {
        "id": known.person.pk,
        "name": queries.name_of(viewer, known.person, revealed),
        "language": known.person.language,
        "prospect": known.person.prospect,
        "identifiers": [row.subject for row in queries.identifiers(viewer, known, revealed)],
        "preferences": likes,
        "interactions": [event_record(event) for event in story.events],
        "total": story.total,
    }


def event_record(event: Event) -> dict[str, Any]:
    return {
        "seq": event.seq,
        "occurred_at": event.at,
        "kind": event.kind,
        "channel": event.channel,
        "direction": event.direction,
        "unit": event.unit,
        "touchpoint": event.touchpoint,
        "account": event.account,
        "survey": event.survey,
        "mention": event.mention,
        "scores": dict(event.scores),
        "text": event.text,
        "attributes": dict(event.attributes),
    }


def account_record(line: Line) -> dict[str, Any]:
    """One account; what it is billed is empty for those who may not know it."""
    return {
        "key": line.account.key,
        "name": line.account.name,
        "tier": line.account.tier,
        "renewal": line.account.renewal,
        "manager": line.account.manager.name if line.account.manager else "",
        "billed": float(line.revenue) if line.revenue is not None else None,
        "currency": line.currency,
    }


def matrix_record(present: Matrix) -> dict[str, Any]:
    """The account matrix; keys only for those who may know them."""
    letters = present.letters()
    return {
        "as_of": present.as_of,
        "currency": present.currency,
        "revenue_cut": present.cuts.revenue,
        "satisfaction_cut": present.cuts.satisfaction,
        "heard_share": present.heard.share,
        "heard_accounts": present.heard.accounts,
        "decided_share": present.decided.share,
        "decided_accounts": present.decided.accounts,
        "groups": present.rolled_up,
        "accounts": [_placed(present, account, letters[account.key]) for account in present.placed],
    }


def _placed(present: Matrix, account: Placed, letter: str) -> dict[str, Any]:
    row = present.rows.get(account.key)
    return {
        "letter": letter,
        "key": account.key if account.key in present.rows else None,
        "quadrant": account.quadrant.value if account.quadrant else None,
        "look": account.look.value,
        "billed": account.revenue,
        "satisfaction": account.mean,
        "lo": account.lo,
        "hi": account.hi,
        "below": account.below,
        "n": account.score.n if account.score else 0,
        "split": account.split,
        "blind": account.blind,
        "held": account.held,
        "renewal": row.renewal if row else None,
    }


def risk_record(found: AtRisk | None) -> dict[str, Any] | None:
    """What is lost in twelve months if history repeats."""
    if found is None:
        return None
    return {
        "expected": found.expected,
        "lo": found.lo,
        "hi": found.hi,
        "usual": found.usual,
        "incremental": found.incremental,
        "n": found.n,
    }


def prospects_record(present: Matrix, found: Prospects) -> dict[str, Any]:
    """What the matrix means for revenue; accounts by letter, keys only for those who may know them."""
    named = Named(present)
    return {
        "revenue_at_risk": risk_record(found.risk),
        "drifting": [_drifting(named, one) for one in found.drifts.now],
        "drift_raised": found.drifts.raised,
        "drift_false_alarms": found.drifts.false_alarms,
        "renewals": [named.of(account.key) | {"day": day} for account, day in found.renewals],
        "growth": [named.of(account.key) | _step(found.steps.get(account.key)) for account in found.growth],
        "movement": _movement(named, found.movement),
        "recovery": asdict(found.recovery) if found.recovery else None,
    }


class Named:
    """Accounts by letter, with their key for those who may know it."""

    def __init__(self, present: Matrix) -> None:
        self.rows = present.rows
        self.letters = present.letters()

    def of(self, key: str) -> dict[str, Any]:
        return {"letter": self.letters.get(key, ""), "key": key if key in self.rows else None}


def _drifting(named: Named, one: Drifting) -> dict[str, Any]:
    return named.of(one.key) | {
        "since": one.found.since,
        "signs": [sign.value for sign in one.found.signs],
        "change": one.found.change,
        "renewal": one.renewal,
        "weeks_of_warning": one.weeks_of_warning,
    }


def _step(step: NextStep | None) -> dict[str, Any]:
    if step is None:
        return {"step": None, "due": None, "outcome": None}
    return {"step": step.text, "due": step.due, "outcome": step.outcome or "open"}


def _movement(named: Named, found: Movement) -> dict[str, Any]:
    return {
        "names": found.names,
        "table": found.table,
        "moves": [named.of(move.key) | {"before": move.before, "after": move.after} for move in found.moves],
        "entered": len(found.entered),
        "left": len(found.left),
        "pattern_p": found.pattern.p if found.pattern else None,
        "sizes_p": found.sizes.p if found.sizes else None,
    }


def lag_record(found: Lag) -> dict[str, Any]:
    """The health of the house in figures."""
    return {
        "last_seq": found.last_seq,
        "inbox": found.inbox,
        "parked": len(found.parked),
        "outgoing": found.outgoing,
        "steps": [
            {
                "name": step.name,
                "state": step.state,
                "position": step.position,
                "behind": step.behind,
                "failures": step.failures,
                "last_error": step.last_error,
            }
            for step in found.steps
        ],
    }
