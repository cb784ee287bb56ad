"""Interactions in words: what happened, where, with which score, in the reader's language."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from oyez.act.kinds import TITLES, named
from oyez.act.sentences import plain, score_name
from oyez.company.core.roles import Can
from oyez.journal.core.scales import scale_of
from oyez.kit.charts import icons, numerals
from oyez.share.core.timeline import HIGH_POINTS, LOW_POINTS, Event, Month, Promise, due_of, intent
from oyez.share.page import Page

LONGEST = 600
SPOKEN = frozenset(
    ("response", "review", "post", "message", "mail", "chat", "ticket", "suggestion", "complaint")
)
ICONS = {
    "web_visit": "explore",
    "login": "keys",
    "fitting": "visit",
    "service_visit": "visit",
    "appointment": "clock",
    "promise": "clock",
    "promise_kept": "check",
    "ticket_closed": "ticket",
    "post": "review",
    "invitation": "mail",
    "note": "file",
    "quote": "file",
    "contract": "file",
    "renewal": "file",
    "invoice": "payment",
    "case_opened": "cases",
    "case_closed": "cases",
    "reply": "mail",
}


def entry(page: Page, event: Event) -> dict[str, Any]:
    """One line of a timeline."""
    return {
        "day": day(page, event.at),
        "time": "" if event.at.time() == time() else date_format(event.at, "H:i"),
        "icon": ICONS.get(event.kind, event.kind if event.kind in icons.ICONS else "event"),
        "title": title(event),
        "url": _url(page, event),
        "chips": chips(page, event),
        "quote": _text(event) if is_quote(event) else "",
        "language": event.language,
        "note": " · ".join(part for part in ("" if is_quote(event) else _text(event), note(event)) if part),
        "open": False,
        **main_score(page, event),
    }


def line(page: Page, event: Event) -> dict[str, Any]:
    """The same for a list of quotes."""
    where = [page.touchpoint_name(event.touchpoint), page.unit_name(event.unit)]
    return entry(page, event) | {"where": " · ".join(name for name in where if name)}


def month_heading(month: Month) -> str:
    return date_format(month.first, "F Y")


def day(page: Page, moment: datetime) -> str:
    """`14 Nov`, with the year where it is not this one."""
    return date_format(moment, "j M" if moment.year == page.today.year else "j M Y")


def title(event: Event) -> str:
    """What happened, in a few words."""
    special = SPECIAL.get(event.kind)
    if special is not None:
        return special(event)
    return named(event.kind)


def _response(event: Event) -> str:
    if event.survey:
        return _("Answered “%(survey)s”") % {"survey": in_words(event.survey)}
    return str(TITLES["response"])


def _order(event: Event) -> str:
    said = [str(event.attributes[name]) for name in ("article", "product") if event.attributes.get(name)]
    amount = event.attributes.get("amount")
    if isinstance(amount, (int, float)) and not isinstance(amount, bool):
        said.append(numerals.money(amount, str(event.attributes.get("currency", ""))))
    return _("Ordered %(what)s") % {"what": ", ".join(said)} if said else str(TITLES["order"])


def _call(event: Event) -> str:
    seconds = event.attributes.get("seconds")
    out = event.direction == "out"
    if isinstance(seconds, (int, float)) and not isinstance(seconds, bool):
        minutes = {"minutes": max(1, round(seconds / 60))}
        return _("We called, %(minutes)s min") % minutes if out else _("Called, %(minutes)s min") % minutes
    return _("We called") if out else _("Called")


def _message(event: Event) -> str:
    return _("We wrote") if event.direction == "out" else _("Wrote to us")


def _promise(event: Event) -> str:
    due = due_of(event)
    return _("Promised for %(day)s") % {"day": moment_of(due)} if due else _("Promised")


def _fitting(event: Event) -> str:
    return _("Fitting, second visit") if event.attributes.get("visit") in (2, "2") else _("Fitting")


def _review(event: Event) -> str:
    return _("Wrote a public review") if event.mention else str(TITLES["review"])


def _case(event: Event) -> str:
    number, what = event.attributes.get("case"), str(TITLES[event.kind])
    return f"{what}: {number}" if number else what


SPECIAL: dict[str, Callable[[Event], str]] = {
    "response": _response,
    "order": _order,
    "call": _call,
    "message": _message,
    "mail": _message,
    "chat": _message,
    "promise": _promise,
    "fitting": _fitting,
    "review": _review,
    "case_opened": _case,
    "case_closed": _case,
}


def in_words(key: str) -> str:
    return key.replace("_", " ").replace("-", " ")


def moment_of(due: datetime) -> str:
    """A moment, or the day alone where it is promised until its end."""
    return date_format(due, "j M Y" if is_whole_day(due) else "j M Y, H:i")


def is_whole_day(due: datetime) -> bool:
    return (due.hour, due.minute) == (23, 59)


def note(event: Event) -> str:
    """What else is known, in one line."""
    said = []
    if event.corrected:
        said.append(_("corrected"))
    for name, value in event.attributes.items():
        if name in NOTED and value not in ("", None):
            said.append(NOTED[name](value))
    return " · ".join(part for part in said if part)


NOTED: dict[str, Callable[[Any], str]] = {
    "late": lambda value: _("late") if value in (True, "true", "yes") else _("in time"),
    "complete": lambda value: _("finished") if value in (True, "true", "yes") else _("not finished"),
    "order": lambda value: _("order %(order)s") % {"order": value},
    "ticket": lambda value: _("ticket %(ticket)s") % {"ticket": value},
    "topic": lambda value: in_words(str(value)),
    "reason": lambda value: in_words(str(value)),
    "about": lambda value: in_words(str(value)),
    "page": lambda value: in_words(str(value)),
    "by": lambda value: _("by %(name)s") % {"name": value},
    "agent": lambda value: _("with %(name)s") % {"name": value},
}


def is_quote(event: Event) -> bool:
    """A customer's own words; what a colleague wrote, or noted of a call, is none."""
    return event.direction == "in" and event.kind in SPOKEN


