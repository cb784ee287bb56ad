"""The step that reads what is news and opens cases; and what an import would make it do."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from oyez.act.changes.opening import react
from oyez.act.models import Trigger
from oyez.act.queries.triggers import foresee
from oyez.collect.foresight import foresees
from oyez.company.core.scope import Viewer
from oyez.journal.core.facts import Fact
from oyez.journal.readers import Reader, register

BATCH = 40  # a case costs about six milliseconds, and whoever accepts must not wait long for the lock

register(Reader("triggers", react, batch=BATCH, only_news=True))


@foresees
def cases_by_trigger(viewer: Viewer, facts: Sequence[Fact]) -> Mapping[str, int]:
    """The cases that facts would open, by trigger, and the answers that would join one."""
    found = foresee(viewer, facts)
    names = dict(Trigger.objects.filter(key__in=found.opened).values_list("key", "name"))
    said = {_("cases by “%(name)s”") % {"name": names[key]}: count for key, count in found.opened.items()}
    if found.joined:
        said[_("answers joining an open case")] = found.joined
    return said
