"""Kills at random moments, while facts stream in and files are imported: of our processes, and of the database's."""

import logging
import os
import random
import signal
import subprocess
import sys
import time

from django.db import Error, connection
from django.db.models import Q

from oyez.kit.models import Bookmark
from prove.crashing.scenes import Cast
from prove.crashing.victims import kill, stop, the_dead, wait_until, worker

ROWS = 20_000
SENDER_EVERY = 5
IMPORT_EVERY = 10
SERVER_EVERY = 10


class Kills:
    """Kills workers (two at once are there on PostgreSQL), now and then the sender, now and then an import."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.workers = self.at_work = self.senders = self.imports = self.servers = 0

    def happen(self, moments: int) -> None:
        crowd = 2 if connection.vendor == "postgresql" else 1
        workers = [worker() for _ in range(crowd)]
        for moment in range(1, moments + 1):
            if moment % 10 == 0:
                print(f"  … {moment} of {moments} random moments", file=sys.stderr, flush=True)
            self._let_it_stream(random.uniform(0.5, 4.0))
            self._kill(workers.pop(0))
            workers.append(worker())
            if moment % SENDER_EVERY == 0:
                self.cast.sender.kill()
                self.senders += 1
            if moment % SERVER_EVERY == SERVER_EVERY // 2 and connection.vendor == "postgresql":
                self._kill_server()
            if moment % IMPORT_EVERY == 0:
                self.cast.files.killed(ROWS, self._kill_import)
        for process in workers:
            stop(process)

    def _let_it_stream(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.cast.sender.send(1, thanks=random.random() < 0.3)
            time.sleep(random.uniform(0, 0.15))  # mails must be able to keep up, or the end takes an hour
            if random.random() < 0.1:
                self.cast.sender.repeat_some()

    def _kill(self, process: "subprocess.Popen[str]") -> None:
        """Who dies in the middle of a step leaves its lease behind."""
        before = set(the_dead())
        kill(process)
        self.workers += 1
        theirs = Q()
        for name in set(the_dead()) - before:
            theirs |= Q(lease__startswith=name)
        self.at_work += bool(theirs) and Bookmark.objects.filter(theirs).exists()

    def _kill_server(self) -> None:
        """When one of its processes is killed, PostgreSQL ends all others and recovers from its log."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            (pid,) = cursor.fetchone()
        os.kill(pid, signal.SIGKILL)
        assert wait_until(_answers), "PostgreSQL did not recover"
        self.servers += 1

    def _kill_import(self, process: "subprocess.Popen[str]") -> None:
        self._let_it_stream(random.uniform(1.0, 4.0))
        self.imports += process.poll() is None
        kill(process)


def _answers() -> bool:
    """Whether the database can be asked again, by a connection of today."""
    logging.getLogger("psycopg.pool").setLevel(
        logging.ERROR
    )  # that it cannot be reached for a moment is no news
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]
    try:
        return Bookmark.objects.exists()
    except Error:
        return False
