"""The text of a record from a file that has none of its own, and back: one JSON object a record."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import msgspec

from oyez.collect.core.tables import CELL_LIMIT, Cell, Row, Unreadable, shorten

CUT = 1000


def to_text(row: Row, problem: str = "") -> str:
    """A record as one line of JSON; of one that is too large, the beginning of each cell."""
    kept = (
        {name: cell[:CUT] if isinstance(cell, str) else cell for name, cell in row.items()}
        if problem
        else row
    )
    return msgspec.json.encode(kept, enc_hook=str).decode()


def from_text(raw: str) -> Row:
    """A mended record."""
    try:
        found = msgspec.json.decode(raw)
    except (msgspec.DecodeError, RecursionError) as error:
        raise Unreadable(f"“{shorten(raw)}” is not JSON: {error}.") from None
    if not isinstance(found, dict):
        raise Unreadable(f"“{shorten(raw)}” is not an object with a value for each column.")
    return found


def plain(cell: Cell) -> Cell:
    """A typed cell as something that mappings know: text, number, truth, moment, or nothing."""
    if cell is None or isinstance(cell, (str, bool, int, Decimal, datetime, date)):
        return cell
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() and abs(cell) < 1 << 53 else cell
    if isinstance(cell, (bytes, bytearray, memoryview)):
        return decode(bytes(cell))
    if isinstance(cell, (time, timedelta)):
        return str(cell)
    return msgspec.json.encode(cell, enc_hook=str).decode()


def decode(content: bytes) -> str:
    """Old databases hold letters of more than one encoding; UTF-8 is tried first."""
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def too_large(row: Row) -> str:
    """Why a record cannot be taken for its size, or nothing."""
    for name, cell in row.items():
        if isinstance(cell, str) and len(cell) > CELL_LIMIT:
            return f"“{name}” is larger than {CELL_LIMIT >> 20} MB."
    return ""


def as_text(cell: Cell) -> str:
    """A typed cell as people would write it."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, Decimal):
        return format(cell, "f")
    if isinstance(cell, (datetime, date)):
        return cell.isoformat()
    if isinstance(cell, list) and all(isinstance(part, str) for part in cell):
        return ", ".join(cell)
    return msgspec.json.encode(cell, enc_hook=str).decode()
