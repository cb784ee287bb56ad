"""`oyez work`: the worker alone; any number of them on PostgreSQL."""

import click

from oyez.web.cli import setup


@click.command("work")
@click.option("--parent", type=int, hidden=True, help="End when this process is gone.")
def command(parent: int | None) -> None:
    """Append what is accepted, read the journal, send mail: until Ctrl-C or SIGTERM."""
    setup()
    from oyez.kit.worker import Loop
    from oyez.web.upgrade import migrate

    if parent is None:
        migrate()
    Loop(parent).run()
