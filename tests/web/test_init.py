"""Founding a company without anybody at a terminal."""

import subprocess
from pathlib import Path

import pytest

from tests.postgres import free_port
from tests.served import environment, oyez

pytestmark = pytest.mark.slow

SAID = ("init", "--company", "The Town", "--name", "Eli", "--password", "a long enough word")


def test_without_a_terminal_defaults_are_taken(tmp_path: Path) -> None:
    done = oyez(*SAID, "--email", "eli@example.org", env=environment(tmp_path), stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stderr
    assert "The Town is set up" in done.stdout


def test_without_a_terminal_what_is_missing_is_named(tmp_path: Path) -> None:
    done = oyez(*SAID, env=environment(tmp_path), stdin=subprocess.DEVNULL)
    assert done.returncode == 2
    assert "--email" in done.stderr


def test_a_database_that_is_away_is_a_sentence(tmp_path: Path) -> None:
    away = environment(tmp_path, OYEZ_DATABASE_URL=f"postgresql://oyez@127.0.0.1:{free_port()}/oyez")
    done = oyez(*SAID, "--email", "eli@example.org", env=away, stdin=subprocess.DEVNULL)
    assert done.returncode == 2
    assert "The database cannot be reached" in done.stderr
    assert "Connection refused" in done.stderr
    assert "Traceback" not in done.stderr
