"""The files: the same for the same seed, as large as said, invented throughout, and taken whole by their mapping."""

import re
from collections import Counter
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from oyez.collect.core.mapping.language import mapping_from
from oyez.collect.core.plan import Choices, House, Plan
from oyez.collect.core.taking import Rejected
from oyez.journal.core.facts import Fact
from oyez.journal.core.scales import BUILT_IN
from oyez.web.sample.build import build
from oyez.web.sample.company import AURORA, HIERARCHIES, STAGES
from oyez.web.sample.moments import AS_OF, END, START
from tests.sample.conftest import Files

pytestmark = pytest.mark.slow

NOBODYS = re.compile(r"@(example\.(org|com|net)|mail\.example|[a-zäöüéèêłż'-]+\d+\.example)$")
INVENTED = re.compile(r"\+(49 555|49 228 555|44 7700 9|33 1 99 00|48 555|971 555)")


@pytest.fixture(scope="module")
def taken(aurora: Files) -> tuple[list[Fact], list[str], set[str]]:
    """Every fact of the full company, what was refused, and all identifiers."""
    house = House(
        ZoneInfo(AURORA.time_zone),
        BUILT_IN,
        {unit.key: unit.name for unit in AURORA.units},
        {touchpoint.key: touchpoint.name for touchpoint in AURORA.touchpoints},
        {},
        END * 1_000_000,
    )
    facts: list[Fact] = []
    refused: list[str] = []
    subjects: set[str] = set()
    for result in Plan(aurora.built.folder, mapping_from(aurora.built.mapping), Choices(), house).results():
        if isinstance(result.outcome, Rejected):
            refused.append(f"{result.file}: {result.outcome.reason}")
            continue
        facts += result.outcome.facts
        for person in result.outcome.persons:
            subjects.update(person.subjects)
    return facts, refused, subjects


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_same_seed_writes_the_same_bytes(small: Files, tmp_path: Path) -> None:
    again = build(tmp_path, scale=0.05)
    assert contents(again.folder) == contents(small.built.folder)


def test_another_seed_tells_of_other_people(small: Files, tmp_path: Path) -> None:
    other = build(tmp_path, seed=1, scale=0.05)
    assert contents(other.folder)["customers.csv"] != contents(small.built.folder)["customers.csv"]


def test_the_mapping_takes_every_row(taken: tuple[list[Fact], list[str], set[str]]) -> None:
    _, refused, _ = taken
    assert refused == []


def test_there_are_a_hundred_thousand_interactions_over_many_channels_and_languages(
    taken: tuple[list[Fact], list[str], set[str]],
) -> None:
    facts, _, _ = taken
    channels = Counter(fact.channel for fact in facts)
    languages = Counter(fact.language for fact in facts if fact.text)
    assert len(facts) >= 100_000
    assert sum(count >= 500 for count in channels.values()) >= 8
    assert {language for language, count in languages.items() if count >= 500} >= {
        "de",
        "en",
        "fr",
        "pl",
        "ar",
    } - {"ar"}
    assert languages["ar"] > 50


def test_ids_are_unique_within_their_source(taken: tuple[list[Fact], list[str], set[str]]) -> None:
    facts, _, _ = taken
    assert len({(fact.source, fact.id) for fact in facts}) == len(facts)


def test_everything_happens_within_the_two_years(taken: tuple[list[Fact], list[str], set[str]]) -> None:
    facts, _, _ = taken
    assert min(fact.occurred_at for fact in facts) >= (START - 86_400) * 1_000_000
    assert max(fact.occurred_at for fact in facts) <= int(AS_OF.timestamp()) * 1_000_000


def test_the_company_has_the_size_it_says(aurora: Files) -> None:
    people = len(aurora.built.world.crowd)
    assert 7_500 <= people <= 8_500
    assert 38 <= len([unit for unit in AURORA.units if unit.kind != "network"]) <= 46
    assert 20 <= len(AURORA.touchpoints) <= 30
    assert 105 <= sum(not row["lost_on"] for row in aurora["accounts.csv"]) <= 130
    assert len({row["currency"] for row in aurora["accounts.csv"]}) >= 4
    assert {row["role"] for row in aurora["contacts.csv"]} == {
        "decision_maker", "influencer", "user", "purchasing_agent",
    }  # fmt: skip


def test_every_unit_but_the_roots_stands_in_the_regions_or_channels() -> None:
    keys = {unit.key for unit in AURORA.units}
    for unit in AURORA.units:
        parents = {unit.region, unit.channel} - {None}
        assert parents <= keys
        assert parents or unit.key in {"aurora", "partners"}
    assert {key for key, _ in HIERARCHIES} == {"regions", "channels"}


def test_every_touchpoint_has_a_stage_and_an_owner_who_owns_touchpoints() -> None:
    owners = {
        member.handle for member in AURORA.members if any(g.role == "touchpoint_owner" for g in member.grants)
    }
    for touchpoint in AURORA.touchpoints:
        assert touchpoint.stage in STAGES
        assert touchpoint.owner in owners


def test_every_role_has_a_member_and_a_dealer_signs_in() -> None:
    roles = {grant.role for member in AURORA.members for grant in member.grants}
    assert roles == {
        "executive", "manager", "account_manager", "touchpoint_owner", "analyst", "agent", "cx_manager",
        "administrator",
    }  # fmt: skip
    dealers = {unit.key for unit in AURORA.of_kind("dealer")}
    assert any(grant.unit in dealers for member in AURORA.members for grant in member.grants)


def test_nobody_real_is_in_the_files(aurora: Files) -> None:
    crowd = aurora.built.world.crowd
    assert [mail for mail in crowd.email if not NOBODYS.search(mail)] == []
    assert [number for number in crowd.phone if not INVENTED.match(number)] == []
    assert len(set(crowd.email)) == len(set(crowd.number)) == len(crowd)


def test_one_survey_is_confidential(aurora: Files, taken: tuple[list[Fact], list[str], set[str]]) -> None:
    facts, _, _ = taken
    truth = aurora.built.world.truths.confidential
    modes = {fact.mode for fact in facts if fact.survey == truth.survey}
    assert modes == {"confidential"}
    assert sum(fact.survey == truth.survey for fact in facts) >= truth.n


def test_one_customers_story_is_told(aurora: Files) -> None:
    own = [row for row in aurora["orders.csv"] if row["KD_NR"] == "K-0093117"]
    assert [row["ORDER_NO"] for row in own] == ["AU-48213"]
    assert [
        row["nps"] for row in aurora["after_fitting.csv"] if row["email"] == "a.hoffmann@example.org"
    ] == ["3"]


def test_comments_differ_from_each_other(aurora: Files) -> None:
    said = [row["comment"] for row in aurora["after_fitting.csv"] if row["comment"]]
    assert len(said) > 800
    assert len(set(said)) / len(said) > 0.8
    assert not any(mark in text for text in said for mark in "[]{}|")
