"""`oyez backup`: one file that holds everything of one moment."""

from pathlib import Path

import click
from rich.console import Console

from oyez.web.cli import setup


@click.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), required=False)
def command(file: Path | None) -> None:
    """Write database, uploads and secret to FILE, while everything goes on."""
    setup()
    from oyez.web.backup import back_up, suggested_path

    done = back_up(file or suggested_path())
    console = Console(highlight=False)
    console.print(f"[green]✓[/] {done.path}  ({done.bytes / 1e6:,.1f} MB, {done.files} files)")
    if file is None:
        console.print("Keep a copy on another machine. It holds personal data and the secret: guard it.")
