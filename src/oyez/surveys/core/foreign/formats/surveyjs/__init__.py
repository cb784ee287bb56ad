"""SurveyJS: survey definitions (JSON)."""

import re

from oyez.surveys.core.foreign import FORMATS, Format
from oyez.surveys.core.foreign.formats.surveyjs.survey import read

SIGNS = re.compile(rb'"(pages|elements|questions)"\s*:\s*\[')
ELEMENT = re.compile(rb'"(elements|questions)"\s*:\s*\[')
OURS = re.compile(rb'"(SurveyEntry|headline|welcomeCard|thankYouCard|blocks)"')


def recognises(head: bytes) -> bool:
    plain = head.replace(b"\x00", b"")
    return (
        bool(SIGNS.search(plain) and ELEMENT.search(plain)) and not OURS.search(plain) and b'"type"' in plain
    )


FORMATS.add("surveyjs", Format("surveyjs", 40, "SurveyJS (JSON)", recognises, read))
