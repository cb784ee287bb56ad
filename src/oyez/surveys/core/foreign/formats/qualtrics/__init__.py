"""Qualtrics: survey files (QSF, JSON)."""

from oyez.surveys.core.foreign import FORMATS, Format
from oyez.surveys.core.foreign.formats.qualtrics.survey import read


def recognises(head: bytes) -> bool:
    return b'"SurveyEntry"' in head.replace(b"\x00", b"") or b'"SurveyElements"' in head.replace(b"\x00", b"")


FORMATS.add("qualtrics", Format("qualtrics", 10, "Qualtrics (.qsf)", recognises, read))
