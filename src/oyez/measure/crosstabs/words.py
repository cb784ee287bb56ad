"""Banner tables in sentences that a line manager understands."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from oyez.kit.charts import numerals
from oyez.measure import wording
from oyez.measure.core.crosstab.association import Association
from oyez.measure.core.crosstab.pairs import ALPHA, FEWEST_EXPECTED
from oyez.measure.core.crosstab.table import (
    COLUMNS_OVERLAP,
    ROWS_OVERLAP,
    TOO_LITTLE,
    Banner,
    Cell,
    Column,
    Crosstab,
    Mean,
    Row,
)
from oyez.measure.core.ladder import SCORE
from oyez.measure.core.result import Flag

HARDLY, WEAKLY, CLEARLY = 0.1, 0.3, 0.5
LEAST_P = 0.001


@dataclass(frozen=True)
class Gap:
    """Two columns of a banner that are surely apart in a row."""

    banner: Banner
    row: Row
    high: Column
    low: Column
    at: int

    @property
    def width(self) -> float:
        return self.high.cells[self.at].share - self.low.cells[self.at].share


def name(column: Column) -> str:
    return column.name or (_("Total") if not column.letter else _("none"))


def heading(column: Column) -> str:
    """`Gold (A)`: the letter is what other columns call it."""
    return f"{name(column)} ({column.letter})" if column.letter else name(column)


def share(cell: Cell, column: Column) -> str:
    """The share with the letters of the columns it lies above: `82% A B`."""
    return " ".join([numerals.percent(cell.share, column.n or 0), *cell.higher_than])


def between(cell: Cell, column: Column) -> str:
    return numerals.between(*(numerals.percent(end, column.n or 0) for end in (cell.lo, cell.hi)))


def mean(one: Mean) -> str:
    return " ".join([numerals.number(one.value, 2), *one.higher_than])


def mean_between(one: Mean) -> str:
    return numerals.between(numerals.number(one.lo, 2), numerals.number(one.hi, 2))


def hidden(column: Column) -> str:
    """Why a column has no numbers."""
    if column.hidden is Flag.DOMINATED:
        return _("one account gave nearly all answers")
    if column.hidden is Flag.REMAINDER:
        return _("hidden, since it would give away a smaller group")
    return _("not enough answers yet") if column.hidden else _("no answers")


def lead(table: Crosstab) -> str:
    """The widest gap that is none of chance's, in a sentence."""
    if not table.total.n and not table.total.hidden:
        return _("Nobody answered this. Widen the period, or take a filter away.")
    if table.total.hidden:
        return _("Too few answered this to show how.")
    if not table.banners:
        return _("%(n)s answers, and how they spread.") % {"n": numerals.number(table.total.n or 0)}
    gaps = list(_gaps(table, nets=True)) or list(_gaps(table, nets=False))
    if gaps:
        return _said(max(gaps, key=lambda gap: gap.width))
    tested = sum(column.is_tested for banner in table.banners for column in banner.columns)
    if all(banner.untested == COLUMNS_OVERLAP for banner in table.banners):
        return _("The groups share answers, so they are shown side by side and not tested.")
    if tested < 2:
        return _("Fewer than two groups have the %(n)d answers that a comparison needs.") % {"n": SCORE}
    return _("No group differs from another by more than chance explains.")


def _gaps(table: Crosstab, *, nets: bool) -> Iterator[Gap]:
    for banner in table.banners:
        by_letter = {column.letter: column for column in banner.columns}
        for column in banner.columns:
            for at, cell in enumerate(column.cells):
                if bool(table.rows[at].adds_up) is nets:
                    yield from (
                        Gap(banner, table.rows[at], column, by_letter[letter], at)
                        for letter in cell.higher_than
                    )


def _said(gap: Gap) -> str:
    return _("%(row)s: %(high_share)s in %(high)s against %(low_share)s in %(low)s, more than chance explains.") % {
        "row": gap.row.name,
        "high": f"{wording.dimension(gap.banner.by)} {name(gap.high)}",
        "low": name(gap.low),
        "high_share": numerals.percent(gap.high.cells[gap.at].share, gap.high.n or 0),
        "low_share": numerals.percent(gap.low.cells[gap.at].share, gap.low.n or 0),
    }  # fmt: skip


