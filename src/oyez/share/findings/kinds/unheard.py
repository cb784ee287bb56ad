"""A stage with much going on, about which nobody is ever asked."""

from django.utils.translation import gettext as _

from oyez.company.core.scope import Viewer
from oyez.kit.charts import numerals
from oyez.kit.charts.figure import counted
from oyez.share.core.findings import Candidate, weigh
from oyez.share.findings import LOOKS, Look
from oyez.share.findings.scene import Scene
from oyez.share.findings.words import Told, Words, explore, in_words
from oyez.share.queries.stages import stages

NAME = "unheard"
FEWEST = 100
HARDLY = 0.002


def find(viewer: Viewer, scene: Scene) -> list[Candidate]:
    """Stages with at least a hundred interactions in twelve months and hardly an answer."""
    rows = stages(viewer, scene.year, scene.until)
    total = sum(row.interactions for row in rows)
    return [
        Candidate(
            kind=NAME,
            subject=("stage", row.stage),
            value=float(row.answers),
            lo=None,
            hi=None,
            n=row.interactions,
            p=None,
            weight=weigh(1.0, 1.0, (row.interactions / total) ** 2),
            details={"answers": row.answers, "share": row.interactions / total},
        )
        for row in rows
        if row.stage and row.interactions >= FEWEST and row.answers <= HARDLY * row.interactions
    ]


def tell(found: Candidate, words: Words) -> Told:
    stage = in_words(found.subject[1])
    about = {
        "stage": stage,
        "n": numerals.number(found.n),
        "answers": numerals.number(found.value),
        "share": numerals.percent(found.details["share"]),
    }
    return Told(
        say=_("Nobody listens to the stage “%(stage)s”.") % about,
        why=_("%(n)s interactions in twelve months, %(share)s of all, and %(answers)s answers.") % about,
        figure=counted(
            _("Answers about “%(stage)s”") % about,
            numerals.number(found.value),
            min(1.0, found.value / max(1, found.n)),
            _("%(n)s interactions") % about,
        ),
        action=explore(_("See the stages"), "count", by="stage"),
        owner=words.owner(found),
    )


LOOKS.add(NAME, Look(find, tell))
