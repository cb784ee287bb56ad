"""The processes that die: a worker, a sender, an import; and what they are told."""

import contextlib
import json
import os
import queue
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

PATIENCE = 300


def start(*words: str, crash_at: str = "", **options: object) -> "subprocess.Popen[str]":
    """A process of the house that dies at a point, if one is named."""
    env = os.environ | ({"OYEZ_CRASH_AT": crash_at} if crash_at else {})
    log = (Path(os.environ["OYEZ_DATA"]) / "proof.log").open("ab")
    return subprocess.Popen([sys.executable, "-m", *words], env=env, text=True, stderr=log, **options)  # type: ignore[call-overload, no-any-return]


def worker(crash_at: str = "") -> "subprocess.Popen[str]":
    """A worker that ends with the play, if the play is stopped."""
    return start(
        "oyez.web", "work", "--parent", str(os.getpid()), crash_at=crash_at, stdout=subprocess.DEVNULL
    )


def wait_until(true: Callable[[], object], seconds: float = PATIENCE) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if true():
            return True
        time.sleep(0.05)
    return False


def died(process: "subprocess.Popen[str]") -> bool:
    """Whether a process killed itself at its point; one that never came there is stopped and did not."""
    try:
        return process.wait(PATIENCE) == -signal.SIGKILL
    except subprocess.TimeoutExpired:
        process.terminate()
        process.wait()
        return False


def stop(process: "subprocess.Popen[str]") -> None:
    process.terminate()
    process.wait(PATIENCE)


class Sender:
    """Sends facts through a process that may die; knows which ones were acknowledged."""

    def __init__(self) -> None:
        self.sent: dict[str, int] = {}
        self.acknowledged: set[str] = set()
        self._moments: dict[str, int] = {}
        self._thanked: dict[str, bool] = {}
        self.deaths = 0
        self._process: subprocess.Popen[str] | None = None
        self._answers: queue.Queue[str] = queue.Queue()

    def begin(self, crash_at: str = "") -> "subprocess.Popen[str]":
        """Start a sender, instead of the one that there was."""
        self.end()
        self._process = start(
            "prove.crashing.sender", crash_at=crash_at, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._answers = queue.Queue()
        threading.Thread(target=self._listen, args=(self._process, self._answers), daemon=True).start()
        answer = self._answers.get(timeout=PATIENCE)
        assert answer.startswith("ready"), answer
        self.ready = answer.split()
        return self._process

    def send(self, count: int, scores: Sequence[int] = (0, 2, 9, 10), thanks: bool = True) -> None:
        """Send new facts one after the other and wait for each acknowledgement, or for the sender's death."""
        for _ in range(count):
            name = f"fact-{len(self.sent)}"
            self.sent[name] = random.choice(scores)
            self._thanked[name] = thanks
            self._moments[name] = time.time_ns() // 1000
            self._tell(name)

    def repeat(self, names: list[str]) -> None:
        """Send facts again, as a program does that never heard the answer."""
        for name in names:
            self._tell(name)

    def _tell(self, name: str) -> None:
        process = self._process
        if process is None or process.poll() is not None:
            self.deaths += 1
            process = self.begin()
        assert process.stdin is not None
        try:
            told = {
                "id": name,
                "score": self.sent[name],
                "occurred_at": self._moments[name],
                "thanks": self._thanked[name],
            }
            process.stdin.write(json.dumps(told) + "\n")
            process.stdin.flush()
            answer = self._answers.get(timeout=PATIENCE)
        except BrokenPipeError:
            answer = "gone"
        if answer == "gone":
            process.wait(PATIENCE)
        if answer == f"ok {name}":
            self.acknowledged.add(name)

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()

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
