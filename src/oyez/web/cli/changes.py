"""`oyez changes`: what has changed for certain, what is being watched, what customers bring up more than usual."""

import sys
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table

from oyez.web.cli import setup
from oyez.web.keeping import keep, takes_along
from oyez.web.looking import looks
from oyez.web.looking import viewer as looking_as

if TYPE_CHECKING:
    from oyez.company.core.scope import Viewer
    from oyez.measure.watching.looking import Seen
    from oyez.measure.watching.topics import Heed
    from oyez.measure.watching.words import Words


@click.command("changes")
@click.option("--all", "everything", is_flag=True, help="Also the charts that stay within chance.")
@click.option("--chart", "stream", default="", metavar="STREAM", help="One chart, such as csat@unit=harbour.")
@takes_along
@looks
def command(everything: bool, stream: str, email: str, role: str, output: str, as_json: bool) -> None:
    """What has changed for certain, from the widest place down to where it happened, within the alarm budget."""
    setup()
    import msgspec

    from oyez.measure.watching.looking import look
    from oyez.measure.watching.records import changes_record
    from oyez.measure.watching.topics import heed
    from oyez.measure.watching.words import words

    viewer = looking_as(email, role)
    seen, heard = look(viewer), heed(viewer)
    names = words(viewer, seen)
    if output:
        _keep(viewer, seen, names, stream, output)
        return
    if as_json:
        sys.stdout.write(msgspec.json.encode(changes_record(seen, heard, names)).decode() + "\n")
        return
    _show(seen, heard, names)
    if everything:
        _show_calm(seen, names)


def _keep(viewer: "Viewer", seen: "Seen", names: "Words", stream: str, output: str) -> None:
    """All charts, or every month of one."""
    from oyez.kit.errors import NotFound
    from oyez.measure.core.change.watched import parse_stream
    from oyez.measure.sheets.changed import changes_sheet, chart_sheet

    if not stream:
        keep(lambda: changes_sheet(viewer, seen, names), output)
        return
    watched = seen.find(parse_stream(stream))
    if watched is None:
        raise NotFound("There is no such chart in your data scope.")
    keep(lambda: chart_sheet(viewer, seen, watched, names), output)


def _show(seen: "Seen", heard: "Heed", names: "Words") -> None:
    from oyez.measure.watching import words
    from oyez.measure.watching.pictures import walked

    console = Console(soft_wrap=True, highlight=False)
    console.print(words.lead(seen))
    for one, depth in walked(seen.watching.moved):
        watched = one.watched
        headline = words.headline(names.place(watched.stream), watched, seen.counted[watched.stream])
        owner = names.owner(watched.owner)
        console.print(f"{'  ' * depth}{headline} {words.why(watched)}{f' ({owner})' if owner else ''}")
    for burst in heard.bursts:
        console.print(words.burst(burst))
    console.print(
        f"[dim]{len(seen.watching.watched)} charts, {len(seen.watching.lacking)} without answers enough for one."
        f" By chance alone, expect {seen.watching.expected:.2f} first signals a quarter in all of them.[/]"
    )


def _show_calm(seen: "Seen", names: "Words") -> None:
    from oyez.measure.core.change.signals import State
    from oyez.measure.watching import words

    table = Table("Where", "What", "Usual", "Last month", "Limits", "n")
    for one in seen.watching.watched:
        if one.chart.state is State.CALM:
            last = one.chart.last
            table.add_row(
                names.place(one.stream),
                words.share(seen.counted[one.stream]),
                f"{one.chart.limits.centre:.0%}",
                f"{last.count.share:.0%}",
                f"{last.lower:.0%} to {last.upper:.0%}",
                f"{last.count.n:,.0f}",
            )
    Console().print(table)
