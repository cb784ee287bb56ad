"""Units and touchpoints, shaped by hand: on a page, by a program, on the command line."""

from typing import Any

import pytest

from oyez.company import changes
from oyez.company.changes import WantedTouchpoint, WantedUnit
from oyez.company.core.scope import OPERATOR
from oyez.company.models import AuditLine, Hierarchy, Place, Touchpoint, Unit
from oyez.company.queries import manager_of
from oyez.kit.errors import NotAllowed, NotFound, Refused
from tests.town import HARBOUR, Town


def test_a_new_unit_stands_where_it_was_put_and_its_manager_is_found(town: Town) -> None:
    unit = changes.add_unit(OPERATOR, WantedUnit(name="Pier Nine", hierarchy="regions", parent=HARBOUR))
    assert unit.key == "pier-nine"
    assert manager_of("pier-nine") == town.cem
    assert AuditLine.objects.filter(verb="add_unit", target="unit:pier-nine").exists()


def test_a_new_name_makes_a_new_hierarchy(town: Town) -> None:
    changes.add_unit(OPERATOR, WantedUnit(name="Dealers", kind="channel", hierarchy="Sales partners"))
    assert Hierarchy.objects.get(key="sales-partners").name == "Sales partners"


def test_a_name_in_another_script_is_its_own_key(town: Town) -> None:
    assert changes.add_unit(OPERATOR, WantedUnit(name="東京 店")).key == "東京 店"


@pytest.mark.parametrize(
    ("said", "because"),
    [
        ({"name": "Harbour"}, "already"),
        ({"name": "!"}, "no key"),
        ({"name": "New", "parent": HARBOUR}, "in which hierarchy"),
    ],
)
def test_what_cannot_be_is_refused(town: Town, said: dict[str, Any], because: str) -> None:
    before = Unit.objects.count()
    with pytest.raises(Refused, match=because):
        changes.add_unit(OPERATOR, WantedUnit(**said))
    assert Unit.objects.count() == before


def test_a_refused_change_leaves_the_name_as_it_was(town: Town) -> None:
    with pytest.raises(Refused, match="below itself"):
        changes.change_unit(OPERATOR, "north", WantedUnit(name="N", hierarchy="regions", parent=HARBOUR))
    with pytest.raises(NotFound):
        changes.change_unit(OPERATOR, "nowhere", WantedUnit(name="N"))
    assert Unit.objects.get(key="north").name == "North"


def test_a_unit_moves_and_keeps_its_key(town: Town) -> None:
    changes.change_unit(
        OPERATOR, HARBOUR, WantedUnit(name="Port", kind="branch", hierarchy="regions", parent="south")
    )
    place = Place.objects.get(unit__key=HARBOUR)
    assert place.parent is not None
    assert (place.unit.name, place.parent.key) == ("Port", "south")


def test_a_touchpoint_gets_stage_unit_and_owner(town: Town) -> None:
    owner = town.member("touchpoint_owner")
    wanted = WantedTouchpoint(name="Hotline", stage="use", unit=HARBOUR, owner=owner.pk)
    changes.add_touchpoint(OPERATOR, wanted)
    changes.change_touchpoint(OPERATOR, "hotline", WantedTouchpoint(name="Help line", stage="use"))
    row = Touchpoint.objects.get(key="hotline")
    assert (row.name, row.owner, row.unit) == ("Help line", None, None)
    with pytest.raises(Refused, match="no such member"):
        changes.change_touchpoint(OPERATOR, "hotline", WantedTouchpoint(name="H", owner=10**9))


def test_only_the_programme_and_the_administrator_shape(town: Town) -> None:
    for role in ("executive", "analyst"):
        viewer = town.viewer(town.member(role))
        with pytest.raises(NotAllowed):
            changes.add_unit(viewer, WantedUnit(name="Mine"))
        with pytest.raises(NotAllowed):
            changes.add_touchpoint(viewer, WantedTouchpoint(name="Mine"))
    administrator = town.client(town.eli)
    assert "Harbour" in administrator.get("/units/").content.decode()
    assert administrator.post("/units/new/", {"name": "Pier", "kind": "branch"}).status_code == 302
    assert town.client(town.cem).get("/units/new/").status_code in (403, 404)


def test_the_page_says_what_is_wrong_and_keeps_what_was_typed(town: Town) -> None:
    client = town.client(town.member("cx_manager"))
    page = client.post("/units/new/", {"name": "Harbour", "kind": "dealer"})
    assert page.status_code == 422
    assert "already" in page.content.decode()
    assert 'value="dealer"' in page.content.decode()
    assert client.get(f"/units/{HARBOUR}/").status_code == 200
    assert client.get("/units/nowhere/").status_code == 404


def test_a_program_adds_and_changes(town: Town) -> None:
    client = town.client(town.member("cx_manager"))
    said = {"name": "Pier", "hierarchy": "regions", "parent": HARBOUR}
    assert client.post("/api/v1/units", said, content_type="application/json").json() == {"key": "pier"}
    names = [one["name"] for one in client.get("/api/v1/units").json()["hierarchies"][0]["units"]]
    assert names.index("Pier") == names.index("Harbour") + 1
    put = client.put("/api/v1/touchpoints/fitting", {"name": "Fit"}, content_type="application/json")
    assert put.json()["name"] == "Fit"
    assert client.post("/api/v1/units", {"name": "Pier"}, content_type="application/json").status_code == 422
