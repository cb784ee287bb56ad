"""Writers who share a commit: each gets its own answer, and a failure undoes nothing but itself."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError, connection, connections, transaction
from django.db.backends.sqlite3.base import DatabaseWrapper

from oyez.kit import together
from oyez.kit.clock import now
from oyez.kit.models import Job

pytestmark = pytest.mark.django_db(transaction=True)


def job(name: str) -> Job:
    return Job.objects.create(kind="test", subject=name, created_at=now())


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """What each of these gives, or the error that it raises, all begun while the first holds the turn."""
    found: list[Any] = [None] * len(works)

    def one(number: int, work: Callable[[], Any]) -> None:
        try:
            found[number] = together.write(work)
        except Exception as error:
            found[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=(number, work)) for number, work in enumerate(works)]
    with together._turn:
        for thread in threads:
            thread.start()
        while connection.vendor == "sqlite" and len(together._waiting) < len(works):
            pass
    for thread in threads:
        thread.join()
    return found


def refuse() -> None:
    job("lost")
    raise ValueError("no")


def test_each_gets_its_own_answer() -> None:
    names = [f"n{number}" for number in range(20)]

    made = at_once(*(lambda name=name: job(name) for name in names))

    assert [one.subject for one in made] == names
    assert Job.objects.filter(kind="test").count() == 20


def test_what_fails_takes_nothing_of_the_others_along() -> None:
    one, failed, other = at_once(lambda: job("one"), refuse, lambda: job("other"))

    assert isinstance(failed, ValueError) and (one.subject, other.subject) == ("one", "other")
    assert set(Job.objects.filter(kind="test").values_list("subject", flat=True)) == {"one", "other"}


def test_who_writes_alone_leaves_nothing_where_it_fails() -> None:
    with pytest.raises(ValueError, match="no"):
        together.write(refuse)

    assert not Job.objects.filter(kind="test").exists()
    assert together.write(lambda: job("next")).subject == "next"


def test_they_share_one_commit_where_commits_are_dear(monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL gathers commits by itself")
    commits = []
    plain = DatabaseWrapper._commit

    def counted(self: Any) -> None:
        commits.append(1)
        plain(self)

    monkeypatch.setattr(DatabaseWrapper, "_commit", counted)

    at_once(*(lambda number=number: job(f"n{number}") for number in range(10)))

    assert len(commits) == 1


def test_a_commit_that_fails_is_told_to_all_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL gathers commits by itself")

    def full(self: Any) -> None:
        raise OperationalError("disk full")

    monkeypatch.setattr(DatabaseWrapper, "_commit", full)
    found = at_once(lambda: job("one"), lambda: job("other"))
    monkeypatch.undo()

    assert all(isinstance(one, OperationalError) for one in found)
    assert not Job.objects.filter(kind="test").exists()


def test_inside_a_transaction_it_is_part_of_it() -> None:
    with pytest.raises(ValueError, match="no"), transaction.atomic():
        together.write(lambda: job("one"))
        raise ValueError("no")

    assert not Job.objects.filter(kind="test").exists()
