"""The three writes of the journal, accept, append and redact; and keeping what was rejected."""

import hashlib
import random
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, Literal, TypeVar

import msgspec
from django.conf import settings
from django.db import DataError, IntegrityError, connection, transaction

from oyez.journal.core.columns import FIELDS, Columns, by_column, pieces
from oyez.journal.core.facts import DAY, DIGEST_BYTES, KEY_BYTES, Fact, Mode, coarse, trouble
from oyez.journal.core.news import only_timely
from oyez.journal.core.scales import BUILT_IN, Scale, scale_of
from oyez.journal.models import CompanyScale, Inbox, Interaction, Rejected
from oyez.journal.queries import scales
from oyez.kit import crash, turns
from oyez.kit.clock import now, to_micros
from oyez.kit.errors import NotFound, Refused
from oyez.kit.inserting import insert
from oyez.kit.settings import NEWS_DAYS

Verdict = Literal["taken", "known", "conflict"]
T = TypeVar("T")

APPEND_ROWS = 2_000
REDACT_ROWS = 5_000  # named in one row, so that its list stays short

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(list[Fact]).decode
_to_json = msgspec.json.Encoder().encode


@cache
def secret() -> bytes:
    """The key of all fingerprints; losing it would make every known fact look new."""
    return hashlib.sha256(settings.SECRET_KEY.encode()).digest()


def accept(facts: Sequence[Fact]) -> None:
    """Write facts to the inbox in the caller's transaction or one of its own; its commit makes them safe."""
    known = _scales_of(facts)
    for fact in facts:
        if (reason := trouble(fact, known)) is not None:
            raise Refused(f"This cannot be taken: {reason}.")
    timely = [only_timely(coarse(fact), now(), NEWS_DAYS.number()) for fact in facts]
    with transaction.atomic(savepoint=False):
        for block in _blocks(timely, APPEND_ROWS):
            insert(Inbox(payload=_encode(block), count=len(block), accepted_at=to_micros(now())))
        crash.here("inbox-written")
        transaction.on_commit(lambda: crash.here("inbox-committed"))


def _scales_of(facts: Iterable[Fact]) -> dict[str, Scale]:
    """The scales that scores stand on; the company's own are read only where one of them may."""
    built_in = all(scale_of(name, BUILT_IN) for fact in facts for name in fact.scores)
    return BUILT_IN if built_in else scales()


def _blocks(things: Sequence[T], size: int) -> Iterable[Sequence[T]]:
    return (things[start : start + size] for start in range(0, len(things), size))


def append_inbox() -> int:
    """Move what waits in the inbox into the journal, in one short transaction; say how many."""
    with transaction.atomic():
        lock()
        batches = _next_batches()
        facts = [fact for batch in batches for fact in _decode(bytes(batch.payload))]
        verdicts = _insert(facts)
        _keep_conflicts(facts, verdicts)
        crash.here("append-inserted")
        Inbox.objects.filter(pk__in=[batch.pk for batch in batches]).delete()
        crash.here("append-before-commit")
    return len(facts)


def append_one_by_one() -> int:
    """Move the oldest batch alone, and keep as rejected what the database will not take of it; say how many."""
    with transaction.atomic():
        lock()
        batch = Inbox.objects.select_for_update(skip_locked=True).order_by("id").first()
        if batch is None:
            return 0
        for fact in _readable(batch):
            _insert_or_reject(fact)
        batch.delete()
    return batch.count


def _readable(batch: Inbox) -> list[Fact]:
    payload = bytes(batch.payload)
    try:
        return _decode(payload)
    except msgspec.MsgspecError:
        reject("inbox", f"batch {batch.pk}", None, "this batch cannot be read", payload.hex())
        return []


def _insert_or_reject(fact: Fact) -> None:
    try:
        with transaction.atomic():
            _keep_conflicts([fact], _insert([fact]))
    except (DataError, IntegrityError, ValueError) as error:
        reason = f"the database cannot keep it ({type(error).__name__})"
        reject(fact.source, fact.source, None, reason, _to_json(fact).decode())


