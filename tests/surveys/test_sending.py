"""Invitations leave once, at their pace, by the rules, with their ways out in every one."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from oyez.company.core.scope import OPERATOR
from oyez.contact.changes.opting import opt_out
from oyez.contact.models import Approach, Held, OptOut
from oyez.journal.changes import append_inbox
from oyez.journal.models import Interaction
from oyez.kit import outbox, worker
from oyez.kit.clock import now
from oyez.kit.models import Outgoing
from oyez.people import changes as people
from oyez.surveys.changes import deciding, following, sending, waving
from oyez.surveys.changes.scheduling import plan_month
from oyez.surveys.models import Invitation, Response, Wave
from oyez.surveys.turns import is_turn
from tests.mailbox import Mailbox
from tests.surveys.asking import FITTING, published

pytestmark = [pytest.mark.usefixtures("town"), pytest.mark.slow]
RELATION = FITTING.replace("kind: transactional", "kind: relationship")


@pytest.fixture
def mailbox(settings: Any) -> Iterator[Mailbox]:
    with Mailbox() as box:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = box.host, box.port
        yield box


@pytest.fixture(autouse=True)
def at_noon_on_a_tuesday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "within_hours", lambda: True)
    monkeypatch.setattr(deciding, "within_hours", lambda: True)


def crowd(count: int, domain: str = "example.net") -> None:
    sightings = [
        people.Sighting((f"email:p{number}@{domain}",), name=f"P {number}", country="AT", language="de")
        for number in range(count)
    ]
    people.recognise(OPERATOR, sightings, "test")


def wave(**more: Any) -> Wave:
    return waving.plan(OPERATOR, "fitting", "autumn", waving.Plan("Autumn", **more))


def leave() -> None:
    while worker.run_step(worker.STEPS["outbox"]):
        pass


def test_a_wave_arrives_with_its_first_question_and_its_ways_out(mailbox: Mailbox) -> None:
    published(RELATION)
    crowd(1)
    waving.begin(wave(audience='person.language == "de"'))
    sending.send_some()
    leave()

    [mail] = mailbox.messages
    html = mail.get_body(("html",)).get_content()  # type: ignore[union-attr]
    text = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert mail["Subject"] == "Eine Frage zu Ihrer Montage" and mail["From"].startswith("The Town <")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["List-Unsubscribe"].startswith("<http") and mail["List-Unsubscribe"].endswith("one-click/>")
    assert "Wie wahrscheinlich empfehlen Sie uns?" in html and "?a=10" in html and "?a=10" in text
    assert "<script" not in html and "<img" not in html, "nothing in a mail reports that it was read"


def test_a_scanner_that_follows_every_link_does_nothing(mailbox: Mailbox) -> None:
    import re

    published(RELATION)
    crowd(3)
    waving.begin(wave())
    sending.send_some()
    leave()
    links = {
        link.replace("http://localhost:8000", "")
        for mail in mailbox.messages
        for part in mail.walk()
        if part.get_content_maintype() == "text"
        for link in re.findall(r"http://localhost:8000[^\s\"<>]+", part.get_content())
    } | {
        mail["List-Unsubscribe"].strip("<>").replace("http://localhost:8000", "") for mail in mailbox.messages
    }

    assert len(links) >= 3 * 14
    for link in links:
        assert Client().get(link).status_code in (200, 405)

    assert not Response.objects.exists() and not OptOut.objects.exists()
    assert set(Invitation.objects.values_list("state", flat=True)) == {"posted"}


def test_whoever_opts_out_after_the_list_was_made_gets_no_mail(mailbox: Mailbox) -> None:
    published(RELATION)
    crowd(2)
    waving.begin(wave())
    opt_out(OPERATOR, "email:p0@example.net", how="phone")
    sending.send_some()
    leave()

    assert [list(names) for names in mailbox.recipients if "p0@example.net" in names] == []
    assert Invitation.objects.get(subject="email:p0@example.net").reason == "opted_out"


def test_a_domain_gets_no_more_a_minute_than_it_may(mailbox: Mailbox) -> None:
    published(RELATION)
    crowd(5)
    crowd(2, "example.com")
    waving.begin(wave(per_minute=3))

    for _ in range(3):
        sending.send_some()

    posted = Invitation.objects.filter(state="posted").values_list("subject", flat=True)
    assert sum(subject.endswith("@example.net") for subject in posted) == 3
    assert sum(subject.endswith("@example.com") for subject in posted) == 2


def test_a_full_domain_holds_up_no_other(mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch) -> None:
    published(RELATION)
    crowd(6)
    crowd(1, "example.com")
    waving.begin(wave(per_minute=2))
    monkeypatch.setattr(sending, "AT_ONCE", 3)

    for _ in range(4):
        sending.send_some()

    posted = list(Invitation.objects.filter(state="posted").values_list("subject", flat=True))
    assert "email:p0@example.com" in posted and sum(one.endswith("@example.net") for one in posted) == 2


def test_a_wave_that_broke_off_goes_on_and_asks_nobody_twice(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(RELATION)
    crowd(6)
    row = wave()
    monkeypatch.setattr(waving, "SLICE", 2)
    slices = iter(range(2))

    def breaks(name: str) -> None:
        if name == "wave-slice" and next(slices, None) is None:
            raise KeyboardInterrupt

    monkeypatch.setattr("oyez.kit.crash.here", breaks)
    with pytest.raises(KeyboardInterrupt):
        waving.begin(row)
    monkeypatch.setattr("oyez.kit.crash.here", lambda name: None)
    waving.begin(row)

    subjects = list(Invitation.objects.values_list("subject", flat=True))
    assert len(subjects) == len(set(subjects)) == Approach.objects.count() >= 6


def test_the_dry_run_is_the_real_run_person_by_person(mailbox: Mailbox) -> None:
    published(RELATION)
    crowd(40)
    opt_out(OPERATOR, "email:p7@example.net", how="phone")
    row = wave(rate=0.5)
    foreseen = {one.person for one in waving.foresee(OPERATOR, row).sends()}

    waving.begin(row)

    assert foreseen == set(Invitation.objects.values_list("person", flat=True))
    assert Held.objects.filter(code="opted_out").count() == 1
    assert Held.objects.count() + len(foreseen) == 41  # and Ana


def test_that_somebody_was_asked_is_part_of_their_story(mailbox: Mailbox) -> None:
    published(RELATION)
    crowd(1)
    waving.begin(wave(audience='person.language == "de"'))
    sending.send_some()
    append_inbox()

    [row] = Interaction.objects.filter(kind="invitation")
    assert (row.direction, row.subject, row.survey) == ("out", "email:p0@example.net", "fitting")
    assert row.attributes["wave"] == "autumn"


def test_an_interaction_is_followed_by_its_survey_when_the_hour_has_come(mailbox: Mailbox) -> None:
    published(FITTING + "timing: {after: visit, where: 'event.fitter == \"Cem\"', hours: 0}\n")
    crowd(2)
    rows = [
        Interaction(
            seq=number, subject=f"email:p{number}@example.net", kind="visit", occurred_at=now(),
            attributes={"fitter": "Cem" if number else "Dara"}, unit="harbour",
        )
        for number in range(2)
    ]  # fmt: skip

    following.follow(rows)
    following.follow(rows)
    deciding.ask_due()
    leave()

    [invitation] = Invitation.objects.all()
    assert (invitation.subject, invitation.state) == ("email:p1@example.net", "posted")
    assert invitation.given["event.fitter"] == "Cem" and len(mailbox.messages) == 1


def test_whoever_may_not_be_asked_after_an_interaction_is_held_with_the_reason(mailbox: Mailbox) -> None:
    published(FITTING + "timing: {after: visit, hours: 0}\n")
    crowd(1)
    opt_out(OPERATOR, "email:p0@example.net", how="phone")
    following.follow([Interaction(seq=1, subject="email:p0@example.net", kind="visit", occurred_at=now())])

    deciding.ask_due()

    [invitation] = Invitation.objects.all()
    assert (invitation.state, invitation.reason) == ("held", "opted_out")
    assert not Outgoing.objects.exists()


def test_a_wave_that_annoys_people_stops_by_itself(mailbox: Mailbox) -> None:
    published(RELATION)
    crowd(200)
    row = wave(per_minute=1000)
    waving.begin(row)
    sending.send_some()
    asked = list(Invitation.objects.filter(state="posted")[:12])
    for invitation in asked:
        Invitation.objects.filter(pk=invitation.pk).update(state="refused", reason="opted_out")

    sending.finish_waves()

    row.refresh_from_db()
    assert row.state == "paused" and "opted out" in row.why


def test_each_account_has_a_month_of_its_own() -> None:
    turns = [[is_turn(f"account:{number}", "s", month, 6) for month in range(12)] for number in range(300)]

    assert all(sum(turn) == 2 for turn in turns)
    assert min(sum(turn[month] for turn in turns) for month in range(6)) > 25


def test_this_months_wave_is_planned_once() -> None:
    published(RELATION + "timing: {every_months: 6}\n")

    assert [plan_month(), plan_month()] == [1, 0]


def test_reminders_go_once_to_who_did_not_begin(mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch) -> None:
    published(RELATION)
    crowd(2)
    row = wave(reminder_days=3)
    waving.begin(row)
    sending.send_some()
    Invitation.objects.filter(subject="email:p0@example.net").update(state="answered")
    Wave.objects.update(state="open")
    long_ago = now() - timedelta(days=10)
    Invitation.objects.update(sent_at=long_ago, due_at=long_ago)
    Approach.objects.update(at=long_ago)

    for _ in range(3):
        sending.remind_some()
    leave()

    reminded = Outgoing.objects.filter(rule="survey_reminder").values_list("recipient", flat=True)
    assert "p0@example.net" not in reminded and list(reminded).count("p1@example.net") == 1


def test_a_reminder_waits_for_as_many_business_days_as_its_wave_says(mailbox: Mailbox) -> None:
    published(RELATION)
    crowd(1)
    waving.begin(wave(reminder_days=9))
    sending.send_some()
    Wave.objects.update(state="open")
    ten_days_ago = now() - timedelta(days=10)  # at most eight of them were worked
    Invitation.objects.update(sent_at=ten_days_ago, due_at=ten_days_ago)
    Approach.objects.update(at=ten_days_ago)

    assert sending.remind_some() > 0
    assert not Outgoing.objects.filter(rule="survey_reminder").exists()
    assert sending.remind_some() == 0


def test_a_name_with_a_line_break_makes_no_header(mailbox: Mailbox) -> None:
    from oyez.kit.errors import Refused

    mail = outbox.Mail("r", "c", "a@example.org\r\nBcc: x@example.org", Outgoing.Audience.CUSTOMER, "s", "t")

    with pytest.raises(Refused):
        outbox.post(mail)


def test_nobody_is_asked_at_night_unless_the_wave_says_so(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "within_hours", lambda: False)
    published(RELATION)
    crowd(1)
    waving.begin(wave())

    assert sending.send_some() == 0
    Wave.objects.update(any_hour=True)
    assert sending.send_some() > 0
