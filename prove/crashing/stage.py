"""Where a play is played: a fresh folder and database, in a process of its own, since settings are for life."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import postgres

SAFE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
ROOT = Path(__file__).parent.parent.parent


def on_sqlite(*words: str) -> bool:
    """Whether the claim held there."""
    print("SQLite", flush=True)
    return _command("", *words).returncode == 0


def on_postgresql(*words: str) -> bool:
    """Whether the claim held there, or PostgreSQL is not installed, which is said."""
    print("PostgreSQL", flush=True)
    if reason := postgres.missing():
        print(f"  not run, {reason}")
        return True
    with on_a_server() as url:
        return _command(url, *words).returncode == 0


@contextmanager
def on_a_server() -> Iterator[str]:
    """A PostgreSQL of our own that waits for the disk, as one in use must."""
    postgres.OPTIONS |= SAFE
    with postgres.running() as url:
        yield url


def with_mistake(name: str) -> "subprocess.CompletedProcess[str]":
    """The scenes in which a mistake must be seen, on SQLite."""
    return _command("", "--mistake", name, stdout=subprocess.PIPE, OYEZ_PROVE_MISTAKE=name)


def _command(
    url: str, *words: str, stdout: int | None = None, **said: str
) -> "subprocess.CompletedProcess[str]":
    with tempfile.TemporaryDirectory(prefix="oyez-crash-") as folder:
        env = {key: value for key, value in os.environ.items() if not key.startswith(("OYEZ_", "DJANGO_"))}
        env |= {"OYEZ_DATA": folder, "OYEZ_DATABASE_URL": url, **said}
        command = [sys.executable, "-m", "prove.crashing.play", *words]
        return subprocess.run(command, cwd=ROOT, env=env, check=False, stdout=stdout, text=True)
