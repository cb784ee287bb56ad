"""The scenes of the play: in each a process dies at a named point, and says whether it came there."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from oyez.journal.changes import REDACTED, redact
from oyez.journal.models import Interaction
from oyez.kit import crash
from prove.crashing.files import Files
from prove.crashing.oracle import Sender
from prove.crashing.victims import died, worker
from prove.crashing.waves import Waves

ROWS = 3_000
OPENS_A_CASE = {"scores": (0,), "modes": ("identified",)}
OPENS_NONE = {"scores": (10,), "modes": ("identified",)}

Scene = Callable[["Cast", str], bool]


@dataclass
class Cast:
    """Who plays: the sender, files that are imported, waves, and how to come to rest before the worker dies."""

    sender: Sender
    files: Files
    waves: Waves
    recover: Callable[[], None]


def as_worker(cast: Cast, point: str) -> bool:
    cast.sender.send(5)
    return died(worker(crash_at=point))


def as_sender(cast: Cast, point: str) -> bool:
    process = cast.sender.begin(crash_at=point)
    for _ in range(2):  # with a mistake it may come to its point later
        if process.poll() is None:
            cast.sender.send(1)
    return died(process)


def as_triggers(cast: Cast, point: str) -> bool:
    """The facts are in the journal already, so that the reaction to them is what comes to the point."""
    cast.sender.send(3, **OPENS_A_CASE)  # type: ignore[arg-type]
    return died(worker(crash_at=point))


def as_postman(cast: Cast, point: str, *, to_staff: bool) -> bool:
    cast.sender.send(2, thanks=not to_staff, **(OPENS_A_CASE if to_staff else OPENS_NONE))  # type: ignore[arg-type]
    return died(worker(crash_at=point))


def as_sealer(cast: Cast, point: str) -> bool:
    """A redaction must reach the columnar copy at once, so it makes the worker seal."""
    cast.sender.send(3)
    cast.recover()
    whole = Interaction.objects.exclude(digest=REDACTED).exclude(kind="redaction").order_by("seq")
    row = whole.filter(source="oyez").first() or whole.first()
    assert row is not None
    redact([row.seq], "a proof")
    return died(worker(crash_at=point))


def as_surveyor(cast: Cast, point: str) -> bool:
    cast.waves.begin()
    return died(worker(crash_at=point))


def as_import(cast: Cast, point: str) -> bool:
    return cast.files.dies(ROWS, crash_at=point)


SCENES: dict[str, tuple[str, Scene]] = {
    "inbox-written by the sender": ("inbox-written", as_sender),
    "inbox-written by the triggers": ("inbox-written", as_triggers),
    "inbox-committed by the sender": ("inbox-committed", as_sender),
    "inbox-committed by the triggers": ("inbox-committed", as_triggers),
    "lease-taken append": ("lease-taken append", as_worker),
    "lease-taken outbox": ("lease-taken outbox", as_worker),
    "effect-before-bookmark triggers": ("effect-before-bookmark triggers", as_triggers),
    "effect-before-bookmark grid": ("effect-before-bookmark grid", as_worker),
    "effect-before-bookmark analytics": ("effect-before-bookmark analytics", as_sealer),
    "bookmark-before-commit triggers": ("bookmark-before-commit triggers", as_triggers),
    "bookmark-before-commit grid": ("bookmark-before-commit grid", as_worker),
    "bookmark-before-commit analytics": ("bookmark-before-commit analytics", as_sealer),
    "outgoing-claimed to staff": ("outgoing-claimed", partial(as_postman, to_staff=True)),
    "outgoing-claimed to a customer": ("outgoing-claimed", partial(as_postman, to_staff=False)),
    "outgoing-left to staff": ("outgoing-left", partial(as_postman, to_staff=True)),
    "outgoing-left to a customer": ("outgoing-left", partial(as_postman, to_staff=False)),
    "wave-slice": ("wave-slice", as_surveyor),
    "invitations-posted": ("invitations-posted", as_surveyor),
    "segment-written": ("segment-written", as_sealer),
    "segment-renamed": ("segment-renamed", as_sealer),
    "segments-published": ("segments-published", as_sealer),
    "import-block": ("import-block", as_import),
}


def scenes() -> Iterator[tuple[str, str, Scene]]:
    """All scenes, in the order of the points; a point without a scene of its own is one where a worker dies."""
    for point in crash.POINTS:
        here = [(name, at, scene) for name, (at, scene) in SCENES.items() if at.split()[0] == point]
        yield from here or [(point, point, as_worker)]