def _next_batches() -> list[Inbox]:
    """The oldest batches, as many as fit into one append, at least one."""
    chosen: list[int] = []
    room = APPEND_ROWS
    for pk, count in Inbox.objects.order_by("id").values_list("pk", "count")[:APPEND_ROWS]:
        if chosen and count > room:
            break
        chosen.append(pk)
        room -= count
    return list(Inbox.objects.select_for_update(skip_locked=True).filter(pk__in=chosen).order_by("id"))


def append(facts: Sequence[Fact]) -> list[Verdict]:
    """Append facts inside the caller's transaction and say what became of each.

    A conflict (one id, other content) is not written; the caller keeps it as rejected.
    """
    _refuse_alone()
    lock()
    return _insert(facts)


def append_columns(facts: Columns) -> list[Verdict]:
    """The same for facts that were put into columns elsewhere, under this journal's secret."""
    _refuse_alone()
    lock()
    return _insert_columns(facts)


def _refuse_alone() -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("append belongs in a transaction with what it comes from")


def lock() -> None:
    """One appender at a time, so that the order of commit is the order of sequence.

    Taken before the first number is drawn and held until commit. On SQLite BEGIN IMMEDIATE is the lock.
    """
    turns.take(turns.Turn.JOURNAL)


def _insert(facts: Sequence[Fact]) -> list[Verdict]:
    return _insert_columns(by_column(facts, secret()))


def _insert_columns(facts: Columns) -> list[Verdict]:
    keys = pieces(facts.keys, KEY_BYTES)
    seen = _digests(keys)
    if not seen and len(set(keys)) == len(keys):
        _write(facts)
        return ["taken"] * facts.count
    verdicts: list[Verdict] = []
    for key, content in zip(keys, pieces(facts.digests, DIGEST_BYTES), strict=True):
        if (before := seen.get(key)) is None:
            seen[key] = content
            verdicts.append("taken")
        else:
            verdicts.append("known" if before in (content, REDACTED) else "conflict")
    _write(facts.without({at for at, verdict in enumerate(verdicts) if verdict != "taken"}))
    return verdicts


REDACTED = b"redacted"


def _digests(keys: Sequence[bytes]) -> dict[bytes, bytes]:
    found: dict[bytes, bytes] = {}
    for start in range(0, len(keys), 500):
        part = keys[start : start + 500]
        marks = ", ".join(["%s"] * len(part))
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT key, digest FROM journal_interaction WHERE key IN ({marks})", part)
            found.update((bytes(key), bytes(content)) for key, content in cursor.fetchall())
    return found


def _write(facts: Columns) -> None:
    """Insert facts of which none is there, past the ORM and without a loop over them."""
    if not facts.count:
        return
    columns, values, given = ["key", "digest"], ["%s", "%s"], _keys_and_digests(facts)
    for name in FIELDS:
        constant = name in facts.same
        value = facts.same.get(name)
        if constant and value is None:
            continue  # the table says so itself
        columns.append(name)
        values.append(str(value).upper() if constant and isinstance(value, bool) else "%s")
        if values[-1] == "%s":
            given.append(facts.column(name))
    columns.append("recorded_at")
    values.append("%s")
    given.append(_recorded(facts))
    rows: Any = zip(*given, strict=True)  # both drivers take any iterable
    if facts.says("mode", ANONYMOUS):
        rows = _shuffled(list(rows), list(facts.column("mode")))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO journal_interaction ({', '.join(columns)}) VALUES ({', '.join(values)}) "
            "ON CONFLICT (key) DO NOTHING",
            rows,
        )


def _keys_and_digests(facts: Columns) -> list[Iterable[Any]]:
    """As byte arrays: SQLite's driver takes those as they are and looks for an adapter for each of other bytes."""
    return [pieces(facts.keys, KEY_BYTES, bytearray), pieces(facts.digests, DIGEST_BYTES, bytearray)]


def _recorded(facts: Columns) -> Iterable[int]:
    """This moment; of what is anonymous, this day."""
    moment = to_micros(now())
    day = moment // DAY * DAY
    return [day if mode == ANONYMOUS else moment for mode in facts.column("mode")]


