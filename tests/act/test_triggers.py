"""What triggers would do, what an import would cause, and learning what a drop is."""

import random

import pytest

from oyez.act.changes import defaults, triggers
from oyez.act.models import Case, RootCause, Trigger
from oyez.act.queries.triggers import dry_run, foresee, trigger
from oyez.collect.foresight import what_would_happen
from oyez.company.core.scope import OPERATOR
from oyez.company.models import AuditLine
from oyez.journal.core.facts import Fact
from oyez.journal.models import Interaction
from oyez.kit import worker
from oyez.kit.errors import NotAllowed, Refused
from oyez.kit.models import Outgoing
from tests.act.conftest import TODAY, Desk
from tests.town import fact, tell


def facts(scores: list[int], day: str = TODAY) -> list[Fact]:
    return [
        fact(f"new-{at}", day, subject=f"email:{at}@x.org", scores={"nps": score}, news=True)
        for at, score in enumerate(scores)
    ]


def test_the_defaults_are_the_handbooks_and_installing_twice_adds_nothing(desk: Desk) -> None:
    limits = dict(Trigger.objects.filter(kind="limit").values_list("score", "limit"))

    assert limits == {"nps": 6, "csat": 2, "ces": 3, "stars": 2}
    assert defaults.install(OPERATOR) == 0
    assert RootCause.objects.filter(key="other").count() == 1


def test_what_was_changed_survives_another_install(desk: Desk) -> None:
    triggers.switch_trigger(OPERATOR, "nps-low", False)
    defaults.install(OPERATOR)

    assert not Trigger.objects.get(key="nps-low").enabled


def test_a_preview_foresees_exactly_what_then_happens(desk: Desk) -> None:
    coming = [
        *facts([0, 3, 6, 7, 10]),
        fact("again", subject="email:0@x.org", scores={"nps": 1}, news=True),
        fact("stars", subject="email:9@x.org", scores={"stars": 1}, touchpoint="web", news=True),
        fact("out", subject="email:7@x.org", scores={"nps": 0}, direction="out", news=True),
        fact("nobody", subject=None, scores={"nps": 0}, news=True),
    ]

    foreseen = foresee(OPERATOR, coming)
    assert not Case.objects.exists()
    tell(*coming)
    worker.catch_up()

    assert foreseen.opened == {"nps-low": 3, "stars-low": 1}
    assert foreseen.joined == 1
    opened = [case.trigger for case in Case.objects.all()]
    assert {key: opened.count(key) for key in set(opened)} == foreseen.opened


def test_the_preview_of_an_import_names_the_triggers(desk: Desk) -> None:
    coming = [*facts([0, 3]), fact("again", subject="email:0@x.org", scores={"nps": 1})]

    assert what_would_happen(OPERATOR, coming) == {
        "cases by “Would not recommend us”": 2,
        "answers joining an open case": 1,
    }


def test_a_preview_knows_the_cases_that_are_open_already(desk: Desk) -> None:
    desk.hear("first")

    assert foresee(OPERATOR, [fact("second", scores={"nps": 1})]).cases == 0


def test_a_preview_compares_with_the_past_that_comes_in_the_same_file(desk: Desk) -> None:
    past = [fact(f"past-{at}", f"2026-02-2{at + 4}", scores={"nps": 10}) for at in range(3)]

    assert foresee(OPERATOR, [*past, fact("now", scores={"nps": 7})]).opened == {"nps-drop": 1}


def test_a_dry_run_counts_cases_and_what_joins_them(desk: Desk) -> None:
    tell(
        fact("one", "2026-02-10", scores={"nps": 2}),
        fact("two", "2026-02-11", scores={"nps": 2}),
        fact("elsewhere", "2026-02-11", touchpoint="web", scores={"nps": 2}),
        fact("good", "2026-02-11", scores={"nps": 9}),
        fact("long ago", "2026-01-01", scores={"nps": 2}),
        fact("confidential", "2026-02-11", mode="confidential", scores={"nps": 2}),
    )

    dry = dry_run(OPERATOR, trigger(OPERATOR, "nps-low").rule())

    assert (dry.answers, dry.cases, dry.joined) == (4, 2, 1)
    assert not Case.objects.exists()
    assert not Outgoing.objects.exists()


