"""What a new company starts with: triggers from the handbook, and root causes to choose from."""

from dataclasses import asdict

from django.db import transaction
from django.utils.translation import gettext as _

from oyez.act.changes.triggers import Wanted, add_trigger
from oyez.act.core.routing import Route
from oyez.act.models import RootCause, Trigger
from oyez.act.problem_words import problem_words
from oyez.company.changes import audit
from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.kit.clock import now
from oyez.kit.errors import NotFound

TRIGGERS = {
    "nps-low": Wanted(
        name="Would not recommend us", score="nps", limit=6, rank=10, route=Route.ACCOUNT_MANAGER
    ),
    "csat-low": Wanted(name="Not satisfied", score="csat", limit=2, rank=20),
    "ces-low": Wanted(name="Too much effort", score="ces", limit=3, rank=30),
    "stars-low": Wanted(name="Two stars or fewer", score="stars", limit=2, rank=40),
    "nps-drop": Wanted(
        name="Recommends us less than before",
        kind=Trigger.Kind.DROP,
        score="nps",
        rank=50,
        route=Route.ACCOUNT_MANAGER,
        answer_hours=16,
        solve_hours=80,
    ),
    "contact-wanted": Wanted(
        name="Asked to be contacted", kind=Trigger.Kind.SAID, said_kinds=["contact_request"], rank=60
    ),
    "reply-problem": Wanted(
        name="Wrote back about a problem",
        kind=Trigger.Kind.SAID,
        said_kinds=["message"],
        words=problem_words(),
        replies_only=True,
        rank=70,
    ),
}
ROOT_CAUSES = {
    "promise-not-kept": "A date or promise was not kept",
    "no-word": "Nobody told the customer",
    "damaged-part": "A part was damaged",
    "missing-part": "A part was missing or wrong",
    "workmanship": "Work was not done well",
    "product-fault": "The product failed",
    "billing": "The invoice was wrong",
    "price": "Price differed from the offer",
    "hand-over": "Lost between two departments or partners",
    "hard-to-reach": "We were hard to reach",
    "conduct": "How somebody behaved",
    "expectation": "We had promised something else than the customer understood",
    "outside": "Outside our reach",
    "other": "Something else",
}


@transaction.atomic
def install(viewer: Viewer) -> int:
    """Add the triggers and root causes that are not there yet; says how many are new."""
    known = set(Trigger.objects.filter(key__in=TRIGGERS).values_list("key", flat=True))
    added = [key for key in TRIGGERS if key not in known]
    for key in added:
        add_trigger(viewer, TRIGGERS[key], key)
    return len(added) + _install_causes(viewer)


@transaction.atomic
def add_offered(viewer: Viewer, key: str) -> Trigger:
    """Add one of the triggers that come with the house to a company that has been here before it came."""
    if key not in TRIGGERS:
        raise NotFound(_("There is no such trigger."))
    return add_trigger(viewer, TRIGGERS[key], key)


def offered(viewer: Viewer) -> list[Trigger]:
    """The triggers that come with the house and are not here yet, as they would be; none is saved."""
    viewer.needs(Can.PROGRAMME)
    known = set(Trigger.objects.filter(key__in=TRIGGERS).values_list("key", flat=True))
    return [
        Trigger(key=key, changed_at=now(), **asdict(wanted))
        for key, wanted in TRIGGERS.items()
        if key not in known
    ]


def _install_causes(viewer: Viewer) -> int:
    known = set(RootCause.objects.filter(key__in=ROOT_CAUSES).values_list("key", flat=True))
    fresh = [
        RootCause(key=key, name=name, rank=10 * place)
        for place, (key, name) in enumerate(ROOT_CAUSES.items(), 1)
        if key not in known
    ]
    RootCause.objects.bulk_create(fresh)
    if fresh:
        audit(viewer, "add_root_causes", "root_causes", after={"count": len(fresh)})
    return len(fresh)
