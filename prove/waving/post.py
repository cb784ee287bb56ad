"""A mail server in a process of its own: what it takes goes into mailboxes by IMAP; some mail bounces.

`python -m prove.waving.post IMAP_PORT FAILING_FILE` prints its port. The file names addresses with the status with
which a server further on refuses them, such as `ana@example.org 5.1.1`; the report goes to the envelope sender.
"""

import sys
import threading
from email import message_from_bytes
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from prove.waving.letters import bounce
from tests.imap import ImapMailbox
from tests.postgres import free_port


class Delivery:
    """Each mail to each recipient's mailbox, or its report back to the sender's."""

    def __init__(self, imap: int, failing: Path) -> None:
        self.imap, self.failing = imap, failing

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        raw = envelope.content
        assert isinstance(raw, bytes)
        statuses = dict(line.split() for line in self.failing.read_text().splitlines())
        for recipient in envelope.rcpt_tos:
            if recipient in statuses:
                report = bounce(message_from_bytes(raw), recipient, statuses[recipient])
                self._mailbox(envelope.mail_from or "").deliver(report)
            else:
                self._mailbox(recipient).deliver(raw)
        return "250 OK"

    def _mailbox(self, address: str) -> ImapMailbox:
        return ImapMailbox(address.lower(), self.imap, 0)


def main() -> None:
    port = free_port()
    controller = Controller(Delivery(int(sys.argv[1]), Path(sys.argv[2])), hostname="127.0.0.1", port=port)
    controller.start()
    print(port, flush=True)
    threading.Event().wait()


if __name__ == "__main__":
    main()
