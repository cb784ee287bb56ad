"""`oyez cases`: the desk on the command line."""

import json
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.table import Table

from oyez.web.cli import setup

if TYPE_CHECKING:
    from oyez.company.core.scope import Viewer

looking = [
    click.option(
        "--viewer",
        "email",
        default="",
        metavar="EMAIL",
        help="Act as this member; without it as the operator.",
    ),
    click.option("--role", default="", help="The member's role to act in."),
    click.option("--json", "as_json", is_flag=True, help="As JSON."),
]


def _looks(command: Any) -> Any:
    for option in reversed(looking):
        command = option(command)
    return command


def _viewer(email: str, role: str) -> "Viewer":
    from oyez.company.core.scope import OPERATOR
    from oyez.company.queries import member_by_email, viewer_for

    return viewer_for(member_by_email(email), role or None) if email else OPERATOR


@click.group("cases", invoke_without_command=True)
@click.pass_context
def command(context: click.Context) -> None:
    """Cases by due time; one case with its thread; closing."""
    setup()
    if context.invoked_subcommand is None:
        context.invoke(list_cases)


@command.command("list")
@click.option("--view", default="due", show_default=True, help="due, mine, referred or closed.")
@click.option("--limit", default=50, show_default=True, help="How many.")
@_looks
def list_cases(
    view: str = "due", limit: int = 50, email: str = "", role: str = "", as_json: bool = False
) -> None:
    """Cases by due time."""
    from oyez.act import records, sentences
    from oyez.act.core.headlines import headline
    from oyez.act.queries.inbox import inbox
    from oyez.company.queries import the_company
    from oyez.kit.clock import now

    box = inbox(_viewer(email, role), view, limit=limit)
    if as_json:
        found = {"cases": [records.of_item(item) for item in box.items], "open": box.open_count}
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    zone, moment = the_company().time_zone, now()
    table = Table("Case", "Due", "Customer", "Score", "What", "Desk")
    for item in box.items:
        due = sentences.due(item.case, moment, zone)
        style = {"late": "red", "soon": "yellow"}.get(due.look, "")
        table.add_row(
            item.case.number,
            f"[{style}]{due.text}[/]" if style else due.text,
            item.account or str(item.case.person),
            sentences.score(item.case.score_name, item.case.score) if item.case.score is not None else "",
            headline(item.text, 50) or sentences.reason(item.case),
            item.case.owner.name if item.case.owner else "nobody",
        )
    console = Console()
    console.print(table)
    console.print(f"{len(box.items)} shown, {box.open_count} open.")


@command.command("show")
@click.argument("number")
@_looks
def show(number: str, email: str, role: str, as_json: bool) -> None:
    """One case with what was said and done."""
    from oyez.act import records, sentences
    from oyez.act.queries.cases import case as find
    from oyez.act.queries.thread import thread
    from oyez.company.queries import the_company
    from oyez.kit.clock import now

    viewer = _viewer(email, role)
    case = find(viewer, number)
    lines = [records.of_line(line) for line in thread(viewer, case)]
    if as_json:
        click.echo(json.dumps(records.of_case(case) | {"thread": lines}, ensure_ascii=False))
        return
    zone, console = the_company().time_zone, Console(highlight=False)
    console.print(f"[bold]{case.number}[/] {case.person}, {sentences.reason(case)}", markup=True)
    owner = case.owner.name if case.owner else "nobody"
    console.print(
        f"{case.get_state_display()}, {sentences.due(case, now(), zone).text}, on the desk of {owner}"
    )
    for line in lines:
        who = line["by"] or (str(case.person) if line["kind"] == "heard" else "operator")
        scores = ", ".join(sentences.score(name, value) for name, value in line.get("scores", {}).items())
        said = "said elsewhere, not shown" if line.get("hidden") else line["text"] or scores or line["kind"]
        console.print(f"  {line['at'][:16].replace('T', ' ')}  {who}: {said}", markup=False)


@command.command("close")
@click.argument("number")
@click.option("--cause", required=True, help="The root cause's key; `oyez cases causes` lists them.")
@click.option("--outcome", required=True, help="improved, unresolved, unreachable, no_issue or duplicate.")
@click.option("--text", default="", help="A remark.")
@_looks
def close(number: str, cause: str, outcome: str, text: str, email: str, role: str, as_json: bool) -> None:
    """Close NUMBER with its root cause and how it ended."""
    from oyez.act import records
    from oyez.act.changes import cases

    case = cases.close(_viewer(email, role), number, cause, outcome, text)
    if as_json:
        click.echo(json.dumps(records.of_case(case), ensure_ascii=False))
    else:
        Console().print(f"[green]✓[/] {case.number} is closed.")


@command.command("causes")
@_looks
def causes(email: str, role: str, as_json: bool) -> None:
    """The root causes a case may be closed with."""
    from oyez.act.queries.cases import root_causes

    found = {cause.key: cause.name for cause in root_causes(_viewer(email, role))}
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    table = Table("Key", "Root cause")
    for key, name in found.items():
        table.add_row(key, name)
    Console().print(table)
