"""What a command says, kept in a file instead: the format is the ending of its name."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from oyez.kit.sheets.sheet import Sheet


def takes_along(command: Any) -> Any:
    """The option of a command whose table can be taken along."""
    return click.option(
        "-o",
        "--output",
        default="",
        metavar="FILE",
        help="Write to FILE; its ending is the format: csv, parquet, sav, xlsx, svg, png or pptx.",
    )(command)


def keep(made: "Callable[[], Sheet]", output: str) -> None:
    """Write a table, whole or not at all, and say what was written; an ending nobody knows stops it at once."""
    from oyez.kit.sheets.writing import format_of, save

    path = Path(output).expanduser()
    format_of(path)
    sheet = made()
    save(sheet, path)
    click.echo(f"{path}: {sheet.count:,} rows, {path.stat().st_size:,} bytes.")
