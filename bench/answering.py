"""The public page under load: its weight, what a GET and a POST cost, and how many durable answers a second.

64 connections on loopback, each sending first pages of one open survey to a served installation, on SQLite and,
where it is installed, on PostgreSQL. Every answer that got its 303 must be in the database afterwards. What a request
costs is the processor time of all server processes, beside that of the plainest page of the same server.

Claimed: at most 30 kB; a GET at most 5 ms and a POST at most 3 ms of processor time; 250 durable answers a second with
no failed request.
"""

import asyncio
import os
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from statistics import median
from urllib.parse import urlencode, urlsplit

from bench.machine import beside
from tests import postgres
from tests.served import Served, inside

CONNECTIONS = 64
SECONDS = float(os.environ.get("OYEZ_BENCH_SECONDS", "20"))
ROUNDS, ASKED = 7, 200
WEIGHT, GET_MS, POST_MS, ANSWERS = 30_000, 5.0, 3.0, 250
SURVEY = """
survey: load
title: Load
kind: transactional
mode: identified
questions:
  - {id: nps, type: nps, text: "How likely are you to recommend us?", low: {en: not at all}, high: {en: extremely}}
  - {id: why, type: long, when: nps <= 6, text: What happened?}
"""
MADE = f"""
from oyez.company.changes import found_company
from oyez.company.core.scope import OPERATOR
from oyez.surveys.changes import editing
found_company("Bench", currency="EUR", time_zone="UTC")
editing.create(OPERATOR, {SURVEY!r}); editing.publish(OPERATOR, "load", 1); editing.set_open(OPERATOR, "load", True)
"""
COUNTED = "from oyez.surveys.models import Response; print(Response.objects.filter(answers__nps=9).count())"
NAMES = "from oyez.surveys.doors import fresh_name\nprint(*[fresh_name() for _ in range({count})])"


def main() -> int:
    held = [_measure("SQLite", "")]
    if (reason := postgres.missing()) is None:
        with postgres.running() as url:
            held.append(_measure("PostgreSQL", url))
    else:
        print(f"PostgreSQL: {reason}")
    print(beside())
    return 0 if all(held) else 1


def _measure(name: str, url: str) -> bool:
    with tempfile.TemporaryDirectory(prefix="oyez-bench-") as folder:
        said = {"OYEZ_DATABASE_URL": url} if url else {}
        said["OYEZ_BEGIN_A_MINUTE"] = "1000000"
        with Served(Path(folder), **said) as served:
            inside(MADE, served.env)
            return _ask(name, served)


def _ask(name: str, served: Served) -> bool:
    host, port = urlsplit(served.url).hostname or "", urlsplit(served.url).port or 80
    names = inside(NAMES.format(count=60_000), served.env).split()
    asyncio.run(_gets(host, port, "/s/load/", 50))
    weight = len(asyncio.run(_get(host, port, "/s/load/")))
    alone: Counter[int] = Counter()
    few, many = iter(names[: ROUNDS * ASKED]), names[ROUNDS * ASKED :]
    plain, get, post = _costs(
        served,
        lambda: asyncio.run(_gets(host, port, "/health", ASKED)),
        lambda: asyncio.run(_gets(host, port, "/s/load/", ASKED)),
        lambda: alone.update(asyncio.run(_load(host, port, list(islice(few, ASKED)), 1))),
    )
    before, begun = _cpu(served), time.perf_counter()
    statuses = asyncio.run(_load(host, port, many, CONNECTIONS))
    seconds = time.perf_counter() - begun
    crowded = (_cpu(served) - before) / sum(statuses.values()) * 1e3
    rate = statuses[303] / seconds
    statuses += alone
    kept, sent = int(inside(COUNTED, served.env)), sum(statuses.values())
    others = dict(statuses - Counter({303: statuses[303]}))
    print(name)
    print(f"  first page      {weight:>10,} bytes in one request (claimed: at most {WEIGHT:,})")
    print(f"  plainest page   {plain:>10.2f} ms of processor time")
    print(f"  GET             {get:>10.2f} ms, ratio {get / plain:.1f} (claimed: at most {GET_MS:g} ms)")
    print(f"  POST            {post:>10.2f} ms, ratio {post / plain:.1f} (claimed: at most {POST_MS:g} ms)")
    print(f"  POST, crowded   {crowded:>10.2f} ms, with all connections and their sender on the same cores")
    print(f"  {CONNECTIONS} connections  {rate:>10.0f} answers a second (claimed: at least {ANSWERS})")
    print(f"  kept            {kept:>10,} of {statuses[303]:,}; other statuses: {others}")
    return (
        weight <= WEIGHT and get <= GET_MS and post <= POST_MS and rate >= ANSWERS
        and kept == statuses[303] == sent
    )  # fmt: skip


def _costs(served: Served, *works: Callable[[], None]) -> list[float]:
    """Milliseconds of processor time a request, each sort of work in turn, the median of the rounds."""
    spent: list[list[float]] = [[] for _ in works]
    for _ in range(ROUNDS):
        for work, own in zip(works, spent, strict=True):
            before = _cpu(served)
            work()
            own.append((_cpu(served) - before) / ASKED * 1e3)
    return [median(own) for own in spent]


def _cpu(served: Served) -> float:
    """Processor seconds of the web processes so far; the worker's are its own."""
    ticks = 0
    for pid in _web(served.process.pid):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _web(parent: int) -> list[int]:
    """All processes below, without those that work."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            line = (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if int(fields[1]) == parent and b"--socket" in line:
            found += [int(folder.name), *_children(int(folder.name))]
    return found


def _children(parent: int) -> list[int]:
    listed = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return [pid for child in map(int, listed) for pid in (child, *_children(child))]


async def _gets(host: str, port: int, path: str, count: int) -> None:
    reader, writer = await asyncio.open_connection(host, port)
    for _ in range(count):
        writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Language: en\r\n\r\n".encode())
        await _answer(reader)
    writer.close()


async def _get(host: str, port: int, path: str) -> bytes:
    reader, writer = await asyncio.open_connection(host, port)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
    whole = await reader.read()
    writer.close()
    return whole


async def _load(host: str, port: int, names: list[str], connections: int) -> Counter[int]:
    """All connections send until the time or the names are over; every answer is counted by its status."""
    statuses: Counter[int] = Counter()
    until = time.perf_counter() + SECONDS
    waiting = iter(names)

    async def one() -> None:
        reader, writer = await asyncio.open_connection(host, port)
        while time.perf_counter() < until and (name := next(waiting, "")):
            body = urlencode({"r": name, "nps": "9"}).encode()
            head = (
                "POST /s/load/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                f"Content-Length: {len(body)}\r\n\r\n"
            )
            writer.write(head.encode() + body)
            statuses[await _answer(reader)] += 1
        writer.close()

    await asyncio.gather(*(one() for _ in range(connections)))
    return statuses


async def _answer(reader: asyncio.StreamReader) -> int:
    head = await reader.readuntil(b"\r\n\r\n")
    length = re.search(rb"(?i)content-length: (\d+)", head)
    if length:
        await reader.readexactly(int(length[1]))
    return int(head.split(b" ", 2)[1])


if __name__ == "__main__":
    sys.exit(main())
