"""Who answered a wave and who did not, by what was known of them before; narrowed to a viewer."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from django.db.models import Min

from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.company.queries import the_company
from oyez.journal.core.facts import Mode
from oyez.journal.models import Interaction
from oyez.measure.core.scores.responding import Invited
from oyez.people.models import Account, Person
from oyez.surveys.core.response.fates import ANSWERED, LEFT, Fate, fate
from oyez.surveys.core.response.frame import NOT_KNOWN, Margin, margin
from oyez.surveys.fieldwork import asked_of, own, with_fate
from oyez.surveys.models import Invitation, Wave

VARIABLES = ("tier", "language", "country", "tenure")
TENURES = ((365, "under_a_year"), (3 * 365, "one_to_three"), (10**6, "over_three"))
PART = 500


class Asked(NamedTuple):
    """One person whom the mail was sent to."""

    person: int | None
    subject: str
    account: str
    language: str
    sent_at: datetime
    answered: bool


def margins(viewer: Viewer, row: Wave) -> list[Margin]:
    """Response by tier, language, country and tenure; a variable on which all are alike is left out.

    Tenure runs from the first interaction under the address to the day of the mail.
    """
    viewer.needs(Can.NUMBERS)
    asked = list(_asked(viewer, row))
    tiers = dict(Account.objects.filter(key__in={one.account for one in asked}).values_list("key", "tier"))
    countries, since = _countries(asked), _since(asked)
    by: dict[str, Callable[[Asked], str]] = {
        "tier": lambda one: tiers.get(one.account, NOT_KNOWN),
        "language": lambda one: one.language,
        "country": lambda one: countries.get(one.person or 0, NOT_KNOWN),
        "tenure": lambda one: _tenure(since.get(one.subject), one.sent_at),
    }
    k = the_company().k
    found = [margin(name, _grouped(asked, by[name]), k) for name in VARIABLES]
    return [one for one in found if len(one.groups) > 1]


def _asked(viewer: Viewer, row: Wave) -> Iterator[Asked]:
    is_followed = asked_of(row).mode != Mode.ANONYMOUS
    rows = with_fate(own(viewer, Invitation.objects.filter(wave=row).exclude(sent_at=None)))
    columns = (
        "person",
        "subject",
        "account",
        "language",
        "sent_at",
        "state",
        "reason",
        "has_answers",
        "is_over",
    )
    for *known, state, reason, has_answers, is_over in rows.values_list(*columns):
        found = fate(
            state, reason, was_sent=True, has_answers=has_answers, is_over=is_over, is_followed=is_followed
        )
        if found in LEFT and found is not Fate.OVER_QUOTA:
            person, subject, account, language, sent = known
            yield Asked(person, subject, account, language, sent, found in ANSWERED)


def _countries(asked: list[Asked]) -> dict[int, str]:
    ids = sorted({one.person for one in asked if one.person is not None})
    found: dict[int, str] = {}
    for start in range(0, len(ids), PART):
        found |= Person.objects.filter(pk__in=ids[start : start + PART]).values_list("pk", "country")
    return found


def _since(asked: list[Asked]) -> dict[str, datetime]:
    """When each address was first heard of."""
    subjects = sorted({one.subject for one in asked})
    found: dict[str, datetime] = {}
    for start in range(0, len(subjects), PART):
        rows = Interaction.objects.filter(
            subject__in=subjects[start : start + PART], mode=Mode.IDENTIFIED, direction="in"
        )
        found |= rows.order_by().values_list("subject").annotate(Min("occurred_at"))
    return found


def _tenure(since: datetime | None, sent: datetime) -> str:
    if since is None or since >= sent:
        return NOT_KNOWN
    return next(name for most, name in TENURES if (sent - since).days < most)


def _grouped(asked: Iterable[Asked], key: Callable[[Asked], str]) -> dict[str, Invited]:
    invited: Counter[str] = Counter()
    answered: Counter[str] = Counter()
    for one in asked:
        name = key(one)
        invited[name] += 1
        answered[name] += one.answered
    return {name: Invited(invited[name], answered[name]) for name in invited}
