"""Writers who come at the same moment share one commit, where the database takes one writer at a time.

SQLite flushes each commit to the disk by itself, a few hundred a second at best. Whoever finds a commit under way
waits for it; then one of those waiting writes for all, each behind a savepoint of its own, and one flush makes all of
it safe before any of them is told. PostgreSQL gathers commits by itself, so there each writes alone.
"""

import threading
from collections.abc import Callable
from typing import Any, TypeVar

from django.db import connection, transaction

T = TypeVar("T")
MOST = 100  # in one commit, so that the first does not wait for ever


class _Work:
    """One piece of work and what became of it."""

    def __init__(self, work: Callable[[], Any]) -> None:
        self.work = work
        self.is_done = False
        self.result: Any = None
        self.error: BaseException | None = None

    def run(self, *, alone: bool) -> None:
        """Do it, among others behind a savepoint: what fails takes nothing of theirs along."""
        self.error = None
        try:
            with transaction.atomic(savepoint=not alone):
                self.result = self.work()
        except Exception as error:
            self.error = error


_waiting: list[_Work] = []
_list = threading.Lock()
_turn = threading.Lock()


def write(work: Callable[[], T]) -> T:
    """Run `work` in a transaction and return when it is committed; it may run in another thread than the caller's.

    It must not rest on anything that belongs to a thread. What it raises is raised here, and only its own writes are
    undone.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        with transaction.atomic():
            return work()
    mine = _Work(work)
    with _list:
        _waiting.append(mine)
    with _turn:
        while not mine.is_done:
            _commit()
    if mine.error is not None:
        raise mine.error
    result: T = mine.result
    return result


def _commit() -> None:
    """Do what waits, in the order in which it came, in one transaction; it counts once the commit went well."""
    with _list:
        some = _waiting[:MOST]
        del _waiting[: len(some)]
    try:
        with transaction.atomic():
            for one in some:
                one.run(alone=len(some) == 1)
    except Exception as error:
        for one in some:
            one.error = error
    for one in some:
        one.is_done = True
