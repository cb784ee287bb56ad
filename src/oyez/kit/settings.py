"""What an installation can be told: each setting with its name, default and help line."""

import os
from dataclasses import dataclass

from oyez.kit.errors import Misconfigured


@dataclass(frozen=True)
class Setting:
    """One setting, read from the environment."""

    name: str
    default: str
    help: str
    secret: bool = False

    def text(self) -> str:
        return os.environ.get(self.name, self.default)

    def flag(self) -> bool:
        return self.text().lower() in {"1", "true", "yes", "on"}

    def number(self) -> int:
        try:
            return int(self.text())
        except ValueError:
            raise Misconfigured(f"{self.name} must be a whole number, and is “{self.text()}”.") from None


SETTINGS: dict[str, Setting] = {}


def declare(name: str, default: str, help: str, *, secret: bool = False) -> Setting:
    """Make a setting known, so that it appears in the reference and in `oyez doctor`."""
    return SETTINGS.setdefault(name, Setting(name, default, help, secret))


def unknown() -> list[str]:
    """Names in the environment that look like ours and are not: a slip, or a setting of another release."""
    return sorted(name for name in os.environ if name.startswith("OYEZ_") and name not in SETTINGS)


DATA = declare("OYEZ_DATA", "data", "The data folder: database, uploads, analytics, backups.")
DATABASE_URL = declare(
    "OYEZ_DATABASE_URL", "", "postgresql://user:password@host:port/name; empty for SQLite in the data folder."
)
SECRET = declare(
    "OYEZ_SECRET",
    "",
    "Signs sessions and fingerprints; empty for one made at first start in the data folder.",
    secret=True,
)
URL = declare(
    "OYEZ_URL", "http://localhost:8000", "Where people reach this installation; links in mails use it."
)
HOSTS = declare("OYEZ_HOSTS", "", "Further host names to answer to, with commas.")
DEBUG = declare("OYEZ_DEBUG", "no", "Show tracebacks on pages; never where others can reach it.")
PROXY = declare("OYEZ_BEHIND_PROXY", "no", "Trust X-Forwarded-Proto from a proxy in front.")
MAIL_URL = declare(
    "OYEZ_MAIL_URL",
    "",
    "smtp://user:password@host:port, smtp+tls://…, or folder:PATH; empty for a folder in the data folder.",
    secret=True,
)
MAIL_FROM = declare("OYEZ_MAIL_FROM", "Oyez <oyez@localhost>", "The sender of mail to members and customers.")
AS_OF = declare("OYEZ_AS_OF", "", "A fixed moment (ISO 8601) for a sample company; empty for the real clock.")
LANGUAGE = declare("OYEZ_LANGUAGE", "en", "The language of pages where a member chose none.")
MEMORY = declare("OYEZ_ANALYTICS_MEMORY_MB", "256", "Memory that one process may use for a question.")
THREADS = declare("OYEZ_ANALYTICS_THREADS", "2", "Threads that one question may use.")
TIMEOUT = declare("OYEZ_ANALYTICS_TIMEOUT_S", "30", "Seconds after which a question is given up.")
NEWS_DAYS = declare(
    "OYEZ_NEWS_DAYS", "7", "Older interactions are history: they open no case and send no mail."
)
WORKING_HOURS = declare(
    "OYEZ_WORKING_HOURS",
    "Mon-Fri 09:00-17:00",
    "When cases are worked on, in the company's time zone; due times count it.",
)
HOLIDAYS = declare("OYEZ_HOLIDAYS", "", "Days on which nobody works, such as 2026-12-25 2027-01-01.")
