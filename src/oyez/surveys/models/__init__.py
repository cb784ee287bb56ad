"""The tables of surveys."""

from oyez.surveys.models.answering import Response, Upload
from oyez.surveys.models.asking import Invitation, Wave
from oyez.surveys.models.surveys import DraftComment, Survey, Version

__all__ = ["DraftComment", "Invitation", "Response", "Survey", "Upload", "Version", "Wave"]
