"""The real things that tests use are really there."""

import smtplib

import psycopg
import pytest

from tests.conftest import RealData
from tests.mailbox import Mailbox


def test_a_postgresql_of_our_own_answers(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_mail_arrives_in_the_mailbox(mailbox: Mailbox) -> None:
    with smtplib.SMTP(mailbox.host, mailbox.port) as smtp:
        smtp.sendmail(
            "bea@example.org", ["ana@example.org"], "Subject: Sorry\r\n\r\nThe fitter comes on Monday."
        )

    assert mailbox.messages[0]["Subject"] == "Sorry"
    assert mailbox.recipients == [["ana@example.org"]]


def test_a_mailbox_can_refuse(mailbox: Mailbox) -> None:
    mailbox.refuse = "451 Come back later"

    with smtplib.SMTP(mailbox.host, mailbox.port) as smtp, pytest.raises(smtplib.SMTPDataError):
        smtp.sendmail("bea@example.org", ["ana@example.org"], "Subject: Sorry\r\n\r\n")


def test_the_browser_draws_a_page(page: object) -> None:
    page.set_content("<h1>Oyez</h1>")  # type: ignore[attr-defined]

    assert page.inner_text("h1") == "Oyez"  # type: ignore[attr-defined]


def test_real_data_that_is_missing_is_a_skip_with_its_name(real_data: RealData) -> None:
    with pytest.raises(pytest.skip.Exception, match="nowhere"):
        real_data("nowhere")
