"""Never swallow an error: only the places that must outlive anything catch everything."""

import ast
from collections.abc import Iterator

from tests.house.sources import Finding, Source, expect_none, python

# Places that catch everything, each with the reason why they must go on.
ALLOWED = {
    "kit/worker": "the loop records what failed, backs off and goes on with the other steps",
    "kit/together": "what one writer's work fails with is told to that writer, and the others go on",
    "kit/outbox": "a mail server's refusal is an outcome to record, whatever its type",
}


def catches_everything(source: Source) -> Iterator[Finding]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ExceptHandler) and _is_broad(node.type) and not _raises_again(node):
            yield Finding(source.path, node.lineno, "catches everything")


def passes_over(source: Source) -> Iterator[Finding]:
    """Each handler that does nothing and does not say beside it why nothing is right.

    A `try` that only returns is a short way, and what follows it the long one.
    """
    lines = source.text.splitlines()
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Try) and not isinstance(node.body[-1], ast.Return):
            for handler in node.handlers:
                if _does_nothing(handler) and "#" not in lines[handler.body[0].lineno - 1]:
                    yield Finding(source.path, handler.lineno, "swallows an error")


def _does_nothing(handler: ast.ExceptHandler) -> bool:
    match handler.body:
        case [ast.Pass()] | [ast.Expr(value=ast.Constant())]:
            return True
    return False


def _is_broad(node: ast.expr | None) -> bool:
    match node:
        case None | ast.Name(id="Exception" | "BaseException"):
            return True
        case ast.Tuple():
            return any(map(_is_broad, node.elts))
    return False


def _raises_again(node: ast.ExceptHandler) -> bool:
    match node.body[-1]:
        case ast.Raise(exc=None):
            return True
        case ast.Raise(cause=ast.Name(id=cause)):
            return cause == node.name
    return False


def test_nobody_catches_everything() -> None:
    others = [source for source in python() if "/".join(source.parts) not in ALLOWED]
    expect_none(finding for source in others for finding in catches_everything(source))


def test_each_allowed_place_still_catches() -> None:
    assert set(ALLOWED) <= {"/".join(source.parts) for source in python() if any(catches_everything(source))}


def test_nobody_swallows_an_error() -> None:
    expect_none(finding for source in python() for finding in passes_over(source))


def seen(code: str) -> int:
    return len(list(catches_everything(Source("act/jobs.py", code))))


def test_catching_everything_is_seen() -> None:
    assert seen("try:\n    x()\nexcept Exception:\n    y()") == 1
    assert seen("try:\n    x()\nexcept:\n    y()") == 1
    assert seen("try:\n    x()\nexcept (ValueError, Exception) as error:\n    y()") == 1
    assert seen("try:\n    x()\nexcept ValueError:\n    y()") == 0
    assert seen("try:\n    x()\nexcept BaseException:\n    y()\n    raise") == 0
    assert seen("try:\n    x()\nexcept Exception as error:\n    raise Refused() from error") == 0
    assert seen("try:\n    x()\nexcept Exception as error:\n    raise Refused() from None") == 1


def test_a_swallowed_error_is_seen() -> None:
    quiet = "try:\n    x()\nexcept ValueError:\n    pass"
    assert list(passes_over(Source("act/jobs.py", quiet)))
    short = "try:\n    return known[x]\nexcept KeyError:\n    pass"
    assert not list(passes_over(Source("act/jobs.py", short)))
    assert not list(passes_over(Source("act/jobs.py", quiet + "  # the sample may end inside a cell")))
