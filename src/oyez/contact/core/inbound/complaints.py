"""Complaints: somebody pressed “this is spam” (ARF, RFC 5965), and the forms that came before the standard."""

import re

from oyez.contact.core.inbound.headers import addresses, first_address
from oyez.contact.core.inbound.parts import Mail
from oyez.contact.core.inbound.tables import any_of

COMPLAINING = {"abuse", "fraud", "virus", "other", "opt-out", "opt-out-list", "miscategorized", "complaint"}
NAMING = ("original-rcpt-to", "removal-recipient", "x-original-rcpt-to")
SENDERS = any_of(
    r"""
    scomp@aol
    staff@hotmail
    feedback@arf\.
    feedbackloop
    fbl[-_.@]
    -fbl@
    abuse[-_]?report
    """,
)
TEXTS = any_of(
    r"""
    this is an e-?mail abuse report
    this is a(n?) (spam|abuse) (report|complaint)
    an? aol member (has )?complained
    complaint about (a )?message from
    client tos notification
    a user (has )?(marked|reported) .{0,40}(spam|junk)
    """,
    before=r"^\W*",
)


def complainant(mail: Mail) -> str | None:
    """The address of who complained; empty where a report hides it, nothing where the mail is no complaint."""
    if mail.complaints:
        return _reported(mail) if _is_about_abuse("\n".join(mail.complaints)) else None
    by_provider = bool(SENDERS.search(mail.header("from")) or SENDERS.search(mail.header("x-loop")))
    says_so = bool(TEXTS.search(mail.text[:1_000]) or TEXTS.search(mail.header("subject")))
    if (by_provider and (says_so or mail.originals)) or (says_so and mail.originals):
        return _reported(mail)
    return None


def _is_about_abuse(report: str) -> bool:
    said = re.search(r"^feedback-type\s*:\s*([\w-]+)", report, re.IGNORECASE | re.MULTILINE)
    return said is None or said[1].lower() in COMPLAINING


def _reported(mail: Mail) -> str:
    report, original = "\n".join(mail.complaints), "\n".join(mail.originals)
    said = [mail.header("x-hmxmroriginalrecipient"), *(_field(report, name) for name in NAMING)]
    said += [_field(original, name) for name in ("x-hmxmroriginalrecipient", "x-apparently-to", "to")]
    return next((found for value in said if (found := first_address(value)) and "redacted" not in found), "")


def _field(block: str, name: str) -> str:
    found = re.search(rf"^{re.escape(name)}\s*:(.*(?:\n[ \t].*)*)", block, re.IGNORECASE | re.MULTILINE)
    return next(iter(addresses(found[1])), "") if found else ""
