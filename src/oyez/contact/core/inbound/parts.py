"""A mail taken apart: its own text, machine-readable reports, and the headers of what it carries."""

import email
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesHeaderParser
from functools import cached_property
from typing import TypeAlias

from oyez.contact.core.inbound.charsets import decoded
from oyez.contact.core.inbound.headers import header, unbased
from oyez.contact.core.inbound.html import text_of

LONGEST = 8_000_000  # of a longer mail, the rest is attachments
LONGEST_TEXT = 200_000
MOST_PARTS = 200
DEEPEST = 20
MOST_BOUNDARIES = 200  # the parser's time grows with the square of how deep parts are nested

ORIGINALS = {"message/rfc822", "message/partial", "message/global", "message/external-body"}
ORIGINAL_HEADERS = {"text/rfc822-headers", "message/rfc822-headers", "message/global-headers"}
REPORTS = {"message/delivery-status", "message/global-delivery-status"}

Part: TypeAlias = "Message[str, str]"  # read by compat32: newer policies fail on headers that it merely keeps


@dataclass
class Mail:
    """What a mail consists of; each report and each original is a block of header lines."""

    top: Part
    plain: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    reports: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    originals: list[str] = field(default_factory=list)

    @cached_property
    def text(self) -> str:
        """What a reader sees: the plain text, else what the HTML says."""
        said = "\n".join(self.plain).strip()
        return (said or text_of("\n".join(self.html)))[:LONGEST_TEXT]

    def header(self, name: str) -> str:
        return header(self.top, name)


def take_apart(raw: bytes) -> Mail:
    """Sort a mail's parts by what they are for; it never fails, and what it cannot read it leaves out."""
    mail = Mail(_parsed(raw[:LONGEST]))
    for part in _walk(mail.top):
        _sort(mail, part)
    return mail


def _parsed(raw: bytes) -> Part:
    if raw.lower().count(b"boundary=") > MOST_BOUNDARIES:
        return BytesHeaderParser().parsebytes(raw)
    try:
        return email.message_from_bytes(raw)
    except (RecursionError, ValueError, LookupError, TypeError, AssertionError):
        # nested beyond reason, or a header that the parser itself stumbles over: its top lines still tell most
        return BytesHeaderParser().parsebytes(raw)


def _walk(top: Part) -> Iterator[Part]:
    """The parts in order, a bounded number of them, not descending into mails that are carried."""
    waiting = [(top, 0)]
    for _ in range(MOST_PARTS):
        if not waiting:
            return
        part, depth = waiting.pop()
        inside = part.get_payload()
        if not isinstance(inside, list) or (_type(part).startswith("message/") and not _wraps(part, top)):
            yield part
        elif depth < DEEPEST:
            waiting.extend((each, depth + 1) for each in reversed(inside) if isinstance(each, Message))


def _wraps(part: Part, top: Part) -> bool:
    """A filter on the way put a whole report into a mail of its own."""
    inside = part.get_payload()
    first = inside[0] if isinstance(inside, list) and inside else None
    return isinstance(first, Message) and _type(first) == "multipart/report" != _type(top)


def _type(part: Part) -> str:
    """The part's type, also where a semicolon is missing after it."""
    said = str(part.get("content-type", "") or "text/plain").strip().lower()
    named = re.split(r"[;\s]", said, maxsplit=1)[0]
    return named if "/" in named else "text/plain"


def _sort(mail: Mail, part: Part) -> None:
    kind = _type(part)
    if kind in REPORTS:
        mail.reports.append(_fields(part))
    elif kind == "message/feedback-report":
        mail.complaints.append(_fields(part))
    elif kind in ORIGINALS:
        mail.originals.append(_carried(part))
    elif kind in ORIGINAL_HEADERS:
        mail.originals.append(_text(part))
    elif _is_attached(part):
        return
    elif kind == "text/html":
        mail.html.append(_text(part))
    elif kind.startswith(("text/", "multipart/")):  # a multipart whose boundary is nowhere
        mail.plain.append(_text(part))


def _is_attached(part: Part) -> bool:
    return header(part, "content-disposition").lower().startswith("attachment")


def _text(part: Part) -> str:
    return decoded(_bytes(part), _charset(part)).replace("\r\n", "\n").replace("\r", "\n")


def _charset(part: Part) -> str:
    found = re.search(r"charset\*?\s*=\s*\"?'?([\w.:+-]+)", header(part, "content-type"), re.IGNORECASE)
    return found[1] if found else ""


def _bytes(part: Part) -> bytes:
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError, TypeError, AssertionError):  # an encoding whose decoder gives up
        content = None
    if isinstance(content, bytes):
        return content
    inside = part.get_payload()
    return inside.encode("utf-8", "surrogateescape") if isinstance(inside, str) else b""


def _fields(part: Part) -> str:
    """The field lines of a report, block by block, also where the whole is in base64."""
    blocks = part.get_payload()
    if isinstance(blocks, str):
        lines = decoded(_bytes(part))
    else:
        lines = "\n\n".join(_block(block) for block in blocks if isinstance(block, Message))
    if header(part, "content-transfer-encoding").lower() == "base64":
        lines = decoded(unbased(lines.encode("utf-8", "replace")))
    return lines.replace("\r\n", "\n")


def _block(block: Part) -> str:
    lines = "\n".join(f"{name}: {value}" for name, value in block.raw_items())
    inside = block.get_payload()
    return decoded(f"{lines}\n{inside if isinstance(inside, str) else ''}".encode("utf-8", "surrogateescape"))


def _carried(part: Part) -> str:
    """The header lines of a mail that this one carries."""
    inside = part.get_payload()
    if isinstance(inside, list):
        return "\n".join(_block(each).split("\n\n", 1)[0] for each in inside[:1] if isinstance(each, Message))
    return _text(part).split("\n\n", 1)[0]
