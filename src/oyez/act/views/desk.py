"""What the pages of the desk are made of: rows of the inbox, lines of a thread, in words and looks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oyez.act import sentences
from oyez.act.core.conditions import Scales
from oyez.act.core.headlines import headline
from oyez.act.models import Case, CaseEntry
from oyez.act.queries.inbox import Inbox, Item
from oyez.act.queries.thread import Line
from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.journal.core.scales import Scale, scale_of
from oyez.journal.models import Interaction
from oyez.kit.clock import now

LOW_POINTS, HIGH_POINTS = 40, 90


def segments(view: str) -> list[dict[str, Any]]:
    """The ways to look at one's cases."""
    words = {
        "due": _("Due"),
        "mine": _("Yours"),
        "referred": _("Referred"),
        "closed": _("Closed"),
    }
    return [
        {"name": name, "words": label, "url": inbox_url(name), "current": name == view}
        for name, label in words.items()
    ]


def inbox_url(view: str, after: str = "") -> str:
    asked = {
        name: value for name, value in (("view", view if view != "due" else ""), ("after", after)) if value
    }
    return reverse("act:cases") + (f"?{urlencode(asked)}" if asked else "")


def case_url(number: str, view: str) -> str:
    return reverse("act:case", args=[number]) + (f"?view={view}" if view != "due" else "")


def rows(
    box: Inbox, view: str, zone: str, scales: Scales, current: int | None = None
) -> list[dict[str, Any]]:
    """The inbox as rows."""
    moment = now()
    found = []
    for item in box.items:
        due = sentences.due(item.case, moment, zone)
        found.append(
            {
                "url": case_url(item.case.number, view),
                "who": item.account or str(item.case.person),
                "what": what(item),
                "due": due.text,
                "due_state": due.look,
                "current": item.case.pk == current,
                **score_chip(item.case.score_name, item.case.score, scales),
            }
        )
    return found


def what(item: Item) -> str:
    """What a case is about, in one line."""
    return headline(item.text) or sentences.reason(item.case)


def score_chip(name: str, value: float | None, scales: Scales) -> dict[str, Any]:
    """A score with its scale's maximum and its look."""
    scale = scale_of(name, scales) if name else None
    if value is None or scale is None:
        return {"score": None, "maximum": "", "look": ""}
    return {
        "score": sentences.plain(value),
        "maximum": sentences.plain(scale.maximum),
        "look": score_look(value, scale),
    }


def score_look(value: float, scale: Scale) -> str:
    points = scale.points(value)
    return "low" if points <= LOW_POINTS else "high" if points >= HIGH_POINTS else ""


@dataclass(frozen=True)
class Said:
    """One line of a thread in words."""

    kind: str
    who: str
    when: str
    text: str = ""
    language: str = ""
    scores: Sequence[Mapping[str, Any]] = ()
    hidden: bool = False
    mail: str = ""
    name: str = ""


MAIL_STATES = {
    "waiting": gettext_lazy("on its way"),
    "sending": gettext_lazy("on its way"),
    "sent": gettext_lazy("sent"),
    "held": gettext_lazy("held back"),
    "unknown": gettext_lazy("it is not known whether it arrived"),
    "parked": gettext_lazy("could not be sent"),
}


def said(lines: Sequence[Line], of: Case, viewer: Viewer, zone: str, scales: Scales) -> list[Said]:
    """A thread as the page shows it."""
    names = {line.entry.member_id: line.entry.member.name for line in lines if line.entry.member is not None}
    return [_said(line, of, viewer, zone, scales, names) for line in lines]


def _said(
    line: Line, of: Case, viewer: Viewer, zone: str, scales: Scales, names: Mapping[int | None, str]
) -> Said:
    entry, row = line.entry, line.said
    when = sentences.moment(entry.at, zone)
    if entry.kind == CaseEntry.Kind.HEARD:
        if row is None:
            return Said("heard", str(of.person), when, hidden=True, name=str(of.person))
        return Said(
            "heard",
            str(of.person),
            f"{when}, {row.channel or row.kind}",
            text=row.text,
            language=row.language or "",
            scores=chips(row, scales),
            name=str(of.person),
        )
    name = names.get(entry.member_id) or _("the operator")
    if entry.details.get("by") == "customer":
        name = str(of.person)
    who = _("You") if entry.member_id is not None and entry.member_id == viewer.member else name
    if entry.kind == CaseEntry.Kind.REPLY:
        by_phone = entry.details.get("channel") == "phone"
        when = f"{when}, {_('phone') if by_phone else _('e-mail')}"
        return Said("reply", who, when, entry.text, mail=str(MAIL_STATES.get(line.mail, "")), name=name)
    if entry.kind == CaseEntry.Kind.NOTE:
        return Said("note", who, when, entry.text)
    return Said(sentences.happened(entry), who, when, entry.text)


def chips(row: Interaction, scales: Scales) -> list[dict[str, Any]]:
    """The scores of an interaction, each with its name."""
    return [
        {"name": sentences.score_name(name), **score_chip(name, value, scales)}
        for name, value in row.scores.items()
    ]


def person_url(viewer: Viewer, of: Case) -> str:
    """The page of a case's customer, for those who may know who it is, where there is one."""
    if not viewer.may(Can.IDENTITIES):
        return ""
    try:
        return reverse("share:person", args=[of.person_id])
    except NoReverseMatch:
        return ""
