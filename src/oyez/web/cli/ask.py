"""`oyez ask`: a number with its interval, its n and what has to be known about it."""

import sys
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table

from oyez.web.cli import setup
from oyez.web.keeping import keep, takes_along

if TYPE_CHECKING:
    from oyez.company.core.scope import Viewer
    from oyez.kit.charts.table import Table as Behind
    from oyez.measure.core.question import Question
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
    "--rolling", default="", metavar="N", help="Also the window of N periods, pooled, that ends with each."
)
@click.option("--weigh", multiple=True, help="Weight answers to the accounts: tier, region or another level.")
@click.option("--population", default="", metavar="N", help="The claim is about exactly N customers, now.")
@click.option(
    "--compare", default="", metavar="before|year", help="Against the period before, or a year earlier."
)
@click.option("--versus", multiple=True, help="Against another segment, as in tier=silver; repeat it.")
@click.option(
    "--viewer", default="", metavar="EMAIL", help="Look as this member; without it as the operator."
)
@click.option("--role", default="", help="The member's role to look in.")
@takes_along
@click.option("--json", "as_json", is_flag=True, help="The whole answer as JSON.")
@click.option("--csv", "as_csv", is_flag=True, help="One line a group, for a spreadsheet.")
def command(
    metric: str,
    by: tuple[str, ...],
    every: str,
    where: tuple[str, ...],
    since: str,
    until: str,
    rolling: str,
    weigh: tuple[str, ...],
    population: str,
    compare: str,
    versus: tuple[str, ...],
    viewer: str,
    role: str,
    output: str,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Ask for METRIC: nps, csat, ces, stars, promise, count, persons, amount, any score that came in, any index."""
    setup()
    from oyez.measure.ask import ask
    from oyez.measure.core.question import parse

    question = parse(
        metric, by=by, every=every, where=where, since=since, until=until, rolling=rolling, weigh=weigh,
        population=population,
    )  # fmt: skip
    if compare:
        _compare(_viewer(viewer, role), question, compare, as_json, output)
        return
    if versus:
        _contrast(_viewer(viewer, role), question, versus, as_json, output)
        return
    answer = ask(_viewer(viewer, role), question)
    if output:
        from oyez.measure.sheets.answers import answer_sheet

        keep(lambda: answer_sheet(_viewer(viewer, role), question, answer), output)
        return
    if as_json:
        import msgspec

        sys.stdout.write(msgspec.json.encode(answer).decode() + "\n")
    elif as_csv:
        from oyez.kit.sheets.formats import csv
        from oyez.measure.sheets.answers import table_of

        sys.stdout.write(csv.as_csv(table_of(answer)))
    else:
        _show(answer)


def _compare(viewer: "Viewer", question: "Question", against: str, as_json: bool, output: str) -> None:
    from oyez.measure import compared_words
    from oyez.measure.comparing import compare

    found = compare(viewer, question, against)
    if output:
        from oyez.measure.sheets.comparisons import comparison_sheet

        keep(lambda: comparison_sheet(viewer, question, against, found), output)
        return
    if as_json:
        import msgspec

        sys.stdout.write(msgspec.json.encode(found).decode() + "\n")
        return
    _print(compared_words.sentence(found), compared_words.table(found))


def _contrast(
    viewer: "Viewer", question: "Question", versus: tuple[str, ...], as_json: bool, output: str
) -> None:
    from oyez.measure import contrast_words
    from oyez.measure.comparing import contrast
    from oyez.measure.core.question import parse_filter

    found = contrast(viewer, question, [parse_filter(text) for text in versus])
    if output:
        from oyez.measure.sheets.comparisons import contrast_sheet

        keep(lambda: contrast_sheet(viewer, question, found), output)
        return
    if as_json:
        import msgspec

        sys.stdout.write(msgspec.json.encode(found).decode() + "\n")
        return
    _print(contrast_words.sentence(found), contrast_words.table(found))


def _print(sentence: str, behind: "Behind") -> None:
    console = Console(highlight=False)
    console.print(sentence)
    table = Table(title=behind.caption, title_justify="left")
    for column in behind.columns:
        table.add_column(column.name, justify="right" if column.numeric else "left")
    for row in behind.rows:
        table.add_row(*map(str, row))
    console.print(table)


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
    windows = {(point.keys, point.start): point.result for point in answer.rolling}
    if windows:
        table.add_column("window", justify="right")
        table.add_column("95% interval", justify="right")
    for point in answer.points:
        keys = wording.group(answer, point)
        start = [str(point.start)] if answer.every else []
        window = windows.get((point.keys, point.start))
        more = (
            [wording.value(answer.metric, window), wording.interval(answer.metric, window)] if window else []
        )
        cells = _cells(answer, point.result, point.keys[-1] if point.keys else None)
        table.add_row(*keys, *start, *cells, *more)
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
    if answer.total is not None and not answer.total.n and not answer.total.suppressed:
        console.print(
            "[dim]Nothing was found. Public reviews and posts are asked for with --where mention=true.[/]"
        )


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
