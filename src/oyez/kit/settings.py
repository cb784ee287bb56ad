"""What an installation can be told: each setting with its name, default and help line."""

import os
from dataclasses import dataclass

from oyez.kit.errors import Misconfigured
from oyez.kit.rules import (
    ADDRESS,
    ANY,
    DATABASE,
    HOST_NAMES,
    LANGUAGE_CODE,
    LONG_SECRET,
    MAIL_SERVER,
    MAILBOX,
    MOMENT,
    SENDER,
    TEXT_SERVER,
    WORKING_DAYS,
    WORKING_TIME,
    YES,
    YES_OR_NO,
    Rule,
    at_least,
)


@dataclass(frozen=True)
class Setting:
    """One setting, read from the environment; its rule says what it must be."""

    name: str
    default: str
    help: str
    rule: Rule = ANY
    secret: bool = False

    def text(self) -> str:
        return os.environ.get(self.name, self.default)

    def flag(self) -> bool:
        return self.text().lower() in YES

    def number(self) -> int:
        self.check()
        return int(self.text())

    def check(self) -> None:
        """Refuse what this setting cannot be, with a sentence that names it; a secret is not repeated."""
        try:
            self.rule.read(self.text())
        except ValueError:
            said = "" if self.secret else f", and is “{self.text()}”"
            raise Misconfigured(f"{self.name} must {self.rule.must}{said}.") from None


SETTINGS: dict[str, Setting] = {}


def declare(name: str, default: str, help: str, rule: Rule = ANY, *, secret: bool = False) -> Setting:
    """Make a setting known, so that it appears in the reference and in `oyez doctor`."""
    return SETTINGS.setdefault(name, Setting(name, default, help, rule, secret))


def problems() -> list[str]:
    """A sentence for each setting that cannot be used."""
    found = []
    for setting in SETTINGS.values():
        try:
            setting.check()
        except Misconfigured as problem:
            found.append(str(problem))
    return found


def check() -> None:
    """Refuse to start with a setting that cannot be used: it would be met later, far from its cause."""
    if found := problems():
        raise Misconfigured(" ".join(found))


def unknown() -> list[str]:
    """Names in the environment that look like ours and are not: a slip, or a setting of another release."""
    return sorted(name for name in os.environ if name.startswith("OYEZ_") and name not in SETTINGS)


DATA = declare("OYEZ_DATA", "data", "The data folder: database, uploads, analytics, backups.")
DATABASE_URL = declare(
    "OYEZ_DATABASE_URL",
    "",
    "postgresql://user:password@host:port/name; empty for SQLite in the data folder.",
    DATABASE,
    secret=True,
)
SECRET = declare(
    "OYEZ_SECRET",
    "",
    "Signs sessions and fingerprints; empty for one made at first start in the data folder.",
    secret=True,
)
URL = declare(
    "OYEZ_URL",
    "http://localhost:8000",
    "Where people reach this installation; links in mails use it.",
    ADDRESS,
)
HOSTS = declare("OYEZ_HOSTS", "", "Further host names to answer to, with commas.", HOST_NAMES)
DEBUG = declare("OYEZ_DEBUG", "no", "Show tracebacks on pages; never where others can reach it.", YES_OR_NO)
PROXY = declare("OYEZ_BEHIND_PROXY", "no", "Trust X-Forwarded-Proto from a proxy in front.", YES_OR_NO)
PROXIES = declare(
    "OYEZ_PROXIES",
    "0",
    "How many proxies in front are trusted to add the client to X-Forwarded-For; 0 ignores that header.",
    at_least(0),
)
MAIL_URL = declare(
    "OYEZ_MAIL_URL",
    "",
    "smtp://user:password@host:port, smtp+tls://…, postmark://TOKEN@ (or another provider), or folder:PATH; "
    "empty for a folder in the data folder.",
    MAIL_SERVER,
    secret=True,
)
MAIL_FROM = declare(
    "OYEZ_MAIL_FROM", "Oyez <oyez@localhost>", "The sender of mail to members and customers.", SENDER
)
INBOX_URL = declare(
    "OYEZ_INBOX_URL",
    "",
    "imaps://user:password@host/folder, or imap+tls://…: where bounces and answers arrive; empty for none.",
    MAILBOX,
    secret=True,
)
MAIL_HOOK = declare(
    "OYEZ_MAIL_HOOK",
    "",
    "The secret part of /hooks/mail/SECRET/, to which a mail provider posts what arrives; empty for none.",
    LONG_SECRET,
    secret=True,
)
SMS_URL = declare(
    "OYEZ_SMS_URL",
    "",
    "twilio://SID:TOKEN@+4930123456 (a number, or a messaging service MG…): how text messages leave; empty for none.",
    TEXT_SERVER,
    secret=True,
)
SMS_HOOK = declare(
    "OYEZ_SMS_HOOK",
    "",
    "The secret part of /hooks/sms/SECRET/, to which the provider posts texts that arrive; empty for none.",
    LONG_SECRET,
    secret=True,
)
AS_OF = declare(
    "OYEZ_AS_OF", "", "A fixed moment (ISO 8601) for a sample company; empty for the real clock.", MOMENT
)
LANGUAGE = declare("OYEZ_LANGUAGE", "en", "The language of pages where a member chose none.", LANGUAGE_CODE)
MEMORY = declare(
    "OYEZ_ANALYTICS_MEMORY_MB", "256", "Memory that one process may use for a question.", at_least(16)
)
THREADS = declare("OYEZ_ANALYTICS_THREADS", "2", "Threads that one question may use.", at_least(1))
TIMEOUT = declare(
    "OYEZ_ANALYTICS_TIMEOUT_S", "30", "Seconds after which a question is given up.", at_least(1)
)
NEWS_DAYS = declare(
    "OYEZ_NEWS_DAYS", "7", "Older interactions are history: they open no case and send no mail.", at_least(0)
)
WORKING_HOURS = declare(
    "OYEZ_WORKING_HOURS",
    "Mon-Fri 09:00-17:00",
    "When cases are worked on, in the company's time zone; due times count it.",
    WORKING_TIME,
)
HOLIDAYS = declare(
    "OYEZ_HOLIDAYS", "", "Days on which nobody works, such as 2026-12-25 2027-01-01.", WORKING_DAYS
)
FRAMED_BY = declare(
    "OYEZ_FRAMED_BY",
    "",
    "Sites that may show surveys inside their pages, such as https://shop.example; empty for none.",
)
BEGIN_A_MINUTE = declare(
    "OYEZ_BEGIN_A_MINUTE",
    "120",
    "How many responses one client may begin in a minute at surveys that are open to anybody.",
    at_least(1),
)
