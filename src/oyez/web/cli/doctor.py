"""`oyez doctor`: what may be wrong, and what to do about it."""

import json
import sys
from dataclasses import asdict

import click
from rich.console import Console

from oyez.web.cli import setup

SIGNS = {"well": "[green]✓[/]", "look": "[yellow]![/]", "ill": "[red]✗[/]"}


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def command(as_json: bool) -> None:
    """Examine settings, disk, database, worker and mail; ends with 1 where something is ill."""
    setup()
    from oyez.web.doctor import Verdict, examine

    findings = examine()
    if as_json:
        click.echo(json.dumps([asdict(finding) for finding in findings], indent=2, ensure_ascii=False))
    else:
        console = Console(highlight=False)
        for finding in findings:
            console.print(f"{SIGNS[finding.verdict]} {finding.part:9} {finding.sentence}")
    sys.exit(1 if any(finding.verdict == Verdict.ILL for finding in findings) else 0)
