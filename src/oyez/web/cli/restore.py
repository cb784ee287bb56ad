"""`oyez restore`: bring everything back as it was; nothing is sent until `oyez outbox release`."""

from pathlib import Path

import click
from rich.console import Console

from oyez.web.cli import setup


@click.command("restore")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Put what is there aside and take its place.")
def command(file: Path, replace: bool) -> None:
    """Restore the backup FILE into the data folder; all outgoing traffic is held afterwards."""
    setup()
    from django.conf import settings

    from oyez.web.restore import restore
    from oyez.web.serve import alone

    with alone(settings.OYEZ_DATA):
        held = restore(file.resolve(), replace=replace)
    console = Console(highlight=False)
    console.print(f"[green]✓[/] Restored from {file}. The columnar copy is made again by the worker.")
    console.print(
        f"All outgoing traffic is held; {held} mails wait. Some may have arrived before: look at them with "
        "[bold]oyez outbox list[/], then [bold]oyez outbox release[/] or [bold]oyez outbox release --discard[/]."
    )
