"""The town stands as its description says."""

from oyez.journal.models import Interaction
from tests.town import ANA, HARBOUR, HILL, Town, answers, fact, tell


def test_cem_and_bea_see_the_harbour_and_dara_does_not(town: Town) -> None:
    assert HARBOUR in (town.viewer(town.bea).scope.units or ())
    assert HARBOUR in (town.viewer(town.cem).scope.units or ())
    assert town.viewer(town.dara).scope.units == {HILL}


def test_what_is_told_is_in_the_journal(town: Town) -> None:
    assert tell(fact("first", text="The fitter was late.", scores={"nps": 3})) == ["taken"]

    row = Interaction.objects.get()
    assert (row.subject, row.unit, row.scores) == (ANA, HARBOUR, {"nps": 3})


def test_answers_come_from_different_people(town: Town) -> None:
    tell(*answers("nps", [10, 10, 3]))

    assert Interaction.objects.values("subject").distinct().count() == 3


def test_a_member_is_signed_in_in_a_role(town: Town) -> None:
    client = town.client(town.cem)

    assert client.session["_auth_user_id"] == str(town.cem.pk)
