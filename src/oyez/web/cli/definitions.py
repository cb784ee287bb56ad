"""`oyez definitions`: metrics, dimensions, segments and goals as files, one a thing."""

import sys
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from oyez.web.cli import setup


@click.group("definitions")
def command() -> None:
    """Metrics, dimensions, segments and goals as files."""


@command.command("list")
def list_all() -> None:
    """Everything that is defined now."""
    setup()
    from oyez.measure.definitions.standing import definitions

    table = Table("Kind", "Key", "Name", "Version", "Changed")
    for one in definitions().all:
        changed = f"{one.by}, {one.at:%Y-%m-%d}" if one.at else "came with Oyez"
        table.add_row(one.kind, one.key, one.trouble or one.label, str(one.version), changed)
    Console().print(table)


@command.command("show")
@click.argument("kind")
@click.argument("key")
def show(kind: str, key: str) -> None:
    """The text of one definition."""
    setup()
    from oyez.kit.errors import NotFound
    from oyez.measure.definitions.standing import definitions

    found = definitions().find(kind, key)
    if found is None:
        raise NotFound(f"There is no {kind} “{key}”.")
    sys.stdout.write(found.text)


@command.command("check")
@click.argument("folder", type=click.Path(exists=True, path_type=Path))
def check(folder: Path) -> None:
    """Check all files of FOLDER, or one file; nothing is written."""
    setup()
    from oyez.company.core.scope import OPERATOR
    from oyez.measure.definitions.changes import check_all

    found, wrong = check_all(OPERATOR, _texts(folder))
    for trouble in wrong:
        click.echo(f"✗ {trouble}", err=True)
    if wrong:
        sys.exit(1)
    click.echo(f"✓ {len(found)} definitions can be applied.")


@command.command("apply")
@click.argument("folder", type=click.Path(exists=True, path_type=Path))
def apply(folder: Path) -> None:
    """Apply all files of FOLDER, or one file: all of them or, where one is wrong, none."""
    setup()
    from oyez.company.core.scope import OPERATOR
    from oyez.measure.definitions.changes import apply as written

    done = written(OPERATOR, _texts(folder))
    for one in done:
        said = "new" if one.is_new else f"version {one.one.version}" if one.changed else "as it was"
        click.echo(f"{one.one.kind} {one.one.key}: {said}")


@command.command("export")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--all", "also_built_in", is_flag=True, help="Also those that came with Oyez.")
def export(folder: Path, also_built_in: bool) -> None:
    """Write the company's own definitions into FOLDER, one file each."""
    setup()
    from oyez.measure.definitions.standing import definitions

    written = 0
    for one in definitions().all:
        if one.version or also_built_in:
            file = folder / one.kind / f"{one.key}.yaml"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(one.text, "utf-8")
            written += 1
    click.echo(f"{written} definitions written to {folder}.")


@command.command("history")
@click.argument("kind")
@click.argument("key")
def history(kind: str, key: str) -> None:
    """All versions of one definition, the newest first."""
    setup()
    from oyez.company.core.scope import OPERATOR
    from oyez.kit.errors import NotFound
    from oyez.measure.definitions.changes import versions_of

    found = versions_of(OPERATOR, kind, key)
    if not found:
        raise NotFound(f"There is no {kind} “{key}”.")
    for one in found:
        changed = f"{one.by}, {one.at:%Y-%m-%d %H:%M}" if one.at else "came with Oyez"
        click.echo(f"version {one.version}: {changed}{'' if one.text else ', withdrawn'}")


@command.command("restore")
@click.argument("kind")
@click.argument("key")
@click.argument("version", type=int)
def restore(kind: str, key: str, version: int) -> None:
    """Make an older version the newest; 0 is what came with Oyez."""
    setup()
    from oyez.company.core.scope import OPERATOR
    from oyez.measure.definitions.changes import restore as restored

    click.echo(f"version {restored(OPERATOR, kind, key, version).one.version} stands now.")


@command.command("withdraw")
@click.argument("kind")
@click.argument("key")
def withdraw(kind: str, key: str) -> None:
    """Take a definition away; one that something uses stays."""
    setup()
    from oyez.company.core.scope import OPERATOR
    from oyez.measure.definitions.changes import withdraw as withdrawn

    withdrawn(OPERATOR, kind, key)
    click.echo("It is withdrawn; its versions are kept.")


def _texts(folder: Path) -> list[tuple[str, str]]:
    """Each file with its name, in a fixed order."""
    from oyez.kit.errors import Refused

    files = [folder] if folder.is_file() else sorted(folder.rglob("*.yaml")) + sorted(folder.rglob("*.yml"))
    if not files:
        raise Refused(f"There is no file ending in .yaml in {folder}.")
    try:
        return [
            (str(file.relative_to(folder)) if file != folder else file.name, file.read_text("utf-8"))
            for file in files
        ]
    except UnicodeDecodeError:
        raise Refused("Definitions are text files in UTF-8.") from None
