"""A room's faces are its own: no other room imports its views, forms, jobs, routes or addresses."""

from collections.abc import Iterator

from tests.house.names import imported
from tests.house.sources import Finding, Source, expect_none, python

FACES = {"views", "forms", "jobs", "api", "urls", "admin"}
SHELL = "web"


def foreign_faces(source: Source) -> Iterator[Finding]:
    for line, name in imported(source):
        parts = name.split(".")
        if parts[0] == "oyez" and len(parts) > 2 and parts[1] != source.room and parts[2] in FACES:
            yield Finding(source.path, line, f"{name} is another room's face")


def test_no_room_imports_the_faces_of_another() -> None:
    expect_none(finding for source in python() if source.room != SHELL for finding in foreign_faces(source))


def seen(code: str) -> int:
    return len(list(foreign_faces(Source("share/views.py", code))))


def test_the_views_of_another_room_are_seen() -> None:
    assert seen("from oyez.act.views import case_page") == 1
    assert seen("from oyez.act import views") == 1
    assert seen("from ..act import forms") == 1
    assert seen("import oyez.measure.api") == 1


def test_own_faces_are_allowed() -> None:
    assert seen("from oyez.share.forms import Filters\nfrom oyez.act.queries import open_cases") == 0