def test_a_company_learns_from_its_own_answers_what_a_drop_is(desk: Desk) -> None:
    dice = random.Random(3)
    told = []
    for person in range(40):
        mean = dice.choice([6, 8, 9])
        told += [
            fact(
                f"{person}-{at}", "2026-01-05", subject=f"email:{person}@x.org", scores={"nps": mean + at % 2}
            )
            for at in range(4)
        ]
    tell(*told)
    from oyez.people import changes as people

    people.recognise(OPERATOR, [people.Sighting((f"email:{at}@x.org",)) for at in range(40)], "test")

    found = triggers.estimate_population(OPERATOR, "nps-drop")

    assert found.within == pytest.approx(1 / 3, rel=0.01)
    assert Trigger.objects.get(key="nps-drop").rule().condition.population == found  # type: ignore[union-attr]


def test_editing_leaves_one_line_with_what_changed(desk: Desk) -> None:
    row = Trigger.objects.get(key="nps-low")
    triggers.change_trigger(OPERATOR, "nps-low", triggers.as_wanted(row, limit=5.0))

    line = AuditLine.objects.latest("pk")
    assert (line.verb, line.before, line.after) == ("change_trigger", {"limit": 6}, {"limit": 5})


def test_only_whoever_runs_the_programme_may_change_a_trigger(desk: Desk) -> None:
    cem = desk.town.viewer(desk.town.cem)
    for change in (
        lambda: triggers.switch_trigger(cem, "nps-low", False),
        lambda: triggers.change_trigger(cem, "nps-low", triggers.Wanted(name="x", score="nps", limit=1)),
        lambda: triggers.add_cause(cem, "x"),
        lambda: triggers.send_to_general_manager(cem, "nps-low", 3),
        lambda: triggers.estimate_population(cem, "nps-drop"),
        lambda: dry_run(cem, Trigger.objects.get(key="nps-low").rule()),
    ):
        with pytest.raises(NotAllowed):
            change()
    assert Trigger.objects.get(key="nps-low").limit == 6


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        (triggers.Wanted(name="", score="nps", limit=1), "needs a name"),
        (triggers.Wanted(name="x", score="nps"), "Say at which score"),
        (triggers.Wanted(name="x", score="nps", limit=11), "must lie on the scale nps"),
        (triggers.Wanted(name="x", score="nps", limit=1, tier_limits={"gold": 12}), "must lie on the scale"),
        (triggers.Wanted(name="x", score="joy", limit=1), "no scale for the score"),
        (triggers.Wanted(name="x", score="nps", kind="drop", z=1), "A drop is below zero"),
        (triggers.Wanted(name="x", score="nps", kind="drop", previous=2), "At least three"),
        (triggers.Wanted(name="x", score="nps", limit=1, touchpoint="nowhere"), "no touchpoint"),
        (triggers.Wanted(name="x", score="nps", limit=1, route="nobody"), "goes to one of"),
        (triggers.Wanted(name="by hand", score="nps", limit=1), "use some letters"),
    ],
)
def test_a_trigger_that_cannot_work_is_refused(desk: Desk, wanted: triggers.Wanted, sentence: str) -> None:
    before = Trigger.objects.count()
    with pytest.raises(Refused, match=sentence):
        triggers.add_trigger(OPERATOR, wanted)

    assert Trigger.objects.count() == before


@pytest.mark.slow
def test_news_can_come_by_the_thousand(desk: Desk) -> None:
    tell(*facts([2] * 1_200))
    worker.catch_up()

    assert Case.objects.count() == 1_200
    assert Interaction.objects.filter(kind="case_opened").count() == 1_200
