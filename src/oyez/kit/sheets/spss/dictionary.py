"""The dictionary of an SPSS system file: header, variables, labels, documents, and how to read the rest."""

import struct
from collections.abc import Sequence
from math import nextafter
from sys import float_info

from oyez import __version__
from oyez.kit.clock import now
from oyez.kit.sheets.sheet import MISSING, Kind, Sheet
from oyez.kit.sheets.spss.variables import Variable, cut

CASES_AT = 80
SYSTEM_MISSING = -float_info.max
LONGEST_LABEL = 120
LONGEST_VARIABLE_LABEL = 252
LINE = 80
FORMATS = {
    Kind.NUMBER: (5, 12, 4),
    Kind.WHOLE: (5, 12, 0),
    Kind.SHARE: (5, 8, 1),
    Kind.MONEY: (5, 16, 2),
    Kind.YES_NO: (5, 1, 0),
    Kind.DATE: (39, 10, 0),
}
SCALE, NOMINAL = 3, 1
LEFT, RIGHT = 0, 1


def int32(*values: int) -> bytes:
    return struct.pack(f"<{len(values)}i", *values)


def dictionary(sheet: Sheet, variables: Sequence[Variable]) -> bytes:
    """Everything before the first case."""
    return b"".join(
        [
            _header(sheet, variables),
            *(_variable(one) for one in variables),
            *_short_labels(variables),
            _documents(sheet),
            _extension(3, 4, int32(1, 0, 0, -1, 1, 1, 2, 65001)),
            _extension(
                4, 8, struct.pack("<3d", SYSTEM_MISSING, float_info.max, nextafter(SYSTEM_MISSING, 0))
            ),
            _extension(11, 4, b"".join(_shown(one) for one in variables)),
            _extension(13, 1, "\t".join(f"{one.short}={one.name}" for one in variables).encode()),
            _extension(20, 1, b"UTF-8"),
            *_long_labels(variables),
            int32(999, 0),
        ]
    )


def _header(sheet: Sheet, variables: Sequence[Variable]) -> bytes:
    moment = now()
    return b"".join(
        [
            b"$FL2",
            _padded(f"@(#) SPSS DATA FILE Oyez {__version__}", 60),
            int32(2, sum(one.segments for one in variables), 0, 0, -1),
            struct.pack("<d", 100.0),
            moment.strftime("%d %b %y%H:%M:%S").encode(),
            _padded(sheet.title, 64),
            b"\0" * 3,
        ]
    )


def _variable(one: Variable) -> bytes:
    """A record for the variable, and one more for each further eight bytes of a text."""
    kind, width, decimals = FORMATS.get(one.column.kind, (1, one.width, 0))
    form = kind << 16 | width << 8 | decimals
    label = cut(one.column.heading, LONGEST_VARIABLE_LABEL)
    missing = list(MISSING.values()) if one.can_miss else []
    first = [
        int32(2, one.width, 1, len(missing), form, form),
        _padded(one.short, 8),
        int32(len(label)),
        label + b" " * (-len(label) % 4),
        struct.pack(f"<{len(missing)}d", *missing),
    ]
    further = int32(2, -1, 0, 0, 0, 0) + b" " * 8
    return b"".join(first) + further * (one.segments - 1)


def _short_labels(variables: Sequence[Variable]) -> list[bytes]:
    """Value labels of numbers and of texts up to eight bytes."""
    records, index = [], 1
    for one in variables:
        if one.labels and one.width <= 8:
            labels = b"".join(_short_label(value, words) for value, words in one.labels.items())
            records.append(int32(3, len(one.labels)) + labels + int32(4, 1, index))
        index += one.segments
    return records


def _short_label(value: float | str, words: str) -> bytes:
    held = _padded(value, 8) if isinstance(value, str) else struct.pack("<d", value)
    label = cut(words, LONGEST_LABEL)
    return held + bytes([len(label)]) + label + b" " * (-(len(label) + 1) % 8)


def _long_labels(variables: Sequence[Variable]) -> list[bytes]:
    """Value labels of longer texts, each variable in a record of its own."""
    found = [one for one in variables if one.labels and one.width > 8]
    return [_extension(21, 1, b"".join(_long_label_set(one) for one in found))] if found else []


def _long_label_set(one: Variable) -> bytes:
    parts = [_counted(one.name.encode()), int32(one.width, len(one.labels))]
    for value, words in one.labels.items():
        parts += [_counted(_padded(str(value), one.width)), _counted(cut(words, LONGEST_LABEL))]
    return b"".join(parts)


def _documents(sheet: Sheet) -> bytes:
    """Title, sentence and notes, in lines of eighty bytes."""
    said = [sheet.title, sheet.sentence, *(f"{note.about}: {note.words}" for note in sheet.notes)]
    lines = [line for words in said if words for line in _lines(words)]
    return int32(6, len(lines)) + b"".join(line.ljust(LINE) for line in lines)


def _lines(words: str) -> list[bytes]:
    """Words in lines that each fit, none cut within a character."""
    rest, lines = " ".join(words.split()), []
    while rest:
        line = cut(rest, LINE).decode()
        if len(line) < len(rest) and " " in line:
            line = line[: line.rindex(" ") + 1]
        lines.append(line.rstrip().encode())
        rest = rest[len(line) :]
    return lines


def _shown(one: Variable) -> bytes:
    """Measurement level, width on screen, alignment."""
    if one.width:
        return int32(NOMINAL, min(40, max(8, one.width)), LEFT)
    return int32(NOMINAL if one.column.kind is Kind.YES_NO else SCALE, 10, RIGHT)


def _extension(subtype: int, size: int, content: bytes) -> bytes:
    return int32(7, subtype, size, len(content) // size) + content


def _counted(content: bytes) -> bytes:
    return int32(len(content)) + content


def _padded(text: str, width: int) -> bytes:
    return cut(text, width).ljust(width)
