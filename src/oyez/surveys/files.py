"""The file of one answer, for who may see that very answer; those of unnamed answers are seen by nobody."""

from dataclasses import dataclass
from pathlib import Path

from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.journal.core.facts import Mode
from oyez.journal.queries import narrowed, standing
from oyez.kit.errors import NotFound
from oyez.people.queries import account_keys
from oyez.surveys.changes.files import place
from oyez.surveys.core.definition import Definition
from oyez.surveys.models import Upload

MOST = 50


@dataclass(frozen=True)
class Found:
    """A file that came with an answer, and where it lies."""

    upload: Upload
    path: Path


def file(viewer: Viewer, survey: str, key: str) -> Found:
    """A file, if the answer that it came with stands in the journal by name and within what the viewer may see."""
    missing = NotFound("There is no such file.")
    if not (viewer.may(Can.ROWS) and viewer.may(Can.IDENTITIES)) or "\x00" in key:
        raise missing
    rows = Upload.objects.select_related("response__version__survey")
    upload = rows.filter(key=key, response__version__survey__key=survey).first()
    if upload is None or upload.response.mode != Mode.IDENTIFIED or not _told(viewer, upload):
        raise missing
    path = place(upload.key)
    if not path.is_file():
        raise missing
    return Found(upload, path)


def _told(viewer: Viewer, upload: Upload) -> bool:
    """Whether a row that the viewer may see, not replaced or redacted since, says that this file was the answer."""
    rows = narrowed(viewer, account_keys(viewer)).filter(
        kind="response", survey=upload.response.version.survey.key, attributes__has_key=upload.question
    )
    return bool(standing([row for row in rows if row.attributes[upload.question] == upload.key]))


def newest(viewer: Viewer, definition: Definition) -> dict[str, list[Upload]]:
    """The newest files of each question that asks for one, of answers that the viewer may see by name."""
    asked = [one.id for one in definition.questions if one.type == "file"]
    if not asked or not (viewer.may(Can.ROWS) and viewer.may(Can.IDENTITIES)):
        return {}
    rows = narrowed(viewer, account_keys(viewer)).filter(kind="response", survey=definition.survey)
    told = standing(list(rows.filter(attributes__has_any_keys=asked).order_by("-occurred_at")[:MOST]))
    keys = {str(row.attributes[name]): name for row in told for name in asked if name in row.attributes}
    known = Upload.objects.in_bulk(list(keys))
    found: dict[str, list[Upload]] = {}
    for key, name in keys.items():
        if key in known:
            found.setdefault(name, []).append(known[key])
    return found
