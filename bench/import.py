"""Import of 1 M rows of CSV (responses with three scores and a text) into the journal on SQLite.

Beside it, in the same run and on the same disk, a plain `executemany` of rows as wide into a table with the same
indexes, which is what the database alone costs, and into one without any.

Claimed: at most 45 s on 2 cores, at most 400 MB in any process.
"""

import os
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

ROWS = int(os.environ.get("OYEZ_BENCH_ROWS", "1000000"))
PERSONS = max(1, ROWS // 5)
MOST_SECONDS = 45.0
MOST_MB = 400
BLOCK = 10_000
DAY = 86_400_000_000
WORDS = [
    "the", "delivery", "was", "late", "but", "the", "fitter", "was", "kind", "and", "the", "kitchen", "looks", "great",
    "we", "waited", "long", "for", "an", "answer", "from", "service", "invoice", "wrong", "again", "thank", "you",
]  # fmt: skip


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="oyez-bench-") as folder:
        os.environ["OYEZ_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "oyez.web.settings"
        import django

        django.setup()
        return _measure(Path(folder))


def _measure(folder: Path) -> int:
    path = folder / "responses.csv"
    _write(path)
    before, seconds, run = _import(path)
    memory = max(_peak(resource.RUSAGE_SELF), _peak(resource.RUSAGE_CHILDREN))
    plain = _plain(folder / "plain.sqlite3")
    bare = _plain(folder / "bare.sqlite3", indexes=False)
    print(
        f"rows                     {run.rows:>12,} = {run.taken:,} taken + {run.known:,} + {run.rejected:,}"
    )
    print(f"file                     {path.stat().st_size / 1e6:>12.0f} MB")
    print(
        f"import                   {seconds:>12.1f} s, {ROWS / seconds:,.0f} rows/s (claimed: 45 s a million)"
    )
    print(f"plain executemany        {plain:>12.1f} s, {ROWS / plain:,.0f} rows/s")
    print(f"without its indexes      {bare:>12.1f} s, {ROWS / bare:,.0f} rows/s")
    print(
        f"ratio                    {seconds / plain:>12.2f}, and {seconds / bare:.2f} to that without indexes"
    )
    print(f"peak of one process      {memory:>12.0f} MB, {before:.0f} MB before (claimed: {MOST_MB} MB)")
    print(
        f"cores {os.cpu_count()}, load {os.getloadavg()[0]:.1f}, SQLite {sqlite3.sqlite_version}",
        file=sys.stderr,
    )
    whole = run.taken == ROWS
    return 0 if whole and seconds <= MOST_SECONDS * ROWS / 1e6 and memory <= MOST_MB else 1


def _write(path: Path) -> None:
    dice = Random(20261122)
    with path.open("w", encoding="utf-8") as out:
        out.write("id,date,email,nps,csat,ces,comment\n")
        for at in range(ROWS):
            day = f"2026-{dice.randint(1, 9):02d}-{dice.randint(1, 28):02d} {dice.randint(0, 23):02d}:{at % 60:02d}:00"
            scores = f"{dice.randint(0, 10)},{dice.randint(1, 5)},{dice.randint(1, 7)}"
            text = " ".join(dice.choices(WORDS, k=12))
            out.write(f"R{at:07d},{day},p{dice.randrange(PERSONS)}@example.org,{scores},{text}\n")


def _import(path: Path) -> tuple[float, float, Any]:
    from oyez.collect.changes.running import run_to_end
    from oyez.collect.changes.starting import begin
    from oyez.collect.core.plan import Choices
    from oyez.collect.library import built_in_mapping
    from oyez.company.changes import found_company
    from oyez.company.core.scope import OPERATOR
    from oyez.web.upgrade import migrate

    migrate()
    found_company("Bench", currency="EUR", time_zone="Europe/Berlin")
    before, began = _peak(resource.RUSAGE_SELF), time.perf_counter()
    run = begin(OPERATOR, path, built_in_mapping("responses"), Choices(), "command")
    for state in run_to_end(OPERATOR, run):
        run = state
        print(f"\r{run.share:.0%}", end="", file=sys.stderr)
    print(file=sys.stderr)
    return before, time.perf_counter() - began, run


def _plain(path: Path, *, indexes: bool = True) -> float:
    """Rows as wide, with the indexes that such rows enter or none, in transactions of the same size."""
    db = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "cache_size=-131072", "wal_autocheckpoint=20000"):
        db.execute(f"PRAGMA {pragma}")
    db.execute(
        "CREATE TABLE plain (seq INTEGER PRIMARY KEY AUTOINCREMENT, key BLOB, digest BLOB, source TEXT, "
        "occurred_at INTEGER, recorded_at INTEGER, subject TEXT, kind TEXT, channel TEXT, mode TEXT, scores TEXT, "
        "text TEXT, attributes TEXT)"
    )
    if indexes:
        db.execute("CREATE UNIQUE INDEX by_key ON plain (key)")
        db.execute("CREATE INDEX by_subject ON plain (subject, seq)")
    took = 0.0
    for block in _blocks():
        began = time.perf_counter()
        db.execute("BEGIN IMMEDIATE")
        db.executemany(
            f"INSERT INTO plain VALUES (NULL, {', '.join('?' * 12)}) ON CONFLICT DO NOTHING", block
        )
        db.execute("COMMIT")
        took += time.perf_counter() - began
    db.close()
    return took


def _blocks() -> Iterator[list[tuple[Any, ...]]]:
    dice = Random(1)
    for start in range(0, ROWS, BLOCK):
        yield [
            (
                dice.randbytes(16), dice.randbytes(8), "responses", at * DAY // 1000, DAY,
                f"email:p{dice.randrange(PERSONS)}@example.org", "response", "survey", "identified",
                '{"nps":7.0,"csat":4.0,"ces":6.0}', " ".join(dice.choices(WORDS, k=12)), "{}",
            )
            for at in range(start, min(ROWS, start + BLOCK))
        ]  # fmt: skip


def _peak(whose: int) -> float:
    return resource.getrusage(whose).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
