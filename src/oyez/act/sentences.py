"""Cases in words: why one was opened, how its clock stands, what happened in it. In the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import get_language_info, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from oyez.act.core.routing import Route
from oyez.act.kinds import named
from oyez.act.models import Case, CaseEntry, Trigger

SOON = timedelta(hours=2)
WORDS_SHOWN = 3
SHORT = {"nps": "NPS", "csat": "CSAT", "ces": "CES"}


def score_name(score: str) -> str:
    """A score as people call it: NPS, CSAT delivery, stars."""
    stem, _dash, rest = score.replace(".", "_").partition("_")
    name = SHORT.get(stem, _("stars") if stem == "stars" else stem)
    return f"{name} {rest.replace('_', ' ')}".strip()


def plain(value: float) -> str:
    """A score without needless decimals."""
    return f"{value:g}"


def score(name: str, value: float) -> str:
    """`NPS 3`, `2 stars`."""
    if name == "stars":
        return ngettext("%(value)s star", "%(value)s stars", round(value)) % {"value": plain(value)}
    return f"{score_name(name)} {plain(value)}"


SAID = {
    "contact_request": gettext_lazy("%(who)s asked to be contacted"),
    "message": gettext_lazy("%(who)s wrote to us"),
    "mail": gettext_lazy("%(who)s wrote to us"),
    "chat": gettext_lazy("%(who)s wrote to us"),
    "call": gettext_lazy("%(who)s called"),
    "complaint": gettext_lazy("%(who)s complained"),
}
REPLIED = gettext_lazy("%(who)s wrote back")
HEARD = gettext_lazy("%(who)s: %(what)s")


def said(who: str, why: Mapping[str, Any]) -> str:
    """`Ana asked to be contacted`, and the words that were looked for and found."""
    kind = why["said"]
    sentence = REPLIED if why.get("is_reply") and kind == "message" else SAID.get(kind, HEARD)
    told = sentence % {"who": who, "what": named(kind)}
    words = ", ".join(f"“{word}”" for word in why.get("words", ())[:3])
    return f"{told}: {words}" if words else told


def opened(case: Case) -> str:
    """How a case came about, as the middle of a line."""
    if case.score is None:
        return reason(case)
    return _("opened by %(reason)s") % {"reason": reason(case)}


def reason(case: Case) -> str:
    """What opened a case, in a few words."""
    if case.reason.get("kind") == Trigger.Kind.SAID:
        return said(str(case.person), case.reason)
    if case.score is None:
        return _("opened by hand")
    given = score(case.score_name, case.score)
    why: Mapping[str, Any] = case.reason
    if why.get("kind") == "drop":
        count = int(why["previous"])
        return ngettext(
            "%(said)s, where %(expected)s was to be expected after %(count)d earlier answer",
            "%(said)s, where %(expected)s was to be expected after %(count)d earlier answers",
            count,
        ) % {"said": given, "expected": plain(why["against"]), "count": count}
    return given


def local(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(ZoneInfo(zone))


def language(code: str) -> str:
    """A language by its name, or its code where it has none here."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


def day(moment: datetime, zone: str) -> str:
    """`14 Nov`."""
    return date_format(local(moment, zone), "j M")


def moment(at: datetime, zone: str) -> str:
    """`14 Nov, 18:41`."""
    return date_format(local(at, zone), "j M, H:i")


@dataclass(frozen=True)
class Due:
    """How a clock stands: in words, and as the look of it ("late", "soon", "")."""

    text: str
    look: str


def due(case: Case, now: datetime, zone: str) -> Due:
    """How much is left, short enough for a list."""
    if not case.is_open:
        return Due(_("closed %(day)s") % {"day": day(case.closed_at or now, zone)}, "")
    left = case.due_at - now
    if left < timedelta(0):
        return Due(_("%(time)s late") % {"time": span(-left)}, "late")
    if left < SOON:
        return Due(_("%(time)s left") % {"time": span(left)}, "soon")
    return Due(weekday(case.due_at, now, zone), "")


def weekday(at: datetime, now: datetime, zone: str) -> str:
    """`today 18:30`, `Tue 10:00`, `4 Dec`."""
    there, here = local(at, zone), local(now, zone)
    if there.date() == here.date():
        return _("today %(time)s") % {"time": date_format(there, "H:i")}
    if there.date() - here.date() < timedelta(days=7):
        return date_format(there, "D H:i")
    return date_format(there, "j M")


