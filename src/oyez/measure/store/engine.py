"""One in-memory DuckDB a process, which reads segments and tail and can do nothing else."""

import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from typing import Any

import duckdb
import pyarrow as pa
from sqlglot import exp

from oyez.kit.errors import Unavailable
from oyez.kit.look import once_a_look
from oyez.kit.settings import MEMORY, THREADS, TIMEOUT
from oyez.measure.core.past import Persons, Recall, Recalled
from oyez.measure.core.plan import Identified, Kept, Listed, Only, Plan, Released
from oyez.measure.core.printer import to_sql
from oyez.measure.core.printer_past import PAST
from oyez.measure.store import files
from oyez.measure.store.columns import score_columns
from oyez.measure.store.snapshot import Snapshot, take

REMEMBERED = 512
LARGEST = 10_000
BATCH = 20_000
PASTS = 6
LONGER = 20  # rows to take along are written out while they are read

CORRECTED = Identified(corrected=True)

Rows = list[tuple[Any, ...]]
Key = tuple[object, int, Plan]


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
        self._answers: OrderedDict[Key, Rows] = OrderedDict()
        self._pasts: OrderedDict[Key, pa.Table] = OrderedDict()

    @once_a_look
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
        """The rows of a plan on a snapshot: those of the segments, then those of the fresh tail.

        Plans end in sums, which add up, or in the newest rows, of which the newest counts; so what segments hold is
        computed once, however fast the tail grows. A promise in a segment may be kept in the tail, and what happened
        before may lie in either: such plans run over both together.
        """
        also = _depends_on(snapshot, plan)
        if any(isinstance(step, (Kept, Recall)) for step in plan):
            return self._remembered((snapshot.key, also, plan), snapshot, _all)
        rows: Rows = []
        if snapshot.segments:
            rows += self._remembered((snapshot.segments, also, plan), snapshot, _sealed)
        if snapshot.tail.num_rows:
            rows += self._remembered((snapshot.key, also, plan), snapshot, _fresh)
        return rows

    def _remembered(self, key: Key, snapshot: Snapshot, view: Callable[[Snapshot], str]) -> Rows:
        with self._lock:
            if snapshot.standing.uid and key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]
        rows = self._compute(snapshot, key[2], view(snapshot))
        if len(rows) > LARGEST:
            return rows
        with self._lock:
            self._answers[key] = rows
            while len(self._answers) > REMEMBERED:
                self._answers.popitem(last=False)
        return rows

    def stream(self, snapshot: Snapshot, plan: Plan, sql: str) -> Iterator[pa.RecordBatch]:
        """The rows of a statement that stands on a plan, of segments and tail, batch by batch and never all at once."""
        with self._reading(snapshot, plan, _all(snapshot), LONGER * TIMEOUT.number()) as cursor:
            yield from cursor.execute(sql).to_arrow_reader(BATCH)

    def _compute(self, snapshot: Snapshot, plan: Plan, view: str) -> Rows:
        with self._reading(snapshot, plan, view, TIMEOUT.number()) as cursor:
            for at, step in enumerate(plan):
                if isinstance(step, Recall):
                    past = self._past(snapshot, plan, step, cursor)
                    cursor.register(PAST, past)
                    plan = (*plan[:at], Recalled(tuple(past.column_names[1:])), *plan[at + 1 :])
            return cursor.execute(to_sql(plan)).fetchall()

    def _past(
        self, snapshot: Snapshot, plan: Plan, step: Recall, cursor: duckdb.DuckDBPyConnection
    ) -> pa.Table:
        """What a step recalls for every row that it may be asked for: questions about one segment come in dozens."""
        everybody = plan[: 1 + next(at for at, one in enumerate(plan) if isinstance(one, Identified))]
        recalling = (*everybody, step, Only(("seq", *(one.column for one in step.wanted))))
        key = (snapshot.key, _depends_on(snapshot, plan), recalling)
        with self._lock:
            found = self._pasts.get(key)
        if found is None:
            found = cursor.execute(to_sql(recalling)).to_arrow_table()
            with self._lock:
                self._pasts[key] = found
                while len(self._pasts) > PASTS or next(iter(self._pasts))[0] != snapshot.key:
                    self._pasts.popitem(last=False)
        return found

    @contextmanager
    def _reading(
        self, snapshot: Snapshot, plan: Plan, view: str, seconds: int
    ) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor that knows all that a plan stands on, and is interrupted in time."""
        cursor = self._database.cursor()
        timer = threading.Timer(seconds, cursor.interrupt)
        timer.start()
        try:
            cursor.register("tail", snapshot.tail)
            if _has_released(plan):
                cursor.register("grid", snapshot.grid)
            for step in plan:
                if isinstance(step, Listed):
                    cursor.register("subjects", pa.table({"subject": pa.array(step.subjects, pa.uint64())}))
                if isinstance(step, Recall):
                    cursor.register("behind", _behind(step.persons))
            if CORRECTED in plan:
                cursor.register("corrections", snapshot.corrections())
            cursor.execute(f"CREATE TEMP VIEW interactions AS {view}")
            yield cursor
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


def _behind(persons: Persons) -> pa.Table:
    """Each subject that another one stands for."""
    columns = [list(persons.standing_for.keys()), list(persons.standing_for.values())]
    return pa.table([pa.array(column, pa.uint64()) for column in columns], names=["token", "person"])


def _has_released(plan: Plan) -> bool:
    return any(isinstance(step, Released) for step in plan)


def _depends_on(snapshot: Snapshot, plan: Plan) -> int:
    """What else decides the sums: how far corrections go, or which blocks have appeared."""
    if _has_released(plan):
        return snapshot.standing.version
    return max(snapshot.corrected.values(), default=0) if CORRECTED in plan else 0


def _settings() -> dict[str, Any]:
    return {
        "memory_limit": f"{MEMORY.number()}MB",
        "threads": THREADS.number(),
        "preserve_insertion_order": False,
        "temp_directory": "",
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }


def _sealed(snapshot: Snapshot) -> str:
    """What the segments hold; scores that so far only the tail has are empty there."""
    paths = ", ".join(_quoted(str(files.folder() / name)) for name in snapshot.segments)
    return f"SELECT *{_missing(snapshot, snapshot.segment_scores)} FROM read_parquet([{paths}], union_by_name = true)"


def _fresh(snapshot: Snapshot) -> str:
    """What the tail holds; scores that only segments have are empty there."""
    return f"SELECT *{_missing(snapshot, score_columns(snapshot.tail))} FROM tail"


def _all(snapshot: Snapshot) -> str:
    """Segments and tail as one."""
    parts = [_sealed(snapshot)] if snapshot.segments else []
    return " UNION ALL BY NAME ".join([*parts, _fresh(snapshot)])


def _missing(snapshot: Snapshot, there: Collection[str]) -> str:
    lacking = sorted(snapshot.scores.difference(there))
    return "".join(
        f", NULL::DOUBLE AS {exp.to_identifier(name, quoted=True).sql('duckdb')}" for name in lacking
    )


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
