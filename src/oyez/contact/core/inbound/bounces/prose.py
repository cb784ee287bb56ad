"""Bounces written for people: which addresses they say were not reached, and why."""

import re

from oyez.contact.core.inbound.bounces.openings import RETURNED
from oyez.contact.core.inbound.bounces.reports import failures_in
from oyez.contact.core.inbound.bounces.severity import is_hard, telling
from oyez.contact.core.inbound.headers import ADDRESS, addresses
from oyez.contact.core.inbound.parts import Mail
from oyez.contact.core.inbound.received import Failure

MOST = 50  # addresses in one bounce
REASON_LENGTH = 500
AT = ADDRESS.pattern

FIELDS = r"^[ \t]{0,20}(?:(?:final|original)-recipient:|recipient address:|.{0,20}target mail address:|addressed to:)"
COMMANDS = (
    r"(?:rcpt to:|rejected recipient|returned permanent errors:|could not be delivered to:|message to:)"
)
NOTE = r"(?:<[^<>\n]{1,200}>)?[ \t]*(?:\[[^\]\n]{0,200}\]|\([^)\n]{0,200}\))?"
REST = r"(?::.*|[ \t]+on .*|[ \t]+invalid address.*)?"

# The ways to name an address that failed, the surest first. Group 1 is the address.
NAMED = tuple(
    re.compile(pattern, re.IGNORECASE | re.MULTILINE)
    for pattern in (
        rf"{FIELDS}\s{{0,4}}(?:rfc822;)?\s{{0,4}}<?({AT})",
        rf"(?:member of this mailing list|duplicated message-id in)\s{{1,4}}<({AT})>",
        rf"^[ \t*>\"'•<-]{{0,16}}({AT})[>\"']{{0,2}}[ \t]*{NOTE}{REST}$",
        rf"{COMMANDS}\s{{0,4}}<?({AT})",
        rf"(?:deliver\w*|mail|message|recipient)\b[^\n@]{{0,40}}?\s(?:to:?|in)?\s{{0,4}}<({AT})>",
        rf"(?:unknown user:?|allowed size:|userid:|user unknown:?|no such user:?|failed:)\s{{0,4}}<?({AT})",
        rf"^[ \t]{{0,20}}[45]\d\d[ -][^\n@]{{0,60}}?<({AT})>",
        rf"deliver\w*[^\n@]{{0,60}}?\sto[: ]\s{{0,4}}<?({AT})",
    )
)


def before_the_original(text: str) -> tuple[str, str]:
    """A bounce's own words, and what it returned of the mail."""
    begins = RETURNED.search(text, 1)
    if begins is None:
        return text, ""
    return text[: begins.start()], text[begins.start() :]


def failures_of(mail: Mail) -> list[Failure]:
    """The addresses that a bounce in prose names, each with what it says of it."""
    own, returned = before_the_original(mail.text)
    if "final-recipient:" in mail.text.lower() and (pasted := failures_in(mail.text, own)):
        return pasted
    told = addresses(mail.header("x-failed-recipients"))
    found = told or _named(own, _ours(mail)) or _last_resort(mail, own, returned)
    return [_failure(address, own) for address in found[:MOST]]


def _ours(mail: Mail) -> set[str]:
    """Addresses of the one who wrote the mail and of the server, which a bounce names too."""
    mine = [mail.header(name) for name in ("to", "from", "delivered-to", "x-original-to", "return-path")]
    return {address for line in mine for address in addresses(line)}


def _named(own: str, ours: set[str]) -> list[str]:
    """By the surest way that names anybody; the one who wrote is believed only where nobody else is named."""
    ways = [[match[1] for match in way.finditer(own)] for way in NAMED]
    named = [list(dict.fromkeys(address.strip(".'\"*").lower() for address in way)) for way in ways]
    others = [[address for address in way if address not in ours] for way in named]
    return next((way for way in others if way), next((way for way in named if way), []))


def _last_resort(mail: Mail, own: str, returned: str) -> list[str]:
    """Whom the mail that came back was sent to, else any address that is not ours."""
    ours = _ours(mail)
    sent = "\n".join([*mail.originals, returned])
    to = re.findall(
        r"^[ \t]{0,20}(?:to|x-original-to|delivered-to|rcpt to)\s*:(.*(?:\n[ \t].*)*)", sent, re.I | re.M
    )
    named = [address for line in to for address in addresses(line)]
    return named[:1] or [address for address in addresses(own) if address not in ours]


def _failure(address: str, own: str) -> Failure:
    said = _said_of(address, own)
    status = telling("", said)
    return Failure(address, is_hard(status, said, own), status, " ".join(said.split())[:REASON_LENGTH])


def _said_of(address: str, own: str) -> str:
    """The words from an address to the next one that stands at the beginning of a line."""
    at = own.lower().find(address)
    if at < 0:
        return own[-2 * REASON_LENGTH :]
    line = own.rfind("\n", 0, at) + 1
    rest = own[line : at + 2 * REASON_LENGTH]
    another = re.search(
        rf"\n[ \t]*[<\"']?(?!{re.escape(address)}){AT}[>\"']?(?:$|[:\s])", rest, re.IGNORECASE
    )
    return rest[: another.start()] if another else rest
