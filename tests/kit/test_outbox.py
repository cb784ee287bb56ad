"""Mail leaves once for each cause, and what a crash or a server left unclear is not guessed at."""

import socket
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.db.models.functions import Now

from oyez.kit import outbox, worker
from oyez.kit.mail import transport
from oyez.kit.models import Bookmark, Outgoing
from oyez.kit.outbox import Mail, post
from tests.mailbox import Mailbox
from tests.postgres import free_port

pytestmark = pytest.mark.django_db

State = Outgoing.State
STEP = worker.STEPS["outbox"]


def mail(cause: str = "case:1", audience: Any = Outgoing.Audience.STAFF, **said: str) -> Mail:
    usual = {"recipient": "bea@example.org", "subject": "A case for you", "text": "Ana waits."}
    return Mail("case_opened", cause, audience=audience, **(usual | said))


def to_ana(cause: str = "reply:1") -> Mail:
    return mail(cause, Outgoing.Audience.CUSTOMER, recipient="ana@example.org")


def use(settings: Any, url: str, data: Path = Path()) -> None:
    for name, value in transport(url, data).items():
        setattr(settings, name, value)
    settings.EMAIL_TIMEOUT = 5


@pytest.fixture
def served(mailbox: Mailbox, settings: Any) -> Mailbox:
    use(settings, mailbox.url)
    return mailbox


def run() -> None:
    """Let the outbox work, whatever it waits for."""
    Bookmark.objects.filter(name="outbox").update(next_try_at=None)
    Outgoing.objects.update(next_try_at=None)
    worker.run_step(STEP)


def states() -> list[str]:
    return list(Outgoing.objects.order_by("id").values_list("state", flat=True))


def test_a_mail_arrives_and_is_marked_as_sent(served: Mailbox) -> None:
    post(mail())
    run()

    assert [message["Subject"] for message in served.messages] == ["A case for you"]
    assert states() == [State.SENT]


def test_one_cause_is_one_mail_for_ever(served: Mailbox) -> None:
    assert post(mail()) is True
    run()
    assert post(mail(text="Other words.")) is False
    run()

    assert len(served.messages) == 1


def test_one_cause_stays_one_mail_under_another_host_name(served: Mailbox, settings: Any) -> None:
    post(mail())
    settings.OYEZ_MAIL_DOMAIN = "new.example.org"

    assert post(mail()) is False
    assert Outgoing.objects.count() == 1


def test_another_recipient_is_another_mail(served: Mailbox) -> None:
    post(mail())
    post(mail(recipient="cem@example.org"))
    run()

    assert served.recipients == [["bea@example.org"], ["cem@example.org"]]


def test_mail_to_staff_is_repeated_after_a_crash_under_one_message_id(served: Mailbox) -> None:
    post(mail())
    run()
    Outgoing.objects.update(state=State.SENDING)  # as if it died after the server's 250
    run()

    assert len(served.messages) == 2
    assert served.messages[0]["Message-ID"] == served.messages[1]["Message-ID"]
    assert states() == [State.SENT]


def test_mail_to_customers_is_not_repeated_after_a_crash_and_shown_as_unknown(served: Mailbox) -> None:
    post(to_ana())
    Outgoing.objects.update(state=State.SENDING)
    run()

    assert served.messages == []
    assert states() == [State.UNKNOWN]


def test_a_refused_mail_is_tried_later_and_the_next_one_goes(served: Mailbox) -> None:
    served.refuse = "451 Come back later"
    post(mail())
    run()
    served.refuse = None
    post(mail("case:2"))
    Bookmark.objects.update(next_try_at=None)
    worker.run_step(STEP)

    assert states() == [State.WAITING, State.SENT]
    assert Outgoing.objects.get(cause="case:1").failures == 1


def test_a_mail_that_is_refused_again_and_again_is_parked(served: Mailbox) -> None:
    served.refuse = "550 Nobody of that name"
    post(mail())
    for _ in range(outbox.ATTEMPTS):
        run()

    assert states() == [State.PARKED]


