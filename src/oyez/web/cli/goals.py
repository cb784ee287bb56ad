"""`oyez goals`: what is to be reached, and whether the answers show that it was."""

import json

import click
from rich.console import Console
from rich.table import Table

from oyez.web.cli import setup
from oyez.web.looking import looks
from oyez.web.looking import viewer as looking_as


@click.command("goals")
@looks
def command(email: str, role: str, as_json: bool) -> None:
    """Goals with their scores and verdicts: met, missed or undecided."""
    setup()
    from oyez.act import aims
    from oyez.act.queries.goals import goals
    from oyez.measure import wording

    found = aims.by_urgency(goals(looking_as(email, role)))
    if as_json:
        click.echo(json.dumps([aims.of_goal(one) for one in found], indent=2, default=str))
        return
    table = Table("Goal", "Score of target", "95% interval", "n", "Verdict", "", "Owner")
    for one in found:
        interval = "" if one.result is None else wording.interval(one.card, one.result)
        n = "" if one.result is None or one.result.n is None else f"{one.result.n:,}"
        number = aims.goal_number(one)
        row = (one.goal.name, number, interval, n, one.verdict, aims.goal_when(one), one.goal.owner.name)
        table.add_row(*row)
    Console().print(table)
