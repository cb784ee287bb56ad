"""`oyez rejected`: what could not be used, and mending it."""

import sys
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from oyez.collect.core.counting import counted
from oyez.web.cli import setup


@click.group("rejected")
def command() -> None:
    """Rows that could not be used: look at them, mend them, take them again."""


@command.command("list")
@click.option("--import", "number", type=int, help="Only those of one import.")
@click.option("--limit", default=50, show_default=True, help="How many at most.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def list_rows(number: int | None, limit: int, as_json: bool) -> None:
    """Rows that wait to be mended, with file, line and reason."""
    setup()
    from oyez.collect.queries import one_import, rejected_rows
    from oyez.company.core.scope import OPERATOR

    run = one_import(OPERATOR, number) if number is not None else None
    rows = list(rejected_rows(OPERATOR, run)[:limit])
    if as_json:
        _write_json(
            [
                {"id": row.pk, "origin": row.origin, "line": row.line, "reason": row.reason, "raw": row.raw}
                for row in rows
            ]
        )
        return
    if not rows:
        Console().print("No row waits to be mended.")
        return
    _show(rows)


@command.command("mend")
@click.argument("number", type=int)
@click.argument("raw")
def mend_row(number: int, raw: str) -> None:
    """Take row NUMBER again with RAW as its text."""
    setup()
    from oyez.collect.changes.mending import mend
    from oyez.company.core.scope import OPERATOR

    mend(OPERATOR, number, raw)
    Console().print("[green]✓[/] The row was taken.")


@command.command("export")
@click.option("--import", "number", type=int, required=True, help="The import whose rows are wanted.")
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True), default="-")
def export_rows(number: int, target: Path) -> None:
    """Write the rows of an import that wait as CSV into TARGET, to be mended in a spreadsheet."""
    setup()
    from oyez.collect.queries import one_import, rejected_as_csv
    from oyez.company.core.scope import OPERATOR

    content = rejected_as_csv(OPERATOR, one_import(OPERATOR, number)).encode("utf-8-sig")
    with click.open_file(str(target), "wb") as out:
        out.write(content)


@command.command("mend-file")
@click.argument("path", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def mend_rows(path: Path) -> None:
    """Take the rows of PATH, a file that `oyez rejected export` wrote and somebody mended."""
    setup()
    from oyez.collect.changes.mending import mend_file
    from oyez.company.core.scope import OPERATOR

    found = mend_file(OPERATOR, path)
    console = Console(highlight=False)
    console.print(
        f"[green]✓[/] {counted(found.rows, 'row')} read: {found.taken:,} taken, {found.left:,} still waiting, "
        f"{found.before:,} dealt with before."
    )
    for reason, rows in found.reasons.most_common(20):
        console.print(escape(f"{rows:,} × {reason}"))


@command.command("replay")
@click.option("--import", "number", type=int, required=True, help="The import whose rows are tried again.")
def replay_rows(number: int) -> None:
    """Try the rows of an import again as they are, after units or mappings were mended."""
    setup()
    from oyez.collect.changes.mending import replay
    from oyez.collect.queries import one_import
    from oyez.company.core.scope import OPERATOR

    taken, left = replay(OPERATOR, one_import(OPERATOR, number))
    Console(highlight=False).print(f"[green]✓[/] {counted(taken, 'row')} taken, {left:,} still waiting.")


@command.command("discard")
@click.argument("number", type=int)
def discard_row(number: int) -> None:
    """Set row NUMBER aside for good; it is kept, and waits no more."""
    setup()
    from oyez.collect.changes.mending import discard
    from oyez.company.core.scope import OPERATOR

    discard(OPERATOR, number)
    Console().print("[green]✓[/] The row waits no more.")


def _show(rows: list[Any]) -> None:
    from oyez.collect.core.tables import shorten

    table = Table()
    for name in ("Number", "Where", "Why", "Text"):
        table.add_column(name)
    for row in rows:
        cells = (str(row.pk), f"{row.origin}, line {row.line}", row.reason, shorten(row.raw, 60))
        table.add_row(*map(escape, cells))
    Console(highlight=False).print(table)


def _write_json(found: Any) -> None:
    import msgspec

    sys.stdout.write(msgspec.json.encode(found).decode() + "\n")
