"""Files that come with answers: looked at by their first bytes, kept in the data folder, never served as pages."""

import secrets
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from oyez.surveys.core.definition import Question
from oyez.surveys.core.kinds import WrongAnswer
from oyez.surveys.models import Upload

MOST_MB = 8
SORTS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"%PDF-", "application/pdf"),
)


def folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "answers"


def keep(question: Question, file: "UploadedFile[bytes]") -> Upload:
    """The file on disk, and its row, not written yet; refused where it is too large or no picture or PDF."""
    if (file.size or 0) > MOST_MB << 20:
        raise WrongAnswer(question.id, "file_too_large", most=MOST_MB)
    beginning = file.read(16)
    sort = _sort(beginning)
    if not sort:
        raise WrongAnswer(question.id, "file_sort")
    key = secrets.token_urlsafe(24)
    folder().mkdir(parents=True, exist_ok=True)
    with (folder() / key).open("xb") as out:
        out.write(beginning)
        for chunk in iter(lambda: file.read(1 << 16), b""):
            out.write(chunk)
    name = Path(str(file.name or "file")).name[:200].replace("\x00", "")
    return Upload(key=key, question=question.id, name=name, sort=sort, size=file.size or 0)


def _sort(beginning: bytes) -> str:
    if beginning[:4] == b"RIFF" and beginning[8:12] == b"WEBP":
        return "image/webp"
    return next((sort for mark, sort in SORTS if beginning.startswith(mark)), "")
