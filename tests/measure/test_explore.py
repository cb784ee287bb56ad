"""The explore page: what it shows, to whom, and what it refuses."""

import pytest

from tests.town import Town, answers, tell

pytestmark = pytest.mark.django_db

PAGE = "/explore/"


def test_a_manager_reads_the_own_number(town: Town) -> None:
    tell(*answers("nps", [10, 10, 9, 9, 8, 3]))

    page = town.client(town.cem).get(PAGE, {"metric": "nps"})

    assert page.status_code == 200
    assert "+50" in page.content.decode()


def test_an_agent_and_an_administrator_find_nothing_here(town: Town) -> None:
    assert [town.client(one).get(PAGE).status_code for one in (town.bea, town.eli)] == [404, 404]
