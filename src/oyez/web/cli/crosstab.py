"""`oyez crosstab`: the answers to one question by groups of customers."""

import json
import sys
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table

from oyez.web.cli import setup
from oyez.web.keeping import keep, takes_along
from oyez.web.looking import looks
from oyez.web.looking import viewer as looking_as

if TYPE_CHECKING:
    from oyez.measure.core.crosstab.table import Column, Crosstab


@click.command("crosstab")
@click.argument("of", default="")
@click.option(
    "--banner", "banners", multiple=True, help="What stands across: tier, region, attr:NAME; repeat it."
)
@click.option("--where", multiple=True, help="Only where this holds, as in unit=rhine.")
@click.option("--since", default="", help="First day, or month.")
@click.option("--until", default="", help="First day that no longer counts.")
@click.option("--csv", "as_csv", is_flag=True, help="One line a cell, for a spreadsheet.")
@takes_along
@looks
def command(
    of: str,
    banners: tuple[str, ...],
    where: tuple[str, ...],
    since: str,
    until: str,
    as_csv: bool,
    email: str,
    role: str,
    output: str,
    as_json: bool,
) -> None:
    """The answers to OF, a score or a dimension, by one or several banners: shares, letters, means, χ²."""
    setup()
    from oyez.measure.crosstabs.ask import asked, table
    from oyez.measure.crosstabs.records import as_csv as written
    from oyez.measure.crosstabs.records import record

    viewer = looking_as(email, role)
    found = table(viewer, asked(of, banners, where, since, until))
    if output:
        from oyez.measure.sheets.crosstabs import crosstab_sheet

        keep(lambda: crosstab_sheet(viewer, found), output)
    elif as_json:
        click.echo(json.dumps(record(found), indent=2))
    elif as_csv:
        sys.stdout.write(written(found))
    else:
        show(found)


def show(found: "Crosstab") -> None:
    """The table as text, its sentence above and what has to be known below."""
    from oyez.measure import wording
    from oyez.measure.crosstabs import words

    console = Console()
    console.print(words.lead(found), highlight=False)
    for banner in found.banners:
        title = f"{found.name} / {wording.dimension(banner.by)}"
        console.print(_drawn(found, title, [found.total, *banner.columns]))
        console.print(words.association(banner), highlight=False)
    if not found.banners:
        console.print(_drawn(found, found.name, [found.total]))
    for note in words.notes(found):
        console.print(f"[dim]{note}[/]", highlight=False)


def _drawn(found: "Crosstab", title: str, columns: "list[Column]") -> Table:
    from oyez.measure.crosstabs import words

    table = Table("", title=title, title_justify="left")
    for column in columns:
        table.add_column(words.heading(column), justify="right")
    table.add_row(
        "n", *(f"{column.n:,}" if column.n is not None else words.hidden(column) for column in columns)
    )
    for at, row in enumerate(found.rows):
        cells = [words.share(column.cells[at], column) if column.cells else "" for column in columns]
        table.add_row(row.name, *cells, style="bold" if row.adds_up else None)
    if any(column.mean for column in columns):
        table.add_row("mean", *(_mean(column) for column in columns), style="bold")
    return table


def _mean(column: "Column") -> str:
    from oyez.measure.crosstabs import words

    return words.mean(column.mean) if column.mean else ""
