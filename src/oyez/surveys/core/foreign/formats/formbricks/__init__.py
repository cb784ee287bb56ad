"""Formbricks: surveys as its API and its files give them (JSON)."""

import re

from oyez.surveys.core.foreign import FORMATS, Format
from oyez.surveys.core.foreign.formats.formbricks.survey import read

SIGNS = re.compile(rb'"(headline|welcomeCard|hiddenFields|endings)"\s*:')
PARTS = re.compile(rb'"(questions|blocks|elements)"\s*:')


def recognises(head: bytes) -> bool:
    plain = head.replace(b"\x00", b"")
    return bool(SIGNS.search(plain) and PARTS.search(plain))


FORMATS.add("formbricks", Format("formbricks", 30, "Formbricks (JSON)", recognises, read))
