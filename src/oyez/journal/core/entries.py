"""A fact made ready for the journal, by whichever process has time for it."""

from typing import Any

import msgspec

from oyez.journal.core.facts import Fact, Mode, coarse, digest, fingerprint

COLUMNS = (
    "source", "occurred_at", "sent_at", "received_at", "subject", "account", "unit", "touchpoint", "channel",
    "kind", "direction", "mode", "mention", "survey", "language", "scores", "text", "attributes", "replaces",
    "news",
)  # fmt: skip
MODE = COLUMNS.index("mode")
ANONYMOUS = Mode.ANONYMOUS.value

_to_json = msgspec.json.Encoder().encode


class Entry(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A fact as it will stand: its fingerprint, its digest, and the values of `COLUMNS`; `id` to speak of it."""

    key: bytes
    digest: bytes
    id: str
    news: bool
    values: tuple[Any, ...]

    @property
    def is_anonymous(self) -> bool:
        return bool(self.values[MODE] == ANONYMOUS)


def entry(secret: bytes, said: Fact) -> Entry:
    """Make a fact ready; `secret` are the 32 bytes that all fingerprints of this journal are made with."""
    fact = coarse(said)
    values = (
        fact.source, fact.occurred_at, fact.sent_at, fact.received_at, fact.subject, fact.account, fact.unit,
        fact.touchpoint, fact.channel, fact.kind, fact.direction, fact.mode, fact.mention, fact.survey,
        fact.language, _to_json(fact.scores).decode() if fact.scores else "{}", fact.text,
        _to_json(fact.attributes).decode() if fact.attributes else "{}",
        fingerprint(secret, fact.source, fact.replaces) if fact.replaces else None, fact.news,
    )  # fmt: skip
    return Entry(fingerprint(secret, fact.source, fact.id), digest(secret, fact), fact.id, fact.news, values)
