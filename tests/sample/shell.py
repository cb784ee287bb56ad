"""Oyez as a person runs it in a shell, without what the test run itself has set."""

import os
import subprocess
import sys


def in_a_shell(
    *command: str, environment: dict[str, str] | None = None
) -> "subprocess.CompletedProcess[str]":
    """A command in a process of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("OYEZ_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "-m", "oyez.web", *command],
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
        env=kept | (environment or {}),
    )
