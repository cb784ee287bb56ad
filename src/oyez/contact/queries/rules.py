"""The rules that hold, and those that held."""

from functools import cache, lru_cache
from pathlib import Path

from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.contact.core import rules_text
from oyez.contact.core.policy import Policy
from oyez.contact.models import RulesVersion
from oyez.kit.errors import NotFound

BUILT_IN = Path(__file__).parent.parent / "built_in" / "rules.yaml"


@cache
def built_in_text() -> str:
    """The text of the rules that hold until a company writes its own."""
    return BUILT_IN.read_text("utf-8")


@cache
def built_in() -> Policy:
    """The rules that hold until a company writes its own."""
    return rules_text.policy(built_in_text())


def standing() -> Policy:
    """The rules that hold now."""
    newest = RulesVersion.objects.order_by("-version").values_list("text", flat=True).first()
    return built_in() if newest is None else _read(newest)


@lru_cache(8)
def _read(text: str) -> Policy:
    return rules_text.policy(text)


def versions(viewer: Viewer) -> list[RulesVersion]:
    """All versions, the newest first."""
    viewer.needs(Can.PROGRAMME)
    return list(RulesVersion.objects.order_by("-version"))


def text_of(viewer: Viewer, version: int | None = None) -> str:
    """The text of a version, of the newest where none is named; version 0 is the one built in."""
    viewer.needs(Can.PROGRAMME)
    if version == 0:
        return built_in_text()
    rows = RulesVersion.objects.order_by("-version")
    found = rows.first() if version is None else rows.filter(version=version).first()
    if found is None and version is not None:
        raise NotFound("There is no such version of the contact rules.")
    return found.text if found else built_in_text()
