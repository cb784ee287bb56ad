"""The definitions as they stand: those that came with Oyez, and over them the newest version of the company's own."""

from dataclasses import replace
from functools import lru_cache
from importlib import resources

from django.db.models import Max

from oyez.kit.look import once_a_look
from oyez.measure.core.definitions.marked import read
from oyez.measure.core.definitions.trouble import DefinitionError
from oyez.measure.definitions.kinds import KINDS, Defined, Definitions, Thing
from oyez.measure.models import Definition

SHIPPED = "built_in"

_seen: list[Definitions] = []


def definitions() -> Definitions:
    """Everything that is defined now."""
    found = _definitions()
    _seen[:] = [found]
    return found


def label_of(name: str) -> str | None:
    """What a segment or defined dimension is called, as of the last look at the definitions."""
    known = _seen[0] if _seen else definitions()
    key = name.partition(":")[2]
    one = known.find("segment", key) if key else known.find("dimension", name)
    return one.label if one is not None else None


@once_a_look
def _definitions() -> Definitions:
    own = {(one.kind, one.key): one for one in _own()}
    shipped = (one for one in built_in() if (one.kind, one.key) not in own)
    kept = [*shipped, *(one for one in own.values() if one.text)]
    return Definitions(tuple(sorted(kept, key=lambda one: (one.kind, one.label.casefold(), one.key))))


def _own() -> list[Defined]:
    """The newest version of each, also of those that were withdrawn."""
    newest = Definition.objects.values("kind", "key").annotate(last=Max("id")).values("last")
    return [defined(row) for row in Definition.objects.filter(id__in=newest)]


def defined(row: Definition) -> Defined:
    """A stored version, read."""
    found = Defined(row.kind, row.key, row.version, row.text, by=row.by, at=row.at)
    return _read(found) if row.text else found


def _read(one: Defined) -> Defined:
    """A text that a newer Oyez cannot read any more stays, and says why."""
    try:
        return replace(one, thing=thing(one.kind, one.text))
    except DefinitionError as trouble:
        return replace(one, trouble=str(trouble))


@lru_cache(maxsize=1024)
def thing(kind: str, text: str) -> Thing:
    """What a text defines. Raises a DefinitionError with the place of what is wrong."""
    made: Thing = KINDS[kind].read(read(text))
    return made


@lru_cache(maxsize=1)
def built_in() -> tuple[Defined, ...]:
    """What Oyez brings along; version 0."""
    folder = resources.files("oyez.measure.definitions") / SHIPPED
    found = []
    for kind in sorted(folder.iterdir(), key=lambda one: one.name):
        for file in sorted(kind.iterdir(), key=lambda one: one.name):
            text = file.read_text("utf-8")
            key = file.name.removesuffix(".yaml")
            found.append(_read(Defined(kind.name, key, 0, text, by="Oyez")))
    return tuple(found)
