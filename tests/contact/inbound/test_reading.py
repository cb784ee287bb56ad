"""What a mail that came back is, told from its bytes alone."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oyez.contact.core.inbound.reading import read_mail
from oyez.contact.core.inbound.received import Kind
from tests.contact.inbound.mails import ANA, ASKED, complained, prose, reported, written


def test_a_report_names_address_code_and_the_mail_that_failed() -> None:
    mail = read_mail(reported())
    assert mail.kind is Kind.HARD_BOUNCE
    assert mail.answers == (ASKED,)
    (failure,) = mail.failures
    assert (failure.address, failure.hard, failure.status) == (ANA, True, "5.1.1")
    assert failure.diagnostic == "550 5.1.1 User unknown"


@pytest.mark.parametrize(
    ("status", "action", "said"),
    [
        ("4.2.2", "failed", "452 4.2.2 Mailbox full"),
        ("5.2.2", "failed", "552 5.2.2 Over quota"),
        ("5.7.1", "failed", "554 5.7.1 Rejected as spam"),
        ("5.1.1", "failed", "550 5.1.1 sent to too many recipients this hour"),
        ("4.4.1", "delayed", "connect to mx.example.org: Connection timed out"),
    ],
)
def test_a_mail_that_did_not_arrive_says_nothing_against_the_address(
    status: str, action: str, said: str
) -> None:
    assert read_mail(reported(status, action, said)).kind is Kind.SOFT_BOUNCE


def test_a_receipt_is_no_bounce() -> None:
    assert read_mail(reported("2.0.0", "delivered", "250 ok")).kind not in (
        Kind.HARD_BOUNCE,
        Kind.SOFT_BOUNCE,
    )


@pytest.mark.parametrize(
    "text",
    [
        f"Hi. This is the qmail-send program.\nI wasn't able to deliver your message.\n\n<{ANA}>:\nno such user\n",
        f"The following address(es) failed:\n\n  {ANA}\n    550 Unknown user\n",
        f"Ihre Nachricht konnte nicht zugestellt werden.\n\n{ANA}: Empfänger unbekannt\n",
        f"Votre message n'a pas pu être remis à:\n  {ANA}\nUtilisateur: n'existe pas\n",
        f"次のメールアドレスへの送信に失敗しました。\n{ANA}\n550 unknown user\n",
        f"Это письмо не может быть доставлено:\n  {ANA}\n    550 No such user\n",
    ],
)
def test_bounces_in_prose_are_understood_in_many_languages(text: str) -> None:
    mail = read_mail(prose(f"{text}\n--- Below this line is a copy of the message.\n\nMessage-ID: {ASKED}\n"))
    assert mail.kind is Kind.HARD_BOUNCE
    assert [failure.address for failure in mail.failures] == [ANA]
    assert mail.answers == (ASKED,)


def test_a_person_who_quotes_a_bounce_is_not_one() -> None:
    text = "Hello, my mail came back: could not be delivered to bea@example.org. What now?"
    assert read_mail(written(text)).kind is Kind.REPLY


def test_a_complaint_names_who_complained() -> None:
    mail = read_mail(complained())
    assert (mail.kind, mail.person, mail.answers) == (Kind.COMPLAINT, ANA, (ASKED,))


@pytest.mark.parametrize(
    "subject",
    [
        "Automatic reply: How was the fitting?",
        "Out of office",
        "Abwesenheitsnotiz: Umfrage",
        "Réponse automatique : Enquête",
        "Respuesta automática: Encuesta",
        "Risposta automatica: Sondaggio",
        "Resposta automática: Pesquisa",
        "Automatisch antwoord: Enquête",
        "Autosvar: Enkät",
        "Automaattinen vastaus: Kysely",
        "Automatyczna odpowiedź: Ankieta",
        "Автоматический ответ: Опрос",
        "自動返信: アンケート",
        "自动回复: 调查",
    ],
)
def test_out_of_office_is_known_in_many_languages(subject: str) -> None:
    assert read_mail(written("I am away until Monday.", subject=subject)).kind is Kind.AUTO_REPLY


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Auto_Submitted", "auto-replied"),
        ("X_Autoreply", "yes"),
        ("Precedence", "auto_reply"),
        ("X_Autorespond", "1"),
    ],
)
def test_automatic_answers_say_so_in_their_headers(name: str, value: str) -> None:
    assert read_mail(written("Thank you, we will answer.", **{name: value})).kind is Kind.AUTO_REPLY


def test_a_person_may_write_about_being_out_of_office() -> None:
    assert read_mail(written("Out of office hours nobody answers.")).kind is Kind.REPLY


@pytest.mark.parametrize("text", ["STOP", "Stop.", "unsubscribe", "Bitte abmelden", "désabonner", "配信停止"])
def test_stop_as_the_whole_text_is_a_request(text: str) -> None:
    assert (
        read_mail(written(f"{text}\n\nOn Mon, 16 Nov 2026, Aurora wrote:\n> Hello Ana")).kind
        is Kind.UNSUBSCRIBE
    )


def test_a_mail_to_the_unsubscribe_address_is_a_request_whatever_it_says() -> None:
    assert (
        read_mail(written("", subject="", To="surveys+unsubscribe@aurora.example")).kind is Kind.UNSUBSCRIBE
    )


def test_stop_inside_a_sentence_is_for_a_person_to_read() -> None:
    assert read_mail(written("The fitter did not stop drilling.")).kind is Kind.REPLY


def test_what_nobody_wrote_to_us_is_other() -> None:
    newsletter = written("Buy now!", subject="Offers", In_Reply_To="", List_Unsubscribe="<https://x.example>")
    assert read_mail(newsletter).kind is Kind.OTHER


def test_broken_headers_are_read_as_far_as_they_go() -> None:
    raw = b"From: \xff\xfe<ana@example.org>\nSubject: =?utf-8?B?R3LDvMOfZQ?= =?x?Q?\nDate: never\nTo:\n\n\xe9t\xe9"
    mail = read_mail(raw)
    assert mail.sender == ANA
    assert mail.subject.startswith("Grüße")
    assert mail.sent_at is None


@given(st.binary(max_size=2_000))
def test_no_bytes_at_all_make_it_fail(raw: bytes) -> None:
    assert read_mail(raw).kind in Kind


PIECES = st.sampled_from(
    [
        b"Content-Type: multipart/mixed; boundary=b\n",
        b"Content-Type: message/rfc822\n",
        b"\n",
        b"--b\n",
        b"--b--\n",
        b'Content-Type: multipart/report; boundary=""\n',
        b"Content-Transfer-Encoding: base64\n",
        b"=?iso-2022-jp?B?/?=",
        b"Content-Type: message/delivery-status\n",
        b"Final-Recipient: rfc822;a@b.example\n",
        b"From: <>\n",
        b"\xff\x1b$B",
        b"Content-Type: text/html; charset=x*0*=1\n",
        b"<blockquote><!x[",
        b"Subject: Undelivered\n",
        b"> On 1 a@b wrote:\n",
        b"Content-Transfer-Encoding: x-uuencode\n",
        b"begin 666 a\n",
        b"Content-Disposition: ;;;\n",
        b"\x00",
        b"-- \n",
    ]
)


@given(st.lists(PIECES, max_size=40))
def test_no_mix_of_half_headers_makes_it_fail(pieces: list[bytes]) -> None:
    assert read_mail(b"".join(pieces)).kind in Kind


@pytest.mark.parametrize(
    "raw",
    [
        b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3_000)),
        b"Content-Type: message/rfc822\n\n" * 3_000,
        b"From: a@b.example\n\n" + b"-" * 300_000,
        b"From: a@b.example\n\n" + b"a" * 300_000 + b"@",
        b"From: a@b.example\n\n" + b"On 1 " * 60_000,
        b"From: MAILER-DAEMON\nSubject: failure notice\n\n" + b"could not be delivered <" * 20_000,
        b"Content-Type: text/html\n\n" + b"<blockquote>" * 50_000,
        b"Subject: " + b"=?utf-8?Q?a?= " * 50_000 + b"\n\n",
        b"From: a@b.example\n\n" + b"> x\n" * 100_000,
        b"From: postmaster@b.example\nSubject: failure notice\n\n" + b"\n" * 300_000 + b"not delivered",
    ],
    ids=lambda raw: f"{len(raw)} bytes of {raw[:24]!r}",
)
def test_mails_made_to_be_slow_are_not(raw: bytes) -> None:
    began = time.monotonic()
    read_mail(raw)
    assert time.monotonic() - began < 5
