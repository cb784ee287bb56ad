"""Each read says who is looking: the first argument of every public query is the viewer.

A few reads have none, for a reason that is written here; pages and routes may not use those of the machinery.
"""

import ast
from collections.abc import Iterator

from tests.house.names import used
from tests.house.sources import Finding, Source, expect_none, python

EVERYBODYS = {
    "company.queries": {
        "company_if_any": "the company's name, currency and time zone are no secret inside it",
        "the_company": "the company's name, currency and time zone are no secret inside it",
        "tree": "who stands under whom is what scopes are made of",
        "roles_of": "says which roles a member may change to, before there is a viewer",
        "viewer_for": "makes the viewer",
        "member_by_email": "signs in, before there is a viewer",
        "api_key_by_digest": "signs in, before there is a viewer",
        "open_token": "an invitation or sign-in link, before there is a viewer",
    },
    "journal.queries": {
        "scales": "names and ends of scales are no secret",
        "last_seq": "a count for the health page",
        "span": "two numbers",
        "spread_out": "numbers to look at; who may see the rows is decided there",
        "inbox_count": "a count for the health page",
    },
    "people.queries": {"rates": "rates of exchange are no secret"},
    "collect.queries": {"guesses": "of a file that somebody gives"},
    "surveys.queries": {
        "newest_version": "what a survey asks is no customer's data",
        "asked": "what a survey asks is no customer's data",
        "asked_in": "what a survey asks is no customer's data",
        "standing": "what a survey asks is no customer's data",
    },
}

OF_WHAT_WAS_READ = {
    "people.queries": {
        "preferences": "of a person whom `known` found",
        "email_of": "of a person whom `known` found",
    },
    "collect.queries": {
        "origin_of": "of an import",
        "origins_of": "of an import",
        "import_of": "of a rejected row",
        "reading_of": "of an import and a rejected row",
        "already_there": "counts facts that somebody gives",
    },
    "share.queries.people": {"root": "of a contact"},
}

MACHINERY = {
    "company.queries": {"manager_of": "routing: the case goes to whoever it must, whoever looks"},
    "journal.queries": {
        "inbox_waiting": "the appender takes all",
        "after": "readers read all",
        "news_after": "readers read all",
        "corrections": "the columnar copy holds all",
        "standing": "drops from rows what was replaced; it adds none",
    },
    "people.queries": {
        "known": "callers decide by the person's rows who may see them",
        "person_of": "a row's subject; who may see the row is decided before",
        "persons_of": "rows' subjects; who may see the rows is decided before",
        "is_contact_of": "takes accounts that are narrowed already",
    },
    "contact.queries.leaving": {"may_leave": "the last look before a mail leaves, whoever sends it"},
    "collect.queries": {"house": "what an import has to recognise, whoever started it"},
}

LISTED = (EVERYBODYS, OF_WHAT_WAS_READ, MACHINERY)
FACES = {"views", "api", "forms"}


def _listed(*lists: dict[str, dict[str, str]]) -> set[str]:
    return {f"{module}.{name}" for names in lists for module, reasons in names.items() for name in reasons}


def reads(source: Source) -> Iterator[ast.FunctionDef]:
    for node in source.tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node


def _name(source: Source, function: str) -> str:
    return f"{'.'.join(source.parts)}.{function}"


def reads_without_viewer(source: Source) -> Iterator[Finding]:
    for node in reads(source):
        arguments = [argument.arg for argument in [*node.args.posonlyargs, *node.args.args]]
        if arguments[:1] != ["viewer"] and _name(source, node.name) not in _listed(*LISTED):
            yield Finding(source.path, node.lineno, f"{node.name}() does not take a viewer first")


def shows_unnarrowed(source: Source) -> Iterator[Finding]:
    """Each line of a page or route that uses a read meant for the machinery."""
    for line, name in used(source):
        if name.removeprefix("oyez.") in _listed(MACHINERY):
            yield Finding(source.path, line, f"{name} knows no viewer: not for pages and routes")


def is_queries(source: Source) -> bool:
    return "queries" in source.parts


def is_face(source: Source) -> bool:
    return bool(FACES.intersection(source.parts))


def test_every_query_takes_a_viewer_first() -> None:
    expect_none(found for source in python() if is_queries(source) for found in reads_without_viewer(source))


def test_pages_and_routes_use_no_read_of_the_machinery() -> None:
    expect_none(found for source in python() if is_face(source) for found in shows_unnarrowed(source))


def test_each_exception_still_exists() -> None:
    defined = {
        _name(source, node.name) for source in python() if is_queries(source) for node in reads(source)
    }
    assert not _listed(*LISTED) - defined


def seen(code: str) -> int:
    return len(list(reads_without_viewer(Source("act/queries.py", code))))


def test_a_query_without_viewer_is_seen() -> None:
    assert seen("def open_cases(unit): ...") == 1
    assert seen("def open_cases(unit, viewer): ...") == 1
    assert seen("def open_cases(*, viewer): ...") == 1


def test_a_query_with_a_viewer_is_allowed() -> None:
    assert seen("def open_cases(viewer, unit): ...\ndef _rows(unit): ...") == 0


def test_a_page_that_reads_past_the_viewer_is_seen() -> None:
    by_name = Source("share/views.py", "from oyez.journal.queries import after\nafter(0, 10)")
    by_module = Source("share/views.py", "from oyez.journal import queries\nqueries.after(0, 10)")
    assert list(shows_unnarrowed(by_name))
    assert list(shows_unnarrowed(by_module))
