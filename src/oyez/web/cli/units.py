"""`oyez units`: the hierarchies with their units."""

import click
from rich.console import Console

from oyez.web.cli import setup


@click.group("units", invoke_without_command=True)
@click.pass_context
def command(context: click.Context) -> None:
    """Units in their hierarchies: regions and branches, dealers and service partners."""
    setup()
    if context.invoked_subcommand is None:
        context.invoke(list_units)


@command.command("list")
def list_units() -> None:
    """Each hierarchy as an outline."""
    from oyez.company.core.scope import OPERATOR
    from oyez.company.queries import outline

    console = Console(highlight=False)
    for title, units in outline(OPERATOR):
        console.print(f"[bold]{title}[/]")
        for unit in units:
            console.print(f"{'  ' * (unit.depth + 1)}{unit.name} [dim]{unit.key}, {unit.kind}[/]")


@command.command("add")
@click.argument("name")
@click.option("--key", default="", help="Its key for files and programs; from the name unless given.")
@click.option("--kind", default="branch", show_default=True, help="region, branch, dealer …")
@click.option("--hierarchy", default="", help="Where it stands; a new name makes a new hierarchy.")
@click.option("--below", "parent", default="", help="The key of the unit that it stands below there.")
def add(name: str, key: str, kind: str, hierarchy: str, parent: str) -> None:
    """Add the unit NAME."""
    from oyez.company.changes import WantedUnit, add_unit
    from oyez.company.core.scope import OPERATOR

    wanted = WantedUnit(name=name, kind=kind, hierarchy=hierarchy, parent=parent)
    unit = add_unit(OPERATOR, wanted, key)
    Console(highlight=False).print(f"[green]✓[/] {unit.name}, key {unit.key}")
