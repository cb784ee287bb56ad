"""A fact as it is accepted: one interaction before it has its place in the journal."""

import hashlib
from collections.abc import Mapping
from enum import StrEnum

import msgspec

from oyez.journal.core.scales import Scale, problem

KEY_BYTES = 16
DIGEST_BYTES = 8
NAME_LENGTH = 64
SUBJECT_LENGTH = 254
TEXT_LENGTH = 100_000
EARLIEST = -2_208_988_800_000_000  # 1900-01-01: older moments are wrong dates, not history
LATEST = 4_102_444_800_000_000  # 2100-01-01
DAY = 86_400_000_000

Value = str | int | float | bool


class Mode(StrEnum):
    """How far an answer may be traced; fixed at birth."""

    IDENTIFIED = "identified"
    CONFIDENTIAL = "confidential"
    ANONYMOUS = "anonymous"


class Fact(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
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

    Keyed BLAKE2b (RFC 7693), a fifth of the time of HMAC-SHA256; `secret` is 32 bytes.
    """
    message = f"{len(source)}:{source}:{external_id}".encode()
    return hashlib.blake2b(message, digest_size=KEY_BYTES, key=secret, person=b"oyez id").digest()


_content = msgspec.msgpack.Encoder(order="deterministic")


def digest(secret: bytes, fact: Fact) -> bytes:
    """What a fact says, in 8 bytes, so that one id with two contents is noticed; keyed, it tells nothing."""
    scores = {name: float(value) for name, value in fact.scores.items()}
    said = (
        fact.occurred_at, fact.kind, fact.channel, fact.subject, fact.account, fact.unit, fact.touchpoint,
        fact.direction, fact.mode, fact.mention, fact.survey, fact.language, scores, fact.text,
        fact.attributes, fact.replaces,
    )  # fmt: skip
    content = _content.encode(said)
    return hashlib.blake2b(content, digest_size=DIGEST_BYTES, key=secret, person=b"oyez said").digest()


def trouble(fact: Fact, scales: Mapping[str, Scale]) -> str | None:
    """Why a fact cannot be taken, in words for the person who sent it, or `None`."""
    if not fact.id or not fact.source or not fact.kind:
        return "an id, a source and a kind are needed"
    if not EARLIEST <= fact.occurred_at < LATEST:
        return "the date is not between 1900 and 2100"
    for name in (fact.kind, fact.channel, fact.account, fact.unit, fact.touchpoint, fact.survey):
        if name is not None and len(name) > NAME_LENGTH:
            return f"“{name[:20]}…” is longer than {NAME_LENGTH} characters"
    if fact.subject is not None and (":" not in fact.subject or len(fact.subject) > SUBJECT_LENGTH):
        return "an identifier is kind:value, at most 254 characters"
    if len(fact.text) > TEXT_LENGTH:
        return f"the text is longer than {TEXT_LENGTH:,} characters"
    if "\x00" in fact.text:
        return "the text holds a NUL character"
    if fact.mode == Mode.ANONYMOUS and (fact.subject or fact.account):
        return "an anonymous answer cannot name a person or an account"
    if fact.mode != Mode.IDENTIFIED and fact.replaces:
        return "only identified answers can be corrected"
    if fact.mode not in tuple(Mode):
        return f"the mode “{fact.mode}” is not identified, confidential or anonymous"
    if fact.direction not in ("in", "out"):
        return f"the direction “{fact.direction}” is not in or out"
    return problem(fact.scores, scales) if fact.scores else None


def coarse(fact: Fact) -> Fact:
    """An anonymous answer keeps its day and loses its time, its sender's clocks and its traceable id."""
    if fact.mode != Mode.ANONYMOUS:
        return fact
    return msgspec.structs.replace(
        fact, occurred_at=fact.occurred_at // DAY * DAY, sent_at=None, received_at=None
    )
