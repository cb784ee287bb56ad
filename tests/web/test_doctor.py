"""The doctor names what is ill and what to do, and says so with the exit status."""

from pathlib import Path
from typing import Any

import pytest

from oyez.kit import outbox, worker
from oyez.kit.clock import wall
from oyez.kit.models import Bookmark, Outgoing, Parked
from oyez.web.doctor import Finding, Verdict, examine
from tests.mailbox import Mailbox
from tests.served import environment, oyez

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> None:
    settings.OYEZ_DATA = tmp_path
    settings.EMAIL_BACKEND = "oyez.kit.mail.FolderBackend"
    settings.OYEZ_MAIL_FOLDER = tmp_path / "mail"


def said(part: str, verdict: Verdict) -> str:
    return " ".join(one.sentence for one in examine() if (one.part, one.verdict) == (part, verdict))


def ill() -> list[Finding]:
    return [finding for finding in examine() if finding.verdict == Verdict.ILL]


def post(state: str) -> None:
    outbox.post(outbox.Mail("rule", state, "bea@example.org", Outgoing.Audience.STAFF, "Late", "Late."))
    Outgoing.objects.filter(cause=state).update(state=state)


@pytest.mark.usefixtures("town")
def test_a_sound_installation_is_well() -> None:
    assert [finding for finding in ill() if finding.part != "power"] == []
    assert "The Town" in said("company", Verdict.WELL)


def test_a_misspelled_setting_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OYEZ_MIAL_URL", "smtp://mail.example.org")

    assert "OYEZ_MIAL_URL is not a setting" in said("settings", Verdict.LOOK)


def test_a_setting_that_is_no_number_is_ill(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OYEZ_NEWS_DAYS", "a week")

    assert "OYEZ_NEWS_DAYS must be a whole number" in said("settings", Verdict.ILL)


def test_a_folder_that_cannot_be_written_is_ill(settings: Any, tmp_path: Path) -> None:
    settings.OYEZ_DATA = tmp_path / "missing"

    assert "cannot be written" in said("disk", Verdict.ILL)


def test_a_secret_that_others_can_read_is_ill(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("x")
    (tmp_path / "secret").chmod(0o644)

    assert "chmod 600" in said("disk", Verdict.ILL)


def test_without_a_company_it_says_how_to_found_one() -> None:
    assert "oyez init" in said("company", Verdict.LOOK)


def test_a_step_that_keeps_failing_is_ill() -> None:
    Bookmark.objects.create(name="triggers", failures=3, last_error="The rule has no owner.")

    assert said("worker", Verdict.ILL) == "triggers failed 3 times in a row: The rule has no owner."


def test_rows_that_were_set_aside_are_counted() -> None:
    Parked.objects.create(step="triggers", position=7, error="ValueError", parked_at=wall())

    assert "1 rows were set aside" in said("worker", Verdict.LOOK)


def test_mail_that_needs_somebody_is_counted() -> None:
    for state in ("parked", "unknown"):
        post(state)
    worker.hold_by_hand(outbox.STEP)

    found = said("mail", Verdict.LOOK)
    assert "1 mails were refused" in found
    assert "1 mails to customers may" in found
    assert "held after a restore" in found


def test_a_mail_server_that_is_away_is_ill(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    assert "cannot be reached" in said("mail", Verdict.ILL)


def test_a_real_mail_server_comes_with_what_large_providers_ask(settings: Any, mailbox: Mailbox) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = mailbox.host, mailbox.port
    settings.DEFAULT_FROM_EMAIL = "Aurora <hello@aurora.example>"

    assert "DKIM for aurora.example" in said("mail", Verdict.WELL)
    settings.DEFAULT_FROM_EMAIL = "oyez@localhost"
    assert "OYEZ_MAIL_FROM" in said("mail", Verdict.LOOK)


@pytest.mark.slow
def test_over_https_djangos_own_checks_find_nothing(tmp_path: Path) -> None:
    env = environment(tmp_path, OYEZ_URL="https://oyez.example.org")
    done = oyez("doctor", env=env)

    assert "Django's checks for deployment find nothing" in done.stdout
    assert (done.returncode, "oyez upgrade" in done.stdout) == (1, True)
