"""Aurora founded in a database: everybody has their place, and founding it again changes nothing."""

import pytest

from oyez.act.models import Trigger
from oyez.company.core.scope import OPERATOR
from oyez.company.models import AuditLine, Company, Grant, Member, Place, Touchpoint, Unit
from oyez.company.queries import tree, viewer_for
from oyez.people.models import Rate
from oyez.web.sample.company import AURORA
from oyez.web.sample.install import install

pytestmark = pytest.mark.django_db


def counts() -> list[int]:
    return [
        model.objects.count() for model in (Company, Unit, Place, Member, Grant, Touchpoint, Rate, Trigger)
    ]


def test_founding_it_twice_adds_nothing() -> None:
    install(OPERATOR)
    first, lines = counts(), AuditLine.objects.count()
    install(OPERATOR)
    assert counts() == first
    assert first[1] == len(AURORA.units)
    assert AuditLine.objects.count() - lines <= 4  # exchange rates are said again


def test_the_region_manager_sees_the_fitters_of_the_region_and_the_fitter_only_himself() -> None:
    members = install(OPERATOR)
    carla = viewer_for(members["carla.dietz"]).scope.units
    uwe = viewer_for(members["uwe.nordholz"]).scope.units
    assert carla is not None
    assert {"rhine", "showroom-bonn", "nordholz", "lehnert"} <= carla
    assert "isar" not in carla
    assert uwe == {"nordholz"}


def test_the_dealer_network_is_the_channel_of_dealers() -> None:
    members = install(OPERATOR)
    sofia = viewer_for(members["sofia.lind"], "manager").scope.units
    assert sofia == {"dealers"} | {unit.key for unit in AURORA.of_kind("dealer")}


def test_every_unit_is_below_the_brand_or_the_partners() -> None:
    install(OPERATOR)
    below = tree().below()
    assert below["regions", "aurora"] | below["channels", "partners"] == {unit.key for unit in AURORA.units}
