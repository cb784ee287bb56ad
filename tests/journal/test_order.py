"""Order of commit is order of sequence: a reader that asks for what lies behind its bookmark misses nothing.

A appends and pauses before its commit. B appends. A reader polls. A ends. The reader polls again. It must have read
both, and the two mistakes that one can make about the lock must lose a row here.
"""

import os
import subprocess
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import connection, connections, transaction
from django.db.models import F

from oyez.journal import changes, queries
from oyez.journal.models import Interaction
from oyez.journal.readers import Reader
from oyez.kit import worker
from oyez.kit.models import Bookmark
from tests import postgres
from tests.town import answers, fact, tell

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

on_postgresql = pytest.mark.skipif(
    not os.environ.get("OYEZ_DATABASE_URL"),
    reason="SQLite has one writer at a time: only PostgreSQL can fail here",
)
PAUSE = 0.7  # seconds in which B may overtake A, if anything lets it


class Poller:
    """A reader with a bookmark, as every reader of the journal reads."""

    def __init__(self, position: int = 0) -> None:
        self.position = position
        self.seen: list[str] = []

    def poll(self) -> None:
        for row in queries.after(self.position, 100):
            self.seen.append(row.text)
            self.position = row.seq


class Turnstile:
    """Stops A between its insert and its commit until it is let through."""

    def __init__(self) -> None:
        self.reached = threading.Event()
        self.open = threading.Event()

    def wait(self, facts: list[changes.Fact]) -> None:
        if facts[0].text == "A":
            self.reached.set()
            assert self.open.wait(20)


def in_thread(work: Callable[[], object]) -> threading.Thread:
    def run() -> None:
        try:
            work()
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


class Undone(Exception):
    pass


def append(name: str, undo: bool = False) -> Callable[[], None]:
    def work() -> None:
        try:
            with transaction.atomic():
                changes.append([fact(name, text=name)])
                if undo:
                    raise Undone
        except Undone:
            pass  # the rollback was the point

    return work


def pause_a(monkeypatch: pytest.MonkeyPatch) -> Turnstile:
    """Let A stop after its insert, wherever it is called from."""
    turnstile = Turnstile()
    insert = changes._insert

    def pausing(facts: list[changes.Fact]) -> list[changes.Verdict]:
        verdicts = insert(facts)
        turnstile.wait(facts)
        return verdicts

    monkeypatch.setattr(changes, "_insert", pausing)
    return turnstile


def overtaking(
    monkeypatch: pytest.MonkeyPatch,
    b: Callable[[], object] = lambda: append("B")(),
    *,
    undo: bool = False,
    position: int = 0,
    turnstile: Turnstile | None = None,
) -> Poller:
    """Play the scene and give the reader, who polled when B had its chance and again when all was over."""
    reader = Poller(position)
    with monkeypatch.context() as patched:
        turnstile = turnstile or pause_a(patched)
        first = in_thread(append("A", undo))
        assert turnstile.reached.wait(20)
        second = in_thread(b)
        second.join(PAUSE)
        reader.poll()
        turnstile.open.set()
        first.join()
        second.join()
    reader.poll()
    return reader


def test_the_reader_gets_both(monkeypatch: pytest.MonkeyPatch) -> None:
    assert overtaking(monkeypatch).seen == ["A", "B"]


def test_the_reader_gets_the_other_when_one_is_rolled_back(monkeypatch: pytest.MonkeyPatch) -> None:
    assert overtaking(monkeypatch, undo=True).seen == ["B"]


def test_what_was_rolled_back_and_sent_again_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = overtaking(monkeypatch, undo=True)
    tell(fact("A", text="A"))
    reader.poll()

    assert reader.seen == ["B", "A"]


@on_postgresql
def test_without_the_lock_a_row_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "lock", lambda: None)

    assert overtaking(monkeypatch).seen == ["B"]


@on_postgresql
def test_with_the_lock_after_the_insert_a_row_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    lock, insert = changes.lock, changes._insert
    turnstile = Turnstile()

    def insert_then_lock(facts: list[changes.Fact]) -> list[changes.Verdict]:
        verdicts = insert(facts)
        turnstile.wait(facts)
        lock()
        return verdicts

    monkeypatch.setattr(changes, "lock", lambda: None)
    monkeypatch.setattr(changes, "_insert", insert_then_lock)

    assert overtaking(monkeypatch, turnstile=turnstile).seen == ["B"]


