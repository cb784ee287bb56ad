"""`oyez mailbox`: what came back by mail, fetched or handed in."""

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.table import Table

from oyez.web.cli import setup

if TYPE_CHECKING:
    from oyez.contact.changes.receiving import Outcome

DAYS = 30


@click.group("mailbox")
def command() -> None:
    """Bounces, complaints and answers: fetch them, hand one in, see what became of them."""
    setup()


@command.command("take")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(dir_okay=False, allow_dash=True, exists=True)
)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def take(files: tuple[str, ...], as_json: bool) -> None:
    """Take mails from files as they arrived (.eml), or one from standard input with -."""
    from oyez.contact.changes.fetching import take_or_keep
    from oyez.kit.imap import Message

    taken = []
    for name in files:
        with click.open_file(name, "rb") as file:
            raw = file.read()
        taken.append((name, take_or_keep(Message(0, raw, len(raw)))))
    if as_json:
        click.echo(json.dumps([_record(name, outcome) for name, outcome in taken], indent=2))
        return
    table = Table("Mail", "Is", "Became", "Of", "Why")
    for name, outcome in taken:
        became = "known before" if outcome.known else outcome.state
        table.add_row(name, outcome.kind, became, outcome.subject, outcome.note)
    Console(highlight=False).print(table)


def _record(name: str, outcome: "Outcome") -> dict[str, Any]:
    return {
        "file": name,
        "kind": str(outcome.kind),
        "state": str(outcome.state),
        "subject": outcome.subject,
        "note": outcome.note,
        "known": outcome.known,
    }


@command.command("revive")
@click.argument("address")
def revive(address: str) -> None:
    """Write to an address again that bounced or complained, on somebody's word that it works."""
    from oyez.company.core.scope import OPERATOR
    from oyez.contact.changes import addresses
    from oyez.people.core.identifiers import subject

    addresses.revive(OPERATOR, subject("email", address) or address)
    click.echo("Mail goes to it again; an opt-out of its person still holds.")


@command.command("fetch")
def fetch() -> None:
    """Look into the mailbox now, and take all that came."""
    from oyez.contact.changes import fetching
    from oyez.contact.polling import inbox

    found = inbox()
    if found is None:
        raise click.ClickException("There is no mailbox: set OYEZ_INBOX_URL.")
    taken = 0
    while True:
        some = fetching.fetch(found)
        taken += some.taken
        if not some.more:
            break
    click.echo(f"{taken} taken from {found.name}.")


@command.command("status")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def status(as_json: bool) -> None:
    """When the mailbox was looked at, and what came within thirty days; nobody is named."""
    from datetime import timedelta

    from oyez.contact.models import Address, Folder, Received
    from oyez.kit.clock import now

    recent = Received.objects.filter(at__gte=now() - timedelta(days=DAYS)).values_list("kind", "state")
    counts = Counter(recent)
    addresses = Counter(Address.objects.exclude(state="ok").values_list("state", flat=True))
    folders = [(row.name, row.last, row.looked_at) for row in Folder.objects.order_by("name")]
    if as_json:
        click.echo(
            json.dumps(
                {
                    "folders": [
                        {"name": name, "last": last, "looked_at": at.isoformat() if at else None}
                        for name, last, at in folders
                    ],
                    "mails": [
                        {"kind": kind, "state": state, "n": n} for (kind, state), n in sorted(counts.items())
                    ],
                    "addresses": dict(sorted(addresses.items())),
                },
                indent=2,
            )
        )
        return
    console = Console(highlight=False)
    for name, last, at in folders:
        console.print(f"{name}: up to message {last}, looked at {at:%Y-%m-%d %H:%M} UTC")
    table = Table("Came within 30 days", "Became", "Mails")
    for (kind, state), n in sorted(counts.items()):
        table.add_row(kind, state, str(n))
    console.print(table)
    for state, n in sorted(addresses.items()):
        console.print(f"{state}: {n} addresses")
