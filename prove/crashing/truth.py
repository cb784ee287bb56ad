"""What must be true after everything, whatever died before."""

from collections import Counter
from collections.abc import Iterator
from email.message import EmailMessage

from oyez.act.models import Case, CaseEntry
from oyez.journal.changes import fingerprint, secret
from oyez.journal.models import Inbox, Interaction, Rejected
from oyez.journal.queries import last_seq
from oyez.kit.models import Bookmark, Outgoing, Parked
from oyez.measure.store import files, sealing

LOW = 6
State = Outgoing.State


def quiet() -> bool:
    """Whether the worker has nothing left to do: asked in the order in which things flow, since it goes on."""
    if Inbox.objects.exists():
        return False
    if not Bookmark.objects.filter(name="triggers", position=last_seq()).exists():
        return False
    return not Outgoing.objects.filter(state__in=(State.WAITING, State.SENDING)).exists()


def broken(sent: dict[str, int], acknowledged: set[str], arrived: list[EmailMessage]) -> Iterator[str]:
    """Each thing that is not as it must be, in a sentence."""
    yield from _journal(sent, acknowledged)
    yield from _cases(sent)
    yield from _mails(arrived)
    yield from _segments()


def _journal(sent: dict[str, int], acknowledged: set[str]) -> Iterator[str]:
    key_of = secret()
    keys = Counter(
        bytes(key) for key in Interaction.objects.filter(source="proof").values_list("key", flat=True)
    )
    for name in acknowledged:
        if fingerprint(key_of, "proof", name) not in keys:
            yield f"{name} was acknowledged and is lost"
    if keys.total() != len(sent):
        yield f"{len(sent)} facts were sent in the end, and {keys.total()} are in the journal"
    if doubled := [key for key, count in keys.items() if count > 1]:
        yield f"{len(doubled)} facts are doubled"
    if count := Rejected.objects.count():
        yield f"{count} rows were rejected"
    if count := Parked.objects.count():
        yield f"{count} rows were set aside"


def _cases(sent: dict[str, int]) -> Iterator[str]:
    position = Bookmark.objects.get(name="triggers").position
    if position != (last := last_seq()):
        yield f"the triggers have read to {position} of {last}: the proof ended too early"
    low = sum(score <= LOW for score in sent.values())
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


def _mails(arrived: list[EmailMessage]) -> Iterator[str]:
    """Staff get each mail at least once under one Message-ID, customers at most once."""
    times = Counter(str(message["Message-ID"]) for message in arrived)
    known = {row.message_id: row for row in Outgoing.objects.defer("text", "html")}
    if strangers := set(times) - set(known):
        yield f"{len(strangers)} mails arrived under a Message-ID that nobody wrote"
    if max(times[name] for name, row in known.items() if row.audience == Outgoing.Audience.STAFF) < 2:
        yield "no mail to staff was repeated, though the worker died right after one had left"
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
    position = Bookmark.objects.get(name=sealing.NAME).position
    copied = Counter(seq for segment in segments for seq in files.seqs_of(files.read([segment.name])))
    wanted = Interaction.objects.filter(seq__lte=position).exclude(kind="redaction").count()
    if not copied.total() == len(copied) == wanted:
        yield f"the copy holds {copied.total()} rows, {len(copied)} different ones, of {wanted}"


def counts(arrived: list[EmailMessage]) -> str:
    """The figures of a run in a line."""
    times = Counter(str(message["Message-ID"]) for message in arrived)
    states = Counter(Outgoing.objects.filter(audience="customer").values_list("state", flat=True))
    return (
        f"{Case.objects.count()} cases; {len(arrived)} mails arrived, {sum(count > 1 for count in times.values())} "
        f"of them more than once (staff only); mails to customers: {dict(sorted(states.items()))}"
    )
