"""`oyez serve`: web and worker as child processes of one small one, which keeps both running and ends both."""

import fcntl
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from oyez.kit.errors import Refused

log = logging.getLogger("oyez.serve")

GRACE_SECONDS = 30
LOOK_SECONDS = 0.2
STEADY_SECONDS = 60
LONGEST_WAIT = 30
LOGS = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "oyez.web.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"gunicorn.error": {"level": "WARNING", "propagate": True, "handlers": []}},
}


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep the data folder to this `serve` for as long as it lives."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "serve.lock").open("a+", encoding="ascii") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise Refused(
                f"The data folder {folder} is served already, by process {lock.read().strip() or 'unknown'}. "
                "Stop that one, or name another folder with OYEZ_DATA."
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


@dataclass
class Child:
    """One process to keep running; after a short life it waits before it is started again."""

    name: str
    command: Sequence[str]
    inherits: tuple[int, ...] = ()
    process: subprocess.Popen[bytes] | None = None
    started: float = 0
    short_lives: int = 0
    not_before: float = 0

    def start(self) -> None:
        self.started = time.monotonic()
        self.process = subprocess.Popen(  # a session of its own: Ctrl-C reaches only the parent
            [sys.executable, *self.command], pass_fds=self.inherits, start_new_session=True
        )

    def look_after(self) -> None:
        """Start it, or start it again."""
        if self.process is not None:
            status = self.process.poll()
            if status is None:
                return
            self._bury(status)
        if time.monotonic() >= self.not_before:
            self.start()

    def _bury(self, status: int) -> None:
        self.process = None
        steady = time.monotonic() - self.started >= STEADY_SECONDS
        self.short_lives = 0 if steady else self.short_lives + 1
        wait = 0 if steady else min(LONGEST_WAIT, 2 ** (self.short_lives - 1))
        self.not_before = time.monotonic() + wait
        log.error("a process died", extra={"child": self.name, "status": status, "again_in_s": wait})

    def ask_to_end(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def wait(self, until: float) -> None:
        """Wait for its end; after the time of grace, make it."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            log.error("a process did not end in time", extra={"child": self.name})
            self.process.kill()
            self.process.wait()


@dataclass
class Parent:
    """Keeps children running until a signal comes, then ends them gracefully."""

    children: list[Child] = field(default_factory=list)
    stopping: bool = False

    def run(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._stop)
        try:
            while not self.stopping:
                for child in self.children:
                    child.look_after()
                time.sleep(LOOK_SECONDS)
        finally:
            self._end()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def _end(self) -> None:
        until = time.monotonic() + GRACE_SECONDS
        for child in self.children:
            child.ask_to_end()
        for child in self.children:
            child.wait(until)


def web(socket: int, lifeline: int, processes: int, threads: int) -> Child:
    """The web server on an open port; it ends when the other end of the lifeline closes."""
    told = {"socket": socket, "lifeline": lifeline, "processes": processes, "threads": threads}
    options = [word for name, value in told.items() for word in (f"--{name}", str(value))]
    return Child("web", ["-m", "oyez.web.server", *options], (socket, lifeline))


def worker() -> Child:
    """The worker; it ends when this process is gone."""
    return Child("worker", ["-m", "oyez.web", "work", "--parent", str(os.getpid())])


def bring_up_to_date() -> None:
    """Migrate in a process of its own, so that this one stays small; what it refuses, it says itself."""
    done = subprocess.run(
        [sys.executable, "-m", "oyez.web", "upgrade"], stdout=subprocess.DEVNULL, check=False
    )
    if done.returncode:
        sys.exit(done.returncode)
