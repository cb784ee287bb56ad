"""`oyez survey new|write|list|show|check|publish|pause|resume|close`: drafts and what is asked, by hand."""

import json
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from oyez.web.cli import setup

AS_JSON = click.option("--json", "as_json", is_flag=True, help="As JSON.")


@click.command("new")
@click.argument("template", required=False)
@click.option("--key", help="What answers name it by: small letters, digits and hyphens.")
@click.option("--title", default="", help="Its title; without one, the template's.")
@click.option("--language", default="en", show_default=True, help="Which of its languages comes first.")
@click.option("--print", "only_print", is_flag=True, help="Print the text; make no draft.")
def new(template: str | None, key: str | None, title: str, language: str, only_print: bool) -> None:
    """A draft from a TEMPLATE; without one, the list of them."""
    setup()
    from oyez.company.core.scope import OPERATOR
    from oyez.surveys.changes import editing
    from oyez.surveys.starting import begun, start, starts

    if template is None:
        table = Table("Template", "Kind", "Questions")
        for one in starts():
            table.add_row(one.key, str(one.definition.kind), str(one.questions))
        Console().print(table)
        return
    text = begun(start(template), key or template.replace("_", "-"), title, language)
    if only_print:
        click.echo(text, nl=False)
        return
    row = editing.create(OPERATOR, text)
    click.echo(f"✓ “{row.title}” is a draft under the key {row.key}.")


@click.command("write")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def write(file: Path) -> None:
    """Take over the survey of a YAML FILE as a draft: a new one, or the next draft of the one it names."""
    setup()
    from oyez.company.core.scope import OPERATOR
    from oyez.journal.queries import scales
    from oyez.kit.places import DefinitionError
    from oyez.surveys import queries
    from oyez.surveys.changes import editing
    from oyez.surveys.core.reading import definition
    from oyez.surveys.starting import check_key

    text = file.read_text("utf-8")
    try:
        key = definition(text, scales()).survey
    except DefinitionError as error:
        raise error.in_file(str(file)) from None
    check_key(key)
    row = queries.surveys(OPERATOR).filter(key=key).first()
    row = editing.edit(OPERATOR, key, text, row.revision) if row else editing.create(OPERATOR, text)
    click.echo(f"✓ {key} is a draft, revision {row.revision}. What is asked changes when you publish.")


@click.command("list")
@AS_JSON
def list_all(as_json: bool) -> None:
    """All surveys, the one that changed last first."""
    setup()
    from oyez.company.core.scope import OPERATOR
    from oyez.surveys import records
    from oyez.surveys.queries import surveys

    found = [records.of_survey(row) for row in surveys(OPERATOR)]
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    table = Table("Key", "Title", "Kind", "State", "Open", "Changed")
    for one in found:
        is_open = "to anybody" if one["open"] else ""
        table.add_row(one["key"], one["title"], one["kind"], one["state"], is_open, one["changed_at"][:16])
    Console().print(table)


@click.command("show")
@click.argument("key")
@AS_JSON
def show(key: str, as_json: bool) -> None:
    """The draft of a survey as YAML."""
    setup()
    from oyez.company.core.scope import OPERATOR
    from oyez.surveys import queries, records

    row = queries.survey(OPERATOR, key)
    if as_json:
        click.echo(json.dumps(records.whole(row, queries.newest_version(row)), ensure_ascii=False))
    else:
        click.echo(row.draft, nl=False)


@click.command("check")
@click.argument("key")
@AS_JSON
@click.pass_context
def check(context: click.Context, key: str, as_json: bool) -> None:
    """What the lint says of a draft; ends with 1 where it blocks publishing."""
    setup()
    from oyez.company.core.scope import OPERATOR
    from oyez.surveys import queries, records
    from oyez.surveys.core.lint import blocks
    from oyez.surveys.linting import sentence
    from oyez.surveys.releasing import looked_at

    found = looked_at(OPERATOR, queries.survey(OPERATOR, key))
    if as_json:
        click.echo(json.dumps(records.of_look(found), ensure_ascii=False))
    else:
        for one in found.findings:
            click.echo(f"{one.severity} {one.rule} {one.place}: {sentence(one)}")
        click.echo(f"{len(found.longest)} questions on the longest way, {found.seconds:.0f} s.")
    if blocks(found.findings):
        context.exit(1)


@click.command("publish")
@click.argument("key")
@click.option("--note", default="", help="What is new, in a line.")
@click.option(
    "--because",
    multiple=True,
    metavar="RULE=REASON",
    help="Publish over what a rule blocks, with the reason; may be given several times.",
)
def publish(key: str, note: str, because: tuple[str, ...]) -> None:
    """Ask the draft from now on; refused with the rules that block."""
    setup()
    from oyez.company.core.scope import OPERATOR
    from oyez.kit.errors import Refused
    from oyez.surveys import queries
    from oyez.surveys.releasing import release

    reasons = {}
    for one in because:
        rule, equals, reason = one.partition("=")
        if not equals or not reason.strip():
            raise Refused(f"--because takes a rule and a reason, such as L15=asked for; “{one}” is not that.")
        reasons[rule.strip()] = reason
    row = queries.survey(OPERATOR, key)
    version = release(OPERATOR, key, row.revision, note=note, reasons=reasons)
    click.echo(f"✓ {key}: version {version.number} is what is asked now.")


def _state(name: str, state: str, words: str) -> click.Command:
    """A command that sets one state."""

    @click.command(name, help=words)
    @click.argument("key")
    def set_state(key: str) -> None:
        setup()
        from oyez.company.core.scope import OPERATOR
        from oyez.surveys.changes import editing

        row = editing.set_state(OPERATOR, key, state)
        click.echo(f"✓ {key} is {row.state}.")

    return set_state


COMMANDS = (
    new, write, list_all, show, check, publish,
    _state("pause", "paused", "Ask nobody for now; whoever comes is told so."),
    _state("resume", "live", "Ask again what was paused or closed."),
    _state("close", "closed", "Ask nobody any more; whoever comes is thanked."),
)  # fmt: skip
