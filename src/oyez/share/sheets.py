"""The account matrix as a table to take along: names only where the viewer may know them, else letters."""

from django.utils.translation import gettext as _

from oyez.company.core.scope import Viewer
from oyez.kit.charts import numerals
from oyez.kit.sheets.sheet import Column, Drawn, Kind, Note, Part, Row, Sheet
from oyez.measure.core.matrix.placing import Placed
from oyez.measure.sheets.notes import address, footnote, where_from
from oyez.share.pictures import NAMES, Picture, coverage, flags, name_of, picture
from oyez.share.queries.matrix import Matrix


def matrix_sheet(viewer: Viewer, present: Matrix) -> Sheet:
    """Every account in its place; without names in `present` it has letters only."""
    shown = picture(viewer, present, [])
    cut = numerals.short_money(present.cuts.revenue, present.currency)
    heard = _("%(accounts)s of %(of)s accounts answered in twelve months, %(share)s of what was billed") % {
        "accounts": numerals.number(present.heard.accounts),
        "of": numerals.number(present.heard.of),
        "share": numerals.percent(present.heard.share),
    }
    return Sheet(
        name="oyez-accounts" if present.rows else "oyez-accounts-letters",
        title=_("Accounts by revenue and satisfaction"),
        sentence=_sentence(shown, heard),
        columns=_columns(present),
        rows=_rows(present),
        footnote=footnote(
            heard,
            _("large from %(money)s, satisfied from %(points)s points")
            % {"money": cut, "points": numerals.number(present.cuts.satisfaction)},
        ),
        notes=(
            Note(_("Accounts heard"), heard),
            Note(
                _("Satisfaction"),
                _(
                    "Each contact's latest answer about the relationship counts, on 0 to 100: decision-makers three"
                    " times, influencers twice, and half as much for every 180 days of age. Accounts with few"
                    " answers lean on the mean of all. Intervals of 95%."
                ),
            ),
            Note(_("Revenue"), _("What was billed in the last twelve months, in %(currency)s.") % {
                "currency": present.currency,
            }),
            Note(_("Letters"), _("Letters only identify; they change when accounts come or go.")),
            *where_from(viewer, address("share:accounts", _asked(present))),
        ),
        drawn=Drawn((Part(shown.drawing),), shown.keys) if shown.drawing else None,
    )  # fmt: skip


def _sentence(shown: Picture, heard: str) -> str:
    first = "; ".join(shown.first)
    return _("Look at first: %(first)s.") % {"first": first} if first else f"{heard}."


def _asked(present: Matrix) -> dict[str, str]:
    return {"groups": "1" if present.rolled_up else "", "letters": "" if present.rows else "1"}


def _columns(present: Matrix) -> tuple[Column, ...]:
    named = (Column(name="key", label=_("Key")), Column(name="account", label=_("Account")))
    return (
        Column(name="letter", label=_("Letter")),
        *(named if present.rows else ()),
        Column(name="billed", label=_("Billed in 12 months"), kind=Kind.MONEY, unit=present.currency),
        Column(name="satisfaction", label=_("Satisfaction"), kind=Kind.NUMBER, unit=_("0 to 100")),
        Column(name="lower", label=_("95% interval, lower"), kind=Kind.NUMBER),
        Column(name="upper", label=_("95% interval, upper"), kind=Kind.NUMBER),
        Column(name="n", label=_("n"), kind=Kind.WHOLE),
        Column(name="stands_at", label=_("Stands at")),
        Column(name="to_know", label=_("To know")),
        *((Column(name="renewal", label=_("Renewal"), kind=Kind.DATE),) if present.rows else ()),
        Column(name="who_answered", label=_("Who answered in 12 months")),
    )


def _rows(present: Matrix) -> tuple[Row, ...]:
    letters = present.letters()
    return tuple(_row(present, account, letters[account.key]) for account in present.placed)


def _row(present: Matrix, account: Placed, letter: str) -> Row:
    known = present.rows.get(account.key)
    named = (account.key, name_of(present, account.key)) if present.rows else ()
    bounds = (None if value is None else round(value, 4) for value in (account.mean, account.lo, account.hi))
    return (
        letter,
        *named,
        round(account.revenue, 2),
        *bounds,
        account.score.n if account.score else 0,
        str(NAMES[account.quadrant]),
        ", ".join(flags(account)),
        *((known.renewal if known else None,) if present.rows else ()),
        coverage(account),
    )
