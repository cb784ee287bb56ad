"""`oyez lag`: how far each step of the worker has come."""

import json
import sys
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table

from oyez.web.cli import setup
from oyez.web.looking import looks
from oyez.web.looking import viewer as looking_as

if TYPE_CHECKING:
    from oyez.share.queries.lag import Lag


@click.command("lag")
@looks
def command(email: str, role: str, as_json: bool) -> None:
    """Show each reader's lag, rows set aside, mail on its way; ends with 1 where somebody is needed."""
    setup()
    from oyez.share.queries.lag import lag

    found = lag(looking_as(email, role))
    if as_json:
        from oyez.share.records import lag_record

        click.echo(json.dumps(lag_record(found), indent=2))
    else:
        _show(found)
    sys.exit(0 if found.is_well else 1)


def _show(found: "Lag") -> None:
    table = Table("Step", "State", "Behind", "Failures", "Last failure")
    for step in found.steps:
        behind = "–" if step.behind is None else f"{step.behind:,}"
        table.add_row(step.name, step.state, behind, str(step.failures), step.last_error)
    mails = ", ".join(f"{count} {state}" for state, count in found.outgoing.items()) or "none"
    console = Console()
    console.print(table)
    console.print(
        f"Journal at {found.last_seq:,}; inbox {found.inbox}; set aside {len(found.parked)}; mail: {mails}.",
        highlight=False,
    )
