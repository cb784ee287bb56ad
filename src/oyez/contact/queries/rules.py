"""The texts of the rules, version by version."""

from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.contact.models import RulesVersion
from oyez.contact.rules import built_in_text
from oyez.kit.errors import NotFound


def versions(viewer: Viewer) -> list[RulesVersion]:
    """All versions, the newest first."""
    viewer.needs(Can.PROGRAMME)
    return list(RulesVersion.objects.order_by("-version"))


def newest(viewer: Viewer) -> tuple[int, str]:
    """The version that holds, and its text; version 0 is the one built in."""
    viewer.needs(Can.PROGRAMME)
    found = RulesVersion.objects.order_by("-version").first()
    return (found.version, found.text) if found else (0, built_in_text())


def text_of(viewer: Viewer, version: int) -> str:
    """The text of a version; version 0 is the one built in."""
    viewer.needs(Can.PROGRAMME)
    if version == 0:
        return built_in_text()
    found = RulesVersion.objects.filter(version=version).first()
    if found is None:
        raise NotFound("There is no such version of the contact rules.")
    return found.text
