"""Header lines to values: encoded words, addresses, Message-IDs and dates, however broken."""

import base64
import binascii
import quopri
import re
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from itertools import groupby

from oyez.contact.core.inbound.charsets import decoded

LONGEST = 20_000
ENCODED = re.compile(r"=\?([^?\s]{1,60})\?([bq])\?([^?]*)\?=", re.IGNORECASE)
BETWEEN = re.compile(r"(\?=)\s+(?==\?)")
DOMAIN = r"[A-Za-z0-9_\u0080-\uffff][A-Za-z0-9._\u0080-\uffff-]{0,250}[A-Za-z0-9\u0080-\uffff]"
ADDRESS = re.compile(rf"(?<![^\s<>\"'(),:;\[\]\\`|=])[^\s<>\"'(),:;\[\]\\@`|=]{{1,128}}@{DOMAIN}")
IN_ANGLES = re.compile(r"<\s{0,4}([^<>\s@]{1,128}@[^<>\s@]{1,255})\s{0,4}>")
MESSAGE_ID = re.compile(r"<[^<>\s]{1,300}@[^<>\s]{1,300}>")


def header(message: "Message[str, str]", name: str) -> str:
    """The first header of a name as one line of text, or nothing."""
    return next(iter(headers(message, name)), "")


def headers(message: "Message[str, str]", name: str) -> list[str]:
    """All headers of a name, decoded."""
    wanted = name.lower()
    return [words(value) for key, value in message.raw_items() if key.lower() == wanted]


def words(value: object) -> str:
    """A header's value as text: encoded words (RFC 2047) read, raw bytes guessed, folds undone."""
    raw = str(value)[:LONGEST].encode("utf-8", "surrogateescape")
    line = " ".join(decoded(raw).split())
    if "=?" not in line:
        return line
    line = BETWEEN.sub(r"\1", line)
    pieces = re.split(r"((?:=\?[^?\s]{1,60}\?[bBqQ]\?[^?]*\?=)+)", line)
    return "".join(_encoded(piece) if piece.startswith("=?") else piece for piece in pieces)


def _encoded(run: str) -> str:
    """A run of encoded words; neighbours in one charset may share a character between them."""
    found = [
        (charset.split("*")[0].lower(), _unwrapped(way, text)) for charset, way, text in ENCODED.findall(run)
    ]
    if not found:
        return run
    return "".join(
        decoded(b"".join(raw for _, raw in same), charset)
        for charset, same in groupby(found, key=lambda pair: pair[0])
    )


def _unwrapped(way: str, text: str) -> bytes:
    raw = text.encode("utf-8", "surrogateescape")
    if way in "qQ":
        return quopri.decodestring(raw, header=True)
    return unbased(raw)


def unbased(raw: bytes) -> bytes:
    """Base64, with what is missing at its end forgiven."""
    kept = re.sub(rb"[^A-Za-z0-9+/]", b"", raw)
    try:
        return base64.b64decode(kept[: len(kept) // 4 * 4] + _padded(kept[len(kept) // 4 * 4 :]))
    except binascii.Error:
        return raw


def _padded(rest: bytes) -> bytes:
    return rest.ljust(4, b"=") if len(rest) > 1 else b""


def addresses(text: str) -> list[str]:
    """The addresses in a text, in order and once each, in lower case; those in angle brackets go before."""
    found = [*IN_ANGLES.findall(text), *ADDRESS.findall(text)]
    return list(dict.fromkeys(_tidy(address) for address in found))


def first_address(text: str) -> str:
    return next(iter(addresses(text)), "")


def _tidy(address: str) -> str:
    return address.strip(".'\"*_").removeprefix("mailto:").lower()


def message_ids(text: str) -> list[str]:
    """The Message-IDs in a header's value, in order."""
    return MESSAGE_ID.findall(text[:LONGEST])


def moment(text: str) -> datetime | None:
    """The moment of a Date header in UTC, or nothing where it names none."""
    try:
        said = parsedate_to_datetime(text)
        return said.replace(tzinfo=said.tzinfo or UTC).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
