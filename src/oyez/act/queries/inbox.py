"""Lists of cases by due time, a part at a time."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from oyez.act.core.states import State
from oyez.act.models import Case
from oyez.act.queries.cases import visible
from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.journal.models import Interaction
from oyez.kit.errors import NotFound
from oyez.people.models import Account

PAGE = 50
VIEWS = ("due", "mine", "referred", "closed")


@dataclass(frozen=True)
class Item:
    """A case in a list, with the words that opened it."""

    case: Case
    text: str
    account: str


@dataclass(frozen=True)
class Inbox:
    """A part of the cases a viewer sees, how many are open in all, and where the next part begins."""

    items: Sequence[Item]
    open_count: int
    after: str


def inbox(viewer: Viewer, view: str = "due", after: str = "", limit: int = PAGE) -> Inbox:
    """Cases by due time: all open ones, the viewer's own, those referred to them, or those closed last."""
    viewer.needs(Can.CASES)
    rows = _view(viewer, view)
    begin = _position(after)
    if view == "closed":
        if begin:
            rows = rows.filter(Q(closed_at__lt=begin[0]) | Q(closed_at=begin[0], pk__lt=begin[1]))
        rows = rows.order_by("-closed_at", "-pk")
    else:
        if begin:
            rows = rows.filter(Q(due_at__gt=begin[0]) | Q(due_at=begin[0], pk__gt=begin[1]))
        rows = rows.order_by("due_at", "pk")
    found = list(rows[: limit + 1])
    shown = found[:limit]
    return Inbox(
        items=items(viewer, shown),
        open_count=open_count(viewer),
        after=_place(shown[-1], view) if len(found) > limit else "",
    )


def open_count(viewer: Viewer) -> int:
    """How many cases are open, of those a viewer sees."""
    return visible(viewer).exclude(state=State.CLOSED).count()


def _view(viewer: Viewer, view: str) -> QuerySet[Case]:
    rows, mine = visible(viewer), viewer.member or 0  # whoever is no member has no desk
    match view:
        case "closed":
            return rows.filter(state=State.CLOSED)
        case "mine":
            return rows.filter(owner_id=mine).exclude(state=State.CLOSED)
        case "referred":
            return rows.filter(owner_id=mine, referred=True).exclude(state=State.CLOSED)
        case "due":
            return rows.exclude(state=State.CLOSED)
    raise NotFound(
        _("There is no view “%(view)s” of cases. Known: %(known)s.")
        % {"view": view, "known": ", ".join(VIEWS)}
    )


def _place(last: Case, view: str) -> str:
    at = (last.closed_at or last.due_at) if view == "closed" else last.due_at
    return f"{at.isoformat()}~{last.pk}"


def _position(after: str) -> tuple[datetime, int] | None:
    if not after:
        return None
    at, _tilde, pk = after.partition("~")
    try:
        return datetime.fromisoformat(at), int(pk)
    except ValueError:
        raise NotFound(_("This list has no such place; start from its beginning.")) from None


def items(viewer: Viewer, rows: Sequence[Case]) -> list[Item]:
    """Cases that the viewer sees, with what opened them."""
    viewer.needs(Can.CASES)
    texts = _texts({row.opening_seq for row in rows})
    names = dict(
        Account.objects.filter(key__in={row.account for row in rows if row.account}).values_list(
            "key", "name"
        )
    )
    return [Item(row, texts.get(row.opening_seq, ""), names.get(row.account or "", "")) for row in rows]


def _texts(seqs: Collection[int]) -> dict[int, str]:
    return dict(Interaction.objects.filter(seq__in=seqs, mode="identified").values_list("seq", "text"))
