"""`oyez survey send` and what else concerns waves: a dry run, planning, watching, pausing, closing."""

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.table import Table

from oyez.web.cli import setup
from oyez.web.looking import looks
from oyez.web.looking import viewer as looking_as

if TYPE_CHECKING:
    from oyez.surveys.fieldwork import Fieldwork
    from oyez.surveys.models import Wave


@click.command("send")
@click.argument("survey")
@click.option("--wave", required=True, metavar="KEY", help="The wave's key, such as relationship-2027-03.")
@click.option("--name", default="", help="What it is called; without it its key.")
@click.option("--audience", default="", help="Only those for whom this condition holds.")
@click.option(
    "--rate", default=1.0, type=click.FloatRange(0, 1, min_open=True), help="The share that is drawn."
)
@click.option("--per-minute", default=120, type=click.IntRange(1), help="Mails a minute to one domain.")
@click.option(
    "--reminder-days", default=0, type=click.IntRange(0, 30), help="Remind after working days; 0: never."
)
@click.option("--at", "opens", default="", metavar="TIME", help="When it opens, on the company's clock.")
@click.option(
    "--channel", default="email", type=click.Choice(["email", "sms"]), help="By mail or text message."
)
@click.option("--any-hour", is_flag=True, help="Also at night and on days off.")
@click.option("--days", default=28, type=click.IntRange(1, 365), help="Days until it closes.")
@click.option("--dry-run", is_flag=True, help="Say who would be asked and why the others not; plan nothing.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def send(survey: str, wave: str, opens: str, dry_run: bool, as_json: bool, **said: Any) -> None:
    """Plan a wave of a live SURVEY; `oyez work` or `oyez serve` sends it when it opens."""
    setup()
    from oyez.company.core.scope import OPERATOR
    from oyez.surveys.changes.waving import Plan
    from oyez.surveys.changes.waving import plan as plan_wave
    from oyez.surveys.foreseeing import foresight, unsaved
    from oyez.surveys.wave_records import of_foreseen

    plan = Plan(opens_at=_moment(opens), **said)
    found = foresight(OPERATOR, unsaved(OPERATOR, survey, wave, plan))
    if not dry_run:
        plan_wave(OPERATOR, survey, wave, plan)
    if as_json:
        click.echo(json.dumps(of_foreseen(found) | {"planned": not dry_run}, indent=2))
        return
    click.echo(f"{found.asked:,} of {found.persons:,} would be asked. {found.decisions.sentence()}")
    click.echo("Nothing was planned." if dry_run else f"Planned as {wave}.")


def _moment(said: str) -> datetime | None:
    """A time on the company's clock."""
    from zoneinfo import ZoneInfo

    from oyez.company.queries import the_company

    if not said:
        return None
    try:
        given = datetime.fromisoformat(said)
    except ValueError:
        raise click.BadParameter("a time is written 2027-03-01T09:00", param_hint="--at") from None
    return (given if given.tzinfo else given.replace(tzinfo=ZoneInfo(the_company().time_zone))).astimezone(
        UTC
    )


@click.command("waves")
@click.argument("survey")
@looks
def waves(survey: str, email: str, role: str, as_json: bool) -> None:
    """The waves of a SURVEY, the newest first."""
    setup()
    from oyez.surveys import fieldwork
    from oyez.surveys.queries import survey as find

    viewer = looking_as(email, role)
    rows = fieldwork.waves(viewer, find(viewer, survey).key)
    if as_json:
        click.echo(json.dumps([_told(*row) for row in rows], indent=2, default=str))
        return
    table = Table("Wave", "State", "Sent", "Answered", "RR2", "Opens", box=None)
    for row, found in rows:
        rate = f"{found.rates['RR2']:.1%}" if found.rates else "–"
        table.add_row(
            row.key, row.state, f"{found.sent:,}", f"{found.answered:,}", rate, f"{row.opens_at:%Y-%m-%d}"
        )
    Console(highlight=False).print(table)


@click.command("wave")
@click.argument("wave")
@looks
def wave(wave: str, email: str, role: str, as_json: bool) -> None:
    """One WAVE as it stands: what became of its mails, and its response rates."""
    setup()
    from oyez.surveys import fieldwork

    viewer = looking_as(email, role)
    row = fieldwork.wave(viewer, wave)
    found = fieldwork.fieldwork(viewer, row)
    if as_json:
        click.echo(json.dumps(_told(row, found), indent=2, default=str))
        return
    click.echo(f"{row.key}: {row.state}{f', {row.why}' if row.why else ''}")
    click.echo(f"{found.sent:,} of {found.to_send:,} sent; {found.answered:,} answered.")
    for fate, count in sorted(found.counts.items(), key=lambda one: -one[1]):
        click.echo(f"  {count:>8,}  {fate.value.replace('_', ' ')}")
    for name, rate in (found.rates or {}).items():
        click.echo(f"  {name} {rate:.1%}")


def _told(row: "Wave", found: "Fieldwork") -> dict[str, Any]:
    from oyez.surveys.wave_records import of_wave

    return of_wave(row, found)


@click.command("pause-wave")
@click.argument("wave")
@click.option("--why", default="", help="What everybody reads who looks at it.")
def pause_wave(wave: str, why: str) -> None:
    """Let nothing more leave of a WAVE until somebody goes on."""
    setup()
    from oyez.company.core.scope import OPERATOR
    from oyez.surveys.changes.waving import pause

    click.echo(f"{pause(OPERATOR, wave, why).key} is paused.")


@click.command("go-on")
@click.argument("wave")
def go_on(wave: str) -> None:
    """Go on with a paused WAVE."""
    setup()
    from oyez.company.core.scope import OPERATOR
    from oyez.surveys.changes import waving

    click.echo(f"{waving.go_on(OPERATOR, wave).key} goes on.")


@click.command("close-wave")
@click.argument("wave")
def close_wave(wave: str) -> None:
    """End a WAVE: nothing more is sent, and whoever comes later is thanked."""
    setup()
    from oyez.company.core.scope import OPERATOR
    from oyez.surveys.changes.waving import close

    click.echo(f"{close(OPERATOR, wave).key} is closed.")


COMMANDS = (send, waves, wave, pause_wave, go_on, close_wave)
