"""`oyez demo`: the sample company, built from a seed, looked at, and served on this machine."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from oyez.web.cli import setup
from oyez.web.sample.place import HOST, NEWS_DAYS, Place

if TYPE_CHECKING:
    from oyez.web.sample.building import Progress as Step
    from oyez.web.sample.found import Found


@click.command("demo")
@click.option(
    "--folder", type=click.Path(path_type=Path, file_okay=False), default=Path("oyez-demo"), show_default=True,
    help="Where it is built; an installation of your own is never touched.",
)  # fmt: skip
@click.option(
    "--port", default=8042, show_default=True, help="Where its pages are served, on this machine only."
)
@click.option("--no-serve", is_flag=True, help="Print what was found and end.")
@click.option("--rebuild", is_flag=True, help="Build it anew although it is there.")
@click.option("--json", "as_json", is_flag=True, help="What was found as JSON, and end.")
@click.option(
    "--scale", default=1.0, hidden=True, type=click.FloatRange(0.01, 4), help="A share of its customers."
)
def command(folder: Path, port: int, no_serve: bool, rebuild: bool, as_json: bool, scale: float) -> None:
    """Build Aurora, the sample company, say what was found in it, and serve it."""
    place = Place(folder.resolve(), port)
    place.move_in()
    if rebuild or not place.is_built:
        place.make()
        setup()
        _build(place, scale)
    setup()
    from oyez.web.sample.found import look

    found = look(place)
    if as_json:
        import msgspec

        sys.stdout.write(msgspec.json.encode(found).decode() + "\n")
        return
    _tell(found, place)
    if not no_serve and sys.stdout.isatty():
        serve = [sys.executable, "-m", "oyez.web", "serve", "--host", HOST, "--port", str(port)]
        os.execv(sys.executable, serve)  # noqa: S606  # a fresh process, without the memory that building took


def _build(place: Place, scale: float) -> None:
    from oyez.web.sample.building import found_and_fill

    console = Console(stderr=True)
    if not console.is_terminal:
        for _ in found_and_fill(place, scale):
            pass
        return
    _show_progress(found_and_fill(place, scale), console)


def _show_progress(steps: "Iterator[Step]", console: Console) -> None:
    """One bar for each thing that is done."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as progress:
        tasks = {}
        for doing, share in steps:
            if doing not in tasks:
                tasks[doing] = progress.add_task(doing, total=None if share is None else 1.0)
            if share is not None:
                progress.update(tasks[doing], total=1.0, completed=share)


def _tell(found: "Found", place: Place) -> None:
    """One screen."""
    console = Console(highlight=False)
    console.print(
        f"\n[bold]{found.company}[/], a sample company: {found.interactions:,} interactions of {found.persons:,} "
        f"people over {found.channels} channels in {found.languages} languages, "
        f"{found.first_day} to {found.last_day}."
    )
    console.print(
        f"{found.intake.taken:,} rows taken in, {found.intake.rejected:,} rejected. "
        f"The last {NEWS_DAYS} days were news: {found.cases} cases opened, "
        f"{found.mails} mails in {_short(place.mail)}.\n"
    )
    _tell_findings(found, console)
    _ask(found, place, console)
    _tell_ways_in(found, console)
    console.print("[dim]Each link signs in once. Build it anew with[/] oyez demo --rebuild")


def _tell_findings(found: "Found", console: Console) -> None:
    console.print(
        f"[bold]{len(found.findings)} things you did not know[/], of {found.looked_at} that were looked at"
    )
    width = max((len(one.figure) for one in found.findings), default=0)
    for one in found.findings:
        interval = one.interval if one.interval == "counted" else f"95% interval {one.interval}"
        console.print(f" [bold]{one.figure:>{width}}[/]  {one.says}", soft_wrap=True)
        console.print(f" {'':{width}}  [dim]{interval}, {one.n}; {one.owner}[/]", soft_wrap=True)


def _ask(found: "Found", place: Place, console: Console) -> None:
    program = "oyez" if shutil.which("oyez") else str(Path(sys.argv[0]))
    console.print("\n[bold]Five questions[/], to copy after [cyan]. " + str(_short(place.exports)) + "[/]")
    for question in found.questions:
        console.print(f" [bold]{question.asks}[/]")
        console.print(f"   {question.says}", soft_wrap=True)
        console.print(f"   [cyan]{program} {question.command}[/]", soft_wrap=True)
    console.print()


def _tell_ways_in(found: "Found", console: Console) -> None:
    """Whole links, however narrow the screen: they are there to be copied."""
    if not found.links:
        return
    console.print("[bold]Look around as[/]")
    width = max(len(link.title) for link in found.links)
    for link in found.links:
        console.print(f" {link.title:<{width}}  [cyan]{link.url}[/]", soft_wrap=True)


def _short(path: Path) -> Path:
    """A path as one would type it from here."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
