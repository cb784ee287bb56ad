"""A disk that really fills: an import on the command line, a file added on the page."""

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from oyez.collect.models import Import
from tests.served import environment, inside, oyez
from tests.town import Town

INIT = (
    "init", "--company", "Small", "--email", "ada@example.org", "--name", "Ada", "--password", "many words of hers",
    "--time-zone", "UTC", "--currency", "EUR",
)  # fmt: skip
KEPT = (
    "from oyez.journal.models import Interaction as I; from oyez.people.models import Person as P; "
    "print(I.objects.count(), P.objects.count())"
)


class Disk:
    """A disk of its own size, which can be made larger."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def mount(self, megabytes: int, *how: str) -> bool:
        words = [
            "mount",
            "-t",
            "tmpfs",
            "-o",
            ",".join([*how, f"size={megabytes}m"]),
            "tmpfs",
            str(self.folder),
        ]
        return subprocess.run(words, capture_output=True, check=False).returncode == 0


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    folder = tmp_path / "disk"
    folder.mkdir()
    small = Disk(folder)
    if os.geteuid() != 0 or not small.mount(6):
        pytest.skip("a disk of its own can only be mounted by root")
    yield small
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_an_import_that_fills_the_disk_goes_on_when_there_is_space(disk: Disk, tmp_path: Path) -> None:
    rows = "".join(f"R{n},2026-03-02,p{n}@example.org,{n % 11},{'words ' * 20}\n" for n in range(30_000))
    path = tmp_path / "answers.csv"
    path.write_text(f"id,date,email,nps,comment\n{rows}")
    env = environment(disk.folder)
    assert oyez(*INIT, env=env).returncode == 0
    words = ("import", str(path), "--as", "responses", "--json")
    full = oyez(*words, env=env)
    said = " ".join(full.stderr.split())
    assert full.returncode == 2 and "The disk is full. The first" in said, full.stderr
    assert "Traceback" not in said
    taken = int(said.split("The first ")[1].split(" ")[0].replace(",", ""))
    assert disk.mount(80, "remount")
    assert inside(KEPT, env).split()[0] == str(taken)
    done = oyez(*words, env=env)
    assert done.returncode == 0, done.stderr
    assert {name: json.loads(done.stdout)[name] for name in ("rows", "taken", "known", "rejected")} == {
        "rows": 30_000, "taken": 30_000, "known": 0, "rejected": 0,
    }  # fmt: skip
    assert inside(KEPT, env).split() == ["30000", "30000"]


def test_nothing_can_begin_on_a_full_disk_and_nothing_breaks(disk: Disk, tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_text("id,date,nps\n1,2026-03-02,9\n")
    env = environment(disk.folder)
    assert oyez(*INIT, env=env).returncode == 0
    with (disk.folder / "filler").open("wb") as filler:
        filler.write(b"0" * (disk_left(disk.folder)))
    full = oyez("import", str(path), "--as", "responses", env=env)
    assert full.returncode == 2 and "The disk is full." in full.stderr, full.stderr
    (disk.folder / "filler").unlink()
    assert oyez("import", str(path), "--as", "responses", env=env).returncode == 0


def disk_left(folder: Path) -> int:
    state = os.statvfs(folder)
    return state.f_bavail * state.f_frsize


@pytest.mark.django_db
def test_a_file_that_does_not_fit_while_it_arrives_leaves_nothing(
    town: Town, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(disk.folder))
    client = town.client(town.member("cx_manager"))
    client.raise_request_exception = False
    page = client.post("/imports/", {"file": SimpleUploadedFile("big.csv", b"a,b\n" * (3 << 20))})
    assert page.status_code == 503
    assert "The disk is full. Nothing you entered was half saved" in page.content.decode()
    assert list(disk.folder.iterdir()) == []
    assert not Import.objects.exists()
    assert not any((Path(settings.OYEZ_DATA) / "uploads").glob("*/big.csv"))
