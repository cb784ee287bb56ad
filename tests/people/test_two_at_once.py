"""Two who meet the same stranger at the same moment make one person."""

import threading

import pytest
from django.db import connections, transaction

from oyez.company.core.scope import OPERATOR
from oyez.people import changes, queries
from oyez.people.changes import Sighting
from oyez.people.models import Person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

ANA = "email:ana@example.org"


def test_a_stranger_met_by_two_at_once_is_one_person() -> None:
    met, go = threading.Event(), threading.Event()
    answers: list[dict[str, int]] = []

    def meet(pause: bool) -> None:
        with transaction.atomic():
            answers.append(changes.recognise(OPERATOR, [Sighting((ANA,), name="Ana")], "test"))
            if pause:
                met.set()
                go.wait(20)
        connections.close_all()

    first = threading.Thread(target=meet, args=(True,))
    first.start()
    assert met.wait(20)
    second = threading.Thread(target=meet, args=(False,))
    second.start()
    second.join(0.5)
    go.set()
    first.join()
    second.join()

    assert answers[0] == answers[1] == {ANA: queries.person_of(ANA)}
    assert Person.objects.count() == 1
