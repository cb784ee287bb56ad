"""`oyez serve`: pages, API and worker, until it is stopped."""

import os
from logging.config import dictConfig
from pathlib import Path

import click
from rich.console import Console

THREADS = 8


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", default=8000, show_default=True, help="The port to listen on; 0 for any that is free."
)
@click.option("--no-worker", is_flag=True, help="Only the web; run `oyez work` elsewhere.")
@click.option(
    "--processes", type=click.IntRange(1), help="Web processes: 1 on SQLite; else one a core, at most 4."
)
@click.option(
    "--threads", type=click.IntRange(1), default=THREADS, show_default=True, help="Threads of each."
)
def command(host: str, port: int, no_worker: bool, processes: int | None, threads: int) -> None:
    """Serve this installation: web and worker, migrated first, until Ctrl-C or SIGTERM."""
    from oyez.kit.listen import listen
    from oyez.kit.settings import DATA, DATABASE_URL
    from oyez.web import serve

    dictConfig(serve.LOGS)
    count = _processes(processes, on_sqlite=not DATABASE_URL.text())
    with serve.alone(Path(DATA.text()).expanduser().resolve()), listen(host, port) as place:
        serve.bring_up_to_date()
        lifeline, _held = os.pipe()
        children = [serve.web(place.fileno(), lifeline, count, threads)]
        if not no_worker:
            children.append(serve.worker())
        address = f"[{host}]" if ":" in host else host
        Console().print(
            f"Oyez answers at [bold]http://{address}:{place.getsockname()[1]}/[/]  (Ctrl-C stops it)"
        )
        serve.Parent(children).run()
    Console().print("Stopped; everything that was accepted is kept.")


def _processes(wanted: int | None, *, on_sqlite: bool) -> int:
    """One process on SQLite, whose writers wait for each other anyway."""
    from oyez.kit.errors import Refused

    if on_sqlite and (wanted or 1) > 1:
        raise Refused(
            "SQLite serves one web process. For more of them, set OYEZ_DATABASE_URL to a PostgreSQL."
        )
    return wanted or (1 if on_sqlite else min(4, os.cpu_count() or 1))
