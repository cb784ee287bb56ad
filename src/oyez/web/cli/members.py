"""`oyez members`: who may sign in, inviting many, a one-time link for somebody."""

from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table

from oyez.web.cli import setup

if TYPE_CHECKING:
    from oyez.company.models import Grant


@click.group("members")
def command() -> None:
    """Who may sign in, and as what."""
    setup()


@command.command("list")
def list_members() -> None:
    """All members with their roles."""
    from oyez.company.core.scope import OPERATOR
    from oyez.company.queries import members

    table = Table("Name", "E-mail", "Roles", "May sign in")
    for member in members(OPERATOR):
        roles = [_said(row) for row in member.grants.all()]
        table.add_row(member.name, member.email, ", ".join(roles), "yes" if member.is_active else "no")
    Console().print(table)


def _said(grant: "Grant") -> str:
    from oyez.company.core.roles import ROLES

    title = ROLES[grant.role].title
    return f"{title}, {grant.unit.name}" if grant.unit else title


@command.command("invite")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def invite(file: Path) -> None:
    """Invite everybody in FILE: name, e-mail, role, unit, hierarchy, one a line. All of them, or nobody."""
    from oyez.company import changes
    from oyez.company.core.scope import OPERATOR
    from oyez.company.forms import InviteForm
    from oyez.kit.errors import Refused

    form = InviteForm({"lines": file.read_text("utf-8-sig")})
    if not form.is_valid():
        raise Refused("\n".join(str(problem) for problem in form.errors["lines"]))
    count = changes.invite(OPERATOR, form.cleaned_data["lines"])
    Console().print(f"[green]✓[/] {count} invited; the worker sends the mails.")


@command.command("link")
@click.argument("email")
@click.option("--role", default="", help="The role to begin in.")
@click.option("--hours", default=1, show_default=True, help="How long the link is good.")
def link(email: str, role: str, hours: int) -> None:
    """A link that signs EMAIL in once."""
    from datetime import timedelta

    from django.conf import settings

    from oyez.company import changes
    from oyez.company.core.scope import OPERATOR
    from oyez.company.models import Token
    from oyez.company.queries import member_by_email

    member = member_by_email(email)
    secret = changes.issue_token(
        OPERATOR, member, Token.Purpose.SIGN_IN, role=role, lasts=timedelta(hours=hours)
    )
    click.echo(f"{settings.OYEZ_URL}/link/{secret}/")
