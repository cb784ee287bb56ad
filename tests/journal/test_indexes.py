"""The questions that pages ask of the journal are answered by its indexes, however long it is."""

import pytest
from django.db import connection
from django.db.models import QuerySet

from oyez.company.core.scope import OPERATOR
from oyez.journal.models import Interaction
from oyez.journal.queries import narrowed

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        connection.vendor != "sqlite", reason="PostgreSQL plans by size, and a test's journal is small"
    ),
]


def plan_of(rows: QuerySet[Interaction]) -> str:
    return rows.order_by("-occurred_at", "-seq")[:10].explain()


@pytest.mark.parametrize("subjects", [["email:ana@example.org"], ["email:ana@example.org", "crm:4711"]])
def test_a_persons_story_is_found_by_index(subjects: list[str]) -> None:
    assert "journal_by_subject" in plan_of(narrowed(OPERATOR, None).filter(subject__in=subjects))


def test_an_accounts_story_is_read_in_its_order_from_the_index() -> None:
    plan = plan_of(narrowed(OPERATOR, None).filter(account="hotel-astoria"))
    assert "journal_by_account" in plan
    assert "TEMP B-TREE" not in plan


def test_corrections_of_some_facts_are_found_by_index() -> None:
    assert "journal_corrections" in plan_of(Interaction.objects.filter(replaces__in=[b"1" * 16, b"2" * 16]))


def test_what_is_news_is_found_by_index() -> None:
    plan = Interaction.objects.filter(news=True, seq__gt=10).order_by("seq")[:10].explain()
    assert "journal_news" in plan


def test_corrections_in_their_order_are_found_by_index() -> None:
    rows = Interaction.objects.filter(seq__gt=0, seq__lte=10**9, replaces__isnull=False).order_by("seq")
    assert "journal_corrections_in_order" in rows.values_list("replaces", "seq").explain()
