"""`oyez upgrade`: bring the data folder to this release; `serve` does the same when it starts."""

import click
from rich.console import Console

from oyez.web.cli import setup


@click.command("upgrade")
def command() -> None:
    """Back up, then migrate the data folder to this release."""
    setup()
    from oyez.web.upgrade import migrate

    done = migrate()
    said = f"{len(done)} steps, after a backup." if done else "nothing to do."
    Console().print(f"[green]✓[/] The data folder is up to date: {said}")
