"""A row is written in `changes` and nowhere else, so that each write is atomic and leaves a trace."""

import ast
import re
from collections.abc import Iterator

from tests.house.names import calls, strings
from tests.house.sources import Finding, Source, expect_none, python

# Places outside `changes` that write, each with the reason why that is right.
ALLOWED = {
    "kit/worker": "the worker moves its own bookmarks, in the transaction of the effects",
    "journal/readers": "a row that keeps failing is set aside in the transaction that moves the bookmark",
    "people/bulk": "writes for `changes` that would be too slow by the ORM, in its transaction",
    "kit/inserting": "inserts for `changes`, whose calls of it are seen",
    "kit/outbox": "the outbox moves its own rows through their states",
    "kit/sheets/formats/pptx": "a presentation saves itself to a file; there is no row",
}

ALWAYS = {"save", "asave", "delete", "adelete", "bulk_create", "abulk_create", "bulk_update", "abulk_update"}
WITH_NAMES_ONLY = {"create", "acreate", "update", "aupdate", "get_or_create", "update_or_create"}
SQL = re.compile(
    r"^\s*(with\b.*\)\s*)?(insert\s+(or\s+\w+\s+)?into|replace\s+into|update\s+\S+\s+set|delete\s+from|truncate|merge\s+into)\b",
    re.IGNORECASE | re.DOTALL,
)


def writes(source: Source) -> Iterator[Finding]:
    """Each line that writes a row, by method or by SQL."""
    for call in calls(source):
        match call:
            case ast.Call(func=ast.Attribute(attr=verb)) if verb in ALWAYS:
                yield Finding(source.path, call.lineno, f".{verb}(…) writes outside changes")
            case ast.Call(func=ast.Attribute(attr=verb), args=[], keywords=[_, *_]) if (
                verb in WITH_NAMES_ONLY
            ):
                yield Finding(source.path, call.lineno, f".{verb}(…) writes outside changes")
            case ast.Call(func=ast.Name(id="insert")):
                yield Finding(source.path, call.lineno, "insert(…) writes outside changes")
    for line, text in strings(source):
        if SQL.match(text):
            yield Finding(source.path, line, f"SQL writes outside changes: {text.split()[0]} …")


def may_write(source: Source) -> bool:
    return "changes" in source.parts or source.is_migration or "/".join(source.parts) in ALLOWED


def test_rows_are_written_in_changes_only() -> None:
    expect_none(finding for source in python() if not may_write(source) for finding in writes(source))


def test_each_allowed_place_still_writes() -> None:
    writing = {"/".join(source.parts) for source in python() if any(writes(source))}
    assert set(ALLOWED) <= writing


def seen(code: str) -> int:
    return len(list(writes(Source("act/views.py", code))))


def test_a_write_by_method_is_seen() -> None:
    assert seen("case.save()") == 1
    assert seen("insert(case)") == 1 and seen("cases.insert(0, case)") == 0
    assert seen("row.delete()") == 1
    assert seen("queryset.update(state='closed')") == 1
    assert seen("Case.objects.filter(pk=1).update(**values)") == 1
    assert seen("Case.objects.create(person=ana)") == 1
    assert seen("unit.members.get_or_create(name='Bea')") == 1
    assert seen("Case.objects.bulk_create(rows)") == 1


def test_a_write_by_sql_is_seen() -> None:
    assert seen("cursor.execute('INSERT INTO journal VALUES (1)')") == 1
    assert seen("cursor.execute('insert or ignore into journal values (1)')") == 1
    assert seen("cursor.execute(f'UPDATE {table} SET state = 1')") == 1
    assert seen("cursor.execute('''\n  DELETE FROM journal''')") == 1


def test_what_only_looks_like_a_write_is_left_alone() -> None:
    assert seen("words.update({'a': 1})") == 0
    assert seen("digest.update(block)") == 0
    assert seen("'''Delete from the list what is old.'''") == 0
    assert seen("title = _('Update your choices')") == 0
