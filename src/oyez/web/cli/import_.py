"""`oyez import`: a file and a mapping; history unless asked otherwise, and nothing lost."""

import shlex
import sys
from collections.abc import Iterable
from datetime import UTC, date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.table import Table

from oyez.collect.core.counting import counted
from oyez.web.cli import setup

if TYPE_CHECKING:
    from oyez.collect.core.mapping.language import Mapping
    from oyez.collect.core.plan import Choices, Result
    from oyez.collect.core.preview import Preview
    from oyez.collect.models import Import


@click.command("import")
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--as", "mapping", default="", help="A mapping that comes with Oyez, or a .yaml file of your own."
)
@click.option(
    "--dry-run", is_flag=True, help="Show what rows become and which would be refused; write nothing."
)
@click.option(
    "--react", is_flag=True, help="Let recent rows count as news: they may open cases and send mail."
)
@click.option(
    "--as-of",
    default="",
    metavar="DAY",
    help="With --react: the days before this day are news, instead of those before now.",
)
@click.option("--yes", is_flag=True, help="With --react: do not ask again after showing what would happen.")
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="NAME=COLUMN",
    help="Which column is what; NAME is any name the mapping knows it by.",
)
@click.option(
    "--dates", multiple=True, metavar="FORMAT", help="iso, day-first, month-first or such as %d.%m.%Y."
)
@click.option(
    "--source",
    default="",
    metavar="NAME",
    help="The survey or system it comes from, where ids are like those of another; the same name each time.",
)
@click.option("--add-missing", is_flag=True, help="Make units, touchpoints and accounts that are not known.")
@click.option("--encoding", help="Otherwise it is detected.")
@click.option("--delimiter", help="Otherwise it is detected; tab for tabs.")
@click.option("--quote", help="Otherwise it is detected; none for none.")
@click.option("--header-rows", type=click.IntRange(0, 10), help="Otherwise they are detected.")
@click.option("--sheet", help="Which sheet of a workbook.")
@click.option("--table", help="Which table of an SQLite file.")
@click.option("--json", "as_json", is_flag=True, help="The report as JSON.")
def command(path: Path, mapping: str, **options: Any) -> None:
    """Import PATH, a file or a folder, as a mapping says."""
    setup()
    from oyez.collect.changes.starting import before_the_first_row
    from oyez.collect.core.mapping.trouble import MissingColumn
    from oyez.collect.library import find_mapping

    if not mapping:
        _suggest(path)
    with before_the_first_row():
        chosen = find_mapping(mapping)
    try:
        _look_or_run(path, chosen, _choices(options), options)
    except MissingColumn as problem:
        problem.name_the_way(f"Say which one it is: --column {shlex.quote(problem.field)}=COLUMN.")
        raise


def _look_or_run(path: Path, mapping: "Mapping", choices: "Choices", options: dict[str, Any]) -> None:
    if options["dry_run"]:
        _dry_run(path, mapping, choices, options["as_json"])
        return
    if options["react"]:
        _ask_before_reacting(path, mapping, choices, options["yes"])
    _run(path, mapping, choices, options["as_json"])


def _choices(options: dict[str, Any]) -> "Choices":
    from oyez.collect.choices import news_window
    from oyez.collect.core.plan import NO_NEWS, Choices
    from oyez.collect.core.tables import ReadOptions

    if options["as_of"] and not options["react"]:
        raise click.UsageError("--as-of goes with --react.")
    names = ("encoding", "delimiter", "quote", "header_rows", "sheet", "table")
    return Choices(
        read=ReadOptions(**{name: options[name] for name in names}),
        columns=dict(_pair(said) for said in options["columns"]),
        dates=options["dates"],
        add_missing=options["add_missing"],
        source=options["source"],
        news=news_window(_day(options["as_of"])) if options["react"] else NO_NEWS,
    )


