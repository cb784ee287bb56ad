"""What people bring that is not as it should be: a sentence each, on the command line and on the page, nothing lost."""

import gzip
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

import oyez.collect.jobs  # registers the worker's step
from oyez.collect.models import Import
from oyez.journal.models import Interaction, Rejected
from oyez.kit import worker
from oyez.kit.errors import OyezError
from oyez.web.cli import oyez
from tests.collect.importing import ANSWERS
from tests.town import Town

pytestmark = pytest.mark.django_db

MEGABYTE = 1 << 20


class Bad(NamedTuple):
    """A file, what is said about it, and how many of its rows come in and are kept as rejected all the same."""

    name: str
    content: Callable[[], bytes]
    said: str
    taken: int = 0
    rejected: int = 0


def text(content: str, encoding: str = "utf-8") -> Callable[[], bytes]:
    return lambda: content.encode(encoding)


def zipped(name: str, inside: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in inside.items():
            archive.writestr(member, content)
    return out.getvalue()


def workbook(**more: bytes) -> bytes:
    """A workbook as small as can be, with more parts than it needs."""
    import openpyxl

    out = io.BytesIO()
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["id", "date", "nps"])
    book.save(out)
    with zipfile.ZipFile(out) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zipped("a.xlsx", parts | more)


def cut_gzip() -> bytes:
    rows = "".join(f"Z{n},2026-03-02,p{n}@example.org,{n % 11},3,{n**5}\n" for n in range(3000))
    packed = gzip.compress((ANSWERS + rows).encode())
    return packed[: len(packed) // 2]


BROKEN = [
    Bad("columns.csv", text("a,b\n1,2\n"), "The file has no column for “occurred”"),
    Bad(
        "letters.csv",
        lambda: ANSWERS.encode("utf-16")[:-1],
        "letters.csv says it is utf-16, but line 4 is not",
    ),
    Bad("cut.csv.gz", cut_gzip, "cut.csv.gz is cut off: the gzip stream ends after"),
    Bad(
        "bomb.csv.gz",
        lambda: gzip.compress(ANSWERS.encode() + b"A" * (300 * MEGABYTE), 1),
        "bomb.csv.gz unpacks to more than 200 times its size and was not read further",
    ),
    Bad(
        "bomb.zip",
        lambda: zipped("bomb.zip", {"a.csv": b"0" * (300 * MEGABYTE)}),
        "bomb.zip would unpack to 314,572,800 bytes",
    ),
    Bad(
        "bomb.xlsx",
        lambda: workbook(**{"xl/media/a.bin": b"0" * (300 * MEGABYTE)}),
        "which is more than a sheet may hold; it was not opened",
    ),
]

ROWS = [
    Bad(
        "score.csv",
        text(f"{ANSWERS}R9,2026-03-02,x@example.org,11,3,\n"),
        "nps must be 0 to 10, and is 11",
        3,
        1,
    ),
    Bad("date.csv", text(f"{ANSWERS}R9,2026-02-30,x@example.org,1,3,\n"), "“2026-02-30” is not a date", 3, 1),
    Bad(
        "twice.csv",
        text(f"{ANSWERS}R1,2026-03-02 10:00,ana@example.org,3,5,Other words\n"),
        "the id “R1” came before with other content",
        3,
        1,
    ),
    Bad(
        "width.csv", text(f"{ANSWERS}R9,2026-03-02\n"), "The number of cells is 2 and the header has 6", 3, 1
    ),
    Bad(
        "quote.csv", text(f'{ANSWERS}R9,2026-03-02,x@example.org,1,3,"open\n'), "A quote is opened here", 3, 1
    ),
]


@pytest.mark.parametrize("bad", BROKEN, ids=lambda bad: bad.name)
def test_a_file_that_cannot_be_used_is_a_sentence_on_the_command_line(
    town: Town, tmp_path: Path, bad: Bad
) -> None:
    path = tmp_path / bad.name
    path.write_bytes(bad.content())
    done = CliRunner().invoke(oyez, ["import", str(path), "--as", "responses"])
    assert isinstance(done.exception, OyezError)
    assert bad.said in str(done.exception)
    assert str(done.exception).endswith("Nothing was imported.")
    assert (Interaction.objects.count(), Rejected.objects.count()) == (0, 0)
    assert not Import.objects.exclude(state=Import.State.DRAFT).exists()


@pytest.mark.parametrize("bad", BROKEN, ids=lambda bad: bad.name)
def test_a_file_that_cannot_be_used_is_a_sentence_on_the_page(town: Town, bad: Bad) -> None:
    client = town.client(town.member("cx_manager"))
    address = add(client, bad)
    client.post(f"{address}choose/", {"mapping": "responses"})
    page = shown(client, address)
    assert bad.said in page and "Nothing was taken in." in page
    assert "Take them in as history" not in page
    refused = client.post(f"{address}start/", {"as": "history"})
    assert refused.status_code == 422 and "Nothing was imported." in refused.content.decode()
    assert (Interaction.objects.count(), Rejected.objects.count()) == (0, 0)


@pytest.mark.parametrize("bad", ROWS, ids=lambda bad: bad.name)
def test_a_row_that_cannot_be_used_is_kept_with_its_reason_on_the_command_line(
    town: Town, tmp_path: Path, bad: Bad
) -> None:
    path = tmp_path / bad.name
    path.write_bytes(bad.content())
    done = CliRunner().invoke(oyez, ["import", str(path), "--as", "responses"])
    assert f"{bad.taken} taken + 0 already known + {bad.rejected} rejected" in " ".join(done.output.split())
    listed = CliRunner().invoke(oyez, ["rejected", "list", "--json"]).stdout
    assert bad.said in listed
    assert (Interaction.objects.count(), Rejected.objects.count()) == (bad.taken, bad.rejected)


@pytest.mark.parametrize("bad", ROWS, ids=lambda bad: bad.name)
def test_a_row_that_cannot_be_used_is_kept_with_its_reason_on_the_page(town: Town, bad: Bad) -> None:
    client = town.client(town.member("cx_manager"))
    address = add(client, bad)
    client.post(f"{address}start/", {"as": "history"})
    worker.catch_up()
    page = shown(client, address)
    assert bad.said.lower() in page.lower() and "1 waits to be mended" in page
    assert (Interaction.objects.count(), Rejected.objects.count()) == (bad.taken, bad.rejected)


def test_a_giant_cell_stops_the_import_on_the_page_and_keeps_what_stands_before_it(town: Town) -> None:
    client = town.client(town.member("cx_manager"))
    address = add(client, giant_cell())
    assert "a cell is larger than 1 MB" in shown(client, address)
    Import.objects.update(state=Import.State.RUNNING, runner=Import.Runner.WORKER)
    worker.catch_up()
    page = shown(client, address)
    assert "line 5: a cell is larger than 1 MB" in page and "The 3 rows before it were kept." in page
    assert Interaction.objects.count() == 3


def test_a_giant_cell_keeps_what_stands_before_it_on_the_command_line(town: Town, tmp_path: Path) -> None:
    bad = giant_cell()
    path = tmp_path / bad.name
    path.write_bytes(bad.content())
    done = CliRunner().invoke(oyez, ["import", str(path), "--as", "responses"])
    assert str(done.exception).endswith("import the file again. The 3 rows before it were kept.")
    assert Interaction.objects.count() == 3


def giant_cell() -> Bad:
    cell = "x" * 79 + "\n"
    return Bad("giant.csv", text(f'{ANSWERS}R4,2026-03-04,x@example.org,5,3,"{cell * 30_000}"\n'), "")


def test_an_unknown_mapping_is_a_sentence(town: Town, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(ANSWERS)
    done = CliRunner().invoke(oyez, ["import", str(path), "--as", "klingon"])
    assert "There is no mapping “klingon”. Known: accounts" in str(done.exception)
    assert str(done.exception).endswith("Nothing was imported.")
    client = town.client(town.member("cx_manager"))
    address = add(client, Bad("a.csv", text(ANSWERS), ""))
    refused = client.post(f"{address}choose/", {"mapping": "klingon"})
    assert (
        refused.status_code == 422
        and "klingon is not one of the available choices" in refused.content.decode()
    )


@pytest.mark.parametrize("word", ["[/x]", "[bold]", "[link=http://x]"])
def test_brackets_are_letters_and_not_colours(town: Town, tmp_path: Path, word: str) -> None:
    folder = tmp_path / "a"
    folder.mkdir()
    path = folder / f"{word.replace('/', '')}.csv"
    path.write_text(f"id,date,nps,comment\n1,{word},3,{word}\n")
    for words in (
        ["import", str(path), "--as", "responses", "--dry-run"],
        ["import", str(path), "--as", "responses"],
    ):
        done = CliRunner().invoke(oyez, words)
        assert done.exit_code == 0, done.output
    listed = CliRunner().invoke(oyez, ["rejected", "list"], env={"COLUMNS": "300"})
    assert f"1,{word},3,{word}" in listed.output


def add(client: Client, bad: Bad) -> str:
    response = client.post("/imports/", {"file": SimpleUploadedFile(bad.name, bad.content())})
    assert response.status_code == 302, response.content.decode()[:500]
    return str(response.headers["location"])


def shown(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())
