"""The account matrix taken along: names for those who may know them, letters for everybody else."""

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

import pyarrow.parquet as pq
import pytest
from django.test import Client

from oyez.kit import clock
from tests.share.world import account, answered, contact, manager
from tests.town import Town

pytestmark = pytest.mark.django_db
FORMATS = ("csv", "parquet", "sav", "xlsx", "svg", "png", "pptx")


@pytest.fixture
def accounts(town: Town, monkeypatch: pytest.MonkeyPatch) -> Town:
    """Twenty-four accounts, enough for a drawing."""
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 3, 10, 12, tzinfo=UTC))
    for at in range(24):
        key = f"kunde{at:02}"
        account(key, 1_000 * (at + 1) * (at + 1))
        answered(key, contact(key, f"c{at}", "decision_maker"), at % 11)
    return town


def taken(client: Client, address: str, format: str) -> bytes:
    answer = client.get(f"{address}&format={format}")
    assert answer.status_code == 200, (address, format, answer.content[:300])
    content = bytes(answer.content)
    if format in ("xlsx", "pptx"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return b"".join(packed.read(name) for name in packed.namelist())
    if format == "parquet":
        table = pq.read_table(io.BytesIO(content))
        return str((table.to_pylist(), table.schema.metadata)).encode()
    return content


def test_letters_only_has_no_name_in_any_format(accounts: Town) -> None:
    client = accounts.client(accounts.member("cx_manager"))
    analyst = accounts.client(accounts.member("analyst"))
    for format in FORMATS:
        for who, address in (
            (client, "/account/?letters=1"),
            (analyst, "/account/?"),
            (analyst, "/api/v1/matrix?"),
        ):
            assert b"unde0" not in taken(who, address, format), (format, address)


def test_who_may_know_names_has_them_in_the_table(accounts: Town) -> None:
    client = accounts.client(accounts.member("executive"))
    rows = _rows(client, "/account/?")
    assert len(rows) == 25
    first = rows[0]
    assert (first["letter"], first["account"], first["billed"]) == ("A", "Kunde23", 576_000)
    assert first["lower"] <= first["satisfaction"] <= first["upper"]


def test_an_account_manager_takes_the_own_accounts_only(accounts: Town) -> None:
    member = manager(accounts)
    account("own", 50_000, manager=member)
    assert [row["key"] for row in _rows(accounts.client(member), "/account/?")] == ["own"]


def _rows(client: Client, address: str) -> list[dict[str, Any]]:
    table = pq.read_table(io.BytesIO(client.get(f"{address}&format=parquet").content))
    rows: list[dict[str, Any]] = table.to_pylist()
    return rows
