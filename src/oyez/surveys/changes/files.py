"""Files that come with answers: looked at by their first bytes, kept in the data folder, never served as pages."""

import re
import secrets
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from oyez.kit.clock import now, wall
from oyez.kit.errors import NotFound
from oyez.surveys.core.definition import Question
from oyez.surveys.core.kinds import WrongAnswer
from oyez.surveys.models import Upload

MOST_MB = 8
KEY = re.compile(r"[A-Za-z0-9_-]{20,40}")
UNFINISHED = timedelta(days=30)
OWNERLESS = timedelta(days=1)  # a file that is being written has no row yet
PART = 500
SORTS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"%PDF-", "application/pdf"),
)


def folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "answers"


def place(key: str) -> Path:
    """Where the file of a key lies: one name, and nothing that leads elsewhere."""
    if not KEY.fullmatch(key):
        raise NotFound("There is no such file.")
    return folder() / key


@transaction.atomic
def drop_unfinished() -> int:
    """Files of responses that nobody finished are removed after a while; say how many."""
    old = Upload.objects.filter(response__finished_at=None, response__saved_at__lt=now() - UNFINISHED)
    keys = list(old.values_list("key", flat=True))
    Upload.objects.filter(key__in=keys).delete()
    transaction.on_commit(lambda: _unlink(place(key) for key in keys))
    return len(keys)


def drop_ownerless() -> int:
    """Files whose answers are gone, as anonymous ones go, and what a crash left behind."""
    if not folder().is_dir():
        return 0
    yesterday = wall().timestamp() - OWNERLESS.total_seconds()
    old = [path for path in folder().iterdir() if path.is_file() and path.stat().st_mtime < yesterday]
    found = []
    for start in range(0, len(old), PART):
        some = {path.name: path for path in old[start : start + PART]}
        known = set(Upload.objects.filter(key__in=list(some)).values_list("key", flat=True))
        found += [path for name, path in some.items() if name not in known]
    _unlink(found)
    return len(found)


def _unlink(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def keep(question: Question, file: "UploadedFile[bytes]") -> Upload:
    """The file on disk, and its row, not written yet; refused where it is too large or no picture or PDF."""
    if (file.size or 0) > MOST_MB << 20:
        raise WrongAnswer(question.id, "file_too_large", most=MOST_MB)
    file.seek(0)  # it may be read a second time
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
