"""Cards: the parts of dashboards, one file each, found by walking the folder."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from oyez.company.core.roles import Can
from oyez.kit.registry import Registry, import_folder
from oyez.share.page import Page

Fill = Callable[[Page], Mapping[str, Any]]


@dataclass(frozen=True)
class Card:
    """One part of a dashboard: its template, what a role needs to see it, and what stands in it."""

    template: str
    needs: tuple[Can, ...]
    fill: Fill


@dataclass(frozen=True)
class Filled:
    """A card with what this viewer may see in it."""

    name: str
    template: str
    content: Mapping[str, Any]


CARDS: Registry[Card] = Registry("card")


def cards() -> Registry[Card]:
    """All cards, each loaded once."""
    if not len(CARDS):
        import_folder(__name__)
    return CARDS


def fill(name: str, page: Page) -> Filled:
    """A card for one viewer; whoever lacks what it needs is refused."""
    card = cards()[name]
    for needed in card.needs:
        page.viewer.needs(needed)
    return Filled(name, card.template, card.fill(page))
