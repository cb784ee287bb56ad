"""Cases and triggers as plain records, for programs: the API and `--json`."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from oyez.act import sentences
from oyez.act.changes.triggers import as_wanted
from oyez.act.models import Case, CaseEntry, Trigger
from oyez.act.queries.inbox import Item
from oyez.act.queries.thread import Line
from oyez.kit.clock import now


def of_case(case: Case) -> dict[str, Any]:
    """A case as far as its own row goes."""
    return {
        "number": case.number,
        "state": case.state,
        "person": {"id": case.person_id, "name": str(case.person)},
        "account": case.account,
        "unit": case.unit,
        "touchpoint": case.touchpoint or None,
        "trigger": case.trigger,
        "reason": sentences.reason(case),
        "score": {"name": case.score_name, "value": case.score} if case.score is not None else None,
        "owner": {"id": case.owner_id, "name": case.owner.name} if case.owner else None,
        "referred": case.referred,
        "said_at": _moment(case.said_at),
        "opened_at": _moment(case.opened_at),
        "due_at": _moment(case.due_at),
        "solve_by": _moment(case.solve_by),
        "answered_at": _moment(case.answered_at),
        "late": case.is_open and case.due_at < now(),
        "root_cause": case.root_cause.key if case.root_cause else None,
        "outcome": case.outcome or None,
        "closed_at": _moment(case.closed_at),
    }


def of_item(item: Item) -> dict[str, Any]:
    """A case in a list, with the words that opened it."""
    return of_case(item.case) | {"text": item.text}


def of_line(line: Line) -> dict[str, Any]:
    """One line of a thread; what was said elsewhere stays out."""
    entry = line.entry
    found: dict[str, Any] = {
        "kind": entry.kind,
        "at": _moment(entry.at),
        "by": entry.member.name if entry.member else None,
        "text": entry.text,
    }
    if entry.kind == CaseEntry.Kind.HEARD:
        found |= {"seq": entry.interaction_seq, "hidden": line.hidden, "text": "", "scores": {}}
    if line.said is not None:
        found |= {"text": line.said.text, "scores": line.said.scores, "channel": line.said.channel}
    return found


def of_trigger(trigger: Trigger) -> dict[str, Any]:
    """A trigger as it can be sent back."""
    return {"key": trigger.key, **asdict(as_wanted(trigger))}


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
