"""`oyez triggers`: what is worth a case, and what a trigger would have done."""

import json

import click
from rich.console import Console
from rich.table import Table

from oyez.web.cli import setup


@click.group("triggers", invoke_without_command=True)
@click.pass_context
def command(context: click.Context) -> None:
    """What is worth a case, and on whose desk it lands."""
    setup()
    if context.invoked_subcommand is None:
        context.invoke(list_triggers)


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def list_triggers(as_json: bool = False) -> None:
    """All triggers, the most urgent first."""
    from oyez.act import records, sentences
    from oyez.act.queries.triggers import triggers
    from oyez.company.core.scope import OPERATOR

    found = triggers(OPERATOR)
    if as_json:
        click.echo(json.dumps([records.of_trigger(row) for row in found], ensure_ascii=False))
        return
    table = Table("Key", "Name", "Opens a case at", "Goes to", "Answer", "Solve", "State")
    for row in found:
        hours = (f"{row.answer_hours} h", f"{row.solve_hours} h")
        state = "on" if row.enabled else "off"
        table.add_row(row.key, row.name, sentences.condition(row), sentences.desk(row), *hours, state)
    Console().print(table)


@command.command("preview")
@click.argument("keys", nargs=-1)
@click.option("--days", default=30, show_default=True, help="How far to look back.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def preview(keys: tuple[str, ...], days: int, as_json: bool) -> None:
    """How many cases the triggers (or those named by KEYS) would have opened; nothing is opened."""
    from oyez.act.queries.triggers import dry_run, trigger, triggers
    from oyez.company.core.scope import OPERATOR

    chosen = [trigger(OPERATOR, key) for key in keys] or [row for row in triggers(OPERATOR) if row.enabled]
    found = {row.key: dry_run(OPERATOR, row.rule(), days) for row in chosen}
    if as_json:
        rows = {
            key: {"cases": dry.cases, "joined": dry.joined, "answers": dry.answers}
            for key, dry in found.items()
        }
        click.echo(json.dumps({"days": days, "triggers": rows}))
        return
    table = Table("Trigger", "Cases", "Joined an open case", "Answers looked at")
    for key, dry in found.items():
        table.add_row(key, f"{dry.cases:,}", f"{dry.joined:,}", f"{dry.answers:,}")
    console = Console()
    console.print(table)
    console.print(
        f"In the last {days} days, each trigger by itself, as if no case had been closed meanwhile."
    )
