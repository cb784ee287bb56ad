"""Backup and restore as they are really used: on folders of their own, by the command line."""

import gzip
import io
import json
import shutil
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.served import Served, environment, inside, oyez

pytestmark = pytest.mark.slow

INIT = ("init", "--company", "The Town", "--email", "eli@example.org", "--name", "Eli")
INIT += ("--password", "a long word that only the town knows", "--time-zone", "UTC", "--currency", "EUR")

FILL = """
from pathlib import Path
from django.conf import settings
from oyez.journal.changes import accept
from oyez.journal.core.facts import Fact
from oyez.kit.models import Outgoing
from oyez.kit.outbox import Mail, post
from oyez.kit.worker import catch_up
accept([Fact(source="town", id=str(at), occurred_at=1_700_000_000_000_000 + at, kind="response") for at in range(50)])
catch_up()
post(Mail("rule", "one", "bea@example.org", Outgoing.Audience.STAFF, "Late", "Late."))
post(Mail("rule", "two", "ana@example.org", Outgoing.Audience.CUSTOMER, "Sorry", "Sorry."))
Outgoing.objects.filter(cause="two").update(state="sending")
uploads = Path(settings.MEDIA_ROOT) / "2026"
uploads.mkdir(parents=True)
(uploads / "answers.csv").write_text("nps\\n9\\n")
"""

LOOK = """
from pathlib import Path
from django.conf import settings
from oyez.journal.changes import append
from oyez.journal.core.facts import Fact
from oyez.journal.models import Interaction
from oyez.kit.models import Outgoing
from oyez.kit.worker import catch_up
from django.db import transaction
import json
catch_up()
again = Fact(source="town", id="7", occurred_at=1_700_000_000_000_007, kind="response")
with transaction.atomic():
    verdict = append([again])
print(json.dumps({
    "rows": Interaction.objects.count(),
    "verdict": verdict,
    "states": dict(Outgoing.objects.values_list("cause", "state")),
    "upload": (Path(settings.MEDIA_ROOT) / "2026" / "answers.csv").read_text(),
    "mails": len(list((Path(settings.OYEZ_DATA) / "mail").glob("*.eml"))),
}))
"""


@dataclass(frozen=True)
class Installation:
    env: dict[str, str]
    archive: Path


def made(folder: Path, **said: str) -> Installation:
    env = environment(folder, **said)
    assert oyez(*INIT, env=env).returncode == 0
    inside(FILL, env)
    archive = folder.parent / f"{folder.name}.tar.gz"
    done = oyez("backup", str(archive), env=env)
    assert done.returncode == 0, done.stderr
    return Installation(env, archive)


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    return made(tmp_path_factory.mktemp("there"))


def looked(env: dict[str, str]) -> dict[str, object]:
    found: dict[str, object] = json.loads(inside(LOOK, env))
    return found


def expect_everything_is_back_and_nothing_leaves(env: dict[str, str]) -> None:
    found = looked(env)
    assert (found["rows"], found["verdict"], found["upload"]) == (50, ["known"], "nps\n9\n")
    assert found["states"] == {"one": "held", "two": "unknown"}
    assert found["mails"] == 0


def test_everything_comes_back_and_nothing_is_sent(there: Installation, tmp_path: Path) -> None:
    env = environment(tmp_path)
    done = oyez("restore", str(there.archive), env=env)

    assert done.returncode == 0, done.stderr
    assert "1 mails wait" in done.stdout
    expect_everything_is_back_and_nothing_leaves(env)
    assert "held until" in oyez("outbox", "list", env=env).stdout

    assert oyez("outbox", "release", env=env).returncode == 0
    assert looked(env)["states"] == {"one": "sent", "two": "unknown"}


def test_what_was_held_can_be_discarded(there: Installation, tmp_path: Path) -> None:
    env = environment(tmp_path)
    oyez("restore", str(there.archive), env=env)

    assert oyez("outbox", "release", "--discard", env=env).returncode == 0

    assert looked(env)["states"] == {"one": "unknown", "two": "unknown"}
    listed = json.loads(oyez("outbox", "list", "--json", env=env).stdout)
    assert [row["to"] for row in listed["mails"]] == ["a customer at example.org", "bea@example.org"]


def test_an_installation_is_replaced_only_when_told_so(there: Installation, tmp_path: Path) -> None:
    shutil.copytree(there.env["OYEZ_DATA"], tmp_path / "here")
    env = environment(tmp_path / "here")

    refused = oyez("restore", str(there.archive), env=env)
    assert refused.returncode == 2
    assert "--replace" in refused.stderr

    assert oyez("restore", str(there.archive), "--replace", env=env).returncode == 0
    aside = next((tmp_path / "here" / "backups").glob("before-restore-*"))
    assert {"oyez.sqlite3", "secret", "uploads"} <= {path.name for path in aside.iterdir()}