def span(length: timedelta) -> str:
    """A length of time in its largest unit: `42 min`, `2 h`, `3 days`."""
    minutes = int(length.total_seconds() // 60)
    if minutes < 60:
        return _("%(count)d min") % {"count": minutes}
    if minutes < 48 * 60:
        return _("%(count)d h") % {"count": minutes // 60}
    days = minutes // (24 * 60)
    return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}


@dataclass(frozen=True)
class Clock:
    """The clock over a case: what is due until when, how much of the time is gone, and what came of it so far."""

    task: str
    until: str
    left: Due
    gone_share: float
    tone: str
    answered: str
    solve_by: str


def clock(case: Case, now: datetime, zone: str) -> Clock:
    whole = (case.due_at - case.said_at).total_seconds()
    gone = (now - case.said_at).total_seconds()
    left = due(case, now, zone)
    answered = _("Nobody has answered yet")
    if case.answered_at is not None:
        answered = _("First answer after %(time)s") % {"time": span(case.answered_at - case.said_at)}
    return Clock(
        task=_("Answer") if case.state != Case.States.WAITING else _("Solve it"),
        until=date_format(local(case.due_at, zone), "l j M, H:i"),
        left=left,
        gone_share=1.0 if whole <= 0 else min(1.0, max(0.0, gone / whole)),
        tone={"late": "bad", "soon": "wait"}.get(left.look, "accent"),
        answered=answered,
        solve_by=_("Solve by %(day)s") % {"day": day(case.solve_by, zone)},
    )


MISSING = {
    Route.TOUCHPOINT_OWNER: gettext_lazy("nobody owns the touchpoint"),
    Route.ACCOUNT_MANAGER: gettext_lazy("no account manager is known"),
    Route.UNIT_MANAGER: gettext_lazy("no manager of the unit is known"),
    Route.GENERAL_MANAGER: gettext_lazy("no general manager is known"),
    Route.CX_MANAGER: gettext_lazy("there is no CX manager"),
}


def routed(details: Mapping[str, Any]) -> str:
    """How a case came to its owner, where it did not go the usual way; "" where it did."""
    missing = [str(MISSING[Route(route)]) for route in details.get("missing", ())]
    if not missing:
        return ""
    why = ", ".join(missing)
    if details.get("route") is None:
        return _("It is on nobody's desk: %(why)s.") % {"why": why}
    if details["route"] == Route.CX_MANAGER:
        return _("It came to the CX manager: %(why)s.") % {"why": why}
    return _("It came here because %(why)s.") % {"why": why}


def happened(entry: CaseEntry) -> str:
    """One line about an entry that is neither said by the customer nor written by a colleague."""
    match entry.kind:
        case CaseEntry.Kind.REFERRAL:
            return _("referred it to %(name)s") % {"name": entry.details["name"]}
        case CaseEntry.Kind.TAKEN:
            return _("took it")
        case CaseEntry.Kind.CLOSED:
            outcome = Case.Outcomes(entry.details["outcome"]).label
            return _("closed it: %(outcome)s, because of “%(cause)s”") % {
                "outcome": outcome,
                "cause": entry.details["cause"],
            }
        case CaseEntry.Kind.REOPENED:
            return _("opened it again")
    return ""


def condition(trigger: Trigger) -> str:
    """What a trigger looks for."""
    if trigger.kind == Trigger.Kind.DROP:
        return _("%(score)s %(z)s standard deviations under the person's own, after %(count)d answers") % {
            "score": score_name(trigger.score),
            "z": plain(-trigger.z),
            "count": trigger.previous,
        }
    if trigger.kind == Trigger.Kind.SAID:
        return said_condition(trigger)
    limits = [_("%(score)s or worse") % {"score": score(trigger.score, trigger.limit or 0)}]
    limits += [
        _("tier %(tier)s: %(score)s") % {"tier": tier, "score": score(trigger.score, limit)}
        for tier, limit in trigger.tier_limits.items()
    ]
    return "; ".join(limits)


def said_condition(trigger: Trigger) -> str:
    """What has to be said, in which words."""
    told = ", ".join(named(kind) for kind in trigger.said_kinds)
    if trigger.replies_only:
        told = _("%(said)s, only in reply to a mail") % {"said": told}
    if not trigger.words:
        return told
    shown = ", ".join(f"“{word}”" for word in trigger.words[:WORDS_SHOWN])
    more = len(trigger.words) - WORDS_SHOWN
    if more <= 0:
        return _("%(said)s, with %(words)s") % {"said": told, "words": shown}
    return ngettext(
        "%(said)s, with %(words)s or %(count)d more word",
        "%(said)s, with %(words)s or one of %(count)d more words",
        more,
    ) % {"said": told, "words": shown, "count": more}


def desk(trigger: Trigger) -> str:
    """Whose desk a trigger's cases go to."""
    first = str(Trigger.Routes(trigger.route).label)
    if trigger.general_manager_at is None:
        return first
    return _("%(first)s; %(limit)s or worse: general manager") % {
        "first": first,
        "limit": plain(trigger.general_manager_at),
    }
