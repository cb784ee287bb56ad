"""Whether what is acknowledged was on the disk before: looked at from outside, with strace."""

import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from django.db import connection

from prove.crashing.oracle import Sender
from prove.crashing.victims import wait_until

SYNC = re.compile(r"f(?:data)?sync\(\d+<(?P<path>[^>]*)>")
ACK = re.compile(r'write\(1<[^>]*>, "ok ')
LOG = {"sqlite": re.compile(r"\.sqlite3(-wal)?$"), "postgresql": re.compile(r"/pg_wal/")}
FACTS = 20


def wrong(sender: Sender) -> Iterator[str]:
    """Send some facts under strace, and say which acknowledgement had no sync of the log since the one before."""
    if shutil.which("strace") is None or os.geteuid() != 0:
        print("  sync before acknowledgement: not looked at, strace or root is missing")
        return
    events = _traced(sender)
    unsafe, acknowledged = _unsafe(events)
    if acknowledged != FACTS or unsafe:
        yield f"{unsafe} of {acknowledged} acknowledgements were sent before the disk had the fact"
        return
    calls = sorted({event for event in events if event != "ack"})
    print(
        f"  {acknowledged} acknowledgements, each after its own {' and '.join(calls)} (seen by strace)",
        flush=True,
    )


def _traced(sender: Sender) -> list[str]:
    """What the sender, and the server that writes for it, did in the order in which they did it."""
    process = sender.begin()
    traced = {"client": process.pid}
    if connection.vendor == "postgresql":
        traced["server"] = int(sender.ready[2])
    with tempfile.TemporaryDirectory() as folder:
        tracers = [_trace(pid, Path(folder) / name) for name, pid in traced.items()]
        sender.send(FACTS)
        time.sleep(0.5)
        for tracer in tracers:
            tracer.terminate()
            tracer.wait()
        events = sorted(event for name in traced for event in _events(Path(folder) / name))
    return [what for _, what in events]


def _trace(pid: int, path: Path) -> "subprocess.Popen[bytes]":
    tracer = subprocess.Popen(
        ["strace", "-f", "-y", "-ttt", "-e", "trace=write,fsync,fdatasync", "-p", str(pid), "-o", str(path)],
        stderr=subprocess.PIPE,
    )
    assert tracer.stderr is not None
    assert b"attached" in tracer.stderr.readline()
    wait_until(path.exists)
    return tracer


def _events(path: Path) -> Iterator[tuple[float, str]]:
    log = LOG[connection.vendor]
    for line in path.read_text(errors="replace").splitlines():
        _, moment, call = line.split(None, 2)
        if (sync := SYNC.match(call)) and log.search(sync["path"]):
            yield float(moment), f"{call.partition('(')[0]} of {_named(sync['path'])}"
        elif ACK.match(call):
            yield float(moment), "ack"


def _named(path: str) -> str:
    return "pg_wal" if "/pg_wal/" in path else Path(path).name


def _unsafe(events: list[str]) -> tuple[int, int]:
    """How many acknowledgements had no sync since the one before, of how many."""
    unsafe, synced, acknowledged = 0, False, 0
    for event in events:
        if event != "ack":
            synced = True
            continue
        acknowledged += 1
        unsafe += not synced
        synced = False
    return unsafe, acknowledged
