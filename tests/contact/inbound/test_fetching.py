"""Mails are fetched from a real mailbox once, and marked after what they changed was kept."""

import ssl
from collections.abc import Iterator

import pytest
from click.testing import CliRunner

from oyez.contact import polling
from oyez.contact.changes import fetching
from oyez.contact.changes.addresses import bounced
from oyez.contact.changes.fetching import fetch
from oyez.contact.deliverable import undeliverable
from oyez.contact.models import Folder, Received
from oyez.journal.models import Rejected
from oyez.kit.errors import Misconfigured, Unavailable
from oyez.kit.imap import inbox_at, opened
from oyez.web.cli import mailbox
from tests import imap
from tests.contact.inbound.mails import reported, written
from tests.imap import ImapMailbox, ImapServer

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(scope="module")
def running() -> Iterator[ImapServer]:
    if reason := imap.missing():
        pytest.skip(reason)
    with ImapServer() as server:
        yield server


@pytest.fixture
def server(running) -> ImapMailbox:
    return running.mailbox()


def test_each_message_is_taken_once_and_marked(server) -> None:
    inbox = inbox_at(server.url)
    server.deliver(written("Hello"))
    server.deliver(reported())
    assert (fetch(inbox).taken, server.seen()) == (2, 2)
    assert fetch(inbox).taken == 0
    server.deliver(written("Hello again"))
    assert fetch(inbox).taken == 1
    assert Received.objects.count() == 3


def test_a_full_mailbox_is_taken_in_parts(server) -> None:
    for number in range(3):
        server.deliver(written(f"Hello {number}"))
    first = fetch(inbox_at(server.url), at_most=2)
    assert (first.taken, first.more) == (2, True)
    assert fetch(inbox_at(server.url), at_most=2).more is False


def test_numbers_that_begin_anew_take_nothing_twice(server) -> None:
    server.deliver(written("Hello"))
    fetch(inbox_at(server.url))
    Folder.objects.update(validity=1)  # what the server says differs from what was remembered
    assert fetch(inbox_at(server.url)).taken == 1
    assert Received.objects.count() == 1


def test_a_message_is_not_marked_before_what_it_changed_is_kept(server, monkeypatch) -> None:
    server.deliver(written("Hello"))
    with monkeypatch.context() as broken:
        broken.setattr(fetching, "take", lambda raw: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            fetch(inbox_at(server.url))
    assert (server.seen(), Received.objects.count()) == (0, 0)
    assert fetch(inbox_at(server.url)).taken == 1


def test_a_mail_that_cannot_be_taken_is_kept_and_the_next_is_taken(server, monkeypatch) -> None:
    taken = fetching.take

    def take(raw: bytes) -> object:
        if b"bad" in raw:
            raise LookupError
        return taken(raw)

    monkeypatch.setattr(fetching, "take", take)
    server.deliver(written("bad"))
    server.deliver(written("good"))
    assert fetch(inbox_at(server.url)).taken == 2
    assert Rejected.objects.filter(reason__contains="LookupError").count() == 1


def test_a_certificate_that_nobody_vouches_for_is_refused(running, server) -> None:
    with pytest.raises(Unavailable, match="SSLCertVerificationError"), opened(inbox_at(server.tls_url)):
        pass
    known = ssl.create_default_context(cafile=str(running.certificate))
    with opened(inbox_at(server.tls_url), known) as mailbox:
        assert mailbox.validity > 0


def test_the_worker_looks_once_a_minute(server, monkeypatch) -> None:
    assert not polling.is_due(0)
    monkeypatch.setenv("OYEZ_INBOX_URL", server.url)
    assert polling.is_due(0)
    fetch(inbox_at(server.url))
    assert not polling.is_due(0)


def test_the_command_line_fetches_and_tells(server, monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("OYEZ_INBOX_URL", server.url)
    server.deliver(written("Hello"))
    assert "1 taken" in CliRunner().invoke(mailbox.command, ["fetch"]).output
    file = tmp_path / "mail.eml"
    file.write_bytes(written("Hello again"))
    assert "unmatched" in CliRunner().invoke(mailbox.command, ["take", str(file), "--json"]).output
    assert '"n": 2' in CliRunner().invoke(mailbox.command, ["status", "--json"]).output


def test_an_address_is_revived_by_hand(db) -> None:
    bounced("email:ana@example.org", hard=True, evidence="550 5.1.1")
    assert CliRunner().invoke(mailbox.command, ["revive", "Ana@example.org"]).exit_code == 0
    assert not undeliverable("email")


def test_only_this_machine_is_read_without_encryption() -> None:
    with pytest.raises(Misconfigured):
        inbox_at("imap://a:b@mail.example.org/INBOX")
