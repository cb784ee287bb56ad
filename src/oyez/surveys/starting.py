"""Surveys to start from: those that come with Oyez, and what an empty one looks like."""

from dataclasses import dataclass
from functools import cache
from importlib import resources

from msgspec.structs import replace

from oyez.kit.errors import NotFound, Refused
from oyez.surveys.core.definition import Definition
from oyez.surveys.core.reading import SURVEY_KEY, definition, to_yaml
from oyez.surveys.core.words import say

RESERVED = frozenset(("new",))  # addresses of pages
ORDER = (
    "after_a_visit", "after_a_delivery", "after_a_case", "recontact", "relationship_decision_maker",
    "relationship_distributor", "relationship_architect", "expectations", "did_not_buy", "one_tap",
)  # fmt: skip


@dataclass(frozen=True)
class Start:
    """A survey to start from, by the name of its file."""

    key: str
    definition: Definition

    @property
    def questions(self) -> int:
        return len(self.definition.questions)


@cache
def starts() -> tuple[Start, ...]:
    """All that come with Oyez, in the order in which they are offered."""
    folder = resources.files("oyez.surveys").joinpath("built_in")
    return tuple(Start(key, definition((folder / f"{key}.yaml").read_text("utf-8"))) for key in ORDER)


def start(key: str) -> Start:
    found = next((one for one in starts() if one.key == key), None)
    if found is None:
        raise NotFound(f"There is no survey “{key}” to start from.")
    return found


def begun(start: Start, key: str, title: str, language: str) -> str:
    """The text of a new survey made from this one, under a key and a title of its own."""
    check_key(key)
    said = start.definition
    first = language if language in said.languages else said.languages[0]
    ordered = (first, *(tag for tag in said.languages if tag != first))
    name = title.strip() or say(said.title, (first,))
    return to_yaml(replace(said, survey=key, title=said.title | {first: name}, languages=ordered))


def check_key(key: str) -> None:
    if key in RESERVED or not SURVEY_KEY.fullmatch(key):
        raise Refused("A key is made of small letters, digits and hyphens, such as after-a-visit.")
