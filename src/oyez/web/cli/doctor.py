"""`oyez doctor`: what may be wrong, and what to do about it."""

import json
import sys
from dataclasses import asdict

import click
from rich.console import Console
from rich.markup import escape

from oyez.web.cli import setup

SIGNS = {"well": "[green]✓[/]", "look": "[yellow]![/]", "ill": "[red]✗[/]"}


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def command(as_json: bool) -> None:
    """Examine settings, disk, database, worker and mail; ends with 1 where something is ill."""
    from oyez.kit import settings

    problems = settings.problems()
    found = [_ill(sentence) for sentence in problems] if problems else _examined()
    if as_json:
        click.echo(json.dumps(found, indent=2, ensure_ascii=False))
    else:
        console = Console(highlight=False)
        for one in found:
            console.print(f"{SIGNS[one['verdict']]} {one['part']:9} {escape(one['sentence'])}")
    sys.exit(1 if any(one["verdict"] == "ill" for one in found) else 0)


def _ill(sentence: str) -> dict[str, str]:
    """A setting that cannot be used: nothing starts with it, so that nothing else can be examined."""
    return {"part": "settings", "verdict": "ill", "sentence": sentence}


def _examined() -> list[dict[str, str]]:
    setup()
    from oyez.web.doctor import examine

    return [asdict(finding) for finding in examine()]