def _text(event: Event) -> str:
    text = event.text.strip()
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + "…"


def chips(page: Page, event: Event) -> list[dict[str, str]]:
    """Where it happened, what apart from the score was given, and what is kept out of a person's score."""
    said = []
    if event.unit:
        said.append({"text": page.unit_name(event.unit), "tone": ""})
    elif event.channel:
        said.append({"text": event.channel, "tone": ""})
    main = main_name(page, event)
    for name, value in event.scores.items():
        if name != main:
            said.append({"text": f"{score_name(name)} {plain(value)}", "tone": ""})
    if event.mention:
        said.append({"text": _("Public, kept out of the score"), "tone": ""})
    return said


def main_name(page: Page, event: Event) -> str:
    """The score that stands for the answer: its worst."""
    told = [
        (scale.points(value), name)
        for name, value in event.scores.items()
        if (scale := scale_of(name, page.scales)) is not None
    ]
    return min(told)[1] if told else ""


def main_score(page: Page, event: Event) -> dict[str, Any]:
    name = main_name(page, event)
    scale = scale_of(name, page.scales) if name else None
    if scale is None:
        return {"score": "", "maximum": "", "look": ""}
    value = event.scores[name]
    at = scale.points(value)
    look = "low" if at <= LOW_POINTS else "high" if at >= HIGH_POINTS else ""
    return {"score": plain(value), "maximum": plain(scale.maximum), "look": look}


def _url(page: Page, event: Event) -> str:
    number = event.attributes.get("case")
    if event.kind.startswith("case_") and number and page.viewer.may(Can.CASES):
        return reverse("act:case", args=[number])
    return ""


def intent_words(event: Event) -> str:
    """What somebody was trying to do: what they said they wanted, or what they did."""
    wanted = intent(event)
    return f"{title(event)}: {in_words(wanted)}" if wanted else title(event)


def ago(page: Page, moment: datetime) -> str:
    """`today`, `yesterday`, `14 Nov`."""
    that: date = moment.date()
    if that == page.today:
        return _("today")
    if that == page.today - timedelta(days=1):
        return _("yesterday")
    return day(page, moment)


def promise(page: Page, open_promise: Promise) -> dict[str, Any]:
    """An open promise as a banner says it."""
    event = open_promise.event
    due = open_promise.due
    return {
        "seq": event.seq,
        "text": event.text or page.touchpoint_name(event.touchpoint) or title(event),
        "what": note(event),
        "due": date_format(due, "l j M" if is_whole_day(due) else "l j M, H:i"),
        "overdue": open_promise.overdue,
        "made": ago(page, event.at),
        "by": str(event.attributes.get("by", "")),
        "by_hand": bool(event.attributes.get("due")),
    }


def identifier_name(kind: str) -> str:
    """What an identifier is called."""
    known = {
        "email": _("E-mail"),
        "phone": _("Phone"),
        "crm": _("Customer number"),
        "cookie": _("Browser"),
    }
    return known.get(kind, in_words(kind).capitalize())


def language_name(code: str) -> str:
    """German for `de`; a code that is no language stays as it is."""
    try:
        return str(get_language_info(code)["name_translated"]) if code else ""
    except KeyError:
        return code
