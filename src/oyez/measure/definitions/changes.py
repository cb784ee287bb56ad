"""Writing definitions: each write is a new version, checked against what there is, refused where it was overtaken."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from oyez.company.changes import audit
from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.kit.clock import now
from oyez.kit.errors import NotFound, Refused
from oyez.measure.core.definitions.marked import read
from oyez.measure.core.definitions.trouble import DefinitionError, Place, unknown
from oyez.measure.definitions.kinds import KINDS, USES, Defined, names_of, replaced, without
from oyez.measure.definitions.seeing import may_see
from oyez.measure.definitions.standing import built_in, defined, definitions, thing
from oyez.measure.models import Definition


@dataclass(frozen=True)
class Written:
    """One definition after a write, and whether it changed anything."""

    one: Defined
    is_new: bool
    changed: bool


def kind_of(text: str) -> str:
    """The kind that a text begins with."""
    block = read(text)
    first = next(iter(block), "")
    if first not in KINDS:
        place = block.at(first) if first else Place(1, 1)
        raise unknown(place, "kind of definition", first, KINDS)
    return first


def check_all(
    viewer: Viewer, texts: Sequence[tuple[str, str]]
) -> tuple[list[Defined], list[DefinitionError]]:
    """What these texts define, and everything that is wrong with them; each comes with the name of its file.

    They are checked together: one may name another, wherever it stands.
    """
    found: list[tuple[str, Defined]] = []
    wrong: list[DefinitionError] = []
    for file, text in texts:
        try:
            one = _read(text)
            twice = next((name for name, other in found if other.name == one.name), None)
            if twice is not None:
                raise DefinitionError(Place(1, 1), f"{twice} defines the {one.kind} “{one.key}” already.")
            found.append((file, one))
        except DefinitionError as trouble:
            wrong.append(trouble.in_file(file))
    together = definitions()
    for _, one in found:
        together = replaced(together, one)
    for file, one in found:
        try:
            KINDS[one.kind].check(viewer, one.thing, together)
        except DefinitionError as trouble:
            wrong.append(trouble.in_file(file))
    return [one for _, one in found], wrong


def _read(text: str) -> Defined:
    kind = kind_of(text)
    made = thing(kind, text)
    return Defined(kind, made.heading.key, 0, text, made)


def check(viewer: Viewer, text: str) -> Defined:
    """What a text defines, checked and not written."""
    viewer.needs(Can.PROGRAMME)
    found, wrong = check_all(viewer, [("", text)])
    if wrong:
        raise wrong[0]
    return found[0]


@transaction.atomic
def apply(viewer: Viewer, texts: Sequence[tuple[str, str]]) -> list[Written]:
    """Write these definitions, all or none."""
    viewer.needs(Can.PROGRAMME)
    found, wrong = check_all(viewer, texts)
    if wrong:
        raise wrong[0]
    return [_write(viewer, one) for one in found]


@transaction.atomic
def define(viewer: Viewer, text: str, *, over: int | None = None, key: str = "") -> Written:
    """Write one definition.

    `over` is the version that its author had before their eyes: where it is not the newest, nothing is written.
    `key` is the one that the text must not have changed.
    """
    one = check(viewer, text)
    if key and one.key != key:
        raise DefinitionError(
            Place(1, 1),
            f"this page is about “{key}”; a new key is a new definition, and others name the old one.",
        )
    if over is not None:
        _not_overtaken(one, over)
    return _write(viewer, one)


def _not_overtaken(one: Defined, over: int) -> None:
    newest = _newest(one.kind, one.key)
    version = newest.version if newest else 0
    if version != over:
        by = newest.by if newest else ""
        raise Refused(
            f"“{one.key}” was changed meanwhile by {by} and is at version {version}; you looked at version {over}."
            " Nothing was saved: look at the newest version, then make your change again."
        )


def _write(viewer: Viewer, one: Defined) -> Written:
    newest = _newest(one.kind, one.key)
    before = definitions().find(one.kind, one.key)
    if before is not None and before.text == one.text:
        return Written(before, False, False)
    KINDS[one.kind].applied(viewer, one.thing, before is None or before.version == 0)
    row = _append(viewer, one.kind, one.key, newest, one.text)
    return Written(defined(row), before is None, True)


def _append(viewer: Viewer, kind: str, key: str, newest: Definition | None, text: str) -> Definition:
    version = (newest.version if newest else 0) + 1
    try:
        with transaction.atomic():
            row = Definition.objects.create(
                kind=kind,
                key=key,
                version=version,
                text=text,
                member_id=viewer.member,
                by=viewer.name,
                at=now(),
            )
    except IntegrityError:
        raise Refused(
            f"“{key}” was changed by somebody else at the same moment. Look at it, then try again."
        ) from None
    verb = "define" if text else "withdraw_definition"
    audit(viewer, verb, f"{kind}:{key}", before={"version": version - 1}, after={"version": version})
    return row


@transaction.atomic
def restore(viewer: Viewer, kind: str, key: str, version: int) -> Written:
    """An older version becomes the newest one again; version 0 is what came with Oyez."""
    viewer.needs(Can.PROGRAMME)
    text = next((one.text for one in versions_of(viewer, kind, key) if one.version == version), "")
    if not text:
        raise NotFound(f"There is no version {version} of the {kind} “{key}” that could be restored.")
    return define(viewer, text, key=key)


@transaction.atomic
def withdraw(viewer: Viewer, kind: str, key: str, *, over: int | None = None) -> None:
    """Take a definition away; its versions are kept. One that something uses stays."""
    viewer.needs(Can.PROGRAMME)
    now_defined = definitions()
    one = now_defined.find(kind, key)
    if one is None:
        raise NotFound(f"There is no {kind} “{key}”.")
    if over is not None:
        _not_overtaken(one, over)
    users = used_by(viewer, kind, key)
    if users:
        raise Refused(f"“{key}” is used: {'; '.join(users)}. Change those first.")
    KINDS[kind].withdrawn(viewer, key)
    _append(viewer, kind, key, _newest(kind, key), "")


def used_by(viewer: Viewer, kind: str, key: str) -> list[str]:
    """What names a definition, in words."""
    viewer.needs(Can.NUMBERS)
    names = names_of(kind, key)
    found = [
        f"the {other.kind} “{other.key}”"
        for other in without(definitions(), kind, key).all
        if other.thing is not None and names & frozenset(KINDS[other.kind].names(other.thing))
    ]
    for use in USES.values():
        found += use(viewer, names)
    return found


def versions_of(viewer: Viewer, kind: str, key: str) -> list[Defined]:
    """All versions that the viewer may read, the newest first; the one that came with Oyez last."""
    viewer.needs(Can.NUMBERS)
    own = [defined(row) for row in Definition.objects.filter(kind=kind, key=key).order_by("-version")]
    known = definitions()
    every = [*own, *(one for one in built_in() if (one.kind, one.key) == (kind, key))]
    return [one for one in every if may_see(viewer, one, known)]


def _newest(kind: str, key: str) -> Definition | None:
    return Definition.objects.filter(kind=kind, key=key).order_by("-version").first()
