"""Two workers at one moment, and a member in between: one case, one mail."""

import threading
import time
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from oyez.act.changes import cases
from oyez.act.changes.defaults import install
from oyez.act.changes.opening import react
from oyez.act.models import Case, CaseEntry
from oyez.company.core.scope import OPERATOR
from oyez.journal.models import Interaction
from oyez.kit import worker
from oyez.kit.clock import now, to_micros
from oyez.kit.models import Outgoing
from tests import town as the_town
from tests.town import fact, tell

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*works: Callable[[], object]) -> list[BaseException]:
    """Run them in threads that start together; what they raised."""
    gate, raised = threading.Barrier(len(works)), list[BaseException]()

    def run(work: Callable[[], object]) -> None:
        gate.wait()
        try:
            work()
        except Exception as error:
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return raised


@pytest.fixture
def town() -> the_town.Town:
    found = the_town.found()
    install(OPERATOR)
    return found


def bad(count: int) -> None:
    moment = to_micros(now())
    tell(*[
        fact(f"bad-{at}", occurred_at=moment, touchpoint=f"place-{at}", scores={"nps": 2}, news=True)
        for at in range(count)
    ])  # fmt: skip


def test_two_workers_open_every_case_once(town: the_town.Town) -> None:
    bad(30)
    step = worker.STEPS["triggers"]

    raised = at_once(*[lambda: [worker.run_step(step) for _ in range(10)]] * 2)
    worker.catch_up()

    assert raised == []
    assert Case.objects.count() == 30
    assert Outgoing.objects.filter(rule="case_opened").count() == 30


def test_a_worker_that_lost_its_lease_and_goes_on_doubles_nothing(town: the_town.Town) -> None:
    bad(10)
    rows = list(Interaction.objects.all())

    def effect() -> None:
        with transaction.atomic():
            react(rows)

    at_once(effect, effect, effect)

    assert Case.objects.count() == 10
    assert CaseEntry.objects.count() == 10
    assert Outgoing.objects.filter(rule="case_opened").count() == 10


def test_of_two_who_close_a_case_at_once_one_is_told_that_it_is_closed(town: the_town.Town) -> None:
    bad(1)
    worker.catch_up()
    number = Case.objects.get().number
    cem = town.viewer(town.cem)

    raised = at_once(*[lambda: cases.close(cem, number, "no-word", "improved")] * 2)

    assert [type(error).__name__ for error in raised] == ["Refused"]
    assert CaseEntry.objects.filter(kind="closed").count() == 1


def test_an_answer_handed_in_twice_at_one_moment_is_sent_once(town: the_town.Town) -> None:
    bad(1)
    worker.catch_up()
    number = Case.objects.get().number
    cem = town.viewer(town.cem)

    at_once(*[lambda: cases.answer(cem, number, "We are on it.", once="form-1")] * 2)

    assert Outgoing.objects.filter(rule="case_reply").count() == 1
    assert CaseEntry.objects.filter(kind="reply").count() == 1


def test_what_is_heard_while_a_member_closes_the_case_leaves_it_closed(town: the_town.Town) -> None:
    bad(1)
    worker.catch_up()
    case, cem = Case.objects.get(), town.viewer(town.cem)
    cases.answer(cem, case.number, "We are on it.")
    moment = to_micros(now())
    tell(fact("more", text="And?", occurred_at=moment, touchpoint="place-0", news=True))
    rows = list(Interaction.objects.filter(text="And?"))
    closing = threading.Event()

    def close() -> None:
        with transaction.atomic():
            cases.close(cem, case.number, "no-word", "improved")
            closing.set()
            time.sleep(0.5)

    def hear() -> None:
        closing.wait(10)
        with transaction.atomic():
            react(rows)

    assert at_once(close, hear) == []
    case.refresh_from_db()
    assert (case.state, case.closed_at is not None) == ("closed", True)
