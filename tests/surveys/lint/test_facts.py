"""What the company knows reaches the lint: fields, versions, medians, owners, goals."""

from datetime import date, timedelta

import pytest

from oyez.act.models import Goal
from oyez.company.core.scope import OPERATOR, Viewer
from oyez.kit.clock import now
from oyez.kit.errors import NotAllowed
from oyez.surveys import linting
from oyez.surveys.core.reading import definition
from oyez.surveys.models import Response, Survey, Version
from tests.surveys.asking import FITTING
from tests.town import Town, fact, tell

pytestmark = pytest.mark.django_db


def bought(count: int, **attributes: str) -> None:
    """So many persons of whom the journal knows something about their order at the touchpoint."""
    tell(
        *(
            fact(
                f"{sorted(attributes)}{at}",
                kind="order",
                subject=f"email:p{at}@example.org",
                attributes=attributes,
            )
            for at in range(count)
        )
    )


def published(text: str = FITTING) -> Survey:
    """A survey with one version, without going through publishing."""
    row = Survey.objects.create(
        key="fitting",
        title="After your fitting",
        kind="transactional",
        draft=text,
        created_at=now(),
        changed_at=now(),
    )
    Version.objects.create(survey=row, number=1, text=text, series="a", by="Bea", published_at=now())
    return row


def answered(row: Survey, count: int, seconds: float, language: str = "en", mode: str = "identified") -> None:
    version = row.versions.get()
    for at in range(count):
        Response.objects.create(
            id=f"{language}{mode}{at}", version=version, mode=mode, channel="email", language=language,
            started_at=now(), saved_at=now(), finished_at=now() + timedelta(seconds=seconds),
        )  # fmt: skip


def test_a_field_counts_as_far_as_persons_have_it(town: Town) -> None:
    bought(4, product="loft", colour="oak")
    bought(8)
    found = linting.filled(OPERATOR, definition(FITTING))
    assert (found["product"], found["colour"], found["date"], found["contract"]) == (0.5, 0.5, 1.0, 0.0)


def test_another_touchpoint_says_nothing_about_this_one(town: Town) -> None:
    tell(fact("call", touchpoint="hotline", attributes={"product": "loft"}))
    assert linting.filled(OPERATOR, definition(FITTING)) == {}


def test_what_is_known_of_all_is_not_asked(town: Town) -> None:
    bought(20, product="loft")
    asked = FITTING.replace(
        "endings:", "  - {id: product, type: short, text: Which product did you buy?}\nendings:"
    )
    found = linting.linted(OPERATOR, definition(asked)).findings
    assert [one.place for one in found if one.rule == "L10"] == ["questions.product.text"]


def test_the_median_of_the_version_as_it_stands_counts(town: Town) -> None:
    row = published()
    answered(row, 60, seconds=100)
    answered(row, 60, seconds=500, mode="anonymous")
    same = linting.linted(OPERATOR, definition(FITTING), row)
    changed = linting.linted(OPERATOR, definition(FITTING.replace("What happened?", "What went wrong?")), row)
    assert (same.seconds, same.is_measured, changed.is_measured) == (pytest.approx(100, abs=0.1), True, False)


def test_the_draft_is_compared_with_what_was_asked_last(town: Town) -> None:
    row = published()
    changed = definition(FITTING.replace("How likely are you to", "Will you"))
    found = [one.rule for one in linting.linted(OPERATOR, changed, row).findings]
    assert "L08" in found
    assert "L08" not in [one.rule for one in linting.linted(OPERATOR, definition(FITTING), row).findings]


def test_answers_are_counted_by_language(town: Town) -> None:
    row = published()
    answered(row, 3, 30, "de")
    assert linting.facts(OPERATOR, definition(FITTING), row).answers == {"de": 3}


def test_roles_members_units_and_touchpoints_own_answers(town: Town) -> None:
    owners = linting.facts(OPERATOR, definition(FITTING)).owners or frozenset()
    assert {"cx_manager", "bea@example.org", "harbour", "fitting"} <= owners


def test_who_may_see_no_numbers_learns_nothing(town: Town) -> None:
    nobody = Viewer("Nobody", "")
    with pytest.raises(NotAllowed):
        linting.facts(nobody, definition(FITTING))


def test_a_sentence_is_said_in_full(town: Town) -> None:
    asked = definition(FITTING.replace("How likely are you", "How likely and willing are you"))
    finding = next(one for one in linting.linted(OPERATOR, asked).findings if one.rule == "L03")
    assert linting.sentence(finding) == finding.sentence


def test_goals_of_the_survey_are_held_against_what_its_answers_can_show(town: Town) -> None:
    usual = {
        "metric": "nps",
        "owner": town.cem,
        "since": date(2026, 1, 1),
        "until": date(2026, 7, 1),
        "set_at": now(),
    }
    for key, of, target in (("small", "fitting", 0.25), ("large", "fitting", 0.8), ("other", "else", 0.21)):
        Goal.objects.create(
            key=key, name=key, survey=of, target=target, baseline={"value": 0.2}, detectable=0.31, **usual
        )
    found = linting.linted(OPERATOR, definition(FITTING)).findings
    assert [one.parameters["name"] for one in found if one.rule == "L21"] == ["small"]
