"""Ten working days after a case its customer is asked once; what they say makes it recovered, or opens it again."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any

import pytest
from django.test import Client

import oyez.contact.jobs
import oyez.surveys.jobs  # noqa: F401  # the worker's steps
from oyez.act.changes import cases
from oyez.act.models import Case, CaseEntry
from oyez.journal.models import Interaction
from oyez.kit import worker
from oyez.kit.errors import Refused
from oyez.kit.models import Outgoing
from oyez.surveys.changes import deciding
from oyez.surveys.models import Invitation
from tests.act.conftest import Desk
from tests.mailbox import Mailbox
from tests.surveys.asking import published
from tests.town import fact, tell

pytestmark = pytest.mark.slow
DUE = datetime(2026, 3, 16, 13, tzinfo=UTC)  # ten working days after Monday noon, and an hour
BEFORE = datetime(2026, 3, 16, 11, tzinfo=UTC)
AGAIN = """
survey: again
title: {en: Some weeks after}
kind: transactional
mode: identified
purpose: service
timing: {after: case_closed, hours: 240, where: event.outcome != "duplicate"}
questions:
  - {id: csat, type: csat, score: csat_again, text: {en: How satisfied are you with what we did?}}
  - {id: still, type: single, page: b, text: {en: Has it come back?},
     options: [{key: "no", text: {en: "No"}}, {key: "yes", text: {en: "Yes"}}]}
  - {id: why, type: long, page: b, text: {en: What is open?}}
  - {id: contact, type: contact, page: b, text: {en: Please contact me.}}
endings: [{text: {en: Thank you.}}]
invite: {subject: {en: Is it solved?}, text: {en: you told us about a problem.}}
"""
Clock = Callable[[datetime], None]


@pytest.fixture
def mailbox(settings: Any) -> Iterator[Mailbox]:
    with Mailbox() as box:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = box.host, box.port
        yield box


@pytest.fixture
def closed(desk: Desk, mailbox: Mailbox) -> Case:
    """A case of Ana's, closed by its owner as put right."""
    published(AGAIN)
    case = desk.case()
    cases.close(desk.town.viewer(desk.town.cem), case.number, "no-word", "unresolved")
    worker.catch_up()
    return case


def ask(mailbox: Mailbox) -> list[EmailMessage]:
    """Who is due is asked; the mails to Ana."""
    while deciding.ask_due():
        pass
    worker.catch_up()
    while worker.run_step(worker.STEPS["outbox"]):
        pass
    return [
        one for one, to in zip(mailbox.messages, mailbox.recipients, strict=True) if to == ["ana@example.org"]
    ]


def answer(mail: EmailMessage, **said: Any) -> None:
    """Ana follows the mail's link and answers both pages."""
    text = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    found = re.search(r"https?://[^/\s]+(/s/i/[^/\s?]+/)", text)
    assert found
    client = Client()
    page = client.get(found[1]).content.decode()
    name = re.search(r'name="r" value="([^"]+)"', page)
    assert name
    response = client.post(found[1], {"r": name[1], "csat": said.pop("csat")})
    client.post(response.headers["Location"], said)
    worker.catch_up()


def test_the_customer_says_that_it_is_solved(
    closed: Case, desk: Desk, mailbox: Mailbox, the_time: Clock
) -> None:
    the_time(BEFORE)
    assert ask(mailbox) == []
    the_time(DUE)
    [mail] = ask(mailbox)
    answer(mail, csat="5", still="no", why="Thank you for the new worktop.")

    closed.refresh_from_db()
    assert (closed.state, closed.outcome) == ("closed", "recovered")
    assert Interaction.objects.get(survey="again", kind="response").attributes["case"] == closed.number
    page = desk.town.client(desk.town.cem).get(f"/cases/{closed.number}/").content.decode()
    assert "Thank you for the new worktop." in page
    assert "The customer says that it is solved" in page
    assert Case.objects.count() == 1
    assert ask(mailbox) == [mail], "once"


def test_neither_good_nor_bad_is_no_recovery(closed: Case, mailbox: Mailbox, the_time: Clock) -> None:
    the_time(DUE)
    [mail] = ask(mailbox)
    answer(mail, csat="3", still="no")

    closed.refresh_from_db()
    assert (closed.state, closed.outcome) == ("closed", "improved")


