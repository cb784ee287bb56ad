"""`oyez contact`: the rules about who is asked what, trying a wave, why somebody was asked or not, waiting."""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.table import Table

from oyez.web.cli import setup

if TYPE_CHECKING:
    from oyez.company.core.scope import Viewer

KINDS = click.Choice(["transaction", "relationship", "study", "recontact", "marketing", "reminder"])
PURPOSES = click.Choice(["service", "research", "marketing"])

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


@click.group("contact")
def command() -> None:
    """Who may be asked what, when and how often."""
    setup()


@command.command("rules")
@click.option("--text", "as_text", is_flag=True, help="As the YAML that can be changed.")
@click.option(
    "--save", "file", default="", metavar="FILE", help="Let the rules in FILE hold; - reads them here."
)
@_looks
def rules(as_text: bool, file: str, email: str, role: str, as_json: bool) -> None:
    """The rules that hold, in words; or other rules from a file."""
    from oyez.contact.changes.ruling import write
    from oyez.contact.queries.rules import newest
    from oyez.contact.rules import standing
    from oyez.contact.words import in_words

    viewer = _viewer(email, role)
    if file:
        made = write(viewer, sys.stdin.read() if file == "-" else Path(file).read_text("utf-8"))
        said = f"Version {made.version} holds from now on." if made else "Nothing was changed."
        click.echo(said)
        return
    version, text = newest(viewer)
    if as_json:
        click.echo(json.dumps({"version": version, "text": text}, ensure_ascii=False))
    elif as_text:
        click.echo(text, nl=False)
    else:
        for heading, sentences in in_words(standing()):
            click.echo(heading)
            for sentence in sentences:
                click.echo(f"  {sentence}")


@command.command("dry-run")
@click.argument("kind", type=KINDS)
@click.argument("key")
@click.option("--wave", default="", help="The wave; whoever was asked in it is not asked again.")
@click.option("--purpose", type=PURPOSES, default="research", show_default=True)
@click.option("--channel", default="email", show_default=True)
@click.option("--rate", type=click.FloatRange(0, 1), default=1.0, show_default=True, help="The share drawn.")
@_looks
def dry_run(
    kind: Any,
    key: str,
    wave: str,
    purpose: Any,
    channel: str,
    rate: float,
    email: str,
    role: str,
    as_json: bool,
) -> None:
    """Who would be asked now and why the others would not; nobody is asked."""
    from oyez.contact.core.asking import Asking
    from oyez.contact.queries.deciding import decide
    from oyez.kit.clock import now

    asking = Asking(kind=kind, key=key, wave=wave, purpose=purpose, channel=channel, rate=rate)
    found = decide(_viewer(email, role), asking, None, now())
    if as_json:
        click.echo(json.dumps({"persons": len(found), "counts": found.counts()}))
        return
    table = Table("Verdict", "Persons")
    for code, count in found.counts().items():
        table.add_row(code.replace("_", " "), f"{count:,}")
    Console().print(table)
    click.echo(found.sentence())


@command.command("why")
@click.argument("who")
@_looks
def why(who: str, email: str, role: str, as_json: bool) -> None:
    """Why WHO (a number, an address, or kind:value) was asked or not, the newest first."""
    from oyez.contact.queries.why import why as lines
    from oyez.share.queries.people import named

    viewer = _viewer(email, role)
    found = lines(viewer, named(viewer, who))
    if as_json:
        rows = [asdict(line) | {"at": line.at.isoformat()} for line in found]
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for line in found:
        click.echo(f"{line.at:%Y-%m-%d %H:%M}  {line.text}")
    if not found:
        click.echo("Never asked so far, and never held back.")


@command.command("delay")
@click.argument("account")
@click.argument("until", type=click.DateTime(["%Y-%m-%d"]))
@click.argument("reason")
@_looks
def delay(account: str, until: Any, reason: str, email: str, role: str, as_json: bool) -> None:
    """Ask nobody at ACCOUNT before the day UNTIL, because of REASON."""
    from oyez.contact.changes.delaying import delay as delay_account

    made = delay_account(_viewer(email, role), account, until.date(), reason)
    if as_json:
        click.echo(json.dumps({"account": made.account, "until": made.until.isoformat()}))
        return
    click.echo(f"Nobody at {made.account} is asked before {made.until}.")
