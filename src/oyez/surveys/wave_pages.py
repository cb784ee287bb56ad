"""What the pages of waves show: words, figures and tables made of what `fieldwork` and `readout` give out."""

import hashlib
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.company.queries import the_company
from oyez.contact.core.moments import next_moment
from oyez.contact.rules import standing, week
from oyez.kit.charts import columns, numerals
from oyez.kit.charts.figure import Figure
from oyez.kit.charts.table import Cell, Column, Table
from oyez.kit.clock import now as moment
from oyez.measure.figures import figure
from oyez.measure.wording import flag
from oyez.surveys import fieldwork_words, nonresponse, quotas, readout
from oyez.surveys.changes.sending import within_hours
from oyez.surveys.core.response.fates import Fate
from oyez.surveys.core.response.frame import Margin
from oyez.surveys.fieldwork import Fieldwork, asked_of, coming_in, held_back
from oyez.surveys.fieldwork_words import by_size, group, reason
from oyez.surveys.foreseeing import Foreseen
from oyez.surveys.models import Wave
from oyez.surveys.naming import language

CHANCE = 0.05
SHOWN = ("RR2", "RR1", "RR6")


def line(row: Wave, found: Fieldwork) -> dict[str, Any]:
    """A wave in the list."""
    rates = found.rates
    return {
        "row": row,
        "state": fieldwork_words.STATES[row.state],
        "found": found,
        "rate": numerals.percent(rates["RR2"], found.sent) if rates else "",
    }


def foreseen(wave: Wave, found: Foreseen) -> dict[str, Any]:
    """The dry run: its sentence, the reasons, who is asked in which language, how long the mails take."""
    counts = {code: n for code, n in found.decisions.counts().items() if code != "send"}
    known = set(asked_of(wave).languages)
    return {
        "wave": wave,
        "foreseen": found,
        "sentence": fieldwork_words.foreseen(found.decisions),
        "reasons": [_reason_row(code, n, found.persons) for code, n in by_size(counts)],
        "languages_asked": [
            (language(tag) if tag else _("not known"), n, bool(tag) and tag.partition("-")[0] not in known)
            for tag, n in found.languages.items()
        ],
        "pace": pace(found.minutes),
        "long_texts": [(language(tag), n) for tag, n in found.parts.items() if n > 1],
    }


def _reason_row(code: str, n: int, total: int) -> dict[str, Any]:
    said = reason(code)
    return {
        "reason": said[:1].upper() + said[1:],
        "why": fieldwork_words.WHY.get(code, ""),
        "n": n,
        "share": numerals.percent(n / total, total),
    }


def pace(minutes: int) -> str:
    """How long it takes until the last mail has left."""
    if minutes <= 1:
        return _("All mails leave within a minute.")
    if minutes < 120:
        return _("The last mail leaves after about %(minutes)s minutes.") % {"minutes": minutes}
    return _("The last mail leaves after about %(hours)s hours.") % {"hours": round(minutes / 60)}


def now(viewer: Viewer, row: Wave, found: Fieldwork) -> dict[str, Any]:
    """What keeps changing while a wave runs."""
    hours = coming_in(viewer, row)
    said = readout.readout(viewer, row) if found.answered else None
    score = figure(said.answer.metric, said.answer.total) if said is not None else None
    to_send = max(found.to_send, 1)
    state = fieldwork_words.STATES[row.state]
    mark = repr(
        (row.state, row.why, sorted(found.counts.items()), found.reminded, [h.answers for h in hours], score)
    )
    return {
        "wave": row,
        "wave_state": state,
        "found": found,
        "share_sent": found.sent / to_send,
        "sending": _sending(row, found),
        "figures": _figures(row, found),
        "cells": _cells(found),
        "score": score,
        "total": said.answer.total if said is not None else None,
        "is_early": bool(said and said.is_early),
        "by_month": bool(said and said.by_month),
        "score_flags": [flag(one) for one in said.answer.total.flags] if said and said.answer.total else [],
        "hours": _hours(hours) if any(one.answers for one in hours) else None,
        "is_moving": row.state
        in (Wave.State.PLANNED, Wave.State.SENDING, Wave.State.OPEN, Wave.State.PAUSED),
        "mark": hashlib.sha256(mark.encode()).hexdigest()[:16],
    }