def test_the_appender_of_the_inbox_takes_its_turn_too(monkeypatch: pytest.MonkeyPatch) -> None:
    changes.accept([fact("B", text="B")])

    assert overtaking(monkeypatch, changes.append_inbox).seen == ["A", "B"]


def test_a_redaction_takes_its_turn_too(monkeypatch: pytest.MonkeyPatch) -> None:
    tell(fact("first", text="first"))
    seq = Interaction.objects.get().seq

    reader = overtaking(monkeypatch, lambda: changes.redact([seq], "erased"), position=seq)

    assert reader.seen == ["A", ""]


def test_many_writers_and_one_reader_lose_nothing_and_double_nothing() -> None:
    writers, each = 6, 15

    def write(name: int) -> None:
        for at in range(each):
            with transaction.atomic():
                changes.append([fact(f"{name}-{at}", text=f"{name}-{at}")])

    reader = Poller()
    threads = [in_thread(lambda name=name: write(name)) for name in range(writers)]  # type: ignore[misc]
    while any(thread.is_alive() for thread in threads):
        reader.poll()
    reader.poll()

    assert sorted(reader.seen) == sorted(f"{name}-{at}" for name in range(writers) for at in range(each))


def test_two_workers_who_keep_taking_the_lease_from_each_other_count_each_row_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(worker, "LEASE", timedelta(0))
    tell(*answers("nps", [value % 11 for value in range(200)]))
    Bookmark.objects.create(name="counted")
    reader = Reader("reader", _count, batch=7)
    step = worker.Step("reader", reader.pending, reader.run)

    def work() -> None:
        while not Bookmark.objects.filter(name="reader", position=queries.last_seq()).exists():
            worker.run_step(step)

    for thread in [in_thread(work), in_thread(work)]:
        thread.join()

    assert Bookmark.objects.get(name="counted").position == 200


def _count(rows: Sequence[Interaction]) -> None:
    Bookmark.objects.filter(name="counted").update(position=F("position") + len(rows))


def server() -> str:
    return os.environ["OYEZ_DATABASE_URL"]


@contextmanager
def another_database(name: str) -> Iterator[str]:
    with psycopg.connect(server(), autocommit=True) as admin:
        admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        admin.execute(f"CREATE DATABASE {name}")
        try:
            yield urlsplit(server())._replace(path=f"/{name}").geturl()
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@on_postgresql
def test_an_open_write_in_another_database_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    with another_database("neighbour") as url, psycopg.connect(url) as neighbour:
        neighbour.execute("CREATE TABLE open (id int)")
        neighbour.execute("INSERT INTO open VALUES (1)")
        tell(fact("first", text="first"))
        reader = Poller()
        reader.poll()
        assert reader.seen == ["first"]

        assert overtaking(monkeypatch, position=reader.position).seen == ["A", "B"]


@contextmanager
def moved_to(name: str) -> Iterator[None]:
    """All connections of this process go to another database of the same server."""
    home = connection.settings_dict["NAME"]
    try:
        _reconnect(name)
        yield
    finally:
        _reconnect(home)


def _reconnect(name: str) -> None:
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]
    connection.settings_dict["NAME"] = name


@on_postgresql
def test_after_dump_and_restore_a_bookmark_is_still_good(monkeypatch: pytest.MonkeyPatch) -> None:
    tell(*[fact(name, text=name) for name in ("first", "second", "third")])
    reader = Poller()
    reader.position = Interaction.objects.get(text="second").seq
    home = urlsplit(server())._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    tools = postgres.binaries()
    assert tools is not None
    dump = subprocess.run([tools / "pg_dump", home], capture_output=True, check=True).stdout

    with another_database("restored") as url:
        subprocess.run(
            [tools / "psql", "-q", "-v", "ON_ERROR_STOP=1", url], input=dump, check=True, stdout=-3
        )
        with moved_to("restored"):
            reader.poll()
            again = overtaking(monkeypatch, position=reader.position)

    assert reader.seen == ["third"]
    assert again.seen == ["A", "B"]
