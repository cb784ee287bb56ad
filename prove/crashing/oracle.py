"""Sends facts through a process that may die, and remembers which ones were acknowledged: the oracle."""

import contextlib
import json
import queue
import random
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from prove.crashing.victims import PATIENCE, kill, said_last, start, wait_until

MODES = ("identified",) * 7 + ("confidential",) * 2 + ("anonymous",)


@dataclass(frozen=True)
class Told:
    """What the sender is told to accept."""

    id: str
    score: int
    mode: str
    thanks: bool
    occurred_at: int


class Sender:
    """A process that accepts facts one after the other; started again when it died."""

    def __init__(self) -> None:
        self.sent: dict[str, Told] = {}
        self.acknowledged: set[str] = set()
        self.deaths = 0
        self.ready: list[str] = []
        self._began = time.time_ns() // 1000  # one moment for all, so that all are in one cell of the grid
        self._process: subprocess.Popen[str] | None = None
        self._answers: queue.Queue[str] = queue.Queue()

    def begin(self, crash_at: str = "") -> "subprocess.Popen[str]":
        """Start a sender, instead of the one that there was; while the database is away, again and again."""
        self.end()
        if not wait_until(lambda: self._is_ready(crash_at)):
            raise RuntimeError(f"No sender starts: {said_last()}")
        assert self._process is not None
        return self._process

    def _is_ready(self, crash_at: str) -> bool:
        self._process = start(
            "prove.crashing.sender", crash_at=crash_at, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._answers = queue.Queue()
        threading.Thread(target=self._listen, args=(self._process, self._answers), daemon=True).start()
        answer = self._answers.get(timeout=PATIENCE)
        if not answer.startswith("ready"):
            print(f"  … the sender did not start: {said_last()}", file=sys.stderr, flush=True)
            self._process.wait(PATIENCE)
        self.ready = answer.split()
        return answer.startswith("ready")

    def send(
        self,
        count: int,
        *,
        scores: Sequence[int] = (0, 2, 9, 10),
        modes: Sequence[str] = MODES,
        thanks: bool = True,
    ) -> None:
        """Send new facts one after the other and wait for each acknowledgement, or for the sender's death."""
        for _ in range(count):
            name = f"fact-{len(self.sent)}"
            self.sent[name] = Told(name, random.choice(scores), random.choice(modes), thanks, self._began)
            self._tell(name)

    def repeat_some(self) -> None:
        """Send a fact again, as a program does that never heard the answer."""
        if self.acknowledged:
            self._tell(random.choice(sorted(self.acknowledged)))

    def repeat_unacknowledged(self) -> None:
        """Send again what nobody said was taken: it may be there, or not."""
        for name in sorted(set(self.sent) - self.acknowledged):
            self._tell(name)

    def _tell(self, name: str) -> None:
        process = self._process
        if process is None or process.poll() is not None:
            process = self.begin()
        assert process.stdin is not None
        try:
            process.stdin.write(json.dumps(asdict(self.sent[name])) + "\n")
            process.stdin.flush()
            answer = self._answers.get(timeout=PATIENCE)
        except BrokenPipeError:
            answer = "gone"
        if answer == "gone":
            process.wait(PATIENCE)
            self.deaths += 1
        if answer == f"ok {name}":
            self.acknowledged.add(name)

    def kill(self) -> None:
        if self._process is not None and self._process.poll() is None:
            kill(self._process)
            self.deaths += 1

    def end(self) -> None:
        if self._process is not None and self._process.stdin is not None:
            with contextlib.suppress(BrokenPipeError):
                self._process.stdin.close()
            self._process.wait(PATIENCE)

    @staticmethod
    def _listen(process: "subprocess.Popen[str]", answers: "queue.Queue[str]") -> None:
        assert process.stdout is not None
        for line in process.stdout:
            answers.put(line.strip())
        answers.put("gone")
