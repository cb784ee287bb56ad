"""Bringing a data folder to this release: a backup first, and never an older program on newer data."""

import sqlite3
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from oyez.kit.clock import wall
from oyez.kit.errors import Refused


def pending() -> list[str]:
    """Migrations that this release has and the database has not."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def refuse_newer() -> None:
    """An older program must not touch what a newer one wrote."""
    loader = MigrationExecutor(connection).loader
    ours = {room.split(".")[-1] for room in settings.INSTALLED_APPS if room.startswith("oyez.")}
    unknown = [
        key for key in loader.applied_migrations if key[0] in ours and key not in loader.disk_migrations
    ]
    if unknown:
        app, name = sorted(unknown)[0]
        raise Refused(
            f"This data folder was written by a newer release ({app}.{name} is not known here). "
            "Nothing was changed. Install the newer release, or restore a backup from before the upgrade."
        )


def migrate() -> list[str]:
    """Migrate if needed, after a backup of what is there; say what was done."""
    Path(settings.OYEZ_DATA).mkdir(parents=True, exist_ok=True)
    refuse_newer()
    todo = pending()
    if todo:
        backup_before_upgrade()
        call_command("migrate", verbosity=0, interactive=False)
        if connection.vendor == "postgresql":
            call_command("createcachetable", verbosity=0)
    return todo


def backup_before_upgrade() -> Path | None:
    """A copy of the SQLite file that holds everything of one moment; PostgreSQL has its own tools for that."""
    file = Path(str(connection.settings_dict["NAME"]))
    fresh = not MigrationExecutor(connection).loader.applied_migrations
    if connection.vendor != "sqlite" or fresh:
        return None
    folder = Path(settings.OYEZ_DATA) / "backups"
    folder.mkdir(exist_ok=True)
    target = folder / f"before-upgrade-{wall():%Y%m%dT%H%M%S}.sqlite3"
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
    return target
