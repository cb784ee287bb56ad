"""`oyez survey`: what concerns surveys."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from oyez.web.bringing import COMMANDS as BRINGING
from oyez.web.cli import setup
from oyez.web.surveying import COMMANDS
from oyez.web.waving import COMMANDS as WAVING

if TYPE_CHECKING:
    from oyez.kit.marked import Block
    from oyez.surveys.core.definition import Definition
    from oyez.surveys.core.lint import Facts, Linted


@click.group("survey")
def command() -> None:
    """Surveys: begun, looked at, published, paused."""


for _one in (*COMMANDS, *BRINGING, *WAVING):
    command.add_command(_one)


@command.command("lint")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option(
    "--with-company", is_flag=True, help="Also by what this company knows: fields, goals, last version."
)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def lint(files: tuple[Path, ...], with_company: bool, as_json: bool) -> None:
    """Look at survey FILES; ends with 1 if anything would keep one from being published."""
    setup()
    told = [_told(file, with_company) for file in files]
    if as_json:
        click.echo(json.dumps(told, indent=2, ensure_ascii=False))
    else:
        for one in told:
            _print(one)
    if any(finding["severity"] == "E" for one in told for finding in one["findings"]):
        sys.exit(1)


def _told(file: Path, with_company: bool) -> dict[str, Any]:
    """Everything that is to be said of one file."""
    from oyez.kit.marked import read
    from oyez.kit.places import DefinitionError
    from oyez.surveys.core.lint import lint as look
    from oyez.surveys.core.reading import of_block

    try:
        block = read(file.read_text("utf-8"))
        definition = of_block(block)
    except DefinitionError as error:
        raise error.in_file(str(file)) from None
    return _said(file, block, look(definition, _facts(definition) if with_company else _nothing()))


def _nothing() -> "Facts":
    from oyez.surveys.core.lint import Facts

    return Facts()


def _facts(definition: "Definition") -> "Facts":
    from oyez.company.core.scope import OPERATOR
    from oyez.surveys import linting
    from oyez.surveys.queries import surveys

    return linting.facts(OPERATOR, definition, surveys(OPERATOR).filter(key=definition.survey).first())


def _said(file: Path, block: "Block", linted: "Linted") -> dict[str, Any]:
    from oyez.surveys.core.lint.whereabouts import whereabouts
    from oyez.surveys.linting import as_plain, sentence

    findings = []
    for finding in linted.findings:
        place = whereabouts(block, finding.place, finding.language)
        said = as_plain(finding) | {"sentence": sentence(finding), "line": place.line, "column": place.column}
        findings.append(said)
    return {
        "file": str(file),
        "findings": findings,
        "seconds": round(linted.seconds, 1),
        "measured": linted.is_measured,
        "longest": list(linted.longest),
        "not_checked": {
            one.rule: [*one.missing, *one.without_words]
            for one in linted.checked.values()
            if not one.is_whole
        },
    }


def _print(told: dict[str, Any]) -> None:
    for one in told["findings"]:
        language = f" [{one['language']}]" if one["language"] else ""
        where = f"{told['file']}:{one['line']}:{one['column']}"
        click.echo(f"{where}: {one['severity']} {one['rule']}{language} {one['place']}: {one['sentence']}")
    count = len(told["longest"])
    source = "measured" if told["measured"] else "estimated"
    click.echo(f"{told['file']}: {count} questions on the longest way, {told['seconds']:.0f} s ({source}).")
    for rule, missing in told["not_checked"].items():
        click.echo(f"  {rule} did not look at everything; it lacks: {', '.join(missing)}.")
