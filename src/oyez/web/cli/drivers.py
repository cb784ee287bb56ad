"""`oyez drivers`: what drives satisfaction in a survey."""

import json
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from oyez.web.cli import setup
from oyez.web.keeping import keep, takes_along
from oyez.web.looking import looks
from oyez.web.looking import viewer as looking_as

if TYPE_CHECKING:
    from oyez.measure.drivers.ask import Told


@click.command("drivers")
@click.argument("survey", default="")
@click.option("--outcome", default="", help="The overall score that is to be explained.")
@click.option("--where", multiple=True, help="Only where this holds, as in unit=rhine.")
@click.option("--since", default="", help="First day, or month.")
@click.option("--until", default="", help="First day that no longer counts.")
@click.option(
    "--not-lived", multiple=True, help="A rating that is missing where it did not concern the person."
)
@takes_along
@looks
def command(
    survey: str,
    outcome: str,
    where: tuple[str, ...],
    since: str,
    until: str,
    not_lived: tuple[str, ...],
    email: str,
    role: str,
    output: str,
    as_json: bool,
) -> None:
    """What drives satisfaction in SURVEY, what ties with it, and what raising it goes with."""
    setup()
    from oyez.measure.drivers.ask import asked, drivers
    from oyez.measure.drivers.records import record

    viewer = looking_as(email, role)
    given = asked(survey, outcome, where, since, until, not_lived)
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=as_json or not console.is_terminal) as bar:
        task = bar.add_task("Resampling", total=1.0)
        told = drivers(viewer, given, lambda share: bar.update(task, completed=share))
    if output:
        from oyez.measure.sheets.driven import drivers_sheet

        keep(lambda: drivers_sheet(viewer, given, told), output)
    elif as_json:
        click.echo(json.dumps(record(viewer, told), indent=2))
    else:
        _show(told)


def _show(told: "Told") -> None:
    from oyez.measure.drivers import words

    table = Table("", "Driver", "Share of what is explained", "Place", "Performance", "Raising it goes with")
    for at, one in enumerate(told.analysis.drivers, start=1):
        table.add_row(
            str(at),
            told.name(one.key),
            f"{words.share(one)} ({words.share_between(one)})" if told.analysis.explains_enough else "",
            words.place(one),
            words.performance(told, one),
            f"{words.lift(told, one)} ({words.lift_between(told, one)})",
        )
    console = Console()
    console.print(words.lead(told), highlight=False)
    console.print(table)
    console.print(words.basis(told), highlight=False)
    for note in words.notes(told):
        console.print(f"[dim]{note}[/]", highlight=False)
    console.print(f"[dim]{words.causal(told)}[/]", highlight=False)