def _sending(row: Wave, found: Fieldwork) -> str:
    """Why it stands where it stands."""
    waiting = found.of(Fate.WAITING)
    words = {
        "waiting": numerals.number(waiting),
        "pace": numerals.number(row.per_minute),
        "opens": date_format(row.opens_at, "j M Y H:i"),
        "why": row.why,
    }
    match row.state:
        case Wave.State.PLANNED if row.opens_at > moment():
            return _("It opens on %(opens)s; nothing leaves before.") % words
        case Wave.State.PLANNED:
            return _("It opens now: the rules decide on everybody first.")
        case Wave.State.PAUSED:
            return _("It stands still: %(why)s.") % words
        case Wave.State.SENDING if row.survey.state != "live":
            return _("It stands still, since the survey itself is not live.")
        case Wave.State.SENDING if not (row.any_hour or within_hours()):
            opens = next_moment(moment(), week(standing())).astimezone(ZoneInfo(the_company().time_zone))
            words["next"] = date_format(opens, "j M Y H:i")
            return _("%(waiting)s wait for working hours: the next mail leaves on %(next)s.") % words
        case Wave.State.SENDING:
            return _("%(waiting)s wait; at most %(pace)s a minute leave for one domain.") % words
        case Wave.State.OPEN:
            return _("All mails have left.")
    return _("Fieldwork is over; whoever comes now is thanked and not asked.")


def _figures(row: Wave, found: Fieldwork) -> list[Figure]:
    """The response rates; before the first mail there are none."""
    rates = found.rates
    if rates is None:
        return []
    names = {
        "RR2": _("Response rate (RR2)"),
        "RR1": _("To the last page (RR1)"),
        "RR6": _("Of those known to be reached (RR6)"),
    }
    explained = {
        "RR2": _("complete and partial answers, of all whom a mail was sent"),
        "RR1": _("complete answers alone, of all whom a mail was sent"),
        "RR6": _("the highest it can be: as if none of the silent had ever seen the mail"),
    }
    kept = [name for name in SHOWN if name in rates]
    if asked_of(row).mode == "anonymous":
        kept = [name for name in kept if name != "RR1"]
    return [
        Figure(
            name=names[name],
            value=numerals.percent(rates[name], found.sent),
            range=explained[name],
        )
        for name in kept
    ]


def _cells(found: Fieldwork) -> list[tuple[str, str, str]]:
    """What else became of the mails: a name, a number, a few words."""
    rows = (
        (Fate.COMPLETE, _("Complete"), _("to the last page, or finished earlier on purpose")),
        (Fate.PARTIAL, _("Partial"), _("some answers; they count")),
        (Fate.OPENED, _("Opened only"), _("came and answered nothing")),
        (Fate.SILENT, _("No answer"), _("nothing came back so far")),
        (Fate.BOUNCED, _("Bounced"), _("the mail came back")),
        (Fate.OPTED_OUT, _("Opted out"), _("nobody asks them again")),
        (Fate.COMPLAINED, _("Complained"), _("marked the mail as spam")),
        (Fate.NOT_ME, _("Somebody else"), _("the mail reached the wrong person")),
        (Fate.OVER_QUOTA, _("Over quota"), _("came when enough had answered")),
        (Fate.HELD, _("Held at last"), _("stopped between planning and sending")),
    )
    found_cells = [
        (name, numerals.number(found.of(fate)), words)
        for fate, name, words in rows
        if found.of(fate)
        or fate in (Fate.COMPLETE, Fate.PARTIAL, Fate.SILENT, Fate.BOUNCED, Fate.OPTED_OUT, Fate.COMPLAINED)
    ]
    if found.reminded:
        found_cells.append((_("Reminded"), numerals.number(found.reminded), _("once, by the rules")))
    return found_cells


def _hours(hours: list[Any]) -> Any:
    points = [
        columns.Point(
            name=date_format(one.at, "H") if one.at.hour % 6 == 0 else "",
            share=float(one.answers),
            words=f"{date_format(one.at, 'H:i')}: {numerals.number(one.answers)}",
        )
        for one in hours
    ]
    return columns.draw(points, _("Answers begun in each of the last 24 hours"))