@pytest.mark.parametrize(
    "said",
    [{"csat": "1", "still": "no"}, {"csat": "5", "still": "yes"}, {"csat": "4", "contact": "1"}],
)
def test_what_is_not_solved_is_opened_again_and_its_owner_is_told(
    closed: Case, desk: Desk, mailbox: Mailbox, the_time: Clock, said: dict[str, str]
) -> None:
    the_time(DUE)
    [mail] = ask(mailbox)
    answer(mail, why="It is chipped again.", **said)

    closed.refresh_from_db()
    assert (closed.state, closed.outcome, closed.owner) == ("taken", "", desk.town.cem)
    assert closed.due_at > DUE
    assert Case.objects.count() == 1
    assert CaseEntry.objects.filter(case=closed, kind="reopened").count() == 1
    assert Interaction.objects.filter(kind="case_opened").count() == 2
    notice = Outgoing.objects.get(rule="case_reopened")
    assert notice.recipient == "cem@example.org" and "It is chipped again." in notice.text
    page = desk.town.client(desk.town.cem).get(f"/cases/{closed.number}/").content.decode()
    assert "<b>Ana</b> opened it again" in page


def test_a_rest_period_does_not_hold_it_back_and_a_case_is_asked_about_once(
    closed: Case, desk: Desk, mailbox: Mailbox, the_time: Clock
) -> None:
    cem = desk.town.viewer(desk.town.cem)
    the_time(DUE)
    assert len(ask(mailbox)) == 1
    cases.reopen(cem, closed.number)
    cases.close(cem, closed.number, "no-word", "improved")
    worker.catch_up()
    the_time(datetime(2026, 4, 1, 12, tzinfo=UTC))

    assert len(ask(mailbox)) == 1
    assert Invitation.objects.order_by("-pk")[0].reason == "recontacted"


def test_whoever_is_asked_about_another_case_meanwhile_is_asked_about_both(
    desk: Desk, mailbox: Mailbox, the_time: Clock
) -> None:
    published(AGAIN)
    cem = desk.town.viewer(desk.town.cem)
    for place in ("fitting", "billing"):
        case = desk.case(place, touchpoint=place)
        cases.close(cem, case.number, "no-word", "improved")
    worker.catch_up()
    the_time(DUE)

    assert len(ask(mailbox)) == 2


def test_a_case_that_is_open_again_is_not_asked_about(
    closed: Case, desk: Desk, mailbox: Mailbox, the_time: Clock
) -> None:
    cases.reopen(desk.town.viewer(desk.town.cem), closed.number)
    worker.catch_up()
    the_time(DUE)

    assert ask(mailbox) == []
    assert Invitation.objects.get().reason == "open_case"


def test_a_case_that_is_a_duplicate_is_not_asked_about(desk: Desk, mailbox: Mailbox) -> None:
    published(AGAIN)
    case = desk.case()
    cases.close(desk.town.viewer(desk.town.cem), case.number, "no-word", "duplicate")
    worker.catch_up()

    assert not Invitation.objects.exists()


def test_no_member_can_say_that_a_customer_is_won_back(desk: Desk) -> None:
    case = desk.case()

    with pytest.raises(Refused, match="Say how it ended"):
        cases.close(desk.town.viewer(desk.town.cem), case.number, "no-word", "recovered")


def test_somebody_elses_answer_changes_no_case(closed: Case) -> None:
    said = {"kind": "response", "survey": "again", "attributes": {"case": closed.number}, "news": True}
    tell(fact("other", subject="email:other@example.org", scores={"csat": 5}, **said))
    tell(fact("bad", subject="email:other@example.org", scores={"csat": 1}, **said))
    worker.catch_up()

    closed.refresh_from_db()
    assert (closed.state, closed.outcome) == ("closed", "unresolved")


def test_where_another_case_is_open_for_it_the_answer_joins_that_one(
    closed: Case, desk: Desk, mailbox: Mailbox, the_time: Clock
) -> None:
    other = desk.case("again")
    said = {"kind": "response", "survey": "again", "attributes": {"case": closed.number}, "news": True}
    tell(fact("low", scores={"nps": 1}, **said))
    worker.catch_up()

    closed.refresh_from_db()
    assert closed.state == "closed"
    assert other.entries.count() == 2


def test_a_confidential_answer_names_no_case(desk: Desk, mailbox: Mailbox, the_time: Clock) -> None:
    published(AGAIN.replace("mode: identified", "mode: confidential"))
    case = desk.case()
    cases.close(desk.town.viewer(desk.town.cem), case.number, "no-word", "improved")
    worker.catch_up()
    the_time(DUE)
    [mail] = ask(mailbox)
    answer(mail, csat="1", still="yes", why="No.")

    case.refresh_from_db()
    assert case.state == "closed"
    assert "case" not in Interaction.objects.get(survey="again", kind="response").attributes
