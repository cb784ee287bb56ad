"""`oyez matrix`: accounts by billed revenue and satisfaction."""

import json
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table

from oyez.web.cli import setup
from oyez.web.looking import looks
from oyez.web.looking import viewer as looking_as

if TYPE_CHECKING:
    from oyez.share.core.risk import AtRisk
    from oyez.share.queries.matrix import Matrix


@click.command("matrix")
@click.option("--limit", default=30, show_default=True, help="How many accounts, the largest first.")
@looks
def command(limit: int, email: str, role: str, as_json: bool) -> None:
    """Which accounts are large and satisfied, which may be lost, which told nothing."""
    setup()
    from oyez.share.queries.matrix import matrix, risk

    viewer = looking_as(email, role)
    present = matrix(viewer)
    loss = risk(viewer, present)
    if as_json:
        from oyez.share.records import matrix_record, risk_record

        said = matrix_record(present) | {"revenue_at_risk": risk_record(loss)}
        click.echo(json.dumps(said, indent=2, default=str))
    else:
        _show(present, loss, limit)


def _show(present: "Matrix", loss: "AtRisk | None", limit: int) -> None:
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
    heard = present.heard
    console.print(
        f"Heard from {heard.accounts} of {heard.of} accounts in twelve months, {heard.share:.0%} of what was"
        f" billed. Large from {present.cuts.revenue:,.0f}, satisfied from {present.cuts.satisfaction:.0f}.",
        highlight=False,
    )
    if loss is not None:
        console.print(
            f"Expected loss if history repeats: {loss.expected:,.0f} ({loss.lo:,.0f} to {loss.hi:,.0f});"
            f" the usual loss is {loss.usual:,.0f}.",
            highlight=False,
        )
