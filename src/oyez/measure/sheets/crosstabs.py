"""A banner table as a table to take along: one row a cell, with its column, share, interval and letters."""

from django.utils.text import slugify
from django.utils.translation import gettext as _

from oyez.company.core.scope import Viewer
from oyez.company.queries import the_company
from oyez.kit.charts import numerals
from oyez.kit.sheets.sheet import Cell, Drawn, Hidden, Kind, Note, Part, Row, Sheet
from oyez.kit.sheets.sheet import Column as Field
from oyez.measure.core.crosstab.table import Column, Crosstab
from oyez.measure.core.result import Flag
from oyez.measure.crosstabs import pictures, words
from oyez.measure.crosstabs.records import MEAN
from oyez.measure.sheets.notes import address, footnote, period_said, where_from

WHY: dict[Flag | None, Hidden] = {Flag.DOMINATED: Hidden.DOMINATED, Flag.REMAINDER: Hidden.REMAINDER}


def crosstab_sheet(viewer: Viewer, found: Crosstab) -> Sheet:
    """Everything the page shows; a hidden column has one row that says why."""
    period, only = period_said(found.period), "; ".join(found.where)
    banners = [one.by for one in found.banners]
    drawing = pictures.spread(found)
    return Sheet(
        name=slugify("-".join(["oyez", found.of, *banners])),
        title=_("Answers: %(name)s") % {"name": found.name},
        sentence=words.lead(found),
        columns=_columns(),
        rows=tuple(_rows(found)),
        footnote=footnote(_n_said(found), period, only),
        notes=(
            Note(_("Period"), period),
            Note(_("Only"), only or _("no filter")),
            *(Note(_("To know"), said) for said in map(words.association, found.banners)),
            *(Note(_("To know"), said) for said in words.notes(found)),
            *_how(),
            Note(_("Hidden"), _("Fewer than %(k)d answers are not shown.") % {"k": the_company().k}),
            Note(_("Formulas"), address("measure:formulas")),
            *where_from(viewer, address("measure:crosstab", _asked(found, banners))),
        ),
        drawn=Drawn((Part(drawing),), pictures.legend(found)) if drawing else None,
    )


def _asked(found: Crosstab, banners: list[str]) -> dict[str, object]:
    return {
        "of": found.of,
        "banner": banners,
        "where": list(found.where),
        "since": found.period.since.isoformat() if found.period.since else "",
        "until": found.period.until.isoformat() if found.period.until else "",
    }


def _how() -> tuple[Note, ...]:
    return (
        Note(
            _("Shares"),
            _("Of all in the column who answered, not weighted; 95% intervals by Wilson (1927)."),
        ),
        Note(
            _("Letters"),
            _(
                "Every pair of columns of a banner with 30 answers each: z with the pooled share, Fisher's exact test"
                " where a count below 5 is expected, Welch's t for means. All pairs of a row together hold at 95%"
                " (Holm 1979)."
            ),
        ),
    )


def _columns() -> tuple[Field, ...]:
    return (
        Field(name="banner", label=_("Banner")),
        Field(name="column", label=_("Column")),
        Field(name="letter", label=_("Letter")),
        Field(name="answers", label=_("Answers"), kind=Kind.WHOLE, hideable=True),
        Field(name="row", label=_("Row")),
        Field(name="count", label=_("Count"), kind=Kind.WHOLE, hideable=True),
        Field(name="percent", label=_("Share, or mean"), kind=Kind.NUMBER, hideable=True),
        Field(name="lower", label=_("95% interval, lower"), kind=Kind.NUMBER, hideable=True),
        Field(name="upper", label=_("95% interval, upper"), kind=Kind.NUMBER, hideable=True),
        Field(name="higher_than", label=_("Higher than")),
    )


def _rows(found: Crosstab) -> list[Row]:
    rows = list(_of_column(found, "", found.total))
    for banner in found.banners:
        for column in banner.columns:
            rows += _of_column(found, banner.by, column)
    return rows


def _of_column(found: Crosstab, by: str, column: Column) -> list[Row]:
    head: tuple[Cell, ...] = (by, words.name(column), column.letter)
    if column.hidden is not None:
        why = WHY.get(column.hidden, Hidden.TOO_FEW)
        return [(*head, why, None, why, why, why, why, None)]
    if not column.cells:
        return [(*head, 0, None, None, None, None, None, None)]
    rows: list[Row] = [
        (
            *head,
            column.n,
            row.name,
            cell.n,
            *map(_percent, (cell.share, cell.lo, cell.hi)),
            " ".join(cell.higher_than),
        )
        for row, cell in zip(found.rows, column.cells, strict=True)
    ]
    if column.mean is not None:
        one = column.mean
        rows.append((*head, column.n, MEAN, None, one.value, one.lo, one.hi, " ".join(one.higher_than)))
    return rows


def _n_said(found: Crosstab) -> str:
    return _("n %(n)s") % {"n": numerals.number(found.total.n)} if found.total.n is not None else ""


def _percent(share: float) -> float:
    return round(100 * share, 6)
