"""Saved analyses for programs: what there is, and the address that shows each today."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from ninja import Router, Schema

from oyez.company.asking import viewer_of
from oyez.company.core.scope import Viewer
from oyez.measure.analyses.pages import page_of
from oyez.measure.analyses.queries import analyses
from oyez.measure.analyses.standing import query_now
from oyez.measure.models import SavedAnalysis

router = Router(tags=["Measure"])
MOST = 500


class AnalysisOut(Schema):
    """One saved analysis; `n` and `value` are what its total said to its owner when it was saved, null to others."""

    key: str
    name: str
    page: str
    address: str
    months: int | None
    shared: bool
    owner: str
    saved_at: datetime
    n: int | None
    value: float | None


@router.get("/analyses", summary="Saved analyses", response=list[AnalysisOut])
def read(request: HttpRequest) -> list[dict[str, Any]]:
    """One's own and those that are shared, the newest first, at most 500."""
    viewer = viewer_of(request)
    return [record(viewer, saved) for saved in analyses(viewer)[:MOST]]


def record(viewer: Viewer, saved: SavedAnalysis) -> dict[str, Any]:
    """An analysis as programs get it; its owner's figures stay the owner's."""
    query = query_now(viewer, saved)
    is_own = saved.owner_id == viewer.member
    return {
        "key": saved.key,
        "name": saved.name,
        "page": saved.page,
        "address": f"{reverse(page_of(saved.page).url_name)}{'?' if query else ''}{query}",
        "months": saved.months,
        "shared": saved.shared,
        "owner": saved.owner.name,
        "saved_at": saved.saved_at,
        "n": saved.n if is_own else None,
        "value": saved.value if is_own else None,
    }
