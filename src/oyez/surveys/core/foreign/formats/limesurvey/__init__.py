"""LimeSurvey: survey structures (.lss, XML)."""

from oyez.surveys.core.foreign import FORMATS, Format
from oyez.surveys.core.foreign.formats.limesurvey.survey import read


def recognises(head: bytes) -> bool:
    return b"<LimeSurveyDocType>" in head.replace(b"\x00", b"")


FORMATS.add("limesurvey", Format("limesurvey", 20, "LimeSurvey (.lss)", recognises, read))
