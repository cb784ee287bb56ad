"""What members do in cases, and what they cannot."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from oyez.act.changes import cases
from oyez.act.changes.opening import open_case
from oyez.act.models import Case, CaseEntry
from oyez.act.queries.cases import case as find
from oyez.act.queries.inbox import inbox
from oyez.act.queries.thread import customer, thread
from oyez.company.core.scope import OPERATOR, Viewer
from oyez.company.models import AuditLine
from oyez.journal.models import Interaction
from oyez.kit import worker
from oyez.kit.errors import NotAllowed, NotFound, Refused
from oyez.kit.models import Outgoing
from oyez.people.models import Identifier
from tests.act.conftest import NOON, Desk
from tests.town import ANA, HILL, fact, tell


@pytest.fixture
def cem(desk: Desk) -> Viewer:
    return desk.town.viewer(desk.town.cem)


@pytest.fixture
def bea(desk: Desk) -> Viewer:
    return desk.town.viewer(desk.town.bea)


@pytest.fixture
def dara(desk: Desk) -> Viewer:
    return desk.town.viewer(desk.town.dara)


def test_an_answer_leaves_by_mail_and_becomes_part_of_the_customers_story(desk: Desk, cem: Viewer) -> None:
    case = cases.answer(cem, desk.case().number, "Dear Ana, the new worktop comes on Tuesday.")
    worker.catch_up()

    mail = Outgoing.objects.get(rule="case_reply")
    assert (mail.recipient, mail.audience, mail.reply_to) == (
        "ana@example.org",
        "customer",
        "cem@example.org",
    )
    assert "comes on Tuesday" in mail.text
    row = Interaction.objects.get(direction="out", kind="message")
    assert (row.subject, row.text, row.channel) == (
        ANA,
        "Dear Ana, the new worktop comes on Tuesday.",
        "email",
    )
    assert case.state == Case.States.WAITING


def test_the_first_answer_stops_one_clock_and_the_solution_has_another(
    desk: Desk, cem: Viewer, the_time: Callable[[datetime], None]
) -> None:
    case = desk.case()
    the_time(NOON + timedelta(minutes=40))
    case = cases.answer(cem, case.number, "We are on it.")

    assert case.answered_at == NOON + timedelta(minutes=40)
    assert case.due_at == case.solve_by


def test_an_answer_handed_in_twice_is_sent_once(desk: Desk, cem: Viewer) -> None:
    number = desk.case().number
    cases.answer(cem, number, "We are on it.", once="form-1")
    cases.answer(cem, number, "We are on it.", once="form-1")

    assert Outgoing.objects.filter(rule="case_reply").count() == 1
    assert CaseEntry.objects.filter(kind="reply").count() == 1


def test_whoever_is_no_member_has_no_desk(desk: Desk) -> None:
    Case.objects.filter(pk=desk.case().pk).update(owner=None)
    assert not inbox(OPERATOR, "mine").items


def test_what_makes_an_answer_one_is_of_its_case(desk: Desk, cem: Viewer) -> None:
    for case in (desk.case("bad"), desk.case("worse", touchpoint="")):
        cases.answer(cem, case.number, "We are on it.", once="1")

    assert CaseEntry.objects.filter(kind="reply").values("case").distinct().count() == 2
    assert Outgoing.objects.filter(rule="case_reply").count() == 2


def test_without_an_address_nothing_is_sent_and_the_phone_remains(desk: Desk, cem: Viewer) -> None:
    number = desk.case(subject="crm:4711").number
    with pytest.raises(Refused, match="No e-mail address"):
        cases.answer(cem, number, "Hello")
    assert not CaseEntry.objects.filter(kind="reply").exists()

    cases.answer(cem, number, "Told her that we come on Tuesday.", channel="phone")
    worker.catch_up()
    assert Interaction.objects.get(kind="call").text == "Told her that we come on Tuesday."
    assert not Outgoing.objects.filter(rule="case_reply").exists()


def test_when_the_customer_writes_again_the_case_waits_for_us_again(
    desk: Desk, cem: Viewer, the_time: Callable[[datetime], None]
) -> None:
    case = cases.answer(cem, desk.case().number, "We are on it.")
    the_time(NOON + timedelta(days=1))
    desk.hear("again", day="2026-03-03", scores={}, text="When?")

    case.refresh_from_db()
    assert case.state == Case.States.TAKEN
    assert case.due_at == datetime(2026, 3, 4, 12, tzinfo=UTC)


def test_a_note_is_for_colleagues_only(desk: Desk, bea: Viewer) -> None:
    cases.note(bea, desk.case().number, "The crate was damaged.")
    worker.catch_up()

    assert not Outgoing.objects.filter(rule="case_reply").exists()
    assert not Interaction.objects.filter(text__contains="crate").exists()


def test_taking_puts_a_case_on_ones_own_desk(desk: Desk, bea: Viewer) -> None:
    case = cases.take(bea, desk.case().number)

    assert case.owner == desk.town.bea
    assert case.state == Case.States.TAKEN


def test_whoever_is_referred_to_sees_a_foreign_case_and_is_told(
    desk: Desk, cem: Viewer, dara: Viewer
) -> None:
    number = desk.case().number
    with pytest.raises(NotFound):
        find(dara, number)

    cases.refer(cem, number, desk.town.dara.pk, "You know this crate.")

    assert find(dara, number).referred
    mail = Outgoing.objects.get(rule="case_referred")
    assert mail.recipient == "dara@example.org"
    assert "You know this crate." in mail.text


def test_whoever_gives_a_foreign_case_back_does_not_see_it_any_more(
    desk: Desk, cem: Viewer, dara: Viewer
) -> None:
    number = desk.case().number
    cases.refer(cem, number, desk.town.dara.pk)
    cases.refer(dara, number, desk.town.cem.pk)

    with pytest.raises(NotFound):
        find(dara, number)


def test_a_referral_shows_the_case_but_not_the_customers_other_history(
    desk: Desk, cem: Viewer, dara: Viewer
) -> None:
    tell(fact("earlier", "2026-01-10", text="All was well at the harbour.", scores={"nps": 9}))
    case = desk.case()
    cases.refer(cem, case.number, desk.town.dara.pk)

    assert [line.said.text for line in thread(dara, case) if line.said] == [
        "The worktop is chipped. Nobody said a word."
    ]
    assert list(customer(dara, case).history) == []
    assert [row.text for row in customer(cem, case).history] == ["All was well at the harbour."]


def test_what_was_said_at_another_unit_stays_behind_its_wall(desk: Desk, cem: Viewer) -> None:
    case = desk.case("first")
    desk.hear("second", unit=HILL, text="At the hill they were rude.")

    lines = thread(cem, case)
    assert [(line.hidden, line.said.text if line.said else None) for line in lines] == [
        (False, "The worktop is chipped. Nobody said a word."),
        (True, None),
    ]
    carla = desk.town.viewer(desk.carla)
    assert [line.hidden for line in thread(carla, case)] == [False, False]


def test_one_click_refers_to_the_manager_above(desk: Desk, cem: Viewer) -> None:
    greta = desk.town.member("manager", "north")

    assert cases.refer_upward(cem, desk.case().number).owner == greta
    with pytest.raises(Refused, match="no general manager"):
        cases.refer_upward(desk.town.viewer(greta), Case.objects.get().number)


def test_nobody_without_cases_in_their_role_can_be_given_one(desk: Desk, cem: Viewer) -> None:
    number = desk.case().number
    for role in ("executive", "analyst", "administrator"):
        with pytest.raises(Refused, match="cannot be given cases"):
            cases.refer(cem, number, desk.town.member(role).pk)


def test_a_case_is_closed_with_its_root_cause_and_how_it_ended(desk: Desk, cem: Viewer) -> None:
    number = desk.case().number
    with pytest.raises(Refused, match="root cause"):
        cases.close(cem, number, "", "improved")
    with pytest.raises(Refused, match="how it ended"):
        cases.close(cem, number, "no-word", "recovered")
    assert Case.objects.get().is_open

    case = cases.close(cem, number, "no-word", "improved", "Called her.")
    worker.catch_up()

    assert (case.state, case.closed_at) == (Case.States.CLOSED, NOON)
    told = Interaction.objects.get(kind="case_closed")
    assert told.attributes == {"case": number, "outcome": "improved", "root_cause": "no-word"}


def test_a_closed_case_takes_no_answer(desk: Desk, cem: Viewer) -> None:
    number = desk.case().number
    cases.close(cem, number, "no-word", "improved")

    for verb in (cases.take, cases.refer_upward):
        with pytest.raises(Refused):
            verb(cem, number)
    with pytest.raises(Refused, match="closed"):
        cases.answer(cem, number, "One more thing")
    assert not Outgoing.objects.filter(rule="case_reply").exists()


def test_closing_again_after_reopening_is_told_again(desk: Desk, cem: Viewer) -> None:
    number = desk.case().number
    for _ in range(2):
        cases.close(cem, number, "no-word", "improved")
        cases.reopen(cem, number)
    worker.catch_up()

    assert Interaction.objects.filter(kind="case_closed").count() == 2
    assert Case.objects.get().root_cause is None


def test_a_case_cannot_be_reopened_beside_another_open_one_about_the_same(desk: Desk, cem: Viewer) -> None:
    number = desk.case("first").number
    cases.close(cem, number, "no-word", "improved")
    desk.hear("second")

    with pytest.raises(Refused, match="Another case"):
        cases.reopen(cem, number)


VERBS: dict[str, Callable[[Viewer, str], object]] = {
    "take": lambda viewer, number: cases.take(viewer, number),
    "answer": lambda viewer, number: cases.answer(viewer, number, "x", channel="phone"),
    "note": lambda viewer, number: cases.note(viewer, number, "x"),
    "refer": lambda viewer, number: cases.refer(viewer, number, viewer.member or 0),
    "refer upward": lambda viewer, number: cases.refer_upward(viewer, number),
    "cause": lambda viewer, number: cases.set_cause(viewer, number, "no-word"),
    "close": lambda viewer, number: cases.close(viewer, number, "no-word", "improved"),
    "reopen": lambda viewer, number: cases.reopen(viewer, number),
}


@pytest.mark.parametrize("verb", VERBS)
def test_nobody_does_anything_in_a_case_that_is_not_theirs(desk: Desk, dara: Viewer, verb: str) -> None:
    number = desk.case().number
    entries, lines = CaseEntry.objects.count(), AuditLine.objects.count()

    with pytest.raises(NotFound):
        VERBS[verb](dara, number)

    assert (CaseEntry.objects.count(), AuditLine.objects.count()) == (entries, lines)


@pytest.mark.parametrize("role", ["executive", "analyst", "administrator"])
def test_a_role_without_cases_finds_none_however_wide_it_looks(desk: Desk, role: str) -> None:
    viewer = desk.town.viewer(desk.town.member(role))
    number = desk.case().number
    before = Case.objects.values().get()

    for do in (find, *VERBS.values()):
        with pytest.raises(NotFound):
            do(viewer, number)
    with pytest.raises(NotAllowed):
        inbox(viewer)
    with pytest.raises(NotAllowed):
        open_case(viewer, Case.objects.get().opening_seq)
    assert Case.objects.values().get() == before


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb != "reopen"])
def test_everything_that_is_done_leaves_one_line_that_says_who_and_nothing_that_was_written(
    desk: Desk, cem: Viewer, verb: str
) -> None:
    desk.town.member("manager", "north")
    number = desk.case().number
    who = desk.town.viewer(desk.town.bea) if verb == "refer" else cem
    before = AuditLine.objects.count()

    VERBS[verb](who, number)

    assert AuditLine.objects.count() == before + 1
    line = AuditLine.objects.latest("pk")
    assert (line.target, line.member_id) == (f"case:{number}", who.member)
    assert "x" not in (line.after or {}).values()


def test_the_operator_may_close_but_has_no_desk(desk: Desk) -> None:
    number = desk.case().number
    with pytest.raises(NotAllowed):
        cases.take(OPERATOR, number)

    assert cases.close(OPERATOR, number, "no-word", "improved").state == Case.States.CLOSED


def test_a_case_can_be_opened_by_hand_about_what_one_sees(desk: Desk, bea: Viewer, dara: Viewer) -> None:
    tell(fact("visit", text="The customer was upset.", kind="visit"))
    seq = Interaction.objects.get().seq
    with pytest.raises(NotFound):
        open_case(dara, seq)

    case = open_case(bea, seq)

    assert (case.owner, case.trigger) == (desk.town.bea, "by-hand")
    with pytest.raises(Refused, match="already"):
        open_case(bea, seq)


def test_a_case_survives_that_its_customer_lost_all_identifiers(desk: Desk, cem: Viewer) -> None:
    case = desk.case()
    Identifier.objects.all().delete()

    assert customer(cem, case).address is None
