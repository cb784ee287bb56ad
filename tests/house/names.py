"""What a name in a source file stands for: imports followed, aliases undone."""

import ast
from collections.abc import Iterator
from functools import cache

from tests.house.sources import Source


@cache
def imported(source: Source) -> tuple[tuple[int, str], ...]:
    """Each imported thing with its line, as a full dotted name; `import_module("x")` counts too."""
    return tuple(_imported(source))


def _imported(source: Source) -> Iterator[tuple[int, str]]:
    for node in ast.walk(source.tree):
        match node:
            case ast.Import():
                for alias in node.names:
                    yield node.lineno, alias.name
            case ast.ImportFrom():
                for alias in node.names:
                    yield node.lineno, f"{_origin(source, node)}.{alias.name}"
            case ast.Call(func=function, args=[ast.Constant(value=str(name)), *_]):
                if dotted(function) in {"import_module", "importlib.import_module", "__import__"}:
                    yield node.lineno, name


def _origin(source: Source, node: ast.ImportFrom) -> str:
    """The module that `from … import` names, relative dots resolved."""
    if not node.level:
        return node.module or ""
    base = source.package.split(".")
    base = base[: len(base) - node.level + 1]
    return ".".join([*base, node.module] if node.module else base)


@cache
def aliases(source: Source) -> dict[str, str]:
    """What each imported local name stands for."""
    names: dict[str, str] = {}
    for node in ast.walk(source.tree):
        match node:
            case ast.Import():
                for alias in node.names:
                    names[alias.asname or alias.name.split(".")[0]] = (
                        alias.name if alias.asname else alias.name.split(".")[0]
                    )
            case ast.ImportFrom():
                for alias in node.names:
                    names[alias.asname or alias.name] = f"{_origin(source, node)}.{alias.name}"
    return names


def dotted(node: ast.expr) -> str | None:
    """`a.b.c` as text, or None for anything that is not a plain chain of names."""
    match node:
        case ast.Name():
            return node.id
        case ast.Attribute():
            before = dotted(node.value)
            return before and f"{before}.{node.attr}"
    return None


def used(source: Source) -> Iterator[tuple[int, str]]:
    """Each use of an imported name with its line, as a full dotted name."""
    known = aliases(source)
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Name | ast.Attribute) and (name := dotted(node)):
            head, dot, rest = name.partition(".")
            if head in known:
                yield node.lineno, f"{known[head]}{dot}{rest}"


def calls(source: Source) -> Iterator[ast.Call]:
    return (node for node in ast.walk(source.tree) if isinstance(node, ast.Call))


def strings(source: Source) -> Iterator[tuple[int, str]]:
    """Each text in the code with its line, the fixed parts of f-strings included, docstrings left out."""
    documentation = set(map(id, _docstrings(source.tree)))
    for node in ast.walk(source.tree):
        match node:
            case ast.JoinedStr():
                parts = [part.value if isinstance(part, ast.Constant) else "x" for part in node.values]
                yield node.lineno, "".join(map(str, parts))
            case ast.Constant(value=str(text)) if id(node) not in documentation:
                yield node.lineno, text


def _docstrings(tree: ast.Module) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            match node.body:
                case [ast.Expr(value=ast.Constant(value=str()) as text), *_]:
                    yield text
