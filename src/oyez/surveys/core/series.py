"""When two versions of a survey measure the same: the scored questions, asked alike and in the same place."""

import hashlib

import msgspec

from oyez.surveys.core.definition import Definition
from oyez.surveys.core.kinds import kind_of


def series(definition: Definition) -> str:
    """A name, 32 hexadecimal digits, equal where no wording, anchor, range or position of a scored question changed.

    METHOD 10, L08: with another name a new series begins, and trends do not run across.
    """
    core = [
        (
            at,
            one.score or one.type,
            one.text,
            one.low,
            one.high,
            one.labels,
            one.minimum,
            one.maximum,
            one.when,
        )
        for at, one in enumerate(definition.questions)
        if kind_of(one).is_scored
    ]
    said = msgspec.json.encode(core, order="deterministic")
    return hashlib.sha256(said).hexdigest()[:32]
