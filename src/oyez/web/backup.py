"""One file that holds the installation as it was at one moment: database, uploads, secret.

The columnar copy is left out, since it can be made again; so is mail in a folder.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from oyez import __version__
from oyez.company.changes import audit
from oyez.company.core.scope import OPERATOR
from oyez.kit.clock import wall
from oyez.kit.errors import Refused, Unavailable
from oyez.kit.rules import DATABASE_OPTIONS

FORMAT = 1
MANIFEST = "manifest.json"
SQLITE = "oyez.sqlite3"
DUMP = "postgresql.dump"
SECRET = "secret"  # noqa: S105  # the name of a file
UPLOADS = "uploads"
BLOCK = 1 << 20


@dataclass(frozen=True)
class Backup:
    """What was written where."""

    path: Path
    bytes: int
    files: int


def data_folder() -> Path:
    return Path(settings.OYEZ_DATA)


def suggested_path() -> Path:
    return data_folder() / "backups" / f"oyez-{wall():%Y%m%dT%H%M%S}.tar.gz"


def back_up(target: Path) -> Backup:
    """Write a backup, whole or not at all; web and worker may go on meanwhile."""
    if target.exists():
        raise Refused(f"{target} exists already; a backup is never written over another one.")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as scratch:
            count = _write(Path(scratch), target)
    except OSError as error:
        raise Unavailable(
            f"The backup could not be written to {target.parent}: {error.strerror}. Nothing was changed."
        ) from error
    audit(OPERATOR, "back_up", "installation", after={"file": target.name})
    return Backup(target, target.stat().st_size, count)


def _write(scratch: Path, target: Path) -> int:
    files = dict(_files(scratch))
    manifest = scratch / MANIFEST
    manifest.write_text(json.dumps(_manifest(files), indent=1))
    archive = scratch / "archive"
    with tarfile.open(archive, "w:gz", compresslevel=5) as tar:
        tar.add(manifest, MANIFEST)
        for name, path in files.items():
            tar.add(path, name)
    with archive.open("rb") as written:
        os.fsync(written.fileno())
    archive.chmod(0o600)
    archive.rename(target)
    return len(files)


def _files(scratch: Path) -> Iterator[tuple[str, Path]]:
    """Name in the archive and where it lies; the database first, so that no upload it names is missing."""
    yield _copy_of_database(scratch)
    secret = data_folder() / SECRET
    if secret.exists() and secret.read_text().strip() == settings.SECRET_KEY:  # else OYEZ_SECRET brings it
        yield SECRET, secret
    uploads = Path(settings.MEDIA_ROOT)
    for path in sorted(uploads.rglob("*")) if uploads.exists() else ():
        if path.is_file() and not path.is_symlink():
            yield f"{UPLOADS}/{path.relative_to(uploads)}", path


def _copy_of_database(scratch: Path) -> tuple[str, Path]:
    if connection.vendor == "postgresql":
        dump = scratch / DUMP
        run_tool("pg_dump", "--format=custom", f"--file={dump}")
        return DUMP, dump
    copy = scratch / SQLITE
    source = str(connection.settings_dict["NAME"])
    reading = sqlite3.connect(f"file:{source}?mode=ro", uri=True)
    with closing(reading) as here, closing(sqlite3.connect(copy)) as there:
        here.backup(there)
        sound = there.execute("PRAGMA quick_check").fetchone()[0]
    if sound != "ok":
        raise Unavailable(
            f"The database is damaged ({sound}); no backup was written. Restore an earlier one."
        )
    return SQLITE, copy


def run_tool(name: str, *words: str) -> None:
    """Run one of PostgreSQL's own tools on the database of this installation."""
    path = shutil.which(name) or max(
        map(str, Path("/usr/lib/postgresql").glob(f"*/bin/{name}")), default=None
    )
    if path is None:
        raise Unavailable(f"{name} is needed for this and not installed; it comes with PostgreSQL's client.")
    said = connection.settings_dict
    names = {
        "PGHOST": "HOST",
        "PGPORT": "PORT",
        "PGUSER": "USER",
        "PGPASSWORD": "PASSWORD",
        "PGDATABASE": "NAME",
    }
    told = {variable: str(said[key]) for variable, key in names.items() if said[key]}
    told |= {f"PG{name.upper()}": said["OPTIONS"][name] for name in DATABASE_OPTIONS & said["OPTIONS"].keys()}
    done = subprocess.run([path, *words], env=told, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Unavailable(f"{name} failed: {done.stderr.strip()[:500]}")


def _manifest(files: dict[str, Path]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "release": __version__,
        "made_at": wall().isoformat(timespec="seconds"),
        "database": connection.vendor,
        "migrations": applied_migrations(),
        "secret": secret_digest(settings.SECRET_KEY),
        "files": {name: checksum(path) for name, path in files.items()},
    }


def applied_migrations() -> list[str]:
    applied = MigrationExecutor(connection).loader.applied_migrations
    return sorted(f"{app}.{name}" for app, name in applied)


def secret_digest(secret: str) -> str:
    """Tells whether two secrets are the same, and nothing else."""
    return hashlib.sha256(b"oyez backup\n" + secret.encode()).hexdigest()


def checksum(path: Path) -> str:
    """SHA-256 of a file, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()
