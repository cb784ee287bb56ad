"""Initiatives: registered before they start, judged on their day, against units left as they were."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from oyez.act import aims
from oyez.act.changes import aims as changes
from oyez.act.models import Initiative
from oyez.act.queries.initiatives import Grade, Missing, initiative, initiatives
from oyez.company import changes as company
from oyez.company.core.scope import OPERATOR
from oyez.kit.clock import today
from oyez.kit.errors import NotAllowed, NotFound, Refused
from oyez.kit.worker import catch_up
from oyez.measure.core.calendar import add_months
from oyez.measure.core.initiatives import Said
from tests.town import Town, answers, tell

UNITS = [f"shop-{letter}" for letter in "abcdefgh"]
DONE, LEFT = UNITS[:4], UNITS[4:]
BEGAN = add_months(today("UTC").replace(day=1), -4)
EARLY = datetime.combine(BEGAN - timedelta(days=9), datetime.min.time(), UTC)


def shops(effect: float) -> None:
    """Eight shops, forty answers each before and since; where something was done the mean rises by `effect`."""
    dice = Random(7)
    for key in UNITS:
        company.ensure_unit(OPERATOR, key, key.capitalize(), places={"regions": "north"})
        for months, more in ((-3, 0.0), (1, effect if key in DONE else 0.0)):
            values = [min(5.0, max(1.0, float(round(dice.gauss(3 + more, 0.8))))) for _ in range(40)]
            day = add_months(BEGAN, months).replace(day=9).isoformat()
            tell(*answers("csat", values, day, source=f"{key}{months}", unit=key))
    catch_up()


def wanted(town: Town, **said: Any) -> changes.WantedInitiative:
    usual: dict[str, Any] = {
        "name": "Call before we come", "metric": "mean:csat", "since": BEGAN, "worthwhile": 0.3,
        "check_on": today("UTC") - timedelta(days=1), "owner": town.cem.pk, "sponsor": town.bea.pk,
        "treated": DONE, "others": LEFT,
    }  # fmt: skip
    return changes.WantedInitiative(**(usual | said))


@pytest.mark.parametrize(("effect", "said"), [(1.0, Said.IMPROVED), (-1.0, Said.WORSE), (0.0, None)])
def test_the_verdict_is_what_was_done(town: Town, effect: float, said: Said | None) -> None:
    shops(effect)
    key = changes.register(OPERATOR, wanted(town), at=EARLY).key
    card = initiative(OPERATOR, key)
    assert card.grade == Grade.COMPARISON
    assert card.evidence is not None
    assert card.evidence.judged is not None
    assert len(card.evidence.rows) == 8
    if said is None:
        assert card.evidence.judged.said in (Said.NO_CHANGE, Said.CANNOT_TELL)
    else:
        assert card.evidence.judged.said == said
        assert aims.verdict(card)[1] == said.value


def test_what_is_registered_after_its_start_stays_descriptive(town: Town) -> None:
    shops(1.0)
    card = initiative(OPERATOR, changes.register(OPERATOR, wanted(town)).key)
    assert card.grade == Grade.DESCRIPTIVE
    assert aims.verdict(card) == ("undecided", "descriptive only")
    assert "says nothing of causes" in aims.because(card)


def test_nothing_is_judged_before_its_day(town: Town) -> None:
    shops(1.0)
    later = wanted(town, check_on=today("UTC") + timedelta(days=30))
    card = initiative(OPERATOR, changes.register(OPERATOR, later, at=EARLY).key)
    assert card.evidence is not None
    assert (card.evidence.judged, card.evidence.missing) == (None, Missing.NOT_DUE)
    assert "Checked on" in aims.because(card)


def test_too_few_units_tell_nothing_however_large_the_effect(town: Town) -> None:
    shops(2.0)
    few = wanted(town, treated=DONE[:2], others=LEFT[:2])
    card = initiative(OPERATOR, changes.register(OPERATOR, few, at=EARLY).key)
    assert card.evidence is not None
    assert card.evidence.missing == Missing.TOO_FEW_UNITS


def test_few_units_with_many_months_are_predicted_from_the_others(town: Town) -> None:
    dice = Random(3)
    for key in UNITS[:2]:
        company.ensure_unit(OPERATOR, key, key.capitalize(), places={"regions": "north"})
        for months in range(-14, 4):
            more = 1.2 if key == UNITS[0] and months >= 0 else 0.0
            values = [min(5.0, max(1.0, float(round(dice.gauss(3 + more, 0.7))))) for _ in range(30)]
            day = add_months(BEGAN, months).replace(day=9).isoformat()
            tell(*answers("csat", values, day, source=f"{key}{months}", unit=key))
    catch_up()
    one = wanted(town, treated=UNITS[:1], others=UNITS[1:2])
    card = initiative(OPERATOR, changes.register(OPERATOR, one, at=EARLY).key)
    assert card.evidence is not None
    assert card.evidence.judged is not None
    assert card.evidence.months == (14, 4)
    assert card.evidence.judged.said == Said.IMPROVED
    assert "Predicted from the others" in aims.because(card)


def test_a_share_of_rows_is_a_metric_too(town: Town) -> None:
    shops(1.0)
    share = wanted(town, metric="count", hit="kind=response", where="channel=email; kind=response")
    card = initiative(OPERATOR, changes.register(OPERATOR, share, at=EARLY).key)
    assert card.evidence is not None
    assert {row.after for row in card.evidence.rows} == {1.0}


@pytest.mark.parametrize(
    ("said", "because"),
    [
        ({"treated": []}, "Name the units"),
        ({"others": DONE[:1]}, "both sides"),
        ({"others": ["nowhere"]}, "no unit"),
        ({"worthwhile": 0}, "above zero"),
        ({"check_on": BEGAN}, "after the start"),
        ({"metric": "count"}, "share"),
        ({"where": "nonsense"}, "dimension=value"),
    ],
)
def test_what_could_not_be_judged_is_refused(town: Town, said: dict[str, Any], because: str) -> None:
    shops(0.0)
    with pytest.raises(Refused, match=because):
        changes.register(OPERATOR, wanted(town, **said))
    assert not Initiative.objects.exists()


def test_owner_and_sponsor_see_the_card_and_only_the_whole_company_its_figures(town: Town) -> None:
    shops(1.0)
    key = changes.register(OPERATOR, wanted(town), at=EARLY).key
    cem, dara = town.viewer(town.cem), town.viewer(town.dara)
    assert initiative(cem, key).evidence is None
    assert "effect" not in aims.of_initiative(initiative(cem, key))
    assert initiatives(dara) == []
    with pytest.raises(NotFound):
        initiative(dara, key)
    with pytest.raises(NotAllowed):
        changes.note_cost(cem, key, Decimal(5))
    analyst = town.client(town.member("analyst"))
    assert "Shop-a" in analyst.get(f"/initiatives/{key}/").content.decode()
    assert analyst.get("/api/v1/initiatives").json()["initiatives"][0]["verdict"] == "improved"


def test_the_page_registers_and_writes_down_the_cost(town: Town) -> None:
    shops(0.0)
    client = town.client(town.member("cx_manager"))
    typed = {
        "name": "Call first", "metric": "csat", "treated": DONE, "others": LEFT, "worthwhile": "5",
        "since": (today("UTC") + timedelta(days=5)).isoformat(), "owner": town.cem.pk, "sponsor": town.bea.pk,
        "check_on": (today("UTC") + timedelta(days=95)).isoformat(),
    }  # fmt: skip
    assert client.post("/initiatives/new/", typed).status_code == 302
    row = Initiative.objects.get()
    assert row.worthwhile == pytest.approx(0.05)
    assert client.post(f"/initiatives/{row.key}/cost/", {"cost": "1200"}).status_code == 302
    assert "1,200" in client.get(f"/initiatives/{row.key}/").content.decode()
    assert client.post(f"/initiatives/{row.key}/withdraw/").status_code == 302
    assert client.get(f"/initiatives/{row.key}/").status_code == 404
