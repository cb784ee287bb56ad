"""`oyez analyses`: what was saved, and running it again."""

import json
from typing import Any

import click
from rich.console import Console
from rich.table import Column, Table

from oyez.web.cli import setup
from oyez.web.looking import looks
from oyez.web.looking import viewer as looking_as


@click.group("analyses")
def command() -> None:
    """Saved analyses: list them, run one."""


@command.command("list")
@looks
def list_(email: str, role: str, as_json: bool) -> None:
    """What the viewer saved, and what others share."""
    setup()
    from oyez.measure.analyses import words
    from oyez.measure.analyses.api import record
    from oyez.measure.analyses.queries import analyses

    viewer = looking_as(email, role)
    found = list(analyses(viewer))
    if as_json:
        click.echo(json.dumps([record(viewer, one) for one in found], indent=2, default=str))
        return
    table = Table(Column("Key", no_wrap=True, overflow="fold"), "Page", "Owner", "Saved", "Shared")
    for one in found:
        shared = "yes" if one.shared else ""
        table.add_row(one.key, words.label(one), one.owner.name, f"{one.saved_at:%Y-%m-%d}", shared)
    Console().print(table if found else "Nothing is saved yet: look at a page and press “Save this”.")


@command.command("run")
@click.argument("key")
@looks
@click.pass_context
def run(ctx: click.Context, key: str, email: str, role: str, as_json: bool) -> None:
    """Run the analysis KEY with the viewer's own eyes."""
    setup()
    from django.http import QueryDict

    from oyez.measure.analyses.queries import analysis
    from oyez.measure.analyses.standing import query_now

    viewer = looking_as(email, role)
    saved = analysis(viewer, key)
    called, names = _commands()[saved.page]
    query = QueryDict(query_now(viewer, saved))
    said: dict[str, Any] = {
        option: tuple(query.getlist(name)) if several else query.get(name, "")
        for name, option, several in names
        if name in query
    }
    who = "viewer" if saved.page == "explore" else "email"
    ctx.invoke(called, **said, **{who: email}, role=role, as_json=as_json)


def _commands() -> dict[str, tuple[click.Command, tuple[tuple[str, str, bool], ...]]]:
    """The command of each page: parameters of its address, the options that say the same, and whether they repeat."""
    from oyez.web.cli import ask, changes, crosstab, drivers

    period = (("where", "where", True), ("since", "since", False), ("until", "until", False))
    explored = (
        ("metric", "metric", False), ("by", "by", True), ("every", "every", False), ("rolling", "rolling", False),
        ("weigh", "weigh", True), ("population", "population", False), ("compare", "compare", False),
        ("versus", "versus", True),
    )  # fmt: skip
    driven = (("survey", "survey", False), ("outcome", "outcome", False), ("not_lived", "not_lived", True))
    return {
        "explore": (ask.command, (*explored, *period)),
        "crosstab": (crosstab.command, (("of", "of", False), ("banner", "banners", True), *period)),
        "drivers": (drivers.command, (*driven, *period)),
        "changes": (changes.command, ()),
        "change": (changes.command, ()),
    }