ANONYMOUS = Mode.ANONYMOUS.value


def _shuffled(rows: list[tuple[Any, ...]], modes: Sequence[str]) -> list[tuple[Any, ...]]:
    """Anonymous answers change places among themselves, so that order says nothing about time."""
    places = [at for at, mode in enumerate(modes) if mode == ANONYMOUS]
    mixed = random.SystemRandom().sample(places, len(places))
    answers = [rows[at] for at in mixed]
    for place, answer in zip(places, answers, strict=True):
        rows[place] = answer
    return rows


def _keep_conflicts(facts: Sequence[Fact], verdicts: Sequence[Verdict]) -> None:
    for fact, verdict in zip(facts, verdicts, strict=True):
        if verdict == "conflict":
            raw = msgspec.json.encode(fact).decode()
            reject(fact.source, fact.source, None, f"the id “{fact.id}” came before with other content", raw)


def reject(source: str, origin: str, line: int | None, reason: str, raw: str) -> Rejected:
    """Keep what could not be used, where a person sees it, can mend it and replay it."""
    return Rejected.objects.create(
        source=source,
        origin=origin,
        line=line,
        reason=reason,
        raw=raw.replace("\x00", "�"),
        at=to_micros(now()),
    )


def reject_all(rows: Iterable[tuple[str, str, int | None, str, str]]) -> list[int]:
    """Keep many rejected rows (source, origin, line, reason, raw) at once; their numbers, in order."""
    at = to_micros(now())
    kept = Rejected.objects.bulk_create(
        [
            Rejected(
                source=source, origin=origin, line=line, reason=reason, raw=raw.replace("\x00", "�"), at=at
            )
            for source, origin, line, reason, raw in rows
        ],
        batch_size=500,
    )
    return [row.pk for row in kept]


@transaction.atomic
def settle_rejected(rejected_id: int, state: Literal["replayed", "discarded"]) -> None:
    """Mark a rejected row as dealt with; it is kept."""
    waiting = Rejected.objects.filter(pk=rejected_id, state=Rejected.State.WAITING)
    if not waiting.update(state=state, settled_at=to_micros(now())):
        raise NotFound("This row was dealt with before, or never was.")


@transaction.atomic
def redact(seqs: Sequence[int], reason: str) -> int:
    """Cut identity, text and attributes from rows, keep their scores, and append a row that names them.

    The content digest is cut too; a fact that was redacted stays known, so it cannot come back.
    """
    lock()
    return sum(_redact(block, reason) for block in _blocks(seqs, REDACT_ROWS))


def _redact(seqs: Sequence[int], reason: str) -> int:
    rows = Interaction.objects.filter(seq__in=seqs).exclude(kind="redaction")
    named = sorted(rows.values_list("seq", flat=True))
    if not named:
        return 0
    rows.update(subject=None, text="", attributes={}, digest=REDACTED)
    fact = Fact(
        source="oyez", id=f"redaction:{random.SystemRandom().getrandbits(128):x}", occurred_at=to_micros(now()),
        kind="redaction", news=True, attributes={"seqs": ",".join(map(str, named)), "reason": reason},
    )  # fmt: skip
    _insert([fact])
    return len(named)


@transaction.atomic
def add_scale(name: str, minimum: float, maximum: float, *, whole: bool = True, higher_is_better: bool = True,
              top_k: int = 2) -> None:  # fmt: skip
    """Make a scale of the company's known; one that exists may not change, since scores stand on it."""
    if not name.isidentifier() or "_" in name:
        raise Refused(f"A scale's name is one word of letters and digits, and “{name}” is not.")
    if minimum >= maximum:
        raise Refused(f"The scale {name} must end above where it begins.")
    wanted = {
        "minimum": minimum, "maximum": maximum, "whole": whole,
        "higher_is_better": higher_is_better, "top_k": top_k,
    }  # fmt: skip
    if name in scales():
        known = scales()[name]
        if any(getattr(known, field) != value for field, value in wanted.items()):
            raise Refused(f"The scale {name} exists with another range; give the new one another name.")
        return
    CompanyScale.objects.create(name=name, **wanted)
