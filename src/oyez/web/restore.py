"""Bringing an installation back from a backup: checked first, what is there put aside, nothing sent by itself."""

import json
import shutil
import tarfile
import tempfile
import zlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader

from oyez.company.changes import audit
from oyez.company.core.scope import OPERATOR
from oyez.company.models import Company
from oyez.kit import outbox, worker
from oyez.kit.clock import wall
from oyez.kit.errors import Refused
from oyez.kit.presence import anybody_else
from oyez.kit.settings import SECRET as SECRET_SETTING
from oyez.web import backup
from oyez.web.upgrade import migrate

OURS = (backup.SQLITE, f"{backup.SQLITE}-wal", f"{backup.SQLITE}-shm", backup.SECRET, backup.UPLOADS)


def restore(archive: Path, *, replace: bool) -> int:
    """Put a backup in the place of what is there, hold all outgoing traffic, and say how many mails wait."""
    folder = backup.data_folder()
    folder.mkdir(parents=True, exist_ok=True)
    if anybody_else():
        raise Refused(
            f"Somebody works on {folder}: a worker or a command. Stop it first. Nothing was changed."
        )
    with tempfile.TemporaryDirectory(dir=folder, prefix=".restore-") as scratch:
        manifest = _unpack(archive, Path(scratch))
        _refuse_what_does_not_fit(manifest)
        if not replace and _is_in_use():
            raise Refused(
                f"There is an installation already in {folder}. "
                "With --replace it is put aside in backups/ and this backup takes its place."
            )
        _put_aside(folder)
        _put_in_place(Path(scratch), folder, manifest)
    migrate()
    worker.let_all_go()
    held = outbox.hold_all()
    _start_analytics_over()
    audit(OPERATOR, "restore", "installation", after={"file": archive.name, "made_at": manifest["made_at"]})
    return held


def _unpack(archive: Path, scratch: Path) -> dict[str, Any]:
    """All files of a backup, each compared with its checksum."""
    try:
        with tarfile.open(archive, "r:gz") as tar:
            _take_out(tar, scratch.resolve())
        manifest: dict[str, Any] = json.loads((scratch / backup.MANIFEST).read_text())
        told: dict[str, str] = manifest["files"]
    except FileNotFoundError as error:
        raise Refused(f"There is no {error.filename}; is this a backup? Nothing was changed.") from error
    except (tarfile.TarError, zlib.error, EOFError, ValueError, KeyError, OSError) as error:
        raise Refused(f"{archive} cannot be read as a backup ({error}). Nothing was changed.") from error
    broken = [name for name, digest in told.items() if _is_broken(scratch / name, digest)]
    if broken:
        raise Refused(f"{archive} is damaged: {', '.join(broken)}. Nothing was changed; use another backup.")
    return manifest


def _take_out(tar: tarfile.TarFile, folder: Path) -> None:
    """The files of an archive; it may hold no links and nothing that would lie outside the folder.

    (The standard library's filter for this is missing in the Python 3.11 of some distributions.)
    """
    for member in tar:
        target = (folder / member.name).resolve()
        source = tar.extractfile(member) if member.isfile() and target.is_relative_to(folder) else None
        if source is None:
            raise tarfile.ReadError(f"{member.name} has no place in a backup")
        target.parent.mkdir(parents=True, exist_ok=True)
        with source, target.open("xb") as out:
            shutil.copyfileobj(source, out, backup.BLOCK)
        target.chmod(0o600)


def _is_broken(path: Path, digest: str) -> bool:
    return not path.is_file() or backup.checksum(path) != digest


def _refuse_what_does_not_fit(manifest: dict[str, Any]) -> None:
    if manifest["format"] != backup.FORMAT:
        raise Refused(f"This backup was made by Oyez {manifest['release']}, in a format not known here.")
    if manifest["database"] != connection.vendor:
        raise Refused(
            f"This backup is of {manifest['database']} and the installation uses {connection.vendor}. "
            "Set OYEZ_DATABASE_URL accordingly."
        )
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    newer = sorted(set(manifest["migrations"]) - known)
    if newer:
        raise Refused(
            f"This backup was made by the newer release {manifest['release']} ({newer[0]} is not known here). "
            "Install that release, then restore."
        )
    keeps_secret = backup.SECRET not in manifest["files"] or SECRET_SETTING.text()
    if keeps_secret and manifest["secret"] != backup.secret_digest(settings.SECRET_KEY):
        raise Refused("This backup was made with another secret. Set OYEZ_SECRET to that one, then restore.")


def _is_in_use() -> bool:
    if connection.vendor == "sqlite" and not Path(str(connection.settings_dict["NAME"])).exists():
        return False
    tables = connection.introspection.table_names()
    connection.close()
    return Company._meta.db_table in tables


def _put_aside(folder: Path) -> None:
    there = [name for name in OURS if (folder / name).exists()]
    aside = folder / "backups" / f"before-restore-{wall():%Y%m%dT%H%M%S}"
    if connection.vendor == "postgresql" and _is_in_use():
        aside.mkdir(parents=True)
        backup.run_tool("pg_dump", "--format=custom", f"--file={aside / backup.DUMP}")
    connections.close_all()
    if there != [backup.SECRET]:  # a secret alone was made a moment ago, by this very command
        aside.mkdir(parents=True, exist_ok=True)
        for name in there:
            (folder / name).rename(aside / name)
    shutil.rmtree(folder / "analytics", ignore_errors=True)  # made again from the journal


def _put_in_place(scratch: Path, folder: Path, manifest: dict[str, Any]) -> None:
    if connection.vendor == "postgresql":
        backup.run_tool(
            "pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction", "--dbname",
            str(connection.settings_dict["NAME"]), str(scratch / backup.DUMP),
        )  # fmt: skip
    for name in (backup.SQLITE, backup.SECRET, backup.UPLOADS):
        if (path := scratch / name).exists():
            path.rename(folder / name)


def _start_analytics_over() -> None:
    """Its files are gone; the worker makes them again from the journal."""
    from oyez.measure.changes import start_over
    from oyez.measure.models import Store
    from oyez.measure.store.sealing import NAME

    lease = worker.hold(NAME)
    if lease is not None and Store.objects.exists():
        start_over(lease)
        worker.release(lease)
