"""`oyez init`: the company, its time zone and currency, and the first administrator."""

import sys
from typing import Any

import click
from rich.console import Console

from oyez.web.cli import setup


class Asked(click.Option):
    """Asked for at a terminal; without one its default is taken, or it is named as missing."""

    def prompt_for_value(self, ctx: click.Context) -> Any:
        if sys.stdin.isatty():
            return super().prompt_for_value(ctx)
        if isinstance(default := self.get_default(ctx), str):
            return default
        raise click.MissingParameter(ctx=ctx, param=self)


@click.command("init")
@click.option("--company", cls=Asked, prompt="Company", help="The company's name.")
@click.option("--email", cls=Asked, prompt="Your e-mail address", help="The first administrator's address.")
@click.option("--name", cls=Asked, prompt="Your name", help="The first administrator's name.")
@click.option(
    "--password", cls=Asked, prompt=True, hide_input=True, confirmation_prompt=True, envvar="OYEZ_PASSWORD"
)
@click.option("--time-zone", cls=Asked, default="Europe/Berlin", prompt="Time zone", show_default=True)
@click.option("--currency", cls=Asked, default="EUR", prompt="Currency", show_default=True)
def command(company: str, email: str, name: str, password: str, time_zone: str, currency: str) -> None:
    """Set up this installation: database, company, first administrator."""
    setup()
    from zoneinfo import available_timezones

    from django.db import transaction

    from oyez.act.changes.defaults import install
    from oyez.company import changes
    from oyez.company.core.scope import OPERATOR
    from oyez.kit.errors import Refused
    from oyez.web.upgrade import migrate

    if time_zone not in available_timezones():
        raise Refused(f"“{time_zone}” is not a time zone; one is “Europe/Berlin”.")
    migrate()
    with transaction.atomic():  # no company without somebody who can sign in
        changes.found_company(company, currency=currency, time_zone=time_zone)
        member = changes.add_member(OPERATOR, email, name, password=password)
        for role in ("administrator", "cx_manager"):
            changes.grant(OPERATOR, member, role)
        install(OPERATOR)
    Console().print(f"[green]✓[/] {company} is set up. Next: [bold]oyez serve[/], and sign in as {email}.")
