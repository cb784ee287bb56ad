"""`oyez rows`: single answers under pseudonyms, for another program."""

import click

from oyez.web.cli import setup
from oyez.web.keeping import keep
from oyez.web.looking import viewer as looking_as


@click.command("rows")
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="FILE",
    help="Write to FILE; its ending is the format: csv, parquet, sav or xlsx.",
)
@click.option("--where", multiple=True, help="A filter such as channel=web,email or attr:late=true.")
@click.option("--since", default="", help="First day, or month, that counts.")
@click.option("--until", default="", help="First day, or month, that no longer counts.")
@click.option(
    "--viewer",
    "email",
    default="",
    metavar="EMAIL",
    help="Look as this member; without it as the operator.",
)
@click.option("--role", default="", help="The member's role to look in.")
def command(output: str, where: tuple[str, ...], since: str, until: str, email: str, role: str) -> None:
    """Write the identified answers of a data scope to a file: scores, attributes, days, persons under pseudonyms."""
    setup()
    from pathlib import Path

    from oyez.kit.sheets.sheet import Sheet
    from oyez.kit.sheets.writing import check_size, format_of
    from oyez.measure.rows.ask import asked, rows
    from oyez.measure.rows.changes import note_taken
    from oyez.measure.rows.sheet import rows_sheet

    viewer = looking_as(email, role)
    format = format_of(Path(output))

    def made() -> Sheet:
        told = rows(viewer, asked(where, since, until))
        check_size(format, told.count, waiting=False)
        note_taken(viewer, told, format.name)
        return rows_sheet(viewer, told)

    keep(made, output)
