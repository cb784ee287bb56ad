"""Single answers of 1 M interactions to take along, as CSV and Parquet, against DuckDB's COPY of the same columns.

Each runs in a process of its own, which says how long it took and how much memory it needed at most. What Oyez does
more: the viewer's scope, corrections, pseudonyms for persons and accounts, text that no spreadsheet runs.
Claimed: at most 8 times as long, and at most 200 MB more memory than a process that read nothing.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.machine import beside
from bench.world import ROWS, folder_of

MOST = 8.0
MOST_MB = 200
ROUNDS = 3
FORMATS = ("csv", "parquet")
ALSO = ("sav", "xlsx")


def main() -> int:
    if len(sys.argv) > 2:
        return _one(sys.argv[1], Path(sys.argv[2]))
    with folder_of() as folder:
        return _measure(folder)


def _measure(folder: Path) -> int:
    idle = _run("nothing", folder)[1]
    print(f"interactions                {ROWS:>12,}")
    held = True
    for format in FORMATS:
        runs = [(_run(format, folder), _run(f"copy-{format}", folder)) for _ in range(ROUNDS)]
        seconds = min(ours[0] for ours, _copy in runs)
        memory = max(ours[1] for ours, _copy in runs) - idle
        by_hand = min(copy[0] for _ours, copy in runs)
        ratio = seconds / by_hand
        print(
            f"{format:<10} {seconds:>6.1f} s, {memory:>5.0f} MB more; COPY {by_hand:>5.1f} s; ratio {ratio:>5.1f}"
            f" (claimed: at most {MOST:.0f}, {MOST_MB} MB)"
        )
        held = held and ratio <= MOST and memory <= MOST_MB
    for format in ALSO:
        seconds, memory = _run(format, folder)
        print(f"{format:<10} {seconds:>6.1f} s, {memory - idle:>5.0f} MB more")
    print(beside())
    return 0 if held else 1


def _run(what: str, folder: Path) -> tuple[float, float]:
    """Seconds and megabytes of a process that does one thing."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.exports", what, str(folder)], capture_output=True, text=True, check=True
    )
    seconds, memory = done.stdout.split()
    return float(seconds), float(memory)


def _one(what: str, folder: Path) -> int:
    os.environ["OYEZ_DATA"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "oyez.web.settings"
    import django

    django.setup()
    with tempfile.TemporaryDirectory(prefix="oyez-bench-") as scratch:
        work = _prepared(what, Path(scratch))
        start = time.perf_counter()
        work()
        seconds = time.perf_counter() - start
    print(f"{seconds:.3f} {_most_memory():.0f}")
    return 0


def _prepared(what: str, scratch: Path):  # type: ignore[no-untyped-def]
    from oyez.company.core.scope import OPERATOR
    from oyez.kit.sheets.writing import save
    from oyez.measure.rows.ask import asked, rows
    from oyez.measure.rows.sheet import rows_sheet
    from oyez.measure.store.engine import engine

    engine().snapshot()
    if what == "nothing":
        return lambda: None
    if what.startswith("copy-"):
        return lambda: _copy(what.removeprefix("copy-"), scratch)
    return lambda: save(rows_sheet(OPERATOR, rows(OPERATOR, asked())), scratch / f"answers.{what}")


def _copy(format: str, scratch: Path) -> None:
    """The same columns by hand."""
    import duckdb
    from django.conf import settings

    columns = "subject, day, kind, survey, unit, touchpoint, channel, language, source, account"
    files = f"read_parquet('{settings.OYEZ_DATA}/analytics/*.parquet', union_by_name = true)"
    query = f"SELECT {columns}, COLUMNS('score.*') FROM {files} WHERE mode = 'identified' AND NOT mention"
    scores = " OR ".join(f'"{name}" IS NOT NULL' for name in _scores())
    with duckdb.connect() as database:
        database.execute("SET threads = 2")
        database.execute(f"COPY ({query} AND ({scores})) TO '{scratch}/copy.{format}' (FORMAT {format})")


def _scores() -> list[str]:
    from oyez.measure.store.engine import engine

    return sorted(engine().snapshot().scores)


def _most_memory() -> float:
    """The highest resident size so far, in megabytes."""
    status = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM"))


if __name__ == "__main__":
    sys.exit(main())