def looked_into(viewer: Viewer, row: Wave, found: Fieldwork) -> dict[str, Any]:
    """What a closer look shows: who answered, early and late, prepared or not, quotas, who was held back."""
    rates = found.rates
    margins = nonresponse.margins(viewer, row) if found.sent else []
    context: dict[str, Any] = {
        "margins": [_margin(one) for one in margins],
        "lately": _lately(viewer, row, rates["RR2"]) if rates and found.answered else None,
        "prepared": _prepared(viewer, row) if found.answered else None,
        "quotas": _quotas(row) if viewer.scope.is_everything() else [],
    }
    if viewer.may(Can.PROGRAMME):
        counts = held_back(viewer, row)
        total = found.invited + sum(counts.values())
        context |= {
            "held_sentence": fieldwork_words.held(counts, total) if total else "",
            "held_rows": [_reason_row(code, n, total) for code, n in by_size(counts)],
        }
    return context


def _margin(one: Margin) -> dict[str, Any]:
    rows = tuple(
        (
            Cell(words=group(one.variable, name)),
            numerals.number(some.invited),
            numerals.number(some.answered),
            numerals.percent(some.answered / some.invited, int(some.invited)),
        )
        for name, some in one.groups.items()
    )
    name = str(fieldwork_words.VARIABLES[one.variable])
    table = Table(
        columns=(
            Column(name=name),
            Column(name=_("Asked"), numeric=True),
            Column(name=_("Answered"), numeric=True),
            Column(name=_("Rate"), numeric=True),
        ),
        rows=rows,
        caption=_("Response by %(variable)s") % {"variable": name.lower()},
    )
    like = one.likeness
    is_low = like is not None and like.is_low
    is_shown = like is not None and like.p < CHANCE
    return {
        "name": name,
        "table": table,
        "likeness": like,
        "words": _alike(one),
        "is_unlike": is_low and is_shown,
        "may_be_chance": is_low and not is_shown,
    }


def _alike(one: Margin) -> str:
    like = one.likeness
    if like is None:
        return ""
    words = {
        "chi2": numerals.number(like.chi2, 1),
        "df": len(one.groups) - 1,
        "p": "< 0.001" if like.p < 0.001 else f"= {numerals.number(like.p, 3)}",
        "r": numerals.number(like.r, 2),
        "cv": numerals.number(like.cv, 2),
    }
    return _("χ² = %(chi2)s (%(df)s df), p %(p)s; R-indicator %(r)s, CV %(cv)s.") % words


def _lately(viewer: Viewer, row: Wave, rate: float) -> dict[str, Any] | None:
    found = readout.early_and_late(viewer, row, rate)
    if found is None:
        return None
    day, both = found
    card = readout.card_of(row)
    words = {
        "day": date_format(day, "j F"),
        "early": readout.written(card, both.early.value, both.early.n),
        "late": readout.written(card, both.late.value, both.late.n),
        "n_early": numerals.number(both.early.n),
        "n_late": numerals.number(both.late.n),
        "change": readout.changed(card, both.change.value),
        "lo": readout.changed(card, both.change.lo),
        "hi": readout.changed(card, both.change.hi),
        "bound": readout.changed(card, both.bound),
    }
    said = [
        _("Before %(day)s: %(early)s (n %(n_early)s). From then on: %(late)s (n %(n_late)s).") % words,
        _("Difference %(change)s (%(lo)s to %(hi)s).") % words,
        _("If all who stayed silent think like those who came late, the score is off by %(bound)s.") % words,
    ]
    return {"sentences": said, "is_apart": both.change.leaves_out_zero()}


def _prepared(viewer: Viewer, row: Wave) -> list[Figure]:
    found = readout.prepared(viewer, row)
    if found is None:
        return []
    answer, points = found
    names = {"true": _("Prepared by their account manager"), "false": _("Not prepared")}
    return [figure(answer.metric, points[key].result, name=names[key]) for key in names if key in points]


def _quotas(row: Wave) -> list[dict[str, Any]]:
    definition = asked_of(row)
    if not definition.quotas:
        return []
    counts = quotas.filled(row.survey.key, definition)
    return [
        {
            "name": one.name,
            "words": ngettext(
                "%(n)s of %(most)s answer", "%(n)s of %(most)s answers", one.most
            ) % {"n": numerals.number(counts[one.name]), "most": numerals.number(one.most)},
            "share": min(1.0, counts[one.name] / one.most) if one.most else 1.0,
            "is_full": counts[one.name] >= one.most,
        }
        for one in definition.quotas
    ]  # fmt: skip
