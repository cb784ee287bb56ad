"""The tables of surveys."""

from oyez.surveys.models.answering import QuotaFill, Response, Upload
from oyez.surveys.models.asking import Invitation, Wave
from oyez.surveys.models.studying import Code, FieldNote, Insight
from oyez.surveys.models.surveys import DraftComment, Survey, Version

__all__ = [
    "Code",
    "DraftComment",
    "FieldNote",
    "Insight",
    "Invitation",
    "QuotaFill",
    "Response",
    "Survey",
    "Upload",
    "Version",
    "Wave",
]
