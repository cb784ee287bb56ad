"""What settings must be: each rule says it in words, and reads a text."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parseaddr
from urllib.parse import parse_qs, parse_qsl, unquote, urlsplit

from oyez.kit.week import holidays_of, hours_of

YES = frozenset({"1", "true", "yes", "on"})
NO = frozenset({"", "0", "false", "no", "off"})
HOST = re.compile(r"\.?[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\*|\[[0-9A-Fa-f:]+\]")
CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
TEXT_SENDER = re.compile(r"\+\d{6,15}|MG[0-9a-fA-F]{32}")
LOOPBACK = ("127.0.0.1", "::1", "localhost")
DATABASE_OPTIONS = frozenset({"sslmode", "sslrootcert", "sslcert", "sslkey"})
MAIL_SCHEMES = ("smtp", "smtp+tls", "smtps")
MAIL_PROVIDERS = {  # the scheme of a mail URL, and the setting of django-anymail that its secret becomes
    "brevo": "BREVO_API_KEY",
    "mailersend": "MAILERSEND_API_TOKEN",
    "mailgun": "MAILGUN_API_KEY",
    "postmark": "POSTMARK_SERVER_TOKEN",
    "resend": "RESEND_API_KEY",
    "sendgrid": "SENDGRID_API_KEY",
    "sparkpost": "SPARKPOST_API_KEY",
}


@dataclass(frozen=True)
class Rule:
    """What a setting must be, as the end of a sentence; `read` raises a ValueError for anything else."""

    must: str
    read: Callable[[str], object]


def at_least(least: int) -> Rule:
    """A whole number that is not too small."""

    def read(text: str) -> int:
        _only(int(text) >= least)
        return int(text)

    return Rule(f"be a whole number, {least} or more", read)


def moment(text: str) -> datetime | None:
    """An ISO 8601 moment, in UTC where it names no zone; nothing for an empty text."""
    if not text:
        return None
    said = datetime.fromisoformat(text)
    return said.astimezone(UTC) if said.tzinfo else said.replace(tzinfo=UTC)


def hosts(text: str) -> list[str]:
    """Host names, with commas between them."""
    found = [name.strip() for name in text.split(",") if name.strip()]
    _only(all(HOST.fullmatch(name) for name in found))
    return found


def _flag(text: str) -> None:
    _only(text.lower() in YES | NO)


def _address(text: str) -> None:
    _url(text, ("http", "https"))


def _database(text: str) -> None:
    if text:
        _url(text, ("postgresql", "postgres"), needs_host=False)
        _only(set(database_options(text)) <= DATABASE_OPTIONS)


def database_options(url: str) -> dict[str, str]:
    """What stands behind the `?` of a database URL: how the connection is encrypted, and by whose certificate."""
    return dict(parse_qsl(urlsplit(url).query, keep_blank_values=True))


def _mail_server(text: str) -> None:
    if not text or text.startswith("folder:"):
        return
    parts = urlsplit(text)
    if parts.scheme in MAIL_PROVIDERS:
        _only(bool(parts.username))
    else:
        _url(text, MAIL_SCHEMES)


def _text_server(text: str) -> None:
    """`twilio://SID:TOKEN@+4930123456`; another address only on this machine, for whoever tries it out."""
    if not text:
        return
    parts = urlsplit(text)
    sender = unquote(parts.netloc.rpartition("@")[2])
    _only(parts.scheme == "twilio" and bool(parts.username and parts.password))
    _only(TEXT_SENDER.fullmatch(sender) is not None)
    for address in parse_qs(parts.query).get("api", []):
        api = urlsplit(address)
        _only(api.scheme == "http" and api.hostname in LOOPBACK and api.path in ("", "/"))
        _ = api.port


def _mailbox(text: str) -> None:
    if text:
        parts = urlsplit(text)
        _only(parts.scheme in ("imap", "imap+tls", "imaps") and bool(parts.hostname and parts.username))


def _long_secret(text: str) -> None:
    _only(not text or (len(text) >= 24 and text.isalnum()))


def _url(text: str, schemes: Iterable[str], *, needs_host: bool = True) -> None:
    parts = urlsplit(text)
    _only(parts.scheme in schemes and (not needs_host or bool(parts.hostname)))
    _ = parts.port  # a ValueError where it is no port


def _sender(text: str) -> None:
    _only("@" in parseaddr(text)[1])


def _language(text: str) -> None:
    _only(CODE.fullmatch(text) is not None)


def _only(holds: bool) -> None:
    if not holds:
        raise ValueError


ANY = Rule("be a text", str)
YES_OR_NO = Rule("be yes or no", _flag)
ADDRESS = Rule("begin with http:// or https:// and name a host", _address)
HOST_NAMES = Rule("be host names with commas between them", hosts)
DATABASE = Rule(
    "begin with postgresql://, and behind a ? hold only sslmode, sslrootcert, sslcert, sslkey", _database
)
MAIL_SERVER = Rule(
    "begin with smtp://, smtp+tls://, smtps://, folder: or a provider such as postmark://TOKEN@", _mail_server
)
TEXT_SERVER = Rule("look like twilio://SID:TOKEN@+4930123456", _text_server)
MAILBOX = Rule("look like imaps://user:password@host/folder", _mailbox)
LONG_SECRET = Rule("be at least 24 letters and digits, or empty", _long_secret)
SENDER = Rule("hold an e-mail address", _sender)
MOMENT = Rule("be a moment such as 2026-11-16T09:00+01:00", moment)
LANGUAGE_CODE = Rule("be the code of a language, such as en or de", _language)
WORKING_TIME = Rule("be written as in Mon-Fri 09:00-17:00", hours_of)
WORKING_DAYS = Rule("be days such as 2026-12-25 2027-01-01", holidays_of)
