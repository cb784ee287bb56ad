"""A bounce of any sort: by its report, else by its prose."""

from oyez.contact.core.inbound.bounces.openings import SENDERS, SUBJECTS, TEXTS
from oyez.contact.core.inbound.bounces.prose import before_the_original, failures_of
from oyez.contact.core.inbound.bounces.reports import failures_in
from oyez.contact.core.inbound.parts import Mail
from oyez.contact.core.inbound.received import Failure


def failures(mail: Mail) -> list[Failure] | None:
    """The addresses that a mail says were not reached, or nothing where it is no bounce."""
    own, _ = before_the_original(mail.text)
    reported = [failure for report in mail.reports for failure in failures_in(report, own)]
    if reported:
        return reported
    if mail.reports and not _is_failure_report(mail):
        return None  # a receipt: the mail arrived
    return failures_of(mail) or None if is_bounce(mail, own) else None


def _is_failure_report(mail: Mail) -> bool:
    return not any(
        f"action: {done}" in report.lower() for report in mail.reports for done in ("delivered", "relayed")
    )


def is_bounce(mail: Mail, own: str) -> bool:
    """A server wrote it, and says that something did not arrive. People quote such words; servers say them."""
    if mail.header("x-failed-recipients"):
        return True
    by_server = _is_from_server(mail)
    says_so = bool(TEXTS.search(own))
    subject = bool(SUBJECTS.search(mail.header("subject")))
    return (by_server and (says_so or subject)) or (says_so and subject and not mail.header("in-reply-to"))


def _is_from_server(mail: Mail) -> bool:
    returns = mail.header("return-path")
    if returns.replace(" ", "") == "<>" or "MAILER-DAEMON" in returns.upper():
        return True
    if mail.header("auto-submitted").lower().startswith("auto-"):
        return True
    if "report-type=delivery-status" in mail.header("content-type").lower().replace('"', ""):
        return True
    sender = mail.header("from") or "<>"
    return bool(SENDERS.search(sender))
