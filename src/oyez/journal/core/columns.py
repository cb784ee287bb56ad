"""Facts by column, as the journal's table takes them: made where there is time for it, written without a loop.

A column that says one thing for all facts is said once. Everything that can be worked out without the database is
worked out here: fingerprints, digests, JSON.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import repeat
from operator import attrgetter
from typing import Any

import msgspec

from oyez.journal.core.facts import DIGEST_BYTES, KEY_BYTES, Fact, coarse, digests, fingerprints

FIELDS = (
    "source", "occurred_at", "sent_at", "received_at", "subject", "account", "unit", "touchpoint", "channel", "kind",
    "direction", "mode", "mention", "survey", "language", "scores", "text", "attributes", "replaces", "news",
)  # fmt: skip
MEMO = 4096

_to_json = msgspec.json.Encoder().encode


class Columns(msgspec.Struct, frozen=True, array_like=True):
    """Some facts: `keys` and `digests` end to end, each other column either in `same` or in `each`."""

    count: int
    keys: bytes
    digests: bytes
    same: dict[str, Any]
    each: dict[str, list[Any]]

    def column(self, name: str) -> Iterable[Any]:
        """What the facts say in one column, in their order."""
        return self.each[name] if name in self.each else repeat(self.same[name], self.count)

    def says(self, name: str, value: object) -> bool:
        """Whether any of the facts says this in a column."""
        return value in self.each[name] if name in self.each else self.count > 0 and self.same[name] == value

    def without(self, left_out: set[int]) -> "Columns":
        """The same facts without those at some places."""
        places = [at for at in range(self.count) if at not in left_out]
        return Columns(
            len(places),
            b"".join(self.keys[at * KEY_BYTES : (at + 1) * KEY_BYTES] for at in places),
            b"".join(self.digests[at * DIGEST_BYTES : (at + 1) * DIGEST_BYTES] for at in places),
            self.same,
            {name: [values[at] for at in places] for name, values in self.each.items()},
        )


def by_column(facts: Sequence[Fact], secret: bytes) -> Columns:
    """Facts as columns; anonymous ones lose what would tell their time.

    `secret` is the 32 bytes under which ids and contents are made unreadable.
    """
    if any(mode == "anonymous" for mode in map(attrgetter("mode"), facts)):
        facts = [coarse(fact) for fact in facts]
    said: dict[str, list[Any]] = {name: list(map(attrgetter(name), facts)) for name in FIELDS}
    ids = list(map(attrgetter("id"), facts))
    keys, contents = fingerprints(secret, said["source"], ids), digests(secret, said)
    said["scores"] = _as_json(said["scores"])
    said["attributes"] = _as_json(said["attributes"])
    if any(said["replaces"]):
        said["replaces"] = _corrected(secret, said["source"], said["replaces"])
    same = {
        name: values[0] for name, values in said.items() if values and values.count(values[0]) == len(values)
    }
    each = {name: values for name, values in said.items() if name not in same}
    return Columns(len(facts), b"".join(keys), b"".join(contents), same, each)


def _as_json(objects: Sequence[dict[str, Any]]) -> list[str]:
    """Each as JSON text; what repeats is one text."""
    known: dict[bytes, str] = {}
    found = []
    for content in map(_to_json, objects):
        text = known.get(content)
        if text is None:
            text = content.decode()
            if len(known) < MEMO:
                known[content] = text
        found.append(text)
    return found


def _corrected(secret: bytes, sources: Sequence[str], ids: Sequence[str | None]) -> list[bytes | None]:
    """The fingerprints of the facts that some of these correct."""
    named = [(source, id_) for source, id_ in zip(sources, ids, strict=True) if id_]
    keys = iter(fingerprints(secret, [source for source, _ in named], [id_ for _, id_ in named]))
    return [next(keys) if id_ else None for id_ in ids]


def pieces(content: bytes, size: int, kind: Callable[[bytes], Any] = bytes) -> list[Any]:
    """Bytes that stand end to end, each piece by itself."""
    whole = kind(content)
    return [whole[at : at + size] for at in range(0, len(content), size)]
