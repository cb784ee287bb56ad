"""`oyez outbox`: what is to leave the house, what could not, and letting it."""

import json
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.table import Table

from oyez.web.cli import setup

if TYPE_CHECKING:
    from oyez.kit.models import Outgoing

OPEN = ("waiting", "sending", "unknown", "parked", "held")


@click.group("outbox")
def command() -> None:
    """Mail on its way: list it, try again, release what a restore holds."""
    setup()


@command.command("list")
@click.option("--state", type=click.Choice([*OPEN, "sent"]), help="Only one state; else all but sent.")
@click.option("--limit", default=50, show_default=True, help="How many at most, the newest first.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def list_mails(state: str | None, limit: int, as_json: bool) -> None:
    """What waits, what is unknown, what was set aside; customers' addresses are not shown."""
    from oyez.kit.models import Outgoing
    from oyez.kit.outbox import STEP
    from oyez.kit.worker import is_held_by_hand

    rows = Outgoing.objects.filter(state__in=[state] if state else OPEN).order_by("-id")[:limit]
    found = [_record(row) for row in rows]
    if as_json:
        click.echo(json.dumps({"held": is_held_by_hand(STEP), "mails": found}, indent=2))
        return
    console = Console(highlight=False)
    if is_held_by_hand(STEP):
        console.print("All outgoing traffic is held until [bold]oyez outbox release[/].")
    if not found:
        console.print("Nothing waits to leave.")
        return
    table = Table("Id", "State", "Why", "To", "Since", "Tries", "Last failure")
    for row in found:
        table.add_row(*map(str, row.values()))
    console.print(table)


def _record(row: "Outgoing") -> dict[str, Any]:
    _, _, domain = row.recipient.partition("@")
    return {
        "id": row.pk,
        "state": row.state,
        "why": f"{row.rule} {row.cause}",
        "to": row.recipient if row.audience == "staff" else f"a customer at {domain}",
        "since": row.created_at.isoformat(timespec="seconds"),
        "tries": row.failures,
        "last_error": row.last_error,
    }


@command.command("retry")
@click.argument("ids", type=int, nargs=-1)
@click.option("--parked", is_flag=True, help="All that were set aside after many attempts.")
def retry(ids: tuple[int, ...], parked: bool) -> None:
    """Send again the mails IDS that are parked, or unknown and wanted again."""
    from oyez.company.changes import audit
    from oyez.company.core.scope import OPERATOR
    from oyez.kit import outbox
    from oyez.kit.errors import Refused
    from oyez.kit.models import Outgoing

    if not ids and not parked:
        raise Refused("Say which: numbers from `oyez outbox list`, or --parked for all that were set aside.")
    wanted = set(ids)
    if parked:
        wanted |= set(Outgoing.objects.filter(state=Outgoing.State.PARKED).values_list("pk", flat=True))
    count = outbox.retry(wanted)
    audit(OPERATOR, "retry_mails", "outbox", after={"ids": sorted(wanted), "count": count})
    Console(highlight=False).print(f"[green]✓[/] {count} of {len(wanted)} mails will be tried again.")


@command.command("release")
@click.option("--discard", is_flag=True, help="Never send what was held; new mail leaves again.")
def release(discard: bool) -> None:
    """Let mail leave again after a restore."""
    from oyez.company.changes import audit
    from oyez.company.core.scope import OPERATOR
    from oyez.kit import outbox

    count = outbox.discard_held() if discard else outbox.release_all()
    audit(OPERATOR, "release_outbox", "outbox", after={"count": count, "discarded": discard})
    what = "will never be sent and are shown as unknown" if discard else "will be sent"
    Console(highlight=False).print(f"[green]✓[/] Mail leaves again; {count} held mails {what}.")