def test_a_customer_gets_the_mail_that_was_clearly_refused_before(served: Mailbox) -> None:
    served.refuse = "451 Come back later"
    post(to_ana())
    run()
    served.refuse = None
    run()

    assert len(served.messages) == 1


def test_while_the_server_is_away_no_mail_fails_for_it(settings: Any) -> None:
    use(settings, f"smtp://127.0.0.1:{free_port()}")
    post(mail())
    for _ in range(outbox.ATTEMPTS + 1):
        run()

    row = Outgoing.objects.get()
    assert (row.state, row.failures) == (State.WAITING, 0)
    assert "mail server" in Bookmark.objects.get(name="outbox").last_error


def provided(settings: Any, port: int) -> None:
    use(settings, "postmark://TOKEN@")
    settings.ANYMAIL = settings.ANYMAIL | {"POSTMARK_API_URL": f"http://127.0.0.1:{port}/"}


def test_while_the_provider_is_away_no_mail_fails_for_it(settings: Any) -> None:
    provided(settings, free_port())
    post(to_ana("reply:1"))
    post(to_ana("reply:2"))
    for _ in range(outbox.ATTEMPTS + 1):
        run()

    rows = Outgoing.objects.values_list("state", "failures")
    assert list(rows) == [(State.WAITING, 0)] * 2
    assert "cannot be reached" in Bookmark.objects.get(name="outbox").last_error


def test_a_provider_in_trouble_may_have_taken_it_so_a_customer_gets_no_second_one(settings: Any) -> None:
    class InTrouble(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(503)
            self.end_headers()

        def log_message(self, *said: object) -> None:
            """It says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), InTrouble) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        provided(settings, server.server_port)
        post(to_ana())
        post(mail())
        run()
        server.shutdown()

    assert states() == [State.UNKNOWN, State.WAITING]


@pytest.fixture
def breaking_off() -> Iterator[int]:
    """A server that takes a whole message and hangs up without an answer."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=_hang_up_after_data, args=(server,), daemon=True).start()
        yield server.getsockname()[1]


def _hang_up_after_data(server: socket.socket) -> None:
    connection, _ = server.accept()
    with connection, connection.makefile("rwb", buffering=0) as talk:
        talk.write(b"220 hello\r\n")
        for line in iter(talk.readline, b""):
            if line.upper().startswith(b"DATA"):
                talk.write(b"354 go on\r\n")
            elif line == b".\r\n":
                return
            elif line[:4].upper() in {b"EHLO", b"MAIL", b"RCPT", b"NOOP"}:
                talk.write(b"250 fine\r\n")


@pytest.mark.parametrize(
    ("audience", "state"),
    [(Outgoing.Audience.CUSTOMER, State.UNKNOWN), (Outgoing.Audience.STAFF, State.WAITING)],
)
def test_when_it_broke_off_half_way_only_staff_get_it_again(
    settings: Any, breaking_off: int, audience: Any, state: str
) -> None:
    use(settings, f"smtp://127.0.0.1:{breaking_off}")
    post(mail(audience=audience))
    run()

    assert states() == [state]


def test_a_server_that_hangs_up_after_each_mail_gets_them_all(settings: Any) -> None:
    taken: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=_hang_up_after_each, args=(server, taken), daemon=True).start()
        use(settings, f"smtp://127.0.0.1:{server.getsockname()[1]}")
        for cause in ("reply:1", "reply:2", "reply:3"):
            post(to_ana(cause))
        run()

    assert states() == [State.SENT] * 3
    assert len(taken) == 3


