"""Writes to a survey: its draft step by step, with undo; what is published, and whether it is asked."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from oyez.company.changes import audit
from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.journal.queries import scales
from oyez.kit.clock import now
from oyez.kit.errors import NotFound, Refused
from oyez.surveys.core.definition import Definition
from oyez.surveys.core.reading import definition
from oyez.surveys.core.series import series
from oyez.surveys.core.words import say
from oyez.surveys.models import DraftComment, Survey, Version

MOST_STEPS = 50


@transaction.atomic
def create(viewer: Viewer, text: str, *, original: str = "", losses: Sequence[Any] = ()) -> Survey:
    """A new survey from YAML, as a draft; refused where the text is wrong or the key is taken."""
    viewer.needs(Can.PROGRAMME)
    said = definition(text, scales())
    if Survey.objects.filter(key=said.survey).exists():
        raise Refused(f"There is a survey “{said.survey}” already. Give this one another key.")
    row = Survey.objects.create(
        key=said.survey,
        title=_title(said),
        kind=said.kind,
        draft=text,
        original=original,
        losses=list(losses),
        created_at=now(),
        changed_at=now(),
    )
    audit(viewer, "create_survey", f"survey:{row.key}", after={"title": row.title})
    return row


@transaction.atomic
def edit(viewer: Viewer, key: str, text: str, over: int) -> Survey:
    """Another draft; refused where it is wrong, or where somebody else changed it meanwhile."""
    row = _locked(viewer, key)
    _not_overtaken(row, over)
    if text == row.draft:
        return row
    said = definition(text, scales())
    if said.survey != row.key:
        raise Refused(f"This survey is “{row.key}”; a new key is a new survey, and answers name the old one.")
    _place(row, text, undo=[*row.undo, row.draft], redo=[])
    audit(viewer, "edit_survey", f"survey:{row.key}", after={"revision": row.revision})
    return row


@transaction.atomic
def undo(viewer: Viewer, key: str) -> Survey:
    """The draft as it was before the last change."""
    row = _locked(viewer, key)
    if not row.undo:
        raise Refused("There is nothing to undo.")
    _place(row, row.undo[-1], undo=row.undo[:-1], redo=[*row.redo, row.draft])
    audit(viewer, "undo_survey_edit", f"survey:{row.key}", after={"revision": row.revision})
    return row


@transaction.atomic
def redo(viewer: Viewer, key: str) -> Survey:
    """The change that was undone, again."""
    row = _locked(viewer, key)
    if not row.redo:
        raise Refused("There is nothing to do again.")
    _place(row, row.redo[-1], undo=[*row.undo, row.draft], redo=row.redo[:-1])
    audit(viewer, "redo_survey_edit", f"survey:{row.key}", after={"revision": row.revision})
    return row


def _place(row: Survey, text: str, *, undo: list[str], redo: list[str]) -> None:
    said = definition(text, scales())
    row.draft, row.title, row.kind = text, _title(said), said.kind
    row.undo, row.redo = undo[-MOST_STEPS:], redo[-MOST_STEPS:]
    row.revision += 1
    row.changed_at = now()
    row.save()


@transaction.atomic
def publish(
    viewer: Viewer, key: str, over: int, *, note: str = "", overridden: Sequence[str] = ()
) -> Version:
    """The draft becomes the version that is asked. `overridden`: what the lint blocked, and was decided against."""
    row = _locked(viewer, key)
    _not_overtaken(row, over)
    said = definition(row.draft, scales())
    if not said.questions:
        raise Refused("A survey without a question cannot be asked.")
    newest = row.versions.order_by("-number").first()
    if newest is not None and said.mode != definition(newest.text, scales()).mode:
        raise Refused(
            f"Answers to “{row.key}” were promised to be {definition(newest.text, scales()).mode};"
            " that cannot change. Make a new survey."
        )
    version = Version.objects.create(
        survey=row,
        number=(newest.number if newest else 0) + 1,
        text=row.draft,
        series=series(said),
        note=note.strip()[:300],
        overridden=list(overridden),
        by=viewer.name,
        published_at=now(),
    )
    row.state = Survey.State.LIVE
    row.save(update_fields=["state"])
    after = {"version": version.number, "overridden": list(overridden)}
    audit(viewer, "publish_survey", f"survey:{row.key}", after=after)
    return version


@transaction.atomic
def set_state(viewer: Viewer, key: str, state: str) -> Survey:
    """Pause, go on or close: a paused survey says so to whoever comes; a closed one thanks them."""
    row = _locked(viewer, key)
    if state not in (Survey.State.LIVE, Survey.State.PAUSED, Survey.State.CLOSED):
        raise Refused("A survey can be live, paused or closed.")
    if not row.versions.exists():
        raise Refused("This survey was never published.")
    before, row.state = row.state, state
    row.save(update_fields=["state"])
    audit(viewer, "set_survey_state", f"survey:{key}", before={"state": before}, after={"state": state})
    return row


@transaction.atomic
def set_open(viewer: Viewer, key: str, is_open: bool) -> Survey:
    """Whether anybody who has the address may answer, or only whoever was invited."""
    row = _locked(viewer, key)
    row.is_open = is_open
    row.save(update_fields=["is_open"])
    audit(viewer, "open_survey" if is_open else "shut_survey", f"survey:{key}", after={"open": is_open})
    return row


@transaction.atomic
def comment(row: Survey, question: str, text: str, by: str) -> DraftComment:
    """What somebody who was shown the draft says about a question of it; whoever calls checked who they are."""
    said = text.strip()[:2_000]
    if not said:
        raise Refused("A comment needs a few words.")
    if question and question not in definition(row.draft, scales()).by_id:
        raise NotFound("This question is not in the draft any more.")
    return DraftComment.objects.create(
        survey=row, revision=row.revision, question=question, text=said, by=by[:160], at=now()
    )


def _title(said: Definition) -> str:
    return say(said.title, said.languages)[:200]


def _locked(viewer: Viewer, key: str) -> Survey:
    viewer.needs(Can.PROGRAMME)
    row = Survey.objects.select_for_update().filter(key=key).first()
    if row is None:
        raise NotFound(f"There is no survey “{key}”.")
    return row


def _not_overtaken(row: Survey, over: int) -> None:
    if row.revision != over:
        raise Refused(
            "This survey was changed by somebody else meanwhile. Nothing was saved: look at the newest draft,"
            " then make your change again."
        )
