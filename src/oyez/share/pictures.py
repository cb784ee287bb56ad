"""The account matrix as it is shown: the drawing, its table, and what to look at first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oyez.company.core.scope import Viewer
from oyez.kit.charts import matrix as chart
from oyez.kit.charts import numerals
from oyez.kit.charts.drawing import Svg
from oyez.kit.charts.table import Cell, Column, Row, Table
from oyez.measure.core.matrix.placing import FEWEST_ACCOUNTS, Look, Placed, Quadrant
from oyez.share.queries.matrix import Matrix

NAMES: dict[Quadrant | None, Any] = {
    Quadrant.MODEL: gettext_lazy("Model"),
    Quadrant.GROWTH: gettext_lazy("Growth"),
    Quadrant.AT_RISK: gettext_lazy("At-Risk"),
    Quadrant.DANGLING: gettext_lazy("Dangling"),
    None: gettext_lazy("No answer"),
}
MEANINGS: tuple[tuple[Any, Any], ...] = (
    (gettext_lazy("Model"), gettext_lazy("Large and satisfied: learn from them, and do not take them for granted.")),
    (gettext_lazy("Growth"), gettext_lazy("Satisfied and small: they may buy more if somebody asks them.")),
    (gettext_lazy("At-Risk"), gettext_lazy("Large and dissatisfied: what they say is the most urgent work there is.")),
    (gettext_lazy("Dangling"), gettext_lazy("Small and dissatisfied: mend what many of them share.")),
)  # fmt: skip
ROLES: dict[str, Any] = {
    "decision_maker": gettext_lazy("decides"),
    "influencer": gettext_lazy("influences"),
    "user": gettext_lazy("uses"),
    "purchasing_agent": gettext_lazy("purchases"),
}
COVERAGE: dict[str, Any] = {
    "decision_maker": gettext_lazy("decision-makers %(answered)s of %(all)s"),
    "influencer": gettext_lazy("influencers %(answered)s of %(all)s"),
    "user": gettext_lazy("users %(answered)s of %(all)s"),
    "purchasing_agent": gettext_lazy("purchasing agents %(answered)s of %(all)s"),
}


@dataclass(frozen=True)
class Picture:
    """The matrix in words and lines; without enough accounts only its table."""

    drawing: Svg | None
    table: Table
    drawn: int
    of: int
    first: tuple[str, ...]
    keys: str
    few: bool


def picture(
    viewer: Viewer,
    present: Matrix,
    shown: Sequence[Placed] | None = None,
    said: Mapping[str, str] = MappingProxyType({}),
) -> Picture:
    """The matrix for one viewer, with these accounts in its table: names only where `present` holds them.

    `said` of some accounts stands below where they stand.
    """
    letter = present.letters()
    drawn = present.drawn()
    few = len(present.placed) < FEWEST_ACCOUNTS
    return Picture(
        drawing=None if few or not drawn else _drawing(present, drawn, letter),
        table=table(present, shown if shown is not None else drawn, letter, said),
        drawn=len(drawn),
        of=len(present.placed),
        first=tuple(_first(present, letter)),
        keys=_(
            "certain=Side certain, risk=At risk and certain, undecided=Side undecided, silent=Silent for a year"
        ),
        few=few,
    )


def _drawing(present: Matrix, drawn: list[Placed], letter: dict[str, str]) -> Svg:
    return chart.for_screen(
        chart.Matrix(
            title=_("Accounts by revenue and satisfaction"),
            description=_("%(drawn)s accounts; the table holds all figures.") % {"drawn": len(drawn)},
            accounts=tuple(_bubble(present, account, letter[account.key]) for account in drawn),
            cut_satisfaction=present.cuts.satisfaction,
            cut_revenue=present.cuts.revenue,
            money=_money(present, drawn),
            words=chart.Words(
                model=str(NAMES[Quadrant.MODEL]),
                growth=str(NAMES[Quadrant.GROWTH]),
                at_risk=str(NAMES[Quadrant.AT_RISK]),
                dangling=str(NAMES[Quadrant.DANGLING]),
                none=_("No answer"),
                none_short=_("None"),
                across=_("Satisfaction, 0 to 100"),
            ),
        )
    )


def _bubble(present: Matrix, account: Placed, letter: str) -> chart.Account:
    name = name_of(present, account.key)
    return chart.Account(
        letter=letter,
        name=name or letter,
        revenue=account.revenue,
        satisfaction=account.mean,
        lo=account.lo,
        hi=account.hi,
        certain=account.look is Look.FILLED,
        size=account.revenue,
        tip=_tip(present, account, letter, name),
    )


def _tip(present: Matrix, account: Placed, letter: str, name: str) -> str:
    said = numerals.short_money(account.revenue, present.currency)
    if account.mean is not None and account.lo is not None and account.hi is not None:
        between = numerals.between(numerals.number(account.lo), numerals.number(account.hi))
        said = f"{said} · {numerals.number(account.mean)} ({between})"
    return f"{letter} {name}: {said}" if name else f"{letter}: {said}"


def _money(present: Matrix, drawn: list[Placed]) -> tuple[tuple[float, str], ...]:
    """Powers of ten worth a line, and the cut."""
    low = min([account.revenue for account in drawn] + [present.cuts.revenue])
    high = max([account.revenue for account in drawn] + [present.cuts.revenue])
    steps = [10.0**power for power in range(13)]
    lines = {step for step in steps if low / 1.4 < step < high * 1.4}
    near = {step for step in lines if 0.6 < step / present.cuts.revenue < 1.7}
    values = sorted((lines - near) | {present.cuts.revenue})
    return tuple((value, numerals.short_money(value, present.currency)) for value in values)


def name_of(present: Matrix, key: str) -> str:
    """An account's name, for those who may know it."""
    row = present.rows.get(key)
    return row.name if row else ""


