"""Cases of a person or an account, as far as the viewer sees them."""

from oyez.act.models import Case
from oyez.act.queries.cases import visible
from oyez.company.core.scope import Viewer
from oyez.people.models import Account
from oyez.people.queries import Known

SHOWN = 20


def of_person(viewer: Viewer, known: Known) -> list[Case]:
    """A person's cases, open ones first, then the newest."""
    everybody = [known.person.pk, *(row.pk for row in known.absorbed)]
    return _ordered(list(visible(viewer).filter(person__in=everybody).order_by("-opened_at")[:SHOWN]))


def of_account(viewer: Viewer, account: Account) -> list[Case]:
    """An account's cases, open ones first, then the newest."""
    return _ordered(list(visible(viewer).filter(account=account.key).order_by("-opened_at")[:SHOWN]))


def _ordered(rows: list[Case]) -> list[Case]:
    return sorted(rows, key=lambda case: not case.is_open)