def _hang_up_after_each(server: socket.socket, taken: list[bytes]) -> None:
    while True:
        try:
            connection, _ = server.accept()
        except OSError:
            return
        with connection, connection.makefile("rwb", buffering=0) as talk:
            talk.write(b"220 hello\r\n")
            for line in iter(talk.readline, b""):
                if line.upper().startswith(b"DATA"):
                    talk.write(b"354 go on\r\n")
                elif line == b".\r\n":
                    taken.append(line)
                    talk.write(b"250 taken\r\n")
                    break
                elif line[:4].upper() in {b"EHLO", b"MAIL", b"RCPT", b"NOOP"}:
                    talk.write(b"250 fine\r\n")


def test_while_held_by_hand_nothing_leaves(served: Mailbox) -> None:
    worker.hold_by_hand("outbox")
    post(mail())
    run()
    assert served.messages == []

    worker.release_by_hand("outbox")
    run()
    assert len(served.messages) == 1


def test_a_subject_cannot_bring_headers(served: Mailbox) -> None:
    post(mail(subject="Late\r\nBcc: dara@example.org"))
    run()

    assert served.messages[0]["Subject"] == "Late Bcc: dara@example.org"
    assert served.recipients == [["bea@example.org"]]


def test_a_mail_may_have_two_forms_and_an_address_for_answers(served: Mailbox) -> None:
    post(mail(html="<p>Ana waits.</p>", reply_to="ana@example.org"))
    run()

    message = served.messages[0]
    assert {part.get_content_type() for part in message.walk()} >= {"text/plain", "text/html"}
    assert message["Reply-To"] == "ana@example.org"


def test_a_folder_takes_mail_where_there_is_no_server(settings: Any, tmp_path: Path) -> None:
    use(settings, "", tmp_path)
    post(mail())
    run()

    assert [file.suffix for file in (tmp_path / "mail").iterdir()] == [".eml"]
    assert states() == [State.SENT]


def test_a_folder_that_cannot_be_written_is_a_refusal(settings: Any, tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("a file where the folder should be")
    use(settings, "", tmp_path)
    post(to_ana())
    run()

    row = Outgoing.objects.get()
    assert (row.state, row.failures) == (State.WAITING, 1)
    assert "cannot be written" in row.last_error


def test_a_sender_that_lost_its_lease_claims_nothing(served: Mailbox) -> None:
    post(mail())
    lost = worker.hold("outbox")
    Bookmark.objects.update(leased_until=Now() - timedelta(seconds=1))
    worker.hold("outbox")
    assert lost is not None

    with pytest.raises(worker.LostLease):
        outbox.send_due(lost)

    assert served.messages == []


def test_after_a_restore_nothing_leaves_until_it_is_released(served: Mailbox) -> None:
    post(mail())
    post(mail("case:2"))
    Outgoing.objects.filter(cause="case:2").update(state=State.SENDING)
    post(to_ana())
    Outgoing.objects.filter(cause="reply:1").update(state=State.SENDING)

    assert outbox.hold_all() == 2
    post(mail("case:3"))
    run()
    assert states() == [State.HELD, State.HELD, State.UNKNOWN, State.WAITING]

    assert outbox.release_all() == 2
    run()
    assert states() == [State.SENT, State.SENT, State.UNKNOWN, State.SENT]


def test_what_was_held_can_be_discarded_and_new_mail_leaves(served: Mailbox) -> None:
    post(mail())
    outbox.hold_all()
    post(mail("case:2"))

    assert outbox.discard_held() == 1
    run()

    assert states() == [State.UNKNOWN, State.SENT]


def test_a_person_can_have_parked_and_unknown_mail_sent_again_and_no_other(served: Mailbox) -> None:
    for cause, state in (("a", State.PARKED), ("b", State.UNKNOWN), ("c", State.SENT), ("d", State.HELD)):
        post(mail(cause))
        Outgoing.objects.filter(cause=cause).update(state=state, failures=9)

    assert outbox.retry(Outgoing.objects.values_list("pk", flat=True)) == 2
    run()

    assert states() == [State.SENT, State.SENT, State.SENT, State.HELD]
    assert len(served.messages) == 2
