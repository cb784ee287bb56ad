"""`oyez ask`: a number with its interval, its n and what has to be known about it."""

import sys
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table

from oyez.web.cli import setup

if TYPE_CHECKING:
    from oyez.company.core.scope import Viewer
    from oyez.measure.core.result import Answer, Result


@click.command("ask")
@click.argument("metric")
@click.option("--by", multiple=True, help="A dimension, or several with commas: unit, channel, attr:late.")
@click.option("--every", default="", help="day, week, month, quarter or year.")
@click.option(
    "--where",
    multiple=True,
    help="A filter such as channel=web,email or attr:late=true; a value with a comma in double quotes.",
)
@click.option("--since", default="", help="First day, or month, that counts.")
@click.option("--until", default="", help="First day, or month, that no longer counts.")
@click.option(
    "--viewer", default="", metavar="EMAIL", help="Look as this member; without it as the operator."
)
@click.option("--role", default="", help="The member's role to look in.")
@click.option("--json", "as_json", is_flag=True, help="The whole answer as JSON.")
@click.option("--csv", "as_csv", is_flag=True, help="One line a group, for a spreadsheet.")
def command(
    metric: str,
    by: tuple[str, ...],
    every: str,
    where: tuple[str, ...],
    since: str,
    until: str,
    viewer: str,
    role: str,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Ask for METRIC: nps, csat, ces, stars, count, persons, amount, or any score that came in."""
    setup()
    from oyez.measure.ask import ask
    from oyez.measure.core.question import parse

    question = parse(metric, by=by, every=every, where=where, since=since, until=until)
    answer = ask(_viewer(viewer, role), question)
    if as_json:
        import msgspec

        sys.stdout.write(msgspec.json.encode(answer).decode() + "\n")
    elif as_csv:
        from oyez.measure.core.csv_out import answer_as_csv

        sys.stdout.write(answer_as_csv(answer))
    else:
        _show(answer)


def _viewer(email: str, role: str) -> "Viewer":
    from oyez.company.core.scope import OPERATOR
    from oyez.company.queries import member_by_email, viewer_for

    return viewer_for(member_by_email(email), role or None) if email else OPERATOR


def _show(answer: "Answer") -> None:
    from oyez.measure import wording

    console = Console()
    title = wording.metric(answer.metric)
    table = Table(title=", ".join([title, *answer.where]), title_justify="left", caption_justify="left")
    for name in answer.by:
        table.add_column(wording.dimension(name))
    if answer.every:
        table.add_column(answer.every.capitalize())
    table.add_column(answer.metric.name, justify="right")
    table.add_column("95% interval", justify="right")
    table.add_column("n", justify="right")
    table.add_column("")
    for point in answer.points:
        keys = wording.group(answer, point)
        start = [str(point.start)] if answer.every else []
        table.add_row(*keys, *start, *_cells(answer, point.result, point.keys[-1] if point.keys else None))
    if answer.total is not None and (answer.by or answer.every):
        table.add_section()
        labels = ["all", *[""] * (len(answer.by) + bool(answer.every) - 1)]
        table.add_row(*labels, *_cells(answer, answer.total, None), style="bold")
    console.print(table)
    flags = {flag for point in answer.points for flag in point.result.flags}
    flags.update(flag for point in answer.overall for flag in point.result.flags)
    flags.update(answer.total.flags if answer.total else ())
    for flag in sorted(flags):
        console.print(f"[dim]{flag}: {wording.flag(flag)}[/]")
    console.print(f"[dim]{answer.metric.explained}[/]")


def _cells(answer: "Answer", result: "Result", last_key: str | None) -> list[str]:
    from oyez.measure import wording

    currency = last_key or "" if answer.metric.shown == "money" else ""
    return [
        wording.value(answer.metric, result, currency),
        wording.interval(answer.metric, result),
        _n(result),
        ", ".join(result.flags),
    ]


def _n(result: "Result") -> str:
    if result.n is None:
        return ""
    return f"{result.n:,}" + (f" of {result.n_invited:,}" if result.n_invited else "")
