"""What the matrix means for revenue, in words and tables: drifts, what may be lost, growth, movement, recovery."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from oyez.kit.charts import numerals
from oyez.kit.charts.figure import Figure
from oyez.kit.charts.strip import Strip
from oyez.kit.charts.table import Cell, Column, Table
from oyez.measure.core.matrix.drift import Sign
from oyez.measure.core.matrix.movement import Movement, Test
from oyez.measure.core.matrix.placing import Placed, Quadrant
from oyez.measure.core.matrix.regression import Recovery
from oyez.measure.core.matrix.risk import AtRisk
from oyez.share.models import NextStep
from oyez.share.pictures import NAMES, name_of
from oyez.share.queries.matrix import Matrix
from oyez.share.queries.outlook import Drifting, Drifts

SHOWN = 8
MOST_MOVES = 12


@dataclass(frozen=True)
class Line:
    """One account in a list: its letter and name, where it leads, and what is said of it."""

    name: str
    url: str
    said: str
    mark: str = ""


def called(present: Matrix, letter: dict[str, str], key: str) -> tuple[str, str]:
    """`B · Nord` with its address for those who may know it, else the letter alone."""
    name = name_of(present, key)
    mark = letter.get(key, "")
    if not name:
        return mark or "–", ""
    return f"{mark} · {name}" if mark else name, reverse("share:account", args=[key])


def drift_lines(present: Matrix, found: Drifts) -> list[Line]:
    """The accounts on their way out that renew first, with how long it has been seen and what is left."""
    letter = present.letters()
    return [Line(*called(present, letter, one.key), _drift_said(one)) for one in found.now[:SHOWN]]


def drifts_said(found: Drifts) -> dict[str, str]:
    """What is said of each account on its way out."""
    return {one.key: _drift_said(one) for one in found.now}


def _drift_said(one: Drifting) -> str:
    said = [
        _("buys %(share)s less than a year before") % {"share": numerals.percent(-one.found.change)},
        *(words for sign, words in _signs() if sign in one.found.signs),
        _("seen since %(day)s") % {"day": _day(one.found.since)},
    ]
    if one.renewal and one.weeks_of_warning is not None:
        about = {"day": _day(one.renewal), "weeks": one.weeks_of_warning}
        said.append(_("%(weeks)d weeks before it renews on %(day)s") % about)
    return ", ".join(said)


def _signs() -> tuple[tuple[Sign, str], ...]:
    return (
        (Sign.SILENT, _("nobody who decides has answered for a year")),
        (Sign.LOW, _("surely dissatisfied")),
    )


def drift_record(found: Drifts) -> str:
    """How the sign did in twelve months, false alarms first."""
    return ngettext(
        "In twelve months this was seen at %(raised)d account: now %(now)d, lost %(lost)d, false alarms %(false)d.",
        "In twelve months this was seen at %(raised)d accounts: now %(now)d, lost %(lost)d, false alarms %(false)d.",
        found.raised,
    ) % {
        "raised": found.raised,
        "now": len(found.now),
        "lost": found.lost,
        "false": found.false_alarms,
    }


def risk_figure(found: AtRisk, total: float, currency: str) -> Figure:
    """The expected loss; the tick is what is usually lost in a year."""
    lo, hi = numerals.short_money(found.lo, currency), numerals.short_money(found.hi, currency)
    return Figure(
        name=_("Expected loss if history repeats"),
        value=numerals.short_money(found.expected, currency),
        unit=_("of %(money)s billed") % {"money": numerals.short_money(total, currency)},
        range=_("95%% interval %(between)s") % {"between": numerals.between(lo, hi)},
        count=_("n %(count)s accounts") % {"count": numerals.number(found.n)},
        strip=Strip(
            value=found.expected,
            low=0,
            high=max(found.hi * 1.2, found.usual * 1.2, 1.0),
            lo=found.lo,
            hi=found.hi,
            reference=found.usual,
        ),
    )


def risk_said(present: Matrix, found: AtRisk) -> list[str]:
    """What is beyond the usual, and whose names make up most of it."""
    letter = present.letters()
    money = present.currency
    names = ", ".join(called(present, letter, present.placed[at].key)[0] for at in found.largest)
    share = sum(present.placed[at].revenue for at in found.largest) / max(
        1.0, sum(one.revenue for one in present.placed)
    )
    return [
        _("%(more)s beyond the usual yearly loss of %(usual)s.")
        % {
            "more": numerals.short_money(found.incremental, money),
            "usual": numerals.short_money(found.usual, money),
        },
        _("%(names)s weigh most; they are billed %(share)s of the whole, hence the wide interval.")
        % {"names": names, "share": numerals.percent(share)},
        _("This is what is lost if history repeats, not what you would save."),
    ]


def renewal_lines(present: Matrix, soon: Sequence[tuple[Placed, date]]) -> list[Line]:
    """Who renews soon, at risk or silent first in words."""
    letter = present.letters()
    return [
        Line(
            *called(present, letter, account.key),
            f"{_day(day)} · {numerals.short_money(account.revenue, present.currency)}",
            str(NAMES[account.quadrant]),
        )
        for account, day in soon[:SHOWN]
    ]


def growth_table(present: Matrix, found: Sequence[Placed], steps: Mapping[str, NextStep]) -> Table:
    """Who could buy more, what is done next, and what came of it."""
    letter = present.letters()
    columns = (
        Column(name=_("Account")),
        Column(name=_("Billed in 12 months"), numeric=True, short=_("Billed")),
        Column(name=_("Satisfaction"), numeric=True),
        Column(name=_("Next step"), full=True),
        Column(name=_("What came of it")),
    )
    rows = []
    for account in found[:SHOWN]:
        name, url = called(present, letter, account.key)
        step = steps.get(account.key)
        rows.append(
            (
                Cell(words=name, url=url),
                numerals.money(account.revenue, present.currency),
                _points(account),
                _step(step),
                str(step.get_outcome_display()) if step else "–",
            )
        )
    return Table(columns=columns, rows=tuple(rows), caption=_("Growth opportunities"))


def growth_lines(present: Matrix, found: Sequence[Placed], steps: Mapping[str, NextStep]) -> list[Line]:
    """The same in a line each."""
    letter = present.letters()
    lines = []
    for account in found:
        step = steps.get(account.key)
        planned = step.text if step else _("no next step yet")
        said = f"{numerals.short_money(account.revenue, present.currency)} · {planned}"
        lines.append(Line(*called(present, letter, account.key), said))
    return lines


def _points(account: Placed) -> Cell:
    if account.mean is None or account.lo is None or account.hi is None:
        return Cell(words="–")
    between = numerals.between(numerals.number(account.lo), numerals.number(account.hi))
    return Cell(words=numerals.number(account.mean), below=between)


def _step(step: NextStep | None) -> Cell:
    if step is None:
        return Cell(words=_("nobody has planned one"))
    below = f"{step.by} · {_day(step.due)}" if step.due else step.by
    return Cell(words=step.text, below=below)


def growth_said(present: Matrix, found: Sequence[Placed], steps: Mapping[str, NextStep]) -> str:
    """How many, how much they are billed, and what came of the steps so far."""
    won = [step for step in steps.values() if step.outcome == NextStep.Outcome.WON]
    said = ngettext(
        "%(count)d satisfied account buys little: %(money)s in twelve months, %(planned)d with a next step.",
        "%(count)d satisfied accounts buy little: %(money)s in twelve months, %(planned)d with a next step.",
        len(found),
    ) % {
        "count": len(found),
        "money": numerals.short_money(sum(one.revenue for one in found), present.currency),
        "planned": len(steps),
    }
    if won:
        worth = sum(float(step.worth or 0) for step in won)
        said += " " + ngettext(
            "%(count)d buys more, worth %(money)s a year.", "%(count)d buy more, worth %(money)s a year.", len(won)
        ) % {"count": len(won), "money": numerals.short_money(worth, present.currency)}  # fmt: skip
    return said


def movement_table(found: Movement) -> Table:
    """Where accounts stood a year ago, and where those stand now."""
    names = [str(NAMES[Quadrant(name)]) for name in found.names]
    columns = (Column(name=_("A year ago")), *(Column(name=name, numeric=True) for name in names))
    rows = tuple(
        (name, *(numerals.number(count) for count in counts))
        for name, counts in zip(names, found.table, strict=True)
    )
    return Table(columns=columns, rows=rows, caption=_("Movement within a year"))


def movement_said(found: Movement) -> list[str]:
    """Whether more moved one way than chance moves them; too few moves are only named."""
    said = [
        _(
            "%(n)d accounts answered both times; %(moves)d stand elsewhere. %(entered)d are new on the map,"
            " %(left)d left or fell silent."
        )
        % {
            "n": found.n,
            "moves": len(found.moves),
            "entered": len(found.entered),
            "left": len(found.left),
        }
    ]
    if found.pattern is None:
        said.append(_("Fewer than ten moved: their names say all there is, and no test is made."))
        return said
    said.append(_tested(_("the pattern of moves"), found.pattern, "Bowker"))
    if found.sizes is not None:
        said.append(_tested(_("the sizes of the quadrants"), found.sizes, "Stuart–Maxwell"))
    return said


def _tested(what: str, test: Test, method: str) -> str:
    about = {"what": what, "p": numerals.number(max(test.p, 0.001), 3), "method": method, "df": test.df}
    if test.p < 0.05:
        return _("That %(what)s changed is more than chance (%(method)s, %(df)d df, p %(p)s).") % about
    return _("Chance alone would change %(what)s as much (%(method)s, %(df)d df, p %(p)s).") % about


def move_lines(present: Matrix, found: Movement) -> list[Line]:
    """Each move by name, those to At-Risk first."""
    letter = present.letters()
    worst = {Quadrant.AT_RISK.value: 0, Quadrant.DANGLING.value: 1}
    moves = sorted(found.moves, key=lambda move: worst.get(move.after, 2))
    return [
        Line(
            *called(present, letter, move.key),
            _("from %(before)s to %(after)s")
            % {"before": NAMES[Quadrant(move.before)], "after": NAMES[Quadrant(move.after)]},
        )
        for move in moves[:MOST_MOVES]
    ]


def recovery_said(found: Recovery) -> str:
    """What the dissatisfied gained, and how much of it they would have gained by themselves."""
    verdict = (
        _("That is more than chance.") if found.lo > 0
        else _("That is less than chance.") if found.hi < 0
        else _("Whether anything helped them cannot be told.")
    )  # fmt: skip
    said = _(
        "%(n)d accounts stood below the cut a year ago at %(before)s and stand at %(after)s now: %(gain)s points. Low"
        " scores move by themselves: %(itself)s points would have come anyway (correlation of waves %(r)s). Beyond"
        " that %(beyond)s (95%% interval %(between)s)."
    ) % {
        "n": found.n,
        "before": numerals.number(found.before),
        "after": numerals.number(found.after),
        "gain": numerals.signed(found.gain),
        "itself": numerals.signed(found.by_itself),
        "r": numerals.number(found.correlation, 2),
        "beyond": numerals.signed(found.beyond),
        "between": numerals.between(numerals.signed(found.lo), numerals.signed(found.hi)),
    }
    return f"{said} {verdict}"


def _day(day: date) -> str:
    said: Any = date_format(day, "j M Y")
    return str(said)
