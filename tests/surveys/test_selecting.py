"""Whom a condition picks out: what it looks at is read, and nobody is taken for another."""

from datetime import date

import pytest

from oyez.company.core.scope import OPERATOR
from oyez.kit.clock import now
from oyez.people.models import Person, Preference
from oyez.surveys import selecting

pytestmark = pytest.mark.usefixtures("town")


def person(language: str, *segments: str) -> int:
    row = Person.objects.create(language=language, created_at=now())
    for at, segment in enumerate(segments, 1):
        Preference.objects.create(
            person=row, name="segment", value=segment, noted_on=date(2026, 1, at), source="test"
        )
    return row.pk


def test_persons_alike_in_all_that_is_asked_are_judged_alike() -> None:
    german = [person("de", "trade"), person("de")]
    person("en", "trade")

    assert set(german) <= set(selecting.audience(OPERATOR, "person.language == 'de'") or ())


@pytest.mark.parametrize(
    "condition", ["person.segment == 'trade'", "person.segment == 'trade' and person.language == 'de'"]
)
def test_the_newest_of_what_was_noted_of_each_counts(condition: str) -> None:
    trade = [person("de", "trade"), person("de", "home", "trade")]
    for said in (("de", "home"), ("de", "trade", "home"), ("de",)):
        person(*said)

    assert selecting.audience(OPERATOR, condition) == trade


def test_without_a_condition_it_is_everybody() -> None:
    assert selecting.audience(OPERATOR, "") is None
