"""The commands of `oyez survey` that bring surveys of other tools along, their answers, and take ours away."""

from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from oyez.web.cli import setup

if TYPE_CHECKING:
    from oyez.surveys.core.foreign.losses import Loss
    from oyez.surveys.foreign import Brought

MOST_LINES = 200


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--out", "target", default="", metavar="FILE.yaml", help="Write the survey there and make no draft."
)
@click.option("--json", "as_json", is_flag=True, help="The report as JSON.")
def bring(file: Path, target: str, as_json: bool) -> None:
    """Make FILE, a survey of Qualtrics, LimeSurvey, SurveyJS or Formbricks, a draft, and report what was lost."""
    setup()
    from oyez.company.core.scope import OPERATOR
    from oyez.surveys.foreign import as_draft, read_survey

    found = read_survey(file)
    if target:
        Path(target).expanduser().write_text(found.text, "utf-8")
    else:
        as_draft(OPERATOR, found)
    if as_json:
        _as_json(found)
        return
    console = Console(highlight=False)
    survey = found.imported.definition
    kinds = ", ".join(f"{count} {kind}" for kind, count in _counted(found).items())
    console.print(
        f"[green]✓[/] {escape(survey.survey)}: {len(survey.questions)} questions ({kinds}).", soft_wrap=True
    )
    _tell(console, found.imported.losses)
    where = target or f"a draft; the original is kept with it. Look at it before you publish: {survey.survey}"
    console.print(f"Written to {escape(where)}." if target else escape(f"It is {where}."), soft_wrap=True)


@click.command("answers")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--of", "survey", required=True, metavar="KEY|FILE", help="The imported survey, or its original file."
)
@click.option("--out", "target", required=True, metavar="FILE.yaml", help="Where the mapping is written.")
def answers(file: Path, survey: str, target: str) -> None:
    """Write the mapping by which `oyez import` reads FILE, another tool's answers, and report what is left out."""
    setup()
    from oyez.company.core.scope import OPERATOR
    from oyez.surveys.foreign import answers_mapping, lines_of, survey_of

    imported = survey_of(OPERATOR, survey)
    path = Path(target).expanduser()
    lines = path.with_suffix(".ndjson")
    source = lines if lines_of(file, lines) else file
    made = answers_mapping(imported, source)
    path.write_text(made.text, "utf-8")
    console = Console(highlight=False)
    _tell(console, made.losses)
    console.print("[green]✓[/] Look, then import:", soft_wrap=True)
    console.print(escape(f"oyez import {source} --as {path} --dry-run"), soft_wrap=True)


@click.command("export")
@click.argument("key")
@click.option("--out", "target", default="", metavar="FILE.json", help="Otherwise it is printed.")
@click.option("--published", is_flag=True, help="The version that is asked, instead of the draft.")
def export(key: str, target: str, published: bool) -> None:
    """Write the survey KEY as documented JSON."""
    setup()
    from oyez.company.core.scope import OPERATOR
    from oyez.surveys.foreign import as_json

    text = as_json(OPERATOR, key, published=published)
    if target:
        Path(target).expanduser().write_text(text, "utf-8")
    else:
        click.echo(text, nl=False)


def _tell(console: Console, losses: "tuple[Loss, ...]") -> None:
    """The loss report; nothing lost is said too."""
    if not losses:
        console.print("Nothing was lost.")
        return
    table = Table(title="What could not be carried over as it was", title_justify="left")
    for name in ("Where", "What", "What became of it"):
        table.add_column(name, overflow="fold")
    for loss in losses[:MOST_LINES]:
        table.add_row(escape(loss.where), escape(loss.what), loss.became.value)
    console.print(table)
    if len(losses) > MOST_LINES:
        console.print(f"… and {len(losses) - MOST_LINES:,} more lines: see them with --json.")


def _counted(found: "Brought") -> dict[str, int]:
    types = [question.type for question in found.imported.definition.questions]
    return {kind: types.count(kind) for kind in dict.fromkeys(types)}


def _as_json(found: "Brought") -> None:
    import msgspec

    from oyez.surveys.foreign import report

    told = {
        "survey": found.imported.definition.survey,
        "format": found.imported.format,
        "questions": _counted(found),
        "losses": report(found.imported.losses),
    }
    click.echo(msgspec.json.encode(told).decode())


COMMANDS = (bring, answers, export)
