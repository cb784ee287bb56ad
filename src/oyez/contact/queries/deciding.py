"""Who would be asked now, and why the others would not: the dry run, and what the real run obeys."""

from collections.abc import Sequence
from datetime import datetime

import numpy as np

from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.contact.core.asking import Asking
from oyez.contact.core.decisions import Decisions
from oyez.contact.core.moments import day_of
from oyez.contact.core.policy import Policy, ground, numbers
from oyez.contact.core.several import decide_all
from oyez.contact.gathering import Gathered, gather
from oyez.contact.rules import standing


def decide(
    viewer: Viewer,
    asking: Asking,
    people: Sequence[int] | None,
    at: datetime,
    policy: Policy | None = None,
) -> Decisions:
    """The verdict on each person (`None`: everybody) by the rules that hold, or by others to try them.

    Merged persons are decided on once, under the one who stands for them, with the histories of all.
    """
    viewer.needs(Can.PROGRAMME)
    rules = policy or standing()
    found = gather(asking, rules, people, at)
    verdicts = decide_all(found.columns, asking, rules, day_of(at))
    return Decisions(
        asking=asking,
        day=day_of(at),
        persons=found.columns.ids,
        owners=found.addresses.owners,
        addresses=found.addresses.values.tolist(),
        accounts=found.firms.keys,
        languages=found.persons.languages,
        countries=found.persons.countries,
        bases=_bases(found, asking, rules),
        code=verdicts.code,
        detail=verdicts.detail,
    )


def _bases(found: Gathered, asking: Asking, rules: Policy) -> list[str]:
    profiles = found.firms.profiles
    own = [numbers(rules, one, asking.kind, asking.purpose, asking.channel).basis for one in profiles]
    both = np.array([[ground(basis, consented=said) for said in (False, True)] for basis in own], object)
    if not len(both):
        return []
    said: list[str] = both[found.columns.profile, found.columns.consented.astype(np.int64)].tolist()
    return said
