"""A correction is a new fact that names the one it corrects; the highest sequence wins."""

import pytest

from oyez.company.core.scope import OPERATOR
from oyez.journal import queries
from oyez.journal.changes import secret
from oyez.journal.core.facts import fingerprint
from oyez.journal.models import Interaction
from tests.town import ANA, fact, tell

pytestmark = pytest.mark.django_db


def key(name: str) -> bytes:
    return fingerprint(secret(), "town", name)


def standing() -> list[str]:
    return sorted(row.text for row in queries.timeline(OPERATOR, subjects=[ANA]))


def test_a_correction_stands_for_what_it_corrects() -> None:
    tell(fact("first", text="3"), fact("second", text="4", replaces="first"))

    assert standing() == ["4"]
    assert Interaction.objects.count() == 2


def test_of_several_corrections_the_last_stands() -> None:
    tell(fact("first", text="3"), fact("second", text="4", replaces="first"))
    tell(fact("third", text="5", replaces="first"))

    assert standing() == ["5"]


def test_a_correction_can_be_corrected() -> None:
    tell(fact("first", text="3"), fact("second", text="4", replaces="first"))
    tell(fact("third", text="5", replaces="second"))

    assert standing() == ["5"]


def test_a_correction_that_arrives_before_what_it_corrects_still_wins() -> None:
    tell(fact("second", text="4", replaces="first"))
    tell(fact("first", text="3"))

    assert standing() == ["4"]


def test_a_correction_of_another_source_corrects_nothing_here() -> None:
    tell(fact("first", text="3"), fact("second", text="4", source="elsewhere", replaces="first"))

    assert standing() == ["3", "4"]


def test_the_columnar_copy_is_told_who_corrects_whom() -> None:
    tell(fact("first"), fact("second", replaces="first"))
    first, second = Interaction.objects.order_by("seq")

    assert queries.corrections() == [(second.seq, key("first"), first.seq)]
    assert queries.corrections(after_seq=second.seq) == []
