"""The processes that die: a worker, an import; how they are started, killed and waited for."""

import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

PATIENCE = 300


def start(module: str, *words: str, crash_at: str = "", **options: object) -> "subprocess.Popen[str]":
    """A process of the house that dies at a point, if one is named, and has the mistake that is tried, if any."""
    env = os.environ | ({"OYEZ_CRASH_AT": crash_at} if crash_at else {})
    log = (Path(os.environ["OYEZ_DATA"]) / "proof.log").open("ab")
    return subprocess.Popen(  # type: ignore[call-overload, no-any-return]
        [sys.executable, "-m", "prove.crashing.mistaken", module, *words],
        env=env,
        text=True,
        stderr=log,
        **options,
    )


def worker(crash_at: str = "") -> "subprocess.Popen[str]":
    """A worker that ends with the play, if the play is stopped."""
    return start(
        "oyez.web", "work", "--parent", str(os.getpid()), crash_at=crash_at, stdout=subprocess.DEVNULL
    )


def said_last() -> str:
    """The last line that any of these processes wrote to its errors."""
    lines = (Path(os.environ["OYEZ_DATA"]) / "proof.log").read_text(errors="replace").splitlines()
    return lines[-1] if lines else ""


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


def kill(process: "subprocess.Popen[str]") -> None:
    process.kill()
    process.wait()


def stop(process: "subprocess.Popen[str]") -> None:
    process.terminate()
    process.wait(PATIENCE)


def the_dead() -> Iterator[str]:
    """The names that processes left in the data folder when they died and that nobody has found yet."""
    for path in (Path(os.environ["OYEZ_DATA"]) / "present").glob("*"):
        with path.open("a+", encoding="ascii") as place:
            try:
                fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            place.seek(0)
            yield from place.read().split()
