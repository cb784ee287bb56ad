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

from prove.crashing.victims import Sender, wait_until

SYNC = re.compile(r"f(data)?sync\(")
ACK = re.compile(r'write\(1, "ok ')
FACTS = 20


def wrong(sender: Sender) -> Iterator[str]:
    """Send some facts under strace, and say which acknowledgement had no sync since the one before."""
    if shutil.which("strace") is None or os.geteuid() != 0:
        print("  fsync before acknowledgement: not looked at, strace or root is missing")
        return
    process = sender.begin()
    backend = int(sender.ready[2]) if connection.vendor == "postgresql" else process.pid
    with tempfile.TemporaryDirectory() as folder:
        traces = {name: Path(folder) / name for name in ("client", "server")}
        tracers = [_trace(process.pid, traces["client"])]
        if backend != process.pid:
            tracers.append(_trace(backend, traces["server"]))
        sender.send(FACTS)
        time.sleep(0.5)
        for tracer in tracers:
            tracer.terminate()
            tracer.wait()
        events = sorted(line for path in traces.values() if path.exists() for line in _events(path))
    unsafe, acknowledged = _unsafe([what for _, what in events])
    if acknowledged != FACTS or unsafe:
        yield f"{unsafe} of {acknowledged} acknowledgements were sent before the disk had the fact"
    else:
        print(f"  {acknowledged} acknowledgements, each after its own fdatasync (seen by strace)", flush=True)


def _trace(pid: int, path: Path) -> "subprocess.Popen[bytes]":
    tracer = subprocess.Popen(
        ["strace", "-f", "-ttt", "-e", "trace=write,fsync,fdatasync", "-p", str(pid), "-o", str(path)],
        stderr=subprocess.PIPE,
    )
    assert tracer.stderr is not None
    assert b"attached" in tracer.stderr.readline()
    wait_until(path.exists)
    return tracer


def _events(path: Path) -> Iterator[tuple[float, str]]:
    for line in path.read_text(errors="replace").splitlines():
        _, moment, call = line.split(None, 2)
        if SYNC.match(call):
            yield float(moment), "sync"
        elif ACK.match(call):
            yield float(moment), "ack"


def _unsafe(events: list[str]) -> tuple[int, int]:
    unsafe, synced, acknowledged = 0, False, 0
    for event in events:
        if event == "sync":
            synced = True
            continue
        acknowledged += 1
        unsafe += not synced
        synced = False
    return unsafe, acknowledged
