"""Every command with its arguments and options."""

from collections.abc import Iterator

import click

from oyez.web.cli import oyez
from oyez.web.reference import PAGES
from oyez.web.reference.markdown import code, table


def page() -> str:
    parts = "\n\n".join(_section(name, command) for name, command in walk(oyez, "oyez"))
    return f"""
# Commands

A command acts as the operator of the installation and leaves a line in the audit trail when it writes.

{parts}
"""


def walk(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, with its full name, groups opened."""
    if not isinstance(command, click.Group):
        yield name, command
        return
    context = click.Context(command, info_name=name)
    for child in command.list_commands(context):
        found = command.get_command(context, child)
        if found is not None and not found.hidden:
            yield from walk(found, f"{name} {child}")


def _section(name: str, command: click.Command) -> str:
    arguments = [parameter for parameter in command.params if isinstance(parameter, click.Argument)]
    options = [parameter for parameter in command.params if isinstance(parameter, click.Option)]
    usage = " ".join([name, *(argument.make_metavar(click.Context(command)) for argument in arguments)])
    rows = [(code(_spelling(option)), _help(option)) for option in options if not option.hidden]
    parts = [f"## {name}", command.help or "", f"```\n{usage}{' [options]' if rows else ''}\n```"]
    if rows:
        parts.append(table(("option", "what it does"), rows))
    return "\n\n".join(part.strip() for part in parts if part)


def _spelling(option: click.Option) -> str:
    names = ", ".join([*option.opts, *option.secondary_opts])
    return (
        names
        if option.is_flag or option.count
        else f"{names} {option.make_metavar(click.Context(click.Command('x')))}"
    )


def _help(option: click.Option) -> str:
    notes = []
    if option.required:
        notes.append("needed")
    if option.multiple:
        notes.append("may be given several times")
    if option.show_default and option.default not in (None, False, ()):
        notes.append(f"default {option.default}")
    return (option.help or "") + (f" ({', '.join(notes)})" if notes else "")


PAGES.add("commands", page)
