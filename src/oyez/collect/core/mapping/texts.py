"""Templates: text with names in braces, such as “{first} {last}”."""

from oyez.collect.core.mapping import dates
from oyez.collect.core.mapping.scope import REFERENCE, Get, Scope, Value, nothing
from oyez.collect.core.mapping.trouble import MappingError
from oyez.collect.core.records import as_text
from oyez.collect.core.tables import Cell, Row


def template(text: str, scope: Scope, line: int) -> Value:
    """A template's value: one name alone keeps its kind, several make a text in which empty ones are blank."""
    if text.replace("{", "", text.count("}")).count("{") or text.count("{") != text.count("}"):
        raise MappingError(line, f"in “{text}” a brace is not closed.")
    pieces = REFERENCE.split(text)
    if len(pieces) == 1:
        return constant(text)
    if len(pieces) == 3 and not pieces[0].strip() and not pieces[2].strip():
        return scope.find(pieces[1].strip(), line)
    get = _joined(pieces, scope, line, whole=False)
    return Value(get, "text", constant=get is nothing, text=get)


def whole_template(text: str, scope: Scope, line: int) -> Get:
    """A template for an id or a key: nothing at all where one of its names is empty."""
    pieces = REFERENCE.split(text)
    return _joined(pieces, scope, line, whole=True)


def constant(cell: Cell) -> Value:
    if cell is None:
        return Value(nothing, "any", constant=True, text=nothing)
    return Value(lambda row: cell, "text" if isinstance(cell, str) else "any", constant=True)


def _joined(pieces: list[str], scope: Scope, line: int, *, whole: bool) -> Get:
    parts = [
        text_getter(scope.find(piece.strip(), line)) if at % 2 else _fixed(piece)
        for at, piece in enumerate(pieces)
        if at % 2 or piece
    ]
    named = [at % 2 == 1 for at, piece in enumerate(pieces) if at % 2 or piece]
    from_names = [get for get, is_name in zip(parts, named, strict=True) if is_name]
    if (whole and nothing in from_names) or set(from_names) == {nothing}:
        return nothing
    if len(parts) == 1:
        return parts[0]

    def all_or_nothing(row: Row) -> Cell:
        found = [get(row) for get in parts]
        return None if None in found else "".join(found)  # type: ignore[arg-type]

    def what_there_is(row: Row) -> Cell:
        found = [get(row) for get in parts]
        if all(cell is None for cell, is_name in zip(found, named, strict=True) if is_name):
            return None
        return "".join([cell or "" for cell in found]).strip() or None  # type: ignore[misc]

    return all_or_nothing if whole else what_there_is


def _fixed(text: str) -> Get:
    return lambda row: text


def text_getter(value: Value) -> Get:
    """The value as text; a moment as ISO 8601."""
    get = value.get
    if value.text is not None:
        return value.text
    if value.kind == "date":
        return lambda row: None if (micro := get(row)) is None else dates.iso(micro)  # type: ignore[arg-type]

    def text(row: Row) -> Cell:
        cell = get(row)
        return cell if cell is None or type(cell) is str else as_text(cell)

    return text