def _pair(said: str) -> tuple[str, str]:
    name, equals, column = said.partition("=")
    if not equals:
        raise click.UsageError(f"--column needs NAME=COLUMN, and “{said}” is not that.")
    return name.strip(), column.strip()


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        raise click.UsageError(f"--as-of needs a day such as 2026-11-22, and “{said}” is not one.") from None


def _suggest(path: Path) -> NoReturn:
    from oyez.collect.core.guess import likeliest
    from oyez.collect.library import built_in
    from oyez.collect.queries import guesses
    from oyez.company.core.scope import OPERATOR

    found = likeliest(guesses(OPERATOR, path))
    if found is None:
        raise click.UsageError(
            f"Nothing in {path.name} tells for sure what is in it. Say with --as which mapping reads it: "
            f"{', '.join(built_in())}, or a .yaml file of your own."
        )
    used = ", ".join(f"{field} = {column}" for field, column in found.columns().items())
    raise click.UsageError(
        f"Say with --as which mapping reads this file; --as {found.mapping} would fit: {used}."
    )


def _preview(path: Path, mapping: "Mapping", choices: "Choices") -> "Preview":
    from oyez.collect.core.plan import Plan
    from oyez.collect.core.preview import preview
    from oyez.collect.queries import house

    return preview(Plan(path, mapping, choices, house()))


def _dry_run(path: Path, mapping: "Mapping", choices: "Choices", as_json: bool) -> None:
    from oyez.collect.foresight import what_would_happen
    from oyez.company.core.scope import OPERATOR

    seen = _preview(path, mapping, choices)
    would = what_would_happen(OPERATOR, seen.news) if seen.news else {}
    if as_json:
        _write_json(_preview_as_data(seen, would))
        return
    console = Console(highlight=False)
    if seen.first:
        console.print(_first_rows(seen.first))
    console.print(escape(_what_it_holds(seen)))
    _say_notes(console, seen.notes)
    if seen.reasons:
        console.print(_reasons(seen))
    if choices.news[1]:
        _say_reaction(console, seen, would)
    if seen.problem:
        _say_problem(console, seen.problem)
    console.print("[dim]Nothing was written.[/]")


def _what_it_holds(seen: "Preview") -> str:
    """How many rows can be used, and what they hold; nothing of what there is none of."""
    said = f"{counted(seen.rows, 'row')}: {seen.usable:,} can be used, {seen.unusable:,} would be rejected."
    if seen.facts:
        said += f" They hold {counted(seen.facts, 'interaction')} ({_kinds(seen)})."
    elif not seen.usable and seen.rows:
        said += " So nothing would come in."
    return said


def _ask_before_reacting(path: Path, mapping: "Mapping", choices: "Choices", sure: bool) -> None:
    """A reaction cannot be taken back, so what it would do is shown first."""
    from oyez.collect.foresight import what_would_happen
    from oyez.company.core.scope import OPERATOR

    console = Console(stderr=True, highlight=False)
    seen = _preview(path, mapping, choices)
    _say_reaction(console, seen, what_would_happen(OPERATOR, seen.news) if seen.news else {})
    if seen.problem:
        _say_problem(console, seen.problem)
    if not sure:
        click.confirm("Import and react?", abort=True, err=True)


def _say_reaction(console: Console, seen: "Preview", would: dict[str, int]) -> None:
    effects = ", ".join(f"{count:,} {what}" for what, count in would.items()) or "no case"
    said = f"{len(seen.news):,} of {counted(seen.facts, 'interaction')} would count as news: {effects}."
    console.print(escape(said))


def _say_problem(console: Console, problem: str) -> None:
    console.print(f"[red]✗[/] {escape(problem)}")


def _run(path: Path, mapping: "Mapping", choices: "Choices", as_json: bool) -> None:
    from oyez.collect.changes.running import run_to_end
    from oyez.collect.changes.starting import begin
    from oyez.collect.models import Import
    from oyez.company.core.scope import OPERATOR

    run = begin(OPERATOR, path, mapping, choices, Import.Runner.COMMAND)
    console = Console(stderr=True, highlight=False)
    if run.rows:
        console.print(f"Going on after {counted(run.rows, 'row')}.")
    _show_progress(run_to_end(OPERATOR, run), console)
    run.refresh_from_db()
    if as_json:
        _write_json(_report_as_data(run))
    else:
        _report(run, Console(highlight=False))


