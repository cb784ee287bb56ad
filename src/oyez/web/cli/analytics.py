"""`oyez analytics`: the columnar copy that questions are answered from. It is disposable."""

import json

import click
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from oyez.web.cli import setup


@click.group("analytics")
def command() -> None:
    """Look at the columnar copy, check its files, make it anew."""
    setup()


@command.command("status")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def status(as_json: bool) -> None:
    """How far the copy goes and what it holds."""
    from oyez.company.core.scope import OPERATOR
    from oyez.measure.queries import store_status

    found = store_status(OPERATOR)
    if as_json:
        click.echo(json.dumps(found))
        return
    table = Table("", "", show_header=False)
    for name, value in found.items():
        table.add_row(name.replace("_", " "), f"{value:,}" if isinstance(value, int) else str(value))
    Console().print(table)


@command.command("verify")
def verify() -> None:
    """Compare every file with the checksum it was published with."""
    from oyez.kit.errors import Unavailable
    from oyez.measure.store import sealing

    segments = sealing.live()
    broken = sealing.check(segments)
    if broken:
        raise Unavailable(
            f"{len(broken)} of {len(segments)} files are missing or damaged: {', '.join(broken)}. "
            "Nothing is lost: run `oyez analytics rebuild`."
        )
    Console().print(f"[green]✓[/] {len(segments)} files are what was written.")


@command.command("rebuild")
def rebuild() -> None:
    """Read the journal again from its beginning."""
    from oyez.journal.queries import last_seq
    from oyez.measure.store import sealing

    with Progress(transient=True, console=Console(stderr=True)) as progress:
        task = progress.add_task("Sealing", total=last_seq())
        for position in sealing.rebuild():
            progress.update(task, completed=position)
    segments = sealing.live()
    rows = sum(segment.rows for segment in segments)
    Console().print(f"[green]✓[/] {rows:,} interactions in {len(segments)} files.")
