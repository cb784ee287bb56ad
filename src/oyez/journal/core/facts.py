"""A fact as it is accepted: one interaction before it has its place in the journal."""

import hashlib
import math
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any

import msgspec

from oyez.journal.core.scales import Scale, problem

KEY_BYTES = 16
DIGEST_BYTES = 8
NAME_LENGTH = 64
SOURCE_LENGTH = 80
LANGUAGE_LENGTH = 16
SUBJECT_LENGTH = 254
TEXT_LENGTH = 100_000
EARLIEST = -2_208_988_800_000_000  # 1900-01-01: older moments are wrong dates, not history
LATEST = 4_102_444_800_000_000  # 2100-01-01
DAY = 86_400_000_000
UNWRITABLE = "it holds a NUL or half a character"
NONE_SAID = (None, None)
SCORES_KNOWN = 4096

Value = str | int | float | bool


class Mode(StrEnum):
    """How far an answer may be traced; fixed at birth."""

    IDENTIFIED = "identified"
    CONFIDENTIAL = "confidential"
    ANONYMOUS = "anonymous"


MODES = frozenset(mode.value for mode in Mode)


class Fact(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One thing that happened. Moments are microseconds since 1970, UTC."""

    source: str
    id: str
    occurred_at: int
    kind: str
    channel: str = ""
    subject: str | None = None
    account: str | None = None
    unit: str | None = None
    touchpoint: str | None = None
    direction: str = "in"
    mode: str = "identified"
    mention: bool = False
    survey: str | None = None
    language: str | None = None
    scores: dict[str, float] = {}
    text: str = ""
    attributes: dict[str, Value] = {}
    replaces: str | None = None
    sent_at: int | None = None
    received_at: int | None = None
    news: bool = False


def fingerprint(secret: bytes, source: str, external_id: str) -> bytes:
    """Same fact, same fingerprint: taking a fact twice adds nothing. A MAC of (source, id), 16 bytes.

    Keyed BLAKE2b (RFC 7693), less than half the time of HMAC-SHA256; `secret` is 32 bytes.
    """
    mac = _of_source(secret, source).copy()
    mac.update(external_id.encode())
    return mac.digest()


def fingerprints(secret: bytes, sources: Iterable[str], ids: Iterable[str]) -> list[bytes]:
    """The fingerprints of many facts, in their order."""
    return [
        fingerprint(secret, source, external_id) for source, external_id in zip(sources, ids, strict=True)
    ]


@lru_cache(maxsize=256)
def _of_source(secret: bytes, source: str) -> "hashlib.blake2b":
    """A MAC that has taken in its key and a source, to be copied for each id."""
    mac = _mac(secret, KEY_BYTES, b"oyez id").copy()
    mac.update(f"{len(source)}:{source}:".encode())
    return mac


@cache
def _mac(secret: bytes, size: int, person: bytes) -> "hashlib.blake2b":
    """A MAC that has taken in its key, to be copied: a third of the time of beginning each from the key."""
    return hashlib.blake2b(digest_size=size, key=secret, person=person)


_content = msgspec.msgpack.Encoder(order="deterministic")
SAID = (
    "occurred_at", "kind", "channel", "subject", "account", "unit", "touchpoint", "direction", "mode", "mention",
    "survey", "language", "scores", "text", "attributes", "replaces",
)  # fmt: skip


def digest(secret: bytes, fact: Fact) -> bytes:
    """What a fact says, in 8 bytes, so that one id with two contents is noticed; keyed, it tells nothing."""
    return digests(secret, {name: [getattr(fact, name)] for name in SAID})[0]


def digests(secret: bytes, said: Mapping[str, Sequence[Any]]) -> list[bytes]:
    """The digests of many facts, given by column."""
    columns = [_scores(said[name]) if name == "scores" else said[name] for name in SAID]
    start, encode, found = _mac(secret, DIGEST_BYTES, b"oyez said"), _content.encode, []
    for content in zip(*columns, strict=True):
        mac = start.copy()
        mac.update(encode(content))
        found.append(mac.digest())
    return found


def _scores(scores: Iterable[Mapping[str, float]]) -> list[msgspec.Raw]:
    """Scores as they enter a digest, all as floats; those that repeat are put into this form once."""
    known: dict[tuple[object, ...], msgspec.Raw] = {}
    found = []
    for one in scores:
        said = (*one, *one.values())
        if (raw := known.get(said)) is None:
            raw = msgspec.Raw(_content.encode({name: float(value) for name, value in one.items()}))
            if len(known) < SCORES_KNOWN:
                known[said] = raw
        found.append(raw)
    return found


def trouble(fact: Fact, scales: Mapping[str, Scale]) -> str | None:
    """Why a fact cannot be taken, in words for the person who sent it, or `None`."""
    if not fact.id or not fact.source or not fact.kind:
        return "an id, a source and a kind are needed"
    if not EARLIEST <= fact.occurred_at < LATEST or not _are_plausible(fact.sent_at, fact.received_at):
        return "the date is not between 1900 and 2100"
    if (reason := _trouble_with_words(fact) or _trouble_with_mode(fact)) is not None:
        return reason
    if fact.direction not in ("in", "out"):
        return f"the direction “{fact.direction}” is not in or out"
    if fact.replaces == fact.id:
        return "a correction names the fact it corrects, not itself"
    return problem(fact.scores, scales) if fact.scores else None


def _are_plausible(*moments: int | None) -> bool:
    return moments == NONE_SAID or all(moment is None or EARLIEST <= moment < LATEST for moment in moments)


def _trouble_with_words(fact: Fact) -> str | None:
    if fact.subject is not None and (":" not in fact.subject or len(fact.subject) > SUBJECT_LENGTH):
        return "an identifier is kind:value, at most 254 characters"
    if len(fact.text) > TEXT_LENGTH:
        return f"the text is longer than {TEXT_LENGTH:,} characters"
    try:
        _refuse_names(
            fact.source, fact.kind, fact.channel, fact.account, fact.unit, fact.touchpoint, fact.survey, fact.language,
        )  # fmt: skip
    except _UnfitName as unfit:
        return str(unfit)
    own = (fact.id, fact.subject or "", fact.replaces or "", fact.text)
    if not _is_writable("".join(own)):
        return UNWRITABLE
    for name, value in fact.attributes.items():
        if not _is_keepable(name) or not _is_keepable(value):
            return f"the attribute “{name[:20]}” cannot be written down"
    return None


class _UnfitName(Exception):
    """A name that cannot be taken, with the reason."""


@lru_cache(maxsize=4096)
def _refuse_names(source: str, kind: str, *others: str | None) -> None:
    """The same names come with thousands of facts, so each combination that can be taken is looked at once.

    What is refused may be of any length, and what is raised is not remembered.
    """
    *names, language = others
    for name in (kind, *names):
        if name is not None and len(name) > NAME_LENGTH:
            raise _UnfitName(f"“{name[:20]}…” is longer than {NAME_LENGTH} characters")
    if len(source) > SOURCE_LENGTH or (language is not None and len(language) > LANGUAGE_LENGTH):
        raise _UnfitName("its source or its language is too long a word")
    if not _is_writable("".join([source, kind, *(name or "" for name in others)])):
        raise _UnfitName(UNWRITABLE)


def _trouble_with_mode(fact: Fact) -> str | None:
    if fact.mode == "identified":
        return None
    if fact.mode not in MODES:
        return f"the mode “{fact.mode}” is not identified, confidential or anonymous"
    if fact.mode == Mode.ANONYMOUS and (fact.subject or fact.account):
        return "an anonymous answer cannot name a person or an account"
    if fact.replaces:
        return "only identified answers can be corrected"
    return None


def _is_keepable(value: Value) -> bool:
    """What every database, and the columnar copy, can hold."""
    match value:
        case str():
            return _is_writable(value)
        case float():
            return math.isfinite(value)
    return -(2**63) <= value < 2**63


def _is_writable(text: str) -> bool:
    """No NUL, which PostgreSQL refuses, and no half of a surrogate pair, which has no UTF-8."""
    if "\x00" in text:
        return False
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def coarse(fact: Fact) -> Fact:
    """An anonymous answer keeps its day and loses its time and its sender's clocks."""
    if fact.mode != "anonymous":
        return fact
    return msgspec.structs.replace(
        fact, occurred_at=fact.occurred_at // DAY * DAY, sent_at=None, received_at=None
    )
