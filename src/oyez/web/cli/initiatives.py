"""`oyez initiatives`: what was done, and whether it helped."""

import json

import click
from rich.console import Console

from oyez.web.cli import setup
from oyez.web.looking import looks
from oyez.web.looking import viewer as looking_as


@click.command("initiatives")
@looks
def command(email: str, role: str, as_json: bool) -> None:
    """Each initiative with its verdict: improved, worse, no detectable change, or cannot tell."""
    setup()
    from oyez.act import aims
    from oyez.act.queries.initiatives import initiatives

    cards = initiatives(looking_as(email, role))
    if as_json:
        click.echo(json.dumps([aims.of_initiative(card) for card in cards], indent=2, default=str))
        return
    console = Console(highlight=False)
    for card in cards:
        row = card.initiative
        console.print(f"[bold]{row.name}[/]: {aims.verdict(card)[1]}", soft_wrap=True)
        console.print(f"  {aims.because(card)}", soft_wrap=True)
        about = f"since {row.since}, checked on {row.check_on}, {card.grade}; {row.owner.name}"
        console.print(f"  [dim]{about}[/]", soft_wrap=True)
