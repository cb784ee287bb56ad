"""Banner tables drawn: bars cut into the parts of an answer, one for each group."""

from django.utils.translation import gettext as _

from oyez.kit.charts import numerals, stacked
from oyez.kit.charts.drawing import Svg
from oyez.measure import wording
from oyez.measure.core.crosstab.table import Column, Crosstab, Row
from oyez.measure.crosstabs import words


def spread(table: Crosstab) -> Svg | None:
    """One bar for all and one for each group; only where answers add up to the whole and have few parts."""
    rows = _parts(table)
    if not rows:
        return None
    columns = [("", table.total)] + [(one.by, column) for one in table.banners for column in one.columns]
    return stacked.for_screen(
        stacked.StackChart(
            title=_("How answers spread: %(name)s") % {"name": table.name},
            description=_("Each bar is a group; the table holds all figures with their intervals."),
            stacks=tuple(_stack(table, rows, by, column) for by, column in columns),
        )
    )


def legend(table: Crosstab) -> str:
    """`part1=Promoters (9–10), part2=…`, for the legend beside the picture."""
    parts = (f"part{at}={row.name.replace(',', '')}" for at, row in enumerate(_parts(table), start=1))
    return ", ".join(parts)


def _parts(table: Crosstab) -> tuple[Row, ...]:
    """Nets where they add up to the whole, else the answers, if they are few and exclude each other."""
    nets = tuple(row for row in table.rows if row.adds_up)
    plain = tuple(row for row in table.rows if not row.adds_up)
    if any(one.untested == "rows overlap" for one in table.banners) or table.rows_left_out:
        return ()
    if sum(len(row.adds_up) for row in nets) == len(plain):
        return nets
    return plain if 1 < len(plain) <= stacked.PARTS else ()


def _stack(table: Crosstab, rows: tuple[Row, ...], by: str, column: Column) -> stacked.Stack:
    named = f"{wording.dimension(by)}: {words.name(column)}" if by else words.name(column)
    if not column.cells:
        return stacked.Stack(label=named, parts=(), text=words.hidden(column))
    cells = {row.key: cell for row, cell in zip(table.rows, column.cells, strict=True)}
    return stacked.Stack(
        label=named,
        parts=tuple(
            stacked.Part(
                share=cells[row.key].share,
                words=numerals.percent(cells[row.key].share),
                name=row.name,
            )
            for row in rows
        ),
    )
