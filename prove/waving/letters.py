"""Mails as they come back: reports of servers (RFC 3464, RFC 5965), notes of absence (RFC 3834), answers of people."""

import html
import re
from collections.abc import Iterator
from email.message import EmailMessage, Message
from email.policy import SMTP
from email.utils import make_msgid

OURS = "feedback@aurora.example"
REASONS = {"5.1.1": "550 5.1.1 User unknown", "4.2.2": "452 4.2.2 Mailbox full"}
LINK = re.compile(r"https?://[^\s\"'<>]+")


def bounce(original: Message, recipient: str, status: str) -> bytes:
    """A delivery report as a mail server writes it, with the headers of the mail that failed."""
    action = "failed" if status.startswith("5") else "delayed"
    machine = (
        f"Reporting-MTA: dns; mx.example.net\r\n\r\nFinal-Recipient: rfc822; {recipient}\r\n"
        f"Action: {action}\r\nStatus: {status}\r\nDiagnostic-Code: smtp; {REASONS[status]}\r\n"
    )
    said = f"The mail to {recipient} could not be delivered: {REASONS[status]}"
    return _report(
        "MAILER-DAEMON@example.net",
        "Undelivered Mail Returned to Sender",
        "delivery-status",
        said,
        machine,
        original,
    )


def complaint(original: Message, recipient: str) -> bytes:
    """What a provider sends when somebody pressed its button for spam."""
    machine = (
        "Feedback-Type: abuse\r\nUser-Agent: Feedback/1.0\r\nVersion: 1\r\n"
        f"Original-Rcpt-To: {recipient}\r\nOriginal-Mail-From: {OURS}\r\n"
    )
    said = "This is an abuse report for a message."
    return _report("fbl@provider.example", "FW: a complaint", "feedback-report", said, machine, original)


def _report(sender: str, subject: str, kind: str, said: str, machine: str, original: Message) -> bytes:
    edge = "=_report"
    headers = "".join(f"{name}: {value}\r\n" for name, value in original.items())
    own = "" if kind == "feedback-report" else "Auto-Submitted: auto-replied\r\n"
    return (
        f"From: {sender}\r\nTo: {OURS}\r\nSubject: {subject}\r\n{own}Message-ID: {make_msgid()}\r\n"
        f'MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type={kind}; boundary="{edge}"\r\n\r\n'
        f"--{edge}\r\nContent-Type: text/plain\r\n\r\n{said}\r\n"
        f"--{edge}\r\nContent-Type: message/{kind}\r\n\r\n{machine}\r\n"
        f"--{edge}\r\nContent-Type: text/rfc822-headers\r\n\r\n{headers}\r\n--{edge}--\r\n"
    ).encode("ascii", "replace")


def absence(original: Message, writer: str) -> bytes:
    mail = _answer(original, writer, "Automatic reply: ")
    mail["Auto-Submitted"] = "auto-replied"
    mail.set_content("I am out of the office until Monday.\n")
    return mail.as_bytes(policy=SMTP)


def reply(original: Message, writer: str, words: str, heading: str, signature: str) -> bytes:
    """An answer by hand, above a quote of what was sent and with a signature."""
    mail = _answer(original, writer, "Re: ")
    quote = "\n".join(f"> {line}" for line in text_of(original).splitlines()[:12])
    mail.set_content(f"{words}\n\n-- \n{signature}\n\n{heading}\n{quote}\n")
    return mail.as_bytes(policy=SMTP)


def _answer(original: Message, writer: str, before: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"] = writer, OURS
    mail["Subject"] = before + " ".join(str(original["Subject"]).split())
    mail["Message-ID"] = make_msgid()
    mail["In-Reply-To"] = mail["References"] = str(original["Message-ID"]).strip()
    return mail


def text_of(mail: Message, kind: str = "text/plain") -> str:
    """One part of a mail, as it is read."""
    for part in mail.walk():
        if part.get_content_type() == kind:
            raw = part.get_payload(decode=True)
            return raw.decode("utf-8") if isinstance(raw, bytes) else ""
    return ""


def links(mail: Message) -> Iterator[str]:
    """Every address that a scanner finds in a mail: its parts, and its headers."""
    said = "\n".join(map(str, mail.values())) + text_of(mail) + html.unescape(text_of(mail, "text/html"))
    yield from dict.fromkeys(LINK.findall(said))
