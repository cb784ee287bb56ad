"""Upgrades: a backup first, an older program refuses a newer folder, `init` sets up an empty one."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
INIT = ["init", "--company", "Harbour", "--email", "eli@example.org", "--name", "Eli", "--currency", "EUR"]


def oyez(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own, as a person would."""
    environment = os.environ | {"OYEZ_DATA": str(data), "OYEZ_PASSWORD": "correct horse staple"}
    environment.pop("OYEZ_DATABASE_URL", None)
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    return subprocess.run(
        [sys.executable, "-m", "oyez.web", *words],
        env=environment, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


@pytest.fixture
def installation(tmp_path: Path) -> Path:
    done = oyez(tmp_path, *INIT, "--time-zone", "Europe/Berlin")
    assert done.returncode == 0, done.stderr
    return tmp_path


def rows(data: Path, query: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(data / "oyez.sqlite3") as database:
        return database.execute(query).fetchall()


def test_init_makes_a_company_with_one_administrator(installation: Path) -> None:
    assert rows(installation, "SELECT name, currency FROM company_company") == [("Harbour", "EUR")]
    assert rows(installation, "SELECT role FROM company_grant ORDER BY role") == [
        ("administrator",),
        ("cx_manager",),
    ]
    assert (installation / "secret").stat().st_mode & 0o077 == 0


def test_a_second_init_is_refused_and_changes_nothing(installation: Path) -> None:
    again = oyez(installation, *INIT, "--time-zone", "Europe/Berlin")
    assert again.returncode == 2
    assert "already has a company" in again.stderr
    assert rows(installation, "SELECT count(*) FROM company_member") == [(1,)]


def test_a_time_zone_that_does_not_exist_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    done = oyez(tmp_path, *INIT, "--time-zone", "Europe/Atlantis")
    assert done.returncode == 2
    assert "not a time zone" in done.stderr
    assert not (tmp_path / "oyez.sqlite3").exists()


def test_an_older_program_refuses_a_newer_folder(installation: Path) -> None:
    with sqlite3.connect(installation / "oyez.sqlite3") as database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('journal', '9999_later', '2030-01-01')"
        )
    done = oyez(installation, "upgrade")
    assert done.returncode == 2
    assert "newer release" in done.stderr
    assert "Nothing was changed" in done.stderr


def test_an_upgrade_backs_up_first(installation: Path) -> None:
    """A folder from before sessions had a table: the upgrade makes it, and the backup is from before."""
    with sqlite3.connect(installation / "oyez.sqlite3") as database:
        database.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
        database.execute("DROP TABLE django_session")
    done = oyez(installation, "upgrade")
    assert done.returncode == 0, done.stderr
    (backup,) = (installation / "backups").glob("before-upgrade-*.sqlite3")
    with sqlite3.connect(backup) as copy:
        tables = {name for (name,) in copy.execute("SELECT name FROM sqlite_master")}
    assert "django_session" not in tables
    assert "company_member" in tables
    assert rows(installation, "SELECT count(*) FROM django_session") == [(0,)]
