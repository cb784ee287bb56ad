"""Colluding viewers row-reduce every number they were shown while answers kept arriving: none is given away.

Everybody who may see numbers asks every question again after every few answers; the equations of all of them
together are brought to row-reduced form. A mutant that shows a live count from k answers on has to fail.
"""

import os
import sys
import time
from collections.abc import Callable, Sequence
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from oyez.measure.core.question import Question
    from tests.measure.collusion import Answered

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

PEOPLE = int(os.environ.get("OYEZ_PROVE_PEOPLE", "45"))
SEEDS = (1, 2)  # 45 answers: their powers of two are exact in a double
AT_ONCE = 5


def main() -> int:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    held = [_attack(seed) for seed in SEEDS]
    broken = _attack(SEEDS[0], _live_count)
    return 0 if all(not lost for lost in held) and broken else 1


def _attack(seed: int, mutant: Callable[..., int] | None = None) -> set[int]:
    """One history from its first answer; it leaves nothing behind."""
    from django.db import transaction

    from oyez.measure import changes
    from tests.measure.collusion import given_away, people_answer

    people = people_answer(PEOPLE, seed)
    started, original = time.monotonic(), changes._release
    with transaction.atomic():
        if mutant is not None:
            changes._release = mutant
        equations, asked = _everything_told(people)
        changes._release = original
        transaction.set_rollback(True)
    lost = given_away(equations, people)
    protected = sum(not one.identified for one in people)
    name = "live count" if mutant else "grid"
    print(
        f"{name:10} seed {seed}: {len(people)} answers, {protected} protected, {asked:,} questions, "
        f"{len(equations):,} different sums, {len(lost)} given away, {time.monotonic() - started:.0f} s"
    )
    return lost


def _everything_told(people: "Sequence[Answered]") -> tuple[set[int], int]:
    from oyez.journal.changes import add_scale
    from oyez.kit.worker import catch_up
    from tests import town
    from tests.measure.collusion import ELSEWHERE, SCORE, told, told_elsewhere

    here = town.found()
    add_scale(SCORE, 0, float(2**50), whole=False)
    seeing = [
        here.member("executive"),
        here.cem,
        here.dara,
        here.member("touchpoint_owner"),
        here.member("analyst"),
    ]
    viewers = [here.viewer(member) for member in seeing]
    questions = _questions()
    equations: set[int] = set()
    asked = 0
    for start in range(0, len(people), AT_ONCE):
        town.tell(*(one.fact for one in people[start : start + AT_ONCE]))
        catch_up()
        equations |= told(viewers, questions) | told_elsewhere(viewers)
        asked += len(viewers) * (len(questions) + len(ELSEWHERE))
        print(".", end="", file=sys.stderr, flush=True)
    return equations, asked


def _questions() -> "list[Question]":
    """Dimensions, periods and filters in every combination that can be asked, and what reaches further."""
    from oyez.measure.core.question import parse
    from tests.measure.collusion import SCORE, WIDER

    return [
        *WIDER,
        *(
            parse(SCORE, by=by, every=every, where=where, since=since)
            for by, every, where, since in product(
                ([], ["unit"], ["unit", "survey"], ["channel"]),
                ("", "month"),
                ([], ["survey=yearly"], ["unit=harbour", "channel=web"]),
                ("", "2026-04"),
            )
        ),
    ]


def _live_count(cell: object, k: int) -> int:
    waiting = list(cell.waiting.order_by("seq"))  # type: ignore[attr-defined]
    if not cell.released_seq and len(waiting) < k:  # type: ignore[attr-defined]
        return 0
    cell.released_seq = waiting[-1].seq  # type: ignore[attr-defined]
    cell.save(update_fields=["released_seq"])  # type: ignore[attr-defined]
    return int(cell.waiting.all().delete()[0])  # type: ignore[attr-defined]


if __name__ == "__main__":
    sys.exit(main())
