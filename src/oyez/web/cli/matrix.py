"""`oyez matrix`: accounts by billed revenue and satisfaction, and what that means for revenue."""

import json
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table

from oyez.web.cli import setup
from oyez.web.keeping import keep, takes_along
from oyez.web.looking import looks
from oyez.web.looking import viewer as looking_as

if TYPE_CHECKING:
    from oyez.share.prospects import Prospects
    from oyez.share.queries.matrix import Matrix


@click.command("matrix")
@click.option("--limit", default=30, show_default=True, help="How many accounts, the largest first.")
@click.option("--groups", is_flag=True, help="Subsidiaries count for their parent.")
@click.option("--letters", is_flag=True, help="Letters only, for wide audiences.")
@takes_along
@looks
def command(
    limit: int, groups: bool, letters: bool, email: str, role: str, output: str, as_json: bool
) -> None:
    """Which accounts are large and satisfied, which may be lost, which could buy more, which told nothing."""
    setup()
    from oyez.share.prospects import prospects
    from oyez.share.queries.matrix import matrix

    viewer = looking_as(email, role)
    present = matrix(viewer, rolled_up=groups)
    found = prospects(viewer, present)
    shown = present.without_names() if letters else present
    if output:
        from oyez.share.sheets import matrix_sheet

        keep(lambda: matrix_sheet(viewer, shown), output)
    elif as_json:
        from oyez.share.records import matrix_record, prospects_record

        said = matrix_record(shown) | prospects_record(shown, found)
        click.echo(json.dumps(said, indent=2, default=str))
    else:
        _show(shown, limit)
        _tell(shown, found)


def _show(present: "Matrix", limit: int) -> None:
    from oyez.share.pictures import NAMES, coverage, flags, name_of

    letters = present.letters()
    table = Table("", "Account", f"Billed, {present.currency}", "Satisfaction", "Stands at", "Who answered")
    for account in present.placed[:limit]:
        between = "" if account.mean is None else f"{account.mean:.0f} ({account.lo:.0f} to {account.hi:.0f})"
        marks = ", ".join([str(NAMES[account.quadrant]), *flags(account)])
        name = name_of(present, account.key)
        table.add_row(
            letters[account.key], name, f"{account.revenue:,.0f}", between, marks, coverage(account)
        )
    console = Console()
    console.print(table)
    heard, decided = present.heard, present.decided
    console.print(
        f"Heard from {heard.accounts} of {heard.of} accounts in twelve months, {heard.share:.0%} of what was"
        f" billed; from those who decide at {decided.accounts}, {decided.share:.0%}. Large from"
        f" {present.cuts.revenue:,.0f}, satisfied from {present.cuts.satisfaction:.0f}.",
        highlight=False,
    )


def _tell(present: "Matrix", found: "Prospects") -> None:
    from oyez.share import outlook

    console = Console()
    said: list[str] = []
    loss = found.risk
    if loss is not None:
        said.append(
            f"Expected loss if history repeats: {loss.expected:,.0f} ({loss.lo:,.0f} to {loss.hi:,.0f});"
            f" the usual loss is {loss.usual:,.0f}, so {loss.incremental:,.0f} more."
        )
    said += [
        f"On the way out: {line.name}: {line.said}." for line in outlook.drift_lines(present, found.drifts)
    ]
    said.append(outlook.drift_record(found.drifts))
    said.append(outlook.growth_said(present, found.growth, found.steps))
    said += outlook.movement_said(found.movement)
    if found.recovery is not None:
        said.append(outlook.recovery_said(found.recovery))
    for line in said:
        console.print(line, highlight=False)
