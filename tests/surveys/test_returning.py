"""A wave goes out through a real mail server; what comes back by IMAP ends where it should, for every person."""

from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

import pytest
from django.test import Client

import oyez.contact.jobs
import oyez.surveys.jobs  # noqa: F401  # the worker's steps
from oyez.company.core.scope import OPERATOR
from oyez.contact.changes.fetching import fetch
from oyez.contact.models import Address, OptOut
from oyez.journal.models import Interaction
from oyez.kit import worker
from oyez.kit.imap import inbox_at
from oyez.people import changes as people
from oyez.surveys import jobs
from oyez.surveys.changes import sending, waving
from oyez.surveys.models import Invitation, Response
from tests import imap
from tests.imap import ImapServer
from tests.mailbox import Mailbox
from tests.surveys.asking import FITTING, published

pytestmark = [pytest.mark.usefixtures("town"), pytest.mark.slow]
NAMES = ("answers", "bounces", "away", "complains", "leaves", "writes", "silent")


@pytest.fixture(scope="module")
def running() -> Iterator[ImapServer]:
    if reason := imap.missing():
        pytest.skip(reason)
    with ImapServer() as server:
        yield server


@pytest.fixture
def sent(settings: Any) -> Iterator[dict[str, EmailMessage]]:
    """The mails of a wave to seven persons, by name, as they arrived."""
    published(FITTING.replace("kind: transactional", "kind: relationship"))
    sightings = [people.Sighting((f"email:{name}@example.net",), name=name, country="AT") for name in NAMES]
    people.recognise(OPERATOR, sightings, "test")
    wave = waving.plan(
        OPERATOR, "fitting", "w", waving.Plan("W", audience='person.country == "AT"', any_hour=True)
    )
    with Mailbox() as box:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = box.host, box.port
        waving.begin(wave)
        sending.send_some()
        while worker.run_step(worker.STEPS["outbox"]):
            pass
        yield {to[0].split("@")[0]: mail for to, mail in zip(box.recipients, box.messages, strict=True)}


def bounce(mail: EmailMessage) -> bytes:
    return (
        "From: MAILER-DAEMON@mx.example.net\r\nTo: oyez@localhost\r\nSubject: Undelivered Mail Returned to Sender\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nUser unknown.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.net\r\n\r\n"
        f"Final-Recipient: rfc822; {mail['To']}\r\nAction: failed\r\nStatus: 5.1.1\r\n"
        "Diagnostic-Code: smtp; 550 5.1.1 User unknown\r\n\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {mail['Message-ID']}\r\n"
        f"To: {mail['To']}\r\nSubject: x\r\n\r\n--b--\r\n"
    ).encode()


def away(mail: EmailMessage) -> bytes:
    return (
        f"From: {mail['To']}\r\nTo: oyez@localhost\r\nSubject: Out of office\r\nAuto-Submitted: auto-replied\r\n"
        f"In-Reply-To: {mail['Message-ID']}\r\nMessage-ID: <away@example.net>\r\n\r\nBack on Monday.\r\n"
    ).encode()


def complaint(mail: EmailMessage) -> bytes:
    return (
        "From: fbl@example.net\r\nTo: oyez@localhost\r\nSubject: complaint\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=feedback-report; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nAn abuse report.\r\n"
        "--b\r\nContent-Type: message/feedback-report\r\n\r\n"
        "Feedback-Type: abuse\r\nUser-Agent: x/1\r\nVersion: 1\r\n\r\n"
        f"--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: {mail['Message-ID']}\r\nTo: {mail['To']}\r\n"
        "Subject: x\r\n\r\nhello\r\n--b--\r\n"
    ).encode()


def words(mail: EmailMessage) -> bytes:
    return (
        f"From: {mail['To']}\r\nTo: oyez@localhost\r\nSubject: Re: {mail['Subject']}\r\n"
        f"In-Reply-To: {mail['Message-ID']}\r\nMessage-ID: <words@example.net>\r\n\r\n"
        "Nobody has called me back and the worktop is still broken.\r\n\r\n"
        "On Sun, 22 Nov 2026 at 10:00, The Town <oyez@localhost> wrote:\r\n"
        "> How likely are you\r\n> to recommend us?\r\n"
    ).encode()


def path(link: str) -> str:
    return link.strip("<>").replace("http://localhost:8000", "")


def test_each_ends_where_it_should(running: ImapServer, sent: dict[str, EmailMessage]) -> None:
    mailbox = running.mailbox()
    client = Client()
    for name, written in (("bounces", bounce), ("away", away), ("complains", complaint), ("writes", words)):
        mailbox.deliver(written(sent[name]))
    client.post(path(sent["leaves"]["List-Unsubscribe"]), {"List-Unsubscribe": "One-Click"})
    home = path(sent["answers"]["List-Unsubscribe"]).replace("one-click/", "")
    from tests.surveys.asking import begin

    begin(client, home, nps="9")
    fetch(inbox_at(mailbox.url))
    worker.catch_up()

    states = {
        one.subject.split(":")[1].split("@")[0]: (one.state, one.reason) for one in Invitation.objects.all()
    }
    assert states == {
        "answers": ("answered", ""),
        "bounces": ("bounced", "bounced"),
        "away": ("posted", ""),
        "complains": ("refused", "complained"),
        "leaves": ("refused", "opted_out"),
        "writes": ("posted", "wrote_back"),
        "silent": ("posted", ""),
    }
    story = {
        name: [
            row.kind
            for row in Interaction.objects.filter(subject=f"email:{name}@example.net").order_by("seq")
        ]
        for name in NAMES
    }
    assert story == {
        "answers": ["invitation", "response"],
        "bounces": ["invitation", "bounce"],
        "away": ["invitation", "auto_reply"],
        "complains": ["invitation", "opt_out", "complaint"],
        "leaves": ["invitation", "opt_out"],
        "writes": ["invitation", "message"],
        "silent": ["invitation"],
    }
    reply = Interaction.objects.get(kind="message")
    assert reply.text == "Nobody has called me back and the worktop is still broken."
    assert set(OptOut.objects.values_list("subject", flat=True)) == {
        "email:leaves@example.net",
        "email:complains@example.net",
    }
    assert Address.objects.get(subject="email:bounces@example.net").state == Address.State.UNDELIVERABLE
    assert Response.objects.count() == 1


def test_who_must_not_be_asked_is_not_asked_by_the_next_wave(
    running: ImapServer, sent: dict[str, EmailMessage]
) -> None:
    mailbox = running.mailbox()
    for name, written in (("bounces", bounce), ("complains", complaint)):
        mailbox.deliver(written(sent[name]))
    fetch(inbox_at(mailbox.url))
    jobs._ran.update(send=0.0, look=0.0)
    worker.catch_up()

    next_wave = waving.plan(OPERATOR, "fitting", "w2", waving.Plan("Next", audience='person.country == "AT"'))
    counts = waving.foresee(OPERATOR, next_wave).counts()

    assert counts == {"opted_out": 1, "undeliverable": 1, "quarantine_any": 5}