def _first(present: Matrix, letter: dict[str, str]) -> list[str]:
    """Silence before dissatisfaction, and what a mean hides."""
    large = [account for account in present.placed if account.revenue >= present.cuts.revenue]
    told = []
    for account in [one for one in large if one.look is Look.HOLLOW][:2]:
        told.append(
            _("%(letter)s was billed %(money)s and has told you nothing for a year")
            % {
                "letter": letter[account.key],
                "money": numerals.short_money(account.revenue, present.currency),
            }
        )
    for account in [one for one in large if one.large_and_low and one.look is Look.FILLED][:2]:
        row = present.rows.get(account.key)
        about = {"letter": letter[account.key]}
        if row and row.renewal:
            about["day"] = date_format(row.renewal, "j M Y")
            told.append(_("%(letter)s is at risk and renews on %(day)s") % about)
        else:
            told.append(_("%(letter)s is at risk") % about)
    for account in [one for one in large if one.split and one.score][:1]:
        assert account.score is not None
        told.append(
            _("in %(letter)s the contacts lie %(spread)s points apart")
            % {"letter": letter[account.key], "spread": numerals.number(account.score.spread)}
        )
    return told


def table(present: Matrix, shown: Sequence[Placed], letter: dict[str, str], said: Mapping[str, str]) -> Table:
    """Accounts with score, interval, who answered and revenue."""
    columns = (
        Column(name=_("Account")),
        Column(name=_("Billed in 12 months"), numeric=True, short=_("Billed")),
        Column(name=_("Satisfaction"), numeric=True),
        Column(name=_("Stands at")),
        Column(name=_("Renewal")),
        Column(name=_("Who answered in 12 months"), full=True),
    )
    rows = tuple(_line(present, account, letter[account.key], said.get(account.key, "")) for account in shown)
    return Table(columns=columns, rows=rows, caption=_("Accounts by revenue and satisfaction"))


def _line(present: Matrix, account: Placed, letter: str, said: str) -> Row:
    name = name_of(present, account.key)
    url = reverse("share:account", args=[account.key]) if name else ""
    return (
        Cell(words=f"{letter} · {name}" if name else letter, url=url),
        Cell(words=numerals.money(account.revenue, present.currency), below=_unconverted(present, account)),
        _satisfaction(account),
        Cell(words=str(NAMES[account.quadrant]), below=", ".join(filter(None, [*flags(account), said]))),
        _renewal(present, account.key),
        Cell(words=coverage(account)),
    )


def _renewal(present: Matrix, key: str) -> str:
    row = present.rows.get(key)
    return str(date_format(row.renewal, "j M Y")) if row and row.renewal else "–"


def _unconverted(present: Matrix, account: Placed) -> str:
    left = present.unconverted.get(account.key, {})
    return ", ".join(
        _("and %(money)s without a rate") % {"money": numerals.money(amount, currency)}
        for currency, amount in left.items()
    )


def _satisfaction(account: Placed) -> Cell:
    if account.mean is None or account.lo is None or account.hi is None or account.score is None:
        return Cell(words="–")
    between = numerals.between(numerals.number(account.lo), numerals.number(account.hi))
    return Cell(words=numerals.number(account.mean), below=f"{between} · n {account.score.n}")


def flags(account: Placed) -> list[str]:
    """What the position hides."""
    found = []
    if account.look is Look.HATCHED:
        found.append(_("side undecided"))
    if account.held:
        found.append(_("within the band below the cut"))
    if account.split:
        found.append(_("split"))
    if account.blind and account.look is not Look.HOLLOW:
        found.append(_("decision-makers silent"))
    return found


def coverage(account: Placed) -> str:
    """Who of each role answered in twelve months: `decision-makers 1 of 2, users 3 of 4`."""
    said = [
        str(words) % {"answered": account.answered.get(role, 0), "all": count}
        for role, words in COVERAGE.items()
        if (count := max(account.contacts.get(role, 0), account.answered.get(role, 0)))
    ]
    return ", ".join(said) or _("no contacts known")
