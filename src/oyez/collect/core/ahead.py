"""Reads and maps in a second process while this one writes: two cores share the work of one import."""

import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

import msgspec

from oyez.collect.core.batches import Batch, batches
from oyez.collect.core.blocks import Packer
from oyez.collect.core.garbage import collecting_rarely
from oyez.collect.core.mapping.language import read_mapping
from oyez.collect.core.plan import Choices, House, Plan
from oyez.kit.errors import OyezError, Unavailable

TIMES = 2  # an import with two processes is in a hurry, and what it writes at once it writes fast

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Batch).decode


class Order(NamedTuple):
    """All that the second process needs to know."""

    path: Path
    mapping_text: str
    choices: Choices
    house: House
    secret: bytes
    step: int
    position: int


@contextmanager
def read_ahead(order: Order) -> Iterator[Iterator[Batch]]:
    """Batches from a second process, which ends when this one no longer listens."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(there, order), daemon=True)
    process.start()
    there.close()
    try:
        yield _receive(here)
    finally:
        here.close()
        process.join(timeout=5)
        if process.is_alive():
            process.kill()


def _receive(here: Connection) -> Iterator[Batch]:
    while True:
        try:
            content = here.recv_bytes()
        except EOFError:
            raise Unavailable(
                "The process that reads the file ended early, perhaps for want of memory. What was taken is kept; "
                "start the same import again."
            ) from None
        if not content:
            return
        yield _decode(content)


def _send(there: Connection, order: Order) -> None:
    with suppress(BrokenPipeError):
        try:
            plan = Plan(order.path, read_mapping(order.mapping_text), order.choices, order.house)
            with collecting_rarely():
                for batch in batches(plan, order.secret, order.step, order.position, TIMES):
                    there.send_bytes(_encode(batch))
        except OyezError as error:
            there.send_bytes(_encode(Batch(Packer(b"").pack([]), 0, 0, 0, [], {}, str(error))))
        there.send_bytes(b"")
