"""A mailbox that is read over IMAP (RFC 9051): new messages by their numbers, marked once they are dealt with."""

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from oyez.kit.errors import Misconfigured, Unavailable

SECONDS = 30
LARGEST = 25_000_000
SCHEMES = ("imap", "imap+tls", "imaps")


@dataclass(frozen=True)
class Inbox:
    """Where a mailbox is. `imap` is unencrypted, and only taken for this machine itself."""

    scheme: str
    host: str
    port: int
    user: str
    password: str
    folder: str

    @property
    def name(self) -> str:
        """Without the password: for the eye and for the database."""
        return f"{self.scheme}://{self.user}@{self.host}:{self.port}/{self.folder}"


@dataclass(frozen=True)
class Message:
    """One message: its number in the folder, and its bytes; none where it is larger than is read."""

    uid: int
    raw: bytes
    size: int


def inbox_at(url: str) -> Inbox:
    """The mailbox a setting names."""
    parts = urlsplit(url)
    if parts.scheme not in SCHEMES or not parts.hostname or not parts.username:
        raise Misconfigured("OYEZ_INBOX_URL must look like imaps://user:password@host/folder.")
    if parts.scheme == "imap" and parts.hostname not in ("localhost", "127.0.0.1", "::1"):
        raise Misconfigured("OYEZ_INBOX_URL must begin with imaps:// or imap+tls:// for another machine.")
    port = parts.port or (993 if parts.scheme == "imaps" else 143)
    folder = unquote(parts.path.strip("/")) or "INBOX"
    user, password = unquote(parts.username), unquote(parts.password or "")
    return Inbox(parts.scheme, parts.hostname, port, user, password, folder)


class Mailbox:
    """An open folder. `validity` changes when its numbers begin anew."""

    def __init__(self, connection: imaplib.IMAP4, validity: int) -> None:
        self._connection = connection
        self.validity = validity

    def after(self, last: int, at_most: int) -> list[int]:
        """The numbers of messages after one, the oldest first."""
        _, found = self._connection.uid("SEARCH", f"UID {last + 1}:*")
        numbers = [int(number) for number in (found[0] or b"").split()]
        return sorted(number for number in numbers if number > last)[
            :at_most
        ]  # “n:*” names the last one always

    def fetch(self, uid: int) -> Message | None:
        """One message, unseen as it was; nothing where it is gone by now."""
        size = self._size(uid)
        if size is None:
            return None
        if size > LARGEST:
            return Message(uid, b"", size)
        _, answer = self._connection.uid("FETCH", str(uid), "(BODY.PEEK[])")
        for piece in answer:
            if isinstance(piece, tuple):
                return Message(uid, piece[1], size)
        return None

    def _size(self, uid: int) -> int | None:
        _, answer = self._connection.uid("FETCH", str(uid), "(RFC822.SIZE)")
        line = answer[0] if answer and isinstance(answer[0], bytes) else b""
        found = re.search(rb"RFC822\.SIZE (\d+)", line)
        return int(found[1]) if found else None

    def mark(self, uids: list[int]) -> None:
        """Mark messages as seen: they were dealt with."""
        if uids:
            self._connection.uid("STORE", ",".join(map(str, uids)), "+FLAGS", r"(\Seen)")


@contextmanager
def opened(inbox: Inbox, context: ssl.SSLContext | None = None) -> Iterator[Mailbox]:
    """An open mailbox; the server's certificate is checked. What the network says becomes `Unavailable`."""
    try:
        connection = _connected(inbox, context or ssl.create_default_context())
        try:
            yield _selected(connection, inbox)
        finally:
            _leave(connection)
    except imaplib.IMAP4.error as error:  # its words may name the user
        raise Unavailable(
            f"The mailbox at {inbox.host} refuses to be read: check its user and password."
        ) from error
    except OSError as error:
        raise Unavailable(
            f"The mailbox at {inbox.host} cannot be reached ({type(error).__name__})."
        ) from error


def _connected(inbox: Inbox, context: ssl.SSLContext) -> imaplib.IMAP4:
    connection: imaplib.IMAP4
    if inbox.scheme == "imaps":
        connection = imaplib.IMAP4_SSL(inbox.host, inbox.port, ssl_context=context, timeout=SECONDS)
    else:
        connection = imaplib.IMAP4(inbox.host, inbox.port, timeout=SECONDS)
        if inbox.scheme == "imap+tls":
            connection.starttls(context)
    connection.login(inbox.user, inbox.password)
    return connection


def _selected(connection: imaplib.IMAP4, inbox: Inbox) -> Mailbox:
    folder = inbox.folder.replace("\\", "\\\\").replace('"', '\\"')
    status, _ = connection.select(f'"{folder}"')
    if status != "OK":
        raise Misconfigured(f"The mailbox at {inbox.host} has no folder “{inbox.folder}”.")
    _, validity = connection.response("UIDVALIDITY")
    return Mailbox(connection, int((validity or [b"0"])[0] or 0))


def _leave(connection: imaplib.IMAP4) -> None:
    try:
        connection.logout()
    except (OSError, imaplib.IMAP4.error):  # the server hung up first
        connection.shutdown()
