"""The documents of the repository, as the tests read them."""

import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
FENCE = re.compile(r"^```(?P<kind>\w*)\n(?P<body>.*?)^```", re.MULTILINE | re.DOTALL)
SHELL = {"", "sh", "bash", "console", "shell"}


@cache
def documents() -> tuple[Path, ...]:
    """Every Markdown file that people read."""
    return (*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md")))


def shell_lines(text: str) -> Iterator[str]:
    """The commands in the fenced shell blocks of a document, continued lines joined."""
    for block in FENCE.finditer(text):
        if block["kind"] in SHELL:
            for line in block["body"].replace("\\\n", " ").splitlines():
                yield line.strip().removeprefix("$ ").removeprefix("# ").strip()


def inline(text: str) -> Iterator[str]:
    """The inline code of a document."""
    yield from re.findall(r"`([^`\n]+)`", FENCE.sub("", text))


def words(line: str) -> list[str]:
    """A command line as the shell takes it apart; assignments before the command are dropped."""
    try:
        parts = shlex.split(line, comments=True)
    except ValueError:
        return []
    while parts and re.fullmatch(r"[A-Z_]+=.*", parts[0]):
        parts.pop(0)
    return parts
