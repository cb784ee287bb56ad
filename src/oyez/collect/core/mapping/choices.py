"""Several choices in one answer, however a file writes them, as one text: `price | service`."""

from collections.abc import Callable, Iterable, Iterator

from oyez.collect.core.mapping.scope import Scope, Value, nothing
from oyez.collect.core.mapping.sections import Section
from oyez.collect.core.mapping.trouble import MappingError, Unusable
from oyez.collect.core.mapping.values import operation, text
from oyez.collect.core.tables import Cell, Row, shorten

SEPARATOR = " | "  # as questions by each:NAME take it apart
BAR = "|"


@operation("choices", "separator", "known")
def _choices(section: Section, scope: Scope) -> Value:
    """`choices: "{reasons}"` with `separator: ";"`; or a list of columns, each with one choice or none.

    `known` says what each choice is called here, and so finds choices that hold the separator.
    """
    line = section.line_of("choices")
    entries = section["choices"] if isinstance(section["choices"], list) else [section["choices"]]
    separator = section.text("separator").strip() if "separator" in section else ""
    if "separator" in section and not separator:
        raise MappingError(
            section.line_of("separator"), "“separator” is what stands between choices, such as “;”."
        )
    gets = [get for get in (text(entry, scope, line) for entry in entries) if get is not nothing]
    if not gets:
        return Value(nothing, "text", constant=True, text=nothing)
    parts = _split_at(separator) if separator else _whole
    if "known" in section:
        parts = _renamed(parts, separator, section.section("known"))

    def chosen(row: Row) -> Cell:
        return together(part for get in gets if (cell := get(row)) is not None for part in parts(str(cell)))

    return Value(chosen, "text", text=chosen)


def together(choices: Iterable[str]) -> str | None:
    """Choices as one text, each once, in the order given; a bar inside a choice becomes a slash."""
    clean = (" ".join(choice.replace(BAR, "/").split()) for choice in choices)
    return SEPARATOR.join(dict.fromkeys(choice for choice in clean if choice)) or None


def _renamed(
    split: Callable[[str], Iterable[str]], separator: str, table: Section
) -> Callable[[str], Iterable[str]]:
    """Parts by their new names; several that only together are known were one choice."""
    known = {_plain(key): None if name is None else str(name) for key, name in table.items()}
    longest = max((key.count(separator) for key in known), default=0) + 1 if separator else 1

    def renamed(cell: str) -> Iterator[str]:
        parts = [part for part in split(cell) if part.strip()]
        at = 0
        while at < len(parts):
            for length in range(min(longest, len(parts) - at), 0, -1):
                key = _plain(separator.join(parts[at : at + length]))
                if key in known:
                    break
            else:
                raise Unusable(f"“{shorten(parts[at], 40)}” is none of the choices")
            if (name := known[key]) is not None:
                yield name
            at += length

    return renamed


def _plain(choice: str) -> str:
    """Choices are compared without case and without blanks, which separators gain and lose."""
    return "".join(choice.split()).casefold()


def _whole(cell: str) -> Iterator[str]:
    yield cell


def _split_at(separator: str) -> Callable[[str], Iterable[str]]:
    """A choice in double quotes may hold the separator."""

    def split(cell: str) -> Iterator[str]:
        part, quoted = "", False
        for piece in cell.split(separator):
            part = f"{part}{separator}{piece}" if quoted else piece
            quoted = part.count('"') % 2 == 1
            if not quoted:
                yield _unquoted(part)
        if quoted:
            yield from part.split(separator)

    return split


def _unquoted(part: str) -> str:
    part = part.strip()
    return part[1:-1].replace('""', '"') if len(part) > 1 and part[0] == part[-1] == '"' else part
