"""A draft as pages work on it: read for a viewer, and saved over the revision that the page showed."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from oyez.company.asking import viewer_of
from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.journal.queries import scales
from oyez.kit.errors import Refused
from oyez.surveys import queries
from oyez.surveys.changes import editing
from oyez.surveys.core.definition import Definition
from oyez.surveys.core.reading import definition, to_yaml
from oyez.surveys.core.words import say
from oyez.surveys.models import Survey
from oyez.surveys.naming import KINDS_OF_SURVEY, MODES, STATES, language


@dataclass(frozen=True)
class Draft:
    """A survey and what its draft says."""

    viewer: Viewer
    row: Survey
    said: Definition

    def say(self, words: dict[str, str]) -> str:
        return say(words, self.said.languages)


def opened(request: HttpRequest, survey: str, *, to_change: bool = False) -> Draft:
    """The draft of a survey for whoever looks."""
    viewer = viewer_of(request)
    if to_change:
        viewer.needs(Can.PROGRAMME)
    row = queries.survey(viewer, survey)
    return Draft(viewer, row, definition(row.draft, scales()))


def saved(draft: Draft, new: Definition, over: int) -> Survey:
    """The draft as it is from now on."""
    return editing.edit(draft.viewer, draft.row.key, to_yaml(new), over)


def revision(request: HttpRequest) -> int:
    """The revision that the page showed which is now sent."""
    said = request.POST.get("over", "")
    if not said.isdecimal():
        raise Refused(_("This form does not say which draft it changes. Reload the page and try again."))
    return int(said)


def frame(draft: Draft, tab: str) -> dict[str, Any]:
    """What every page of one survey shows around its own."""
    said, row = draft.said, draft.row
    return {
        "survey": row,
        "said": said,
        "tab": tab,
        "may_write": draft.viewer.may(Can.PROGRAMME),
        "state": STATES[row.state],
        "kind": KINDS_OF_SURVEY[said.kind][0],
        "mode": MODES[said.mode],
        "languages": [(tag, language(tag)) for tag in said.languages],
        "tabs": [
            (name, reverse(f"surveys:{route}", args=[row.key]), words) for name, route, words in _tabs()
        ],
        "address": settings.OYEZ_URL + reverse("surveys:open", args=[row.key]),
    }


def _tabs() -> tuple[tuple[str, str, str], ...]:
    return (
        ("questions", "builder", _("Questions")),
        ("settings", "settings", _("Settings")),
        ("preview", "preview", _("Preview")),
        ("translations", "translations", _("Translations")),
        ("comments", "comments", _("Comments")),
        ("waves", "waves", _("Waves")),
        ("results", "results", _("Results")),
        ("links", "links", _("Links")),
        ("versions", "versions", _("Versions")),
        ("yaml", "yaml", _("Text")),
    )
