"""Reads of the journal. Rows leave only narrowed by the viewer's scope; readers of the house read all."""

from collections.abc import Collection, Sequence
from random import Random
from typing import Any

from django.db.models import Max, Min, Q, QuerySet

from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.journal.core.scales import BUILT_IN, Scale
from oyez.journal.core.worth import without_worth
from oyez.journal.models import CompanyScale, Inbox, Interaction, Rejected
from oyez.kit.errors import NotFound
from oyez.kit.look import once_a_look


@once_a_look
def scales() -> dict[str, Scale]:
    """All scales known here, by name."""
    own = CompanyScale.objects.values_list("name", "minimum", "maximum", "whole", "higher_is_better", "top_k")
    return BUILT_IN | {row[0]: Scale(*row) for row in own}


def last_seq() -> int:
    """The highest sequence number, 0 for an empty journal."""
    return Interaction.objects.aggregate(last=Max("seq"))["last"] or 0


def span() -> tuple[int, int]:
    """The lowest and the highest sequence number, 1 and 0 for an empty journal."""
    first = Interaction.objects.aggregate(first=Min("seq"))["first"]  # SQLite reads all rows for both at once
    return first or 1, last_seq()


def spread_out(most: int) -> list[int]:
    """Sequence numbers to look at for a picture of the whole journal, the same each time.

    A fixed step would fall in with rows that take turns, such as each ticket and its closing.
    """
    first, last = span()
    return Random(1).sample(range(first, last + 1), min(last + 1 - first, most))  # noqa: S311


def inbox_waiting() -> bool:
    return Inbox.objects.exists()


def inbox_count() -> int:
    """How many batches wait to enter the journal."""
    return Inbox.objects.count()


def after(seq: int, limit: int) -> list[Interaction]:
    """What a reader has not read yet, in order. For readers of the house, not for viewers."""
    return list(Interaction.objects.filter(seq__gt=seq).order_by("seq")[:limit])


def news_after(seq: int, limit: int) -> tuple[list[Interaction], int]:
    """What may cause something and was not read yet, in order, and how far that reading reaches.

    The end is asked first: what commits meanwhile lies behind it and is read next time.
    """
    end = last_seq()
    rows = list(Interaction.objects.filter(news=True, seq__gt=seq, seq__lte=end).order_by("seq")[:limit])
    return rows, (rows[-1].seq if len(rows) == limit else end)


def narrowed(viewer: Viewer, accounts: Collection[str] | None) -> QuerySet[Interaction]:
    """The interactions a viewer may see as rows.

    `accounts` are the keys that the viewer's account symbol stands for, resolved by whoever owns accounts.
    Answers that are not identified are never seen as rows, whoever looks.
    """
    viewer.needs(Can.ROWS)
    rows = Interaction.objects.filter(mode="identified")
    scope = viewer.scope
    if scope.units is not None:
        rows = rows.filter(unit__in=scope.units)
    if scope.accounts is not None:
        rows = rows.filter(account__in=accounts or ())
    if scope.touchpoints is not None:
        rows = rows.filter(touchpoint__in=scope.touchpoints)
    return rows


def timeline(
    viewer: Viewer,
    *,
    subjects: Collection[str] | None = None,
    account: str | None = None,
    accounts: Collection[str] | None = None,
    skip: int = 0,
    limit: int = 50,
) -> list[Interaction]:
    """What happened with a person or an account, newest first, corrections applied."""
    rows = narrowed(viewer, accounts)
    if subjects is not None:
        rows = rows.filter(subject__in=list(subjects))
    if account is not None:
        rows = rows.filter(account=account)
    found = rows.exclude(kind="redaction").order_by("-occurred_at", "-seq")[skip : skip + limit]
    return standing(list(found))


def attributes(viewer: Viewer, row: Interaction) -> dict[str, Any]:
    """What an interaction says besides, without what a customer is worth for those who may not know it."""
    return dict(row.attributes) if viewer.may(Can.REVENUE) else without_worth(row.attributes)


def standing(rows: Sequence[Interaction]) -> list[Interaction]:
    """Without the rows that a correction replaces: of several for one fact the highest sequence wins."""
    facts = {_bytes(key) for row in rows for key in (row.key, row.replaces)}
    latest: dict[bytes, int] = {}
    for seq, fact in Interaction.objects.filter(replaces__in=facts).values_list("seq", "replaces"):
        latest[_bytes(fact)] = max(seq, latest.get(_bytes(fact), 0))
    return [
        row
        for row in rows
        if _bytes(row.key) not in latest and latest.get(_bytes(row.replaces), row.seq) == row.seq
    ]


def _bytes(value: bytes | memoryview | None) -> bytes:
    return b"" if value is None else bytes(value)


def corrections(after_seq: int = 0) -> list[tuple[int, bytes, int | None]]:
    """(sequence, key of the fact it corrects, sequence of that fact), for the columnar copy."""
    rows = [
        (row.seq, _bytes(row.replaces))
        for row in Interaction.objects.filter(seq__gt=after_seq, replaces__isnull=False).order_by("seq")
    ]
    facts = Interaction.objects.filter(key__in={key for _, key in rows}).values_list("key", "seq")
    first = {_bytes(key): seq for key, seq in facts}
    return [(seq, key, first.get(key)) for seq, key in rows]


def one(viewer: Viewer, seq: int, accounts: Collection[str] | None = None) -> Interaction:
    """One interaction, if the viewer may see it."""
    row = narrowed(viewer, accounts).filter(seq=seq).first()
    if row is None:
        raise NotFound("There is no such interaction.")
    return row


def rejected(
    viewer: Viewer,
    *,
    state: str = "waiting",
    source: str | None = None,
    before: int | None = None,
    limit: int = 50,
) -> list[Rejected]:
    """What could not be used, newest first."""
    viewer.needs(Can.IMPORTS)
    where = Q(state=state)
    if source:
        where &= Q(source=source)
    if before:
        where &= Q(id__lt=before)
    return list(Rejected.objects.filter(where).order_by("-id")[:limit])
