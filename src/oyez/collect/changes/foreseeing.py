"""Looking at what an import would cause if its recent rows were news: only after that may it react."""

from dataclasses import replace
from datetime import date

from django.db import transaction

from oyez.collect.changes.starting import plan_of
from oyez.collect.choices import news_window
from oyez.collect.core.plan import NO_NEWS, from_json, to_json
from oyez.collect.core.preview import preview
from oyez.collect.foresight import what_would_happen
from oyez.collect.models import Import
from oyez.collect.queries import house, one_import
from oyez.company import changes as company
from oyez.company.core.scope import Viewer
from oyez.kit.clock import now
from oyez.kit.errors import Refused

MOST_ROWS = 300_000


def foresee(viewer: Viewer, number: int, as_of: date | None) -> None:
    """Look, and keep what was seen beside the import."""
    run = one_import(viewer, number)
    choices = replace(from_json(run.choices), news=news_window(as_of))
    run.choices = to_json(choices)
    seen = preview(plan_of(run, house()), MOST_ROWS)
    if seen.problem:
        raise Refused(seen.problem)
    would = what_would_happen(viewer, seen.news) if seen.news else {}
    with transaction.atomic():
        kept = Import.objects.filter(pk=number, state=Import.State.DRAFT).update(
            choices=run.choices,
            foreseen_at=now(),
            foreseen={
                "rows": seen.rows,
                "facts": seen.facts,
                "news": len(seen.news),
                "is_whole": seen.is_whole,
                "would": would,
                "as_of": as_of.isoformat() if as_of else "",
            },
        )
        if not kept:
            raise Refused("This import has begun; what it does is decided.")
        company.audit(viewer, "foresee_import", f"import:{number}", after={"news": len(seen.news)} | would)


@transaction.atomic
def forget(viewer: Viewer, number: int) -> None:
    """Import as history after all."""
    run = one_import(viewer, number)
    choices = to_json(replace(from_json(run.choices), news=NO_NEWS))
    Import.objects.filter(pk=number, state=Import.State.DRAFT).update(
        choices=choices, foreseen_at=None, foreseen=None
    )