def test_while_it_is_served_nothing_is_restored(there: Installation) -> None:
    with Served(Path(there.env["OYEZ_DATA"])):
        done = oyez("restore", str(there.archive), "--replace", env=there.env)

    assert done.returncode == 2
    assert "is served already" in done.stderr


def rewritten(archive: Path, target: Path, name: str, content: bytes) -> Path:
    """The same archive, one of its files with other content."""
    with tarfile.open(archive) as old, tarfile.open(target, "w:gz") as new:
        for member in old.getmembers():
            file = old.extractfile(member)
            assert file is not None
            data = content if member.name == name else file.read()
            member.size = len(data)
            new.addfile(member, io.BytesIO(data))
    return target


def with_stranger(archive: Path, target: Path, stranger: tarfile.TarInfo) -> Path:
    """The same archive, with something before its files that no backup holds."""
    with tarfile.open(archive) as old, tarfile.open(target, "w:gz") as new:
        new.addfile(stranger, io.BytesIO())
        for member in old.getmembers():
            new.addfile(member, old.extractfile(member))
    return target


def manifest_of(archive: Path) -> dict[str, object]:
    with tarfile.open(archive) as tar:
        file = tar.extractfile("manifest.json")
        assert file is not None
        found: dict[str, object] = json.load(file)
        return found


def damaged(archive: Path, folder: Path) -> Iterator[tuple[Path, str]]:
    """Archives that cannot be used, with words of the sentence that says why."""
    cut = folder / "cut.tar.gz"
    cut.write_bytes(archive.read_bytes()[:-2000])
    yield cut, "cannot be read as a backup"
    other = folder / "other.tar.gz"
    other.write_bytes(gzip.compress(b"something else"))
    yield other, "cannot be read as a backup"
    yield folder / "missing.tar.gz", "There is no"
    yield rewritten(archive, folder / "changed.tar.gz", "secret", b"guessed"), "is damaged: secret"
    outside = tarfile.TarInfo("../outside")
    yield with_stranger(archive, folder / "outside.tar.gz", outside), "outside has no place in a backup"
    link = tarfile.TarInfo("uploads")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc"
    yield with_stranger(archive, folder / "link.tar.gz", link), "uploads has no place in a backup"
    manifest = manifest_of(archive)
    newer = {**manifest, "release": "99", "migrations": [*manifest["migrations"], "journal.9999_later"]}  # type: ignore[misc]
    yield (
        rewritten(archive, folder / "newer.tar.gz", "manifest.json", json.dumps(newer).encode()),
        "newer release 99",
    )
    foreign = {**manifest, "database": "postgresql"}
    yield (
        rewritten(archive, folder / "foreign.tar.gz", "manifest.json", json.dumps(foreign).encode()),
        "OYEZ_DATABASE_URL",
    )


def test_what_cannot_be_used_is_refused_before_anything_is_changed(
    there: Installation, tmp_path: Path
) -> None:
    for archive, words in damaged(there.archive, tmp_path):
        done = oyez("restore", str(archive), "--replace", env=there.env)
        assert done.returncode == 2
        assert words in " ".join(done.stderr.split()), (archive.name, done.stderr)

    assert inside("from oyez.journal.queries import last_seq; print(last_seq())", there.env) == "50\n"


def test_without_its_secret_a_backup_would_take_known_facts_for_new_ones(
    there: Installation, tmp_path: Path
) -> None:
    done = oyez("restore", str(there.archive), env=environment(tmp_path, OYEZ_SECRET="another"))

    assert done.returncode == 2
    assert "another secret" in done.stderr


def test_a_backup_is_never_written_over_another(there: Installation) -> None:
    done = oyez("backup", str(there.archive), env=there.env)

    assert done.returncode == 2
    assert "exists already" in done.stderr


def test_postgresql_is_backed_up_and_restored_by_its_own_tools(postgres_url: str, tmp_path: Path) -> None:
    urls = []
    with psycopg.connect(postgres_url, autocommit=True) as admin:
        for name in ("backup_from", "backup_to"):
            admin.execute(f"DROP DATABASE IF EXISTS {name}")
            admin.execute(f"CREATE DATABASE {name}")
            urls.append(urlsplit(postgres_url)._replace(path=f"/{name}").geturl())
    (tmp_path / "from").mkdir()
    (tmp_path / "to").mkdir()
    installation = made(tmp_path / "from", OYEZ_DATABASE_URL=urls[0])
    env = environment(tmp_path / "to", OYEZ_DATABASE_URL=urls[1])

    done = oyez("restore", str(installation.archive), env=env)

    assert done.returncode == 0, done.stderr
    expect_everything_is_back_and_nothing_leaves(env)
