"""`oyez segments`: circumstances against everybody else, or the sheet of one."""

import click
import msgspec
from rich.console import Console

from oyez.web.cli import setup
from oyez.web.looking import looks
from oyez.web.looking import viewer as looking_as


@click.command("segments")
@click.argument("key", required=False, default="")
@click.option("--group", default="", help="A group of the segment; yes where it is yes or no.")
@click.option("--metric", default="", help="The score to judge by; without it the usual one.")
@click.option("--since", default="", help="First day, or month, that counts; else the last two years.")
@click.option("--against", multiple=True, help="A dimension whose say is compared with the segment's.")
@looks
def command(
    key: str,
    group: str,
    metric: str,
    since: str,
    against: tuple[str, ...],
    email: str,
    role: str,
    as_json: bool,
) -> None:
    """Segments by circumstance; with KEY all about one."""
    setup()
    from oyez.measure.segmenting import words
    from oyez.measure.segmenting.sheet import segments, sheet
    from oyez.web.printed import show

    viewer = looking_as(email, role)
    if not key:
        listed = segments(viewer, metric, since)
        if as_json:
            click.echo(msgspec.json.format(msgspec.json.encode(listed), indent=2).decode())
            return
        show(words.listing(listed, [""] * len(listed.lines)))
        return
    found = sheet(viewer, key, group, metric, since, against)
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(found), indent=2).decode())
        return
    console = Console(highlight=False)
    console.print(f"[b]{found.label}[/]  {found.explained}")
    for said in (words.lead(found), words.between(found)):
        if said:
            console.print(said)
    for what, number in words.who(found):
        console.print(f"{what}: {number}")
    for table in (words.tastes(found), words.standards(found)):
        if table is not None:
            show(table)
    for one in found.drivers:
        console.print(f"{one.name}: {one.share:.0%}, place {one.place}")
    if found.drivers_refused:
        console.print(found.drivers_refused)
