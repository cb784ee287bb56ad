"""How a person is known: identifiers in one spelling, so that the same one is found again."""

import re
import unicodedata
from functools import lru_cache

BLOCKED_VALUES = frozenset({"", "0", "-", "n/a", "na", "none", "null", "unknown", "anonymous", "test"})
BLOCKED_MAILBOXES = frozenset({"noreply", "no-reply", "donotreply", "mailer-daemon", "postmaster", "nobody"})
KIND = re.compile(r"[a-z][a-z0-9_]{0,31}\Z")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+\Z")
LONGEST = 200


def normal(kind: str, value: str) -> str | None:
    """One spelling of an identifier, or `None` where the value identifies nobody.

    E-mail addresses are compared without case, phone numbers by their digits; all else as it is, trimmed.
    """
    value = (value if value.isascii() else unicodedata.normalize("NFC", value)).strip()
    lowered = value.lower()
    if lowered in BLOCKED_VALUES or len(value) > LONGEST or not _is_kind(kind):
        return None
    if kind == "email":
        return _email(lowered)
    if kind == "phone":
        return _phone(value)
    return value


@lru_cache(maxsize=256)
def _is_kind(kind: str) -> bool:
    return KIND.match(kind) is not None


def _email(lowered: str) -> str | None:
    if not EMAIL.match(lowered) or lowered.partition("@")[0] in BLOCKED_MAILBOXES:
        return None
    return lowered


def _phone(value: str) -> str | None:
    digits = re.sub(r"[^\d+]", "", value)
    digits = re.sub(r"^00", "+", digits)
    return digits if sum(map(str.isdigit, digits)) >= 6 else None


def subject(kind: str, value: str) -> str | None:
    """The text under which the journal keeps an identifier: `email:ana@example.org`."""
    spelled = normal(kind, value)
    return None if spelled is None else f"{kind}:{spelled}"


def parts(subject_text: str) -> tuple[str, str]:
    """Kind and value of a journal's subject."""
    kind, _, value = subject_text.partition(":")
    return kind, value
