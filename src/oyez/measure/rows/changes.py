"""Taking single answers along leaves a line in the audit trail: which, how many, in which format."""

from django.db import transaction

from oyez.company.changes import audit
from oyez.company.core.scope import Viewer
from oyez.measure.rows.ask import Told


@transaction.atomic
def note_taken(viewer: Viewer, told: Told, format: str) -> None:
    """Written before the first row leaves."""
    question = told.question
    audit(
        viewer,
        "take_rows",
        "answers",
        after={
            "where": [str(one) for one in question.where],
            "since": question.since.isoformat() if question.since else "",
            "until": question.until.isoformat() if question.until else "",
            "rows": told.count,
            "format": format,
        },
    )
