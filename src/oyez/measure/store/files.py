"""Segment files: written whole or not at all, checked when first opened, removed when nobody reads them."""

import hashlib
import os
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from django.conf import settings

from oyez.kit import crash
from oyez.kit.errors import Unavailable
from oyez.measure.store.columns import score_columns

Table = pa.Table
ROW_GROUP = 122_880
LEVEL = 3


class Gone(Unavailable):
    """A segment file is not there; a reader looks once more at what the store is made of."""

    def __init__(self) -> None:
        super().__init__(
            "A file of the analytics store is missing. Nothing is lost: run `oyez analytics rebuild`."
        )


@dataclass(frozen=True)
class Written:
    """A file that stands in the folder under its final name and waits to be published."""

    name: str
    first_seq: int
    last_seq: int
    month: date
    rows: int
    bytes: int
    sha256: str
    scores: tuple[str, ...]


def folder() -> Path:
    """Where the segments lie, made when it is missing."""
    path = Path(settings.OYEZ_DATA) / "analytics"
    path.mkdir(parents=True, exist_ok=True)
    return path


def write_by_month(table: pa.Table, first_seq: int, last_seq: int) -> list[Written]:
    """One file for each month that a table of interactions has."""
    return [
        write(table.filter(pc.equal(table["month"], month)), month.as_py(), first_seq, last_seq)
        for month in pc.unique(table["month"]).sort()
    ]


def write(table: pa.Table, month: date, first_seq: int, last_seq: int) -> Written:
    """Write a segment under a temporary name, make it durable, then give it its own name."""
    name = f"{month:%Y-%m}-{first_seq:012d}-{last_seq:012d}-{secrets.token_hex(4)}.parquet"
    target = folder() / name
    draft = target.with_suffix(".draft")
    ordered = table.sort_by([("subject", "ascending"), ("occurred_at", "ascending")])
    pq.write_table(
        ordered,
        draft,
        compression="zstd",
        compression_level=LEVEL,
        row_group_size=ROW_GROUP,
        write_statistics=True,
    )
    _sync(draft)
    crash.here("segment-written")
    draft.rename(target)
    _sync(target.parent)
    crash.here("segment-renamed")
    return Written(
        name, first_seq, last_seq, month, table.num_rows, target.stat().st_size, checksum(target),
        tuple(score_columns(table)),
    )  # fmt: skip


def read(names: Sequence[str]) -> pa.Table:
    """Segments of one month as one table."""
    return joined([pq.ParquetFile(folder() / name).read() for name in names])


def without(table: pa.Table, seqs: Collection[int]) -> pa.Table:
    """A table without these rows."""
    named = pa.array(sorted(seqs), pa.int64())
    return table.filter(pc.invert(pc.is_in(table["seq"], value_set=named)))


def only(table: pa.Table, seqs: Collection[int]) -> pa.Table:
    """The rows of a table with these sequence numbers."""
    return table.filter(pc.is_in(table["seq"], value_set=pa.array(sorted(seqs), pa.int64())))


def seqs_of(table: pa.Table) -> list[int]:
    return list(table["seq"].to_pylist())


def joined(tables: Sequence[pa.Table]) -> pa.Table:
    """Tables one after the other; a score that one of them lacks is empty there."""
    return pa.concat_tables(tables, promote_options="default")


def checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def verify(name: str, sha256: str) -> None:
    """Refuse a file that is not what was written: a flipped bit is noticed nowhere else."""
    if not (folder() / name).exists():
        raise Gone
    if checksum(folder() / name) != sha256:
        raise Unavailable(
            f"The analytics file {name} is damaged. Nothing is lost: run `oyez analytics rebuild` to make it anew."
        )


def remove(names: Sequence[str]) -> None:
    for name in names:
        (folder() / name).unlink(missing_ok=True)


def strays(known: set[str], older_than: float) -> list[str]:
    """Files that were never published, from a process that died: drafts and renamed ones alike."""
    return [
        path.name
        for path in folder().iterdir()
        if path.is_file() and path.name not in known and path.stat().st_mtime < older_than
    ]


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