def association(banner: Banner) -> str:
    """Whether rows and columns have to do with each other, with numbers for the analyst; or why it was not tested."""
    by = wording.dimension(banner.by)
    if banner.association is None:
        return {
            COLUMNS_OVERLAP: _("%(by)s: one answer may stand in several columns, so they are not tested."),
            ROWS_OVERLAP: _(
                "%(by)s: one answer may stand in several rows; each row is tested by itself, no χ²."
            ),
            TOO_LITTLE: _("%(by)s: no two columns with answers that differ, so nothing is tested."),
        }[banner.untested] % {"by": by}
    found = banner.association
    return f"{_strength(found) % {'by': by}} ({_numbers(found)})"


def _strength(found: Association) -> str:
    if found.p >= ALPHA:
        return _("%(by)s: chance explains how answers differ.")
    if found.v < HARDLY:
        return _("%(by)s: answers differ, but hardly.")
    if found.v < WEAKLY:
        return _("%(by)s: answers differ a little.")
    return (
        _("%(by)s: answers differ clearly.") if found.v < CLEARLY else _("%(by)s: answers differ strongly.")
    )


def _numbers(found: Association) -> str:
    said = [
        f"χ² = {numerals.number(found.chi2, 1)}",
        _("%(df)d degrees of freedom") % {"df": found.df},
        p_value(found.p),
        _("Cramér's V = %(v)s") % {"v": numerals.number(found.v, 2)},
        _("smallest expected count %(count)s") % {"count": numerals.number(found.smallest_expected, 1)},
    ]
    if found.smallest_expected < FEWEST_EXPECTED:
        exact = {
            "Fisher": _("below 5, so p is Fisher's"),
            "Monte Carlo": _("below 5, so p is from 2,000 drawn tables"),
        }
        said.append(exact[found.method])
    return ", ".join(said)


def p_value(p: float) -> str:
    return f"p < {numerals.number(LEAST_P, 3)}" if p < LEAST_P else f"p = {numerals.number(p, 3)}"


def notes(table: Crosstab) -> list[str]:
    """What has to be known about these numbers, each once."""
    columns = [table.total, *(column for banner in table.banners for column in banner.columns)]
    said = []
    for flag in (Flag.TOO_FEW, Flag.REMAINDER, Flag.DOMINATED, Flag.CONFIDENTIAL_LEFT_OUT):
        if any(flag in column.flags or column.hidden is flag for column in columns):
            said.append(wording.flag(flag))
    small = [name(one) for one in columns[1:] if one.n and not one.is_tested]
    if small:
        said.append(
            _("Fewer than %(n)d answers, so not compared: %(names)s.")
            % {"n": SCORE, "names": ", ".join(small)}
        )
    left_out = sum(banner.left_out for banner in table.banners)
    if left_out:
        said.append(ngettext("%(count)d smaller column is not shown.", "%(count)d smaller columns are not shown.",
                             left_out) % {"count": left_out})  # fmt: skip
    if table.rows_left_out:
        said.append(ngettext("%(count)d rare answer is not named.", "%(count)d rare answers are not named.",
                             table.rows_left_out) % {"count": table.rows_left_out})  # fmt: skip
    return said


@dataclass(frozen=True)
class Line:
    """One row of the table on the page: what it is, and for each column words with a smaller line below."""

    name: str
    cells: tuple[tuple[str, str], ...]
    strong: bool = False


@dataclass(frozen=True)
class Grid:
    """The table as it stands on the page: banners over columns over lines."""

    spans: tuple[tuple[str, int], ...]
    headings: tuple[str, ...]
    lines: tuple[Line, ...]


def grid(table: Crosstab) -> Grid:
    """Total first, then banner by banner; hidden columns say why in place of n."""
    columns = [table.total, *(column for banner in table.banners for column in banner.columns)]
    lines = [Line(_("Answers (n)"), tuple(_count(column) for column in columns))]
    for at, row in enumerate(table.rows):
        lines.append(Line(row.name, tuple(_cell(column, at) for column in columns), bool(row.adds_up)))
    if any(column.mean for column in columns):
        lines.append(Line(_("Mean"), tuple(_average(column) for column in columns), strong=True))
    return Grid(
        spans=tuple((wording.dimension(one.by), len(one.columns)) for one in table.banners if one.columns),
        headings=tuple(map(heading, columns)),
        lines=tuple(lines),
    )


def _count(column: Column) -> tuple[str, str]:
    return ("–", hidden(column)) if not column.n else (numerals.number(column.n), "")


def _cell(column: Column, at: int) -> tuple[str, str]:
    if not column.cells:
        return "", ""
    return share(column.cells[at], column), between(column.cells[at], column)


def _average(column: Column) -> tuple[str, str]:
    return ("", "") if column.mean is None else (mean(column.mean), mean_between(column.mean))
