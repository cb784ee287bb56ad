"""What must be true after everything, whatever died before."""

import json
from collections import Counter
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

from oyez.act.models import Case, CaseEntry
from oyez.company.core.scope import OPERATOR
from oyez.journal.changes import secret
from oyez.journal.core.facts import fingerprint
from oyez.journal.models import Inbox, Interaction, Rejected
from oyez.journal.queries import last_seq
from oyez.kit.models import Bookmark, Outgoing, Parked
from oyez.measure.models import GridCell
from oyez.measure.store import files, sealing
from oyez.surveys.models import Invitation, Wave
from prove.crashing.oracle import Told

LOW = 6
OWN = ("proof", "oyez")  # what came through the inbox; the rest came from files
State = Outgoing.State


def quiet() -> bool:
    """Whether the worker has nothing left to do: asked in the order in which things flow, since it goes on."""
    if Inbox.objects.exists():
        return False
    last = last_seq()
    if any(_position(name) != last for name in ("triggers", "grid")):
        return False
    if sealing.due(_position(sealing.NAME)):
        return False
    if Wave.objects.filter(state=Wave.State.PLANNED).exists():
        return False
    if Invitation.objects.filter(state=Invitation.State.WAITING).exists():
        return False
    return not Outgoing.objects.filter(state__in=(State.WAITING, State.SENDING)).exists()


def _position(name: str) -> int:
    """How far a step has come; one that never had anything to do has no bookmark."""
    return Bookmark.objects.filter(name=name).values_list("position", flat=True).first() or 0


def broken(
    sent: dict[str, Told], acknowledged: set[str], rows: int, asked: int, arrived: list[EmailMessage]
) -> Iterator[str]:
    """Each thing that is not as it must be, in a sentence."""
    yield from _journal(sent, acknowledged)
    yield from _files(rows)
    yield from _cases(sum(is_worth_a_case(one) for one in sent.values()))
    yield from _waves(asked)
    yield from _mails(arrived)
    yield from _segments()
    yield from _grid()


def is_worth_a_case(told: Told) -> bool:
    return told.score <= LOW and told.mode == "identified"


def kept() -> int:
    """The facts in the journal, apart from those the house tells itself."""
    return Interaction.objects.exclude(source="oyez").count()


def _journal(sent: dict[str, Told], acknowledged: set[str]) -> Iterator[str]:
    key_of = secret()
    rows = list(Interaction.objects.filter(source="proof").values_list("key", "scores", "mode"))
    held = {bytes(key): (_plain(scores), mode) for key, scores, mode in rows}
    for name in sorted(acknowledged):
        told, here = sent[name], held.get(fingerprint(key_of, "proof", name))
        if here is None:
            yield f"{name} was acknowledged and is lost"
        elif here != ({"nps": told.score}, told.mode):
            yield f"{name} is not what was sent"
    if len(held) != len(sent):
        yield f"{len(sent)} facts were sent in the end, and {len(held)} are in the journal"
    if len(rows) != len(held):
        yield f"{len(rows) - len(held)} facts are doubled"
    if count := Rejected.objects.count():
        yield f"{count} rows were rejected"
    if count := Parked.objects.count():
        yield f"{count} rows were set aside"


def _plain(scores: Any) -> dict[str, float]:
    found: dict[str, float] = json.loads(scores) if isinstance(scores, str) else scores
    return found


def _files(rows: int) -> Iterator[str]:
    if (here := Interaction.objects.exclude(source__in=OWN).count()) != rows:
        yield f"{rows} rows of files were imported, and {here} are in the journal"


def _cases(low: int) -> Iterator[str]:
    position = _position("triggers")
    if position != (last := last_seq()):
        yield f"the triggers have read to {position} of {last}: the proof ended too early"
    opened = Counter(Case.objects.values_list("opening_seq", flat=True))
    if opened.total() != low or len(opened) != low:
        yield f"{low} facts were worth a case, and {opened.total()} cases were opened for {len(opened)} facts"
    if (heard := CaseEntry.objects.filter(kind="heard").count()) != low:
        yield f"{heard} lines in {low} cases"
    told = Interaction.objects.filter(source="oyez", kind="case_opened").count()
    if told != low:
        yield f"{told} of {low} cases are in the journal"
    if (posted := Outgoing.objects.filter(rule="case_opened").count()) != low:
        yield f"{posted} mails were written for {low} cases"


