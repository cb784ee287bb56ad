"""Writes of saved analyses; each leaves a line in the audit trail. Only its owner changes one."""

import secrets
from dataclasses import dataclass

from django.db import transaction
from django.http import QueryDict
from django.utils.text import slugify

from oyez.company.changes import audit
from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.kit.clock import now
from oyez.kit.errors import NotAllowed, Refused
from oyez.measure.analyses.pages import canonical, page_of
from oyez.measure.analyses.queries import analysis
from oyez.measure.analyses.standing import figure_now
from oyez.measure.models import SavedAnalysis

LONGEST_NAME = 120
MOST = 500


@dataclass(frozen=True)
class Wanted:
    """What is to be saved: a page with the query of its address, under a name."""

    name: str
    page: str
    query: str
    shared: bool = False
    rolling: bool = False


@transaction.atomic
def save_analysis(viewer: Viewer, wanted: Wanted) -> SavedAnalysis:
    """Keep a page under a name, with what its total says to its owner now."""
    viewer.needs(Can.NUMBERS)
    if viewer.member is None:
        raise NotAllowed("An analysis belongs to a member: sign in to save one.")
    name = " ".join(wanted.name.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise Refused(f"An analysis needs a name of at most {LONGEST_NAME} letters.")
    if SavedAnalysis.objects.filter(owner_id=viewer.member).count() >= MOST:
        raise Refused(f"You have {MOST} saved analyses: remove some first.")
    page = page_of(wanted.page)
    query, months = canonical(viewer, page, wanted.query, rolling=wanted.rolling)
    saved = SavedAnalysis(
        key=_key(name), name=name, owner_id=viewer.member, role=viewer.role, page=page.name, query=query, months=months,
        shared=wanted.shared, saved_at=now(),
    )  # fmt: skip
    _note(viewer, saved)
    saved.save()
    after = {"name": name, "page": page.name, "query": query, "shared": wanted.shared}
    audit(viewer, "save_analysis", f"analysis:{saved.key}", None, after)
    return saved


@transaction.atomic
def note_again(viewer: Viewer, key: str) -> SavedAnalysis:
    """Take the figures of today for those that later ones are compared with."""
    saved = _own(viewer, key)
    before = {"n": saved.n, "value": saved.value}
    saved.role, saved.saved_at = viewer.role, now()
    _note(viewer, saved)
    saved.save(update_fields=["role", "saved_at", "n", "value"])
    audit(viewer, "note_analysis", f"analysis:{key}", before, {"n": saved.n, "value": saved.value})
    return saved


@transaction.atomic
def share_analysis(viewer: Viewer, key: str, shared: bool) -> SavedAnalysis:
    """Let others open it with their own eyes, or no longer."""
    saved = _own(viewer, key)
    audit(viewer, "share_analysis", f"analysis:{key}", {"shared": saved.shared}, {"shared": shared})
    saved.shared = shared
    saved.save(update_fields=["shared"])
    return saved


@transaction.atomic
def remove_analysis(viewer: Viewer, key: str) -> None:
    """Let it go; its address shows nothing any more, the numbers stay where they are."""
    saved = _own(viewer, key)
    audit(viewer, "remove_analysis", f"analysis:{key}", {"name": saved.name, "query": saved.query}, None)
    saved.delete()


def _own(viewer: Viewer, key: str) -> SavedAnalysis:
    found = analysis(viewer, key)
    if found.owner_id != viewer.member:
        raise NotAllowed("Only its owner changes an analysis.")
    return found


def _note(viewer: Viewer, saved: SavedAnalysis) -> None:
    page = page_of(saved.page)
    page.canonical(viewer, QueryDict(saved.query))
    figure = figure_now(viewer, saved)
    saved.n, saved.value = (figure.n, figure.value) if figure else (None, None)


def _key(name: str) -> str:
    """Readable, and not to be guessed."""
    return f"{slugify(name)[:48].strip('-') or 'analysis'}-{secrets.token_hex(4)}"
