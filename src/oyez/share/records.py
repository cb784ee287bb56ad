"""People, the matrix and the lag as plain data, the same for the API and the command line."""

from typing import Any

from oyez.company.core.scope import Viewer
from oyez.people.queries import Known, preferences
from oyez.share.core.matrix import Placed
from oyez.share.core.risk import AtRisk
from oyez.share.core.timeline import Event
from oyez.share.queries import people as queries
from oyez.share.queries.accounts import Line
from oyez.share.queries.lag import Lag
from oyez.share.queries.matrix import Matrix
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
        "accounts": [_placed(present, account, letters[account.key]) for account in present.placed],
    }


def _placed(present: Matrix, account: Placed, letter: str) -> dict[str, Any]:
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