def _show_progress(steps: Iterable["Import"], console: Console) -> None:
    columns = (
        TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TextColumn("{task.fields[rows]} rows"),
        TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        bar = progress.add_task("Importing", total=1.0, rows="0")
        for run in steps:
            progress.update(bar, completed=run.share, rows=f"{run.rows:,}")


def _report(run: "Import", console: Console) -> None:
    console.print(
        f"[green]✓[/] {counted(run.rows, 'row')} read = {run.taken:,} taken + {run.known:,} already known + "
        f"{run.rejected:,} rejected. {counted(run.facts, 'interaction')} came in."
    )
    _say_notes(console, run.notes)
    if run.news:
        console.print(f"{run.news:,} of them count as news.")
    elif run.facts:
        console.print("They are history: they open no case and send no mail.")
    if run.waited:
        console.print(
            f"{run.waited:,} of the rejected waited already from an import before; none was kept twice."
        )
    if run.rejected > run.waited:
        console.print(f"See why with [cyan]oyez rejected list --import {run.pk}[/]")


def _say_notes(console: Console, notes: Iterable[str]) -> None:
    for note in notes:
        console.print(f"[dim]{escape(note)}[/]")


def _kinds(seen: "Preview") -> str:
    return ", ".join(f"{count:,} {kind}" for kind, count in seen.kinds.most_common())


def _first_rows(results: Iterable["Result"]) -> Table:
    from oyez.collect.core.mapping.dates import zone_of
    from oyez.collect.described import described
    from oyez.company.queries import the_company

    zone = zone_of(the_company().time_zone)
    table = Table(title="What the first rows become", title_justify="left")
    for name in ("Line", "What", "When", "Who", "Where", "Says"):
        table.add_column(name)
    for result in results:
        for line in described(result, zone):
            cells = (str(result.line), line.what, line.when, line.who, line.where, line.says)
            table.add_row(*map(escape, cells))
    return table


def _reasons(seen: "Preview") -> Table:
    table = Table(title="Rows that would be rejected", title_justify="left")
    for name in ("Rows", "Why", "First", "Text"):
        table.add_column(name)
    first = {result.outcome.reason: result for result in reversed(seen.refused)}  # type: ignore[union-attr]
    for reason, count in seen.reasons.most_common(20):
        example = first.get(reason)
        line = f"{example.file}:{example.line}" if example else ""
        cells = (f"{count:,}", reason, line, _short(example.raw) if example else "")
        table.add_row(*map(escape, cells))
    return table


def _short(raw: str) -> str:
    from oyez.collect.core.tables import shorten

    return shorten(raw, 50)


def _preview_as_data(seen: "Preview", would: dict[str, int]) -> dict[str, Any]:
    from oyez.collect.described import described

    return {
        "rows": seen.rows,
        "usable": seen.usable,
        "unusable": seen.unusable,
        "interactions": seen.facts,
        "kinds": dict(seen.kinds),
        "first": [
            {"line": result.line, "becomes": [line.what for line in described(result, UTC)]}
            for result in seen.first
        ],
        "reasons": dict(seen.reasons.most_common()),
        "notes": seen.notes,
        "problem": seen.problem,
        "news": len(seen.news),
        "would": would,
    }


def _report_as_data(run: "Import") -> dict[str, Any]:
    names = ("taken", "known", "rejected", "waited", "facts", "news", "mapping", "state", "notes")
    return {"import": run.pk, "rows": run.rows, **{name: getattr(run, name) for name in names}}


def _write_json(found: dict[str, Any]) -> None:
    import msgspec

    sys.stdout.write(msgspec.json.encode(found).decode() + "\n")
