"""A table points at rooms it may import, never up: a foreign key is an import that a linter cannot see."""

import ast
from collections.abc import Iterator

from tests.house.names import aliases, calls, dotted
from tests.house.sources import Finding, Source, expect_none, layers, python, rank

KEYS = {"ForeignKey", "OneToOneField", "ManyToManyField"}
ANYWHERE = {"GenericForeignKey", "GenericRelation"}
LIBRARIES = {"auth", "sessions", "sites", "account", "mfa", "socialaccount"}


def points_up(source: Source) -> Iterator[Finding]:
    """Each foreign key to a room that stands higher, or beside, or cannot be told."""
    for call in calls(source):
        kind = (dotted(call.func) or "").rpartition(".")[2]
        if kind in ANYWHERE:
            yield Finding(source.path, call.lineno, f"{kind} can point anywhere")
        if kind in KEYS:
            yield from _judge(source, call, _room(source, _target(call)))


def _target(call: ast.Call) -> ast.expr | None:
    named = [keyword.value for keyword in call.keywords if keyword.arg == "to"]
    return next(iter([*call.args[:1], *named]), None)


def _room(source: Source, target: ast.expr | None) -> str | None:
    """The room of the table a key points at, None where the text does not tell."""
    if isinstance(target, ast.Constant) and isinstance(target.value, str):
        return target.value.split(".")[0] if "." in target.value else source.room
    name = dotted(target) if target is not None else None
    if name is None:
        return None
    if name.endswith("AUTH_USER_MODEL"):
        return "company"
    full = aliases(source).get(name.split(".")[0])
    if full is None:
        return source.room
    parts = full.split(".")
    return parts[1] if parts[0] == "oyez" else parts[-2]


def _judge(source: Source, call: ast.Call, room: str | None) -> Iterator[Finding]:
    if room == source.room or room in LIBRARIES:
        return
    if room is None or not any(room in rooms for rooms in layers()):
        yield Finding(source.path, call.lineno, "cannot tell what this foreign key points at")
    elif rank(room) >= rank(source.room):
        yield Finding(source.path, call.lineno, f"a foreign key from {source.room} to {room} points up")


def test_no_foreign_key_points_up() -> None:
    tables = [source for source in python() if not source.is_migration]
    expect_none(finding for source in tables for finding in points_up(source))


def seen(code: str, path: str = "people/models.py") -> int:
    return len(list(points_up(Source(path, code))))


def test_a_key_to_a_higher_room_is_seen() -> None:
    assert seen("case = models.ForeignKey('act.Case', models.CASCADE)") == 1
    assert seen("case = ForeignKey(to='act.Case', on_delete=models.CASCADE)") == 1
    assert seen("from oyez.act.models import Case\nx = models.OneToOneField(Case, models.CASCADE)") == 1


def test_a_key_to_the_room_beside_is_seen() -> None:
    assert seen("fact = models.ManyToManyField('journal.Interaction')") == 1


def test_a_key_that_can_point_anywhere_is_seen() -> None:
    assert seen("thing = GenericForeignKey('content_type', 'object_id')") == 1
    assert seen("thing = models.ForeignKey(choose(), models.CASCADE)") == 1


def test_a_key_that_looks_down_is_allowed() -> None:
    assert seen("unit = models.ForeignKey('company.Unit', models.PROTECT)") == 0
    assert seen("parent = models.ForeignKey('self', models.PROTECT)") == 0
    assert seen("owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT)") == 0
