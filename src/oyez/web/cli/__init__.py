"""The command line: one file a command group in this folder, found by walking it."""

import importlib
import os
import pkgutil
import sys
from typing import Any, NoReturn

import click
from rich.console import Console

from oyez import __version__


class Lazy(click.Group):
    """Loads a command's module only when it is called, so that `oyez --help` answers at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(module.name.rstrip("_") for module in pkgutil.iter_modules(__path__))

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in self.list_commands(ctx):
            return None
        suffix = "_" if any(m.name == f"{name}_" for m in pkgutil.iter_modules(__path__)) else ""
        module = importlib.import_module(f"oyez.web.cli.{name}{suffix}")
        command: click.Command = module.command
        return command


@click.group(cls=Lazy)
@click.version_option(__version__, prog_name="oyez")
def oyez() -> None:
    """Listen to every interaction, tell each person what to do about it, prove whether it helped."""


def setup() -> None:
    """Make Django ready; commands call it before they import anything with tables."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oyez.web.settings")
    django.setup()


def main(argv: list[str] | None = None, **kwargs: Any) -> None:
    """Run a command; our own errors become one sentence and an exit status, never a traceback."""
    from oyez.kit.errors import OyezError

    try:
        oyez.main(args=argv, standalone_mode=False, **kwargs)
    except OyezError as error:
        _end_with(str(error))
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        Console(stderr=True).print("Stopped.")
        sys.exit(130)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except (OSError, _database_error()) as error:
        _explain(error)


def _end_with(sentence: str) -> NoReturn:
    from rich.markup import escape

    Console(stderr=True).print(f"[red]✗[/] {escape(sentence)}", highlight=False)
    sys.exit(2)


def _database_error() -> type[Exception]:
    """Looked up only when something went wrong: most of the command line does without Django."""
    from django.db import DatabaseError

    return DatabaseError


def _explain(error: Exception) -> None:
    """A full disk, a database that is away, a folder in which nothing was set up; other trouble stays as it is."""
    from django.conf import settings
    from django.db import OperationalError, connection

    from oyez.kit.disk import is_full

    if is_full(error):
        _end_with("The disk is full. Nothing of this was half written; free some space and try again.")
    if isinstance(error, OSError) or not settings.configured:
        raise error
    try:
        tables = connection.introspection.table_names()
    except OperationalError:
        _end_with(
            "The database cannot be reached; the lines above say why. OYEZ_DATABASE_URL says where it is."
        )
    if "company_company" not in tables:
        _end_with(
            f"There is no company in {settings.OYEZ_DATA} yet. Run `oyez init` first, or name another OYEZ_DATA."
        )
    raise error
