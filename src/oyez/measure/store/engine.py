"""One in-memory DuckDB a process, which reads segments and tail and can do nothing else."""

import os
import threading
from collections import OrderedDict
from typing import Any

import duckdb
from sqlglot import exp

from oyez.kit.errors import Unavailable
from oyez.kit.settings import MEMORY, THREADS, TIMEOUT
from oyez.measure.core.plan import Identified, Plan, Released
from oyez.measure.core.printer import to_sql
from oyez.measure.store import files
from oyez.measure.store.snapshot import Snapshot, take

REMEMBERED = 256

Rows = list[tuple[Any, ...]]


class Engine:
    """Answers plans from the newest snapshot; a question that was answered already is not asked again."""

    def __init__(self) -> None:
        self.process = os.getpid()
        self._database = duckdb.connect(":memory:", config=_settings())
        self._database.execute(f"SET allowed_directories = [{_quoted(str(files.folder()))}]")
        self._database.execute("SET parquet_metadata_cache = true")  # segments never change under a name
        self._database.execute("SET enable_external_access = false")
        self._database.execute("SET lock_configuration = true")
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._answers: OrderedDict[tuple[object, Plan], Rows] = OrderedDict()

    def snapshot(self) -> Snapshot:
        """The present moment; one thread at a time looks for what is new."""
        with self._lock:
            self._snapshot = take(self._snapshot)
            return self._snapshot

    def reload(self) -> Snapshot:
        """The present moment, with nothing taken over."""
        with self._lock:
            self._snapshot = take(None)
            return self._snapshot

    def run(self, snapshot: Snapshot, plan: Plan) -> Rows:
        """The rows of a plan on a snapshot."""
        key = (snapshot.key, plan)
        with self._lock:
            if snapshot.standing.uid and key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]
        rows = self._compute(snapshot, plan)
        with self._lock:
            self._answers[key] = rows
            while len(self._answers) > REMEMBERED:
                self._answers.popitem(last=False)
        return rows

    def _compute(self, snapshot: Snapshot, plan: Plan) -> Rows:
        cursor = self._database.cursor()
        seconds = TIMEOUT.number()
        timer = threading.Timer(seconds, cursor.interrupt)
        timer.start()
        try:
            cursor.register("tail", snapshot.tail)
            if any(isinstance(step, Released) for step in plan):
                cursor.register("grid", snapshot.grid)
            if Identified(corrected=True) in plan:
                cursor.register("corrections", snapshot.corrections())
            cursor.execute(_interactions(snapshot))
            return cursor.execute(to_sql(plan)).fetchall()
        except duckdb.IOException:
            raise files.Gone from None
        except duckdb.InterruptException:
            raise Unavailable(
                f"The question took longer than {seconds} seconds. Ask for a shorter period."
            ) from None
        except duckdb.OutOfMemoryException:
            raise Unavailable(
                "The question needs more memory than it may have. Ask for fewer groups."
            ) from None
        finally:
            timer.cancel()
            cursor.close()


def _settings() -> dict[str, Any]:
    return {
        "memory_limit": f"{MEMORY.number()}MB",
        "threads": THREADS.number(),
        "preserve_insertion_order": False,
        "temp_directory": "",
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }


def _interactions(snapshot: Snapshot) -> str:
    """The view of everything that plans are printed for."""
    if not snapshot.segments:
        return "CREATE OR REPLACE TEMP VIEW interactions AS SELECT * FROM tail"
    paths = ", ".join(_quoted(str(files.folder() / name)) for name in snapshot.segments)
    sealed = f"SELECT * FROM read_parquet([{paths}], union_by_name = true)"
    return f"CREATE OR REPLACE TEMP VIEW interactions AS {sealed} UNION ALL BY NAME SELECT * FROM tail"


def _quoted(path: str) -> str:
    return str(exp.Literal.string(path).sql(dialect="duckdb"))


_engine: list[Engine] = []
_making = threading.Lock()


def engine() -> Engine:
    """This process's engine; a forked child makes its own."""
    with _making:
        if not _engine or _engine[0].process != os.getpid():
            _engine[:] = [Engine()]
        return _engine[0]
