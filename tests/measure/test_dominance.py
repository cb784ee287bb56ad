"""Who gave nearly all answers of a group is known wherever groups are put together, though few accounts are read."""

from collections import Counter
from random import Random

import pytest

from oyez.company.core.scope import OPERATOR
from oyez.measure.core.groups import Fold, as_asked, over_groups, over_time, to_whole
from oyez.measure.core.narrow import DOMINANT
from oyez.measure.core.question import parse
from oyez.measure.reading import prepare, read_together
from oyez.people import changes as people
from tests.town import HARBOUR, HILL, Town, fact, tell

pytestmark = pytest.mark.django_db

ACCOUNTS = ("mill", "inn", "bank", None)
FOLDS: tuple[Fold, ...] = (as_asked, over_time, over_groups, to_whole)


@pytest.mark.parametrize("seed", range(6))
def test_whoever_dominates_is_found_at_every_place(town: Town, seed: int) -> None:
    dice = Random(seed)
    people.ensure_accounts(OPERATOR, [people.AccountSeen(key) for key in ACCOUNTS if key])
    said = [
        (dice.choice((HARBOUR, HILL)), dice.choice((1, 2, 3)), dice.choices(ACCOUNTS, (9, 1, 1, 2))[0])
        for _ in range(60)
    ]
    tell(
        *(
            fact(str(at), f"2026-0{month}-05", unit=unit, account=account, scores={"nps": dice.randrange(11)})
            for at, (unit, month, account) in enumerate(said)
        )
    )

    [(reading, _)] = read_together([prepare(OPERATOR, parse("nps", by=["unit"], every="month"))])

    for fold in FOLDS:
        counts: dict[object, Counter[str | None]] = {}
        for group in reading.groups:
            counts.setdefault(fold(group.place), Counter())
        for unit, month, account in said:
            start = next(one.start for one in reading.groups if one.start and one.start.month == month)
            counts[fold(((unit,), start))][account] += 1
        expected = {
            place
            for place, of in counts.items()
            if max((n for account, n in of.items() if account), default=0) > DOMINANT * of.total()
        }
        found = {one.place for one in reading.folded(fold) if one.largest > DOMINANT * one.n}
        assert found == expected
