"""Every command that a document shows exists, with its options."""

import re
from pathlib import Path

import click
import pytest

from oyez.web.cli import oyez
from tests.docs.documents import ROOT, documents, inline, shell_lines, words

TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
PROGRAM = {"oyez", ".venv/bin/oyez"}


def trouble(line: str) -> str | None:
    """What is wrong with a command line of ours, or None; lines of other programs are not judged."""
    parts = words(line)
    if not parts:
        return None
    if parts[0] == "make":
        unknown = [word for word in parts[1:] if "=" not in word and word not in TARGETS and word != "-j"]
        return f"make has no {unknown[0]}" if unknown else None
    if parts[:3] == ["uvx", "--from", "."]:
        parts = parts[3:]
    return _trouble(oyez, parts[1:], line) if parts[0] in PROGRAM else None


def _trouble(command: click.Command, rest: list[str], line: str) -> str | None:
    while isinstance(command, click.Group) and rest and not rest[0].startswith(("-", "…", "<")):
        found = command.get_command(click.Context(command), rest[0])
        if found is None:
            return f"there is no command in: {line}"
        command, rest = found, rest[1:]
    known = {name for option in command.params for name in (*option.opts, *option.secondary_opts)}
    asked = {word.split("=")[0] for word in rest if word.startswith("-") and word != "-"}
    unknown = asked - known - {"--help", "--version"}
    return f"{sorted(unknown)[0]} is unknown in: {line}" if unknown else None


@pytest.mark.parametrize("document", documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_the_commands_in_a_document_exist(document: Path) -> None:
    text = document.read_text("utf-8")
    lines = [*shell_lines(text), *(piece for piece in inline(text) if piece.startswith(("oyez ", "make ")))]
    assert not [found for line in lines if (found := trouble(line))]


def test_a_command_that_does_not_exist_is_seen() -> None:
    assert trouble("oyez conjure rabbits")
    assert trouble("oyez init --rabbits")
    assert trouble("make rabbits")


def test_a_command_that_exists_is_left_alone() -> None:
    assert trouble("oyez init --company Aurora") is None
    assert trouble("make test ARGS=-x") is None
    assert trouble("OYEZ_DATA=/var/lib/oyez oyez init") is None
    assert trouble("pip install oyez") is None
