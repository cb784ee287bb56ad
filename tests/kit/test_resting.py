"""A worker that has nothing to do sleeps until somebody writes."""

import threading
import time

import pytest
from django.db import connection

from oyez.kit import worker
from oyez.kit.database import writes_of_others
from oyez.kit.models import Bookmark

pytestmark = pytest.mark.django_db(transaction=True)


def write(name: str) -> None:
    Bookmark.objects.create(name=name)


def elsewhere(name: str, after: float = 0) -> threading.Thread:
    def run() -> None:
        time.sleep(after)
        write(name)
        connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def test_what_others_write_is_noticed_and_what_one_writes_oneself_is_not() -> None:
    if connection.vendor != "sqlite":
        assert writes_of_others() is None
        return
    before = writes_of_others()
    write("own")
    assert writes_of_others() == before
    elsewhere("other").join()
    assert writes_of_others() != before


def test_it_wakes_when_somebody_writes_and_for_what_waits_for_its_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(worker, "LONGEST_REST", 60.0)
    seen = writes_of_others()
    thread = elsewhere("other", after=0.3)
    worker.Loop().rest(seen)
    thread.join()
    monkeypatch.setattr(worker, "LONGEST_REST", 0.0)
    worker.Loop().rest(writes_of_others())