def _waves(asked: int) -> Iterator[str]:
    """Each of those to be asked was asked once, by one mail, and it is part of their story once."""
    rows = list(Invitation.objects.values_list("subject", "state", "message_id"))
    found = {
        "invited": Counter(subject for subject, _, _ in rows),
        "written to": Counter(
            message_id for _, state, message_id in rows if state == Invitation.State.POSTED
        ),
        "sent a mail": Counter(
            Outgoing.objects.filter(rule="survey_invitation").values_list("cause", flat=True)
        ),
        "in the journal": Counter(
            Interaction.objects.filter(kind="invitation").values_list("subject", flat=True)
        ),
    }
    for what, times in found.items():
        if not times.total() == len(times) == asked:
            yield f"{asked} people were to be asked; {len(times)} are {what}, {times.total()} times"


def _mails(arrived: list[EmailMessage]) -> Iterator[str]:
    """Staff get each mail at least once under one Message-ID, customers at most once."""
    times = Counter(str(message["Message-ID"]) for message in arrived)
    known = {row.message_id: row for row in Outgoing.objects.defer("text", "html")}
    if strangers := set(times) - set(known):
        yield f"{len(strangers)} mails arrived under a Message-ID that nobody wrote"
    outcomes = Counter((row.audience, row.state, times[name]) for name, row in known.items())
    for (audience, state, arrivals), count in sorted(outcomes.items()):
        if not _is_right(audience, state, arrivals):
            yield f"{count} mails to {audience} are {state} and arrived {arrivals} times"


def _is_right(audience: str, state: str, arrivals: int) -> bool:
    if audience == Outgoing.Audience.STAFF:
        return state == State.SENT and arrivals >= 1
    return (state == State.SENT and arrivals == 1) or (state == State.UNKNOWN and arrivals <= 1)


def _segments() -> Iterator[str]:
    """The columnar copy holds each row once, and its files are what was written."""
    segments = sealing.live()
    for name in sealing.check(segments):
        yield f"{name} is missing or not what was written"
    if not segments:
        return
    position = _position(sealing.NAME)
    copied = Counter(seq for segment in segments for seq in files.seqs_of(files.read([segment.name])))
    wanted = Interaction.objects.filter(seq__lte=position).exclude(kind="redaction").count()
    if not copied.total() == len(copied) == wanted:
        yield f"the copy holds {copied.total()} rows, {len(copied)} different ones, of {wanted}"


def _grid() -> Iterator[str]:
    """Each protected answer waits in its cell once, until the cell has released it."""
    protected = Interaction.objects.filter(source="proof").exclude(mode="identified")
    seqs = set(protected.values_list("seq", flat=True))
    for cell in GridCell.objects.filter(unit="harbour"):
        waiting = Counter(cell.waiting.values_list("seq", flat=True))
        due = {seq for seq in seqs if seq > (cell.released_seq or 0)}
        if set(waiting) != due or waiting.total() != len(due):
            yield f"{len(due)} protected answers must wait in the grid, and {waiting.total()} do"


def wrongly_counted() -> Iterator[str]:
    """`oyez ask` counts what is in the copy and what is behind it together, each answer once."""
    from oyez.measure.ask import ask
    from oyez.measure.core.question import parse

    scored = Interaction.objects.filter(kind="response")
    open_seqs = set(scored.filter(mode="identified").values_list("seq", flat=True))
    closed = scored.exclude(mode="identified")
    for cell in GridCell.objects.filter(score="nps"):
        here = closed.filter(unit=cell.unit or None, seq__lte=cell.released_seq or 0)
        open_seqs |= set(here.values_list("seq", flat=True))
    total = ask(OPERATOR, parse("nps")).total
    counted = total.n if total else 0
    if counted != len(open_seqs):
        yield f"`ask nps` counts {counted} answers of {len(open_seqs)}"


def mails(arrived: list[EmailMessage]) -> str:
    """What became of the mails, in a line."""
    times = Counter(str(message["Message-ID"]) for message in arrived)
    states = Counter(Outgoing.objects.filter(audience="customer").values_list("state", flat=True))
    unknown = Outgoing.objects.filter(audience="customer", state=State.UNKNOWN).values_list(
        "message_id", flat=True
    )
    came = sum(times[name] for name in unknown)
    return (
        f"{len(times)} different mails arrived, {sum(count > 1 for count in times.values())} of them more than once "
        f"(to staff only); to customers: {states[State.SENT]} sent, {states[State.UNKNOWN]} unknown, "
        f"{came} of which arrived"
    )


def repeated(arrived: list[EmailMessage]) -> int:
    """Mails that arrived more than once."""
    return sum(count > 1 for count in Counter(str(one["Message-ID"]) for one in arrived).values())
