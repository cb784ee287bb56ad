"""An SMTP server for tests: it speaks the protocol and keeps the messages."""

import email
import email.policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

from tests.postgres import free_port


class Mailbox:
    """Used in a `with`: `url` to send to, `messages` for what arrived, `refuse` to answer with an error."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.recipients: list[list[str]] = []
        self.refuse: str | None = None
        self._controller = Controller(self, hostname="127.0.0.1", port=free_port())

    def __enter__(self) -> "Mailbox":
        self._controller.start()
        return self

    def __exit__(self, *reason: object) -> None:
        self._controller.stop()

    @property
    def host(self) -> str:
        return "127.0.0.1"

    @property
    def port(self) -> int:
        return int(self._controller.port)

    @property
    def url(self) -> str:
        return f"smtp://{self.host}:{self.port}"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.refuse:
            return self.refuse
        self.messages.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        self.recipients.append(list(envelope.rcpt_tos))
        return "250 Taken"
