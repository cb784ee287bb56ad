"""What somebody decides about charts."""

from datetime import date

from django.db import transaction

from oyez.company.changes import audit
from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.kit.clock import now
from oyez.kit.errors import Refused
from oyez.measure.core.change.watched import parse_stream
from oyez.measure.models import Restart


@transaction.atomic
def restart_chart(viewer: Viewer, stream: str, since: date, reason: str) -> Restart:
    """Give a chart a new history from a month on, for a reason that is written down."""
    viewer.needs(Can.PROGRAMME)
    if not reason.strip():
        raise Refused("Say why the chart begins anew: what changed, and that it is meant to last.")
    made, _ = Restart.objects.update_or_create(
        stream=str(parse_stream(stream)),
        since=since.replace(day=1),
        defaults={"reason": reason.strip(), "made_at": now()},
    )
    audit(
        viewer, "restart_chart", made.stream, None, {"since": made.since.isoformat(), "reason": made.reason}
    )
    return made
