"""Tells the encoding of a text file: by its mark, by being UTF-8 throughout, else by its letters."""

import codecs
from dataclasses import dataclass
from pathlib import Path

from oyez.collect.core.packed import CHUNK, Stream, plain_head
from oyez.collect.core.tables import Unreadable

SAMPLE = 1 << 18
WESTERN = "cp1252"
USUAL = (
    WESTERN, "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257",
    "cp932", "euc_jp", "cp949", "gb18030", "big5",
)  # fmt: skip

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True)
class Encoding:
    """How to decode a file, and what to tell the user about it."""

    name: str
    note: str = ""


def find_encoding(path: Path, wanted: str | None = None) -> Encoding:
    """The encoding of a whole file, checked to its last byte, so that nothing breaks half way."""
    if wanted is not None:
        _check_wanted(path, wanted)
        return Encoding(wanted)
    head = plain_head(path, 4096)
    name = by_mark(head) or by_zeros(head) or "utf-8"
    broken = first_broken_line(path, name)
    if broken is None:
        return Encoding(name)
    if name != "utf-8":
        raise Unreadable(f"{path.name} says it is {name}, but line {broken:,} is not. Save it again.")
    guessed = _by_letters(path, broken)
    return Encoding(
        guessed,
        f"Read as {guessed}, since line {broken:,} is not UTF-8; name another encoding if letters look wrong.",
    )


def _check_wanted(path: Path, wanted: str) -> None:
    try:
        codecs.lookup(wanted)
    except LookupError:
        raise Unreadable(f"There is no encoding “{wanted}”. Try utf-8, windows-1252 or utf-16.") from None
    broken = first_broken_line(path, wanted)
    if broken is not None:
        raise Unreadable(
            f"{path.name} is not {wanted}: line {broken:,} cannot be read that way. "
            "Leave the encoding out to have it detected."
        )


def by_mark(head: bytes) -> str | None:
    """The encoding that a byte order mark names."""
    return next((name for mark, name in MARKS if head.startswith(mark)), None)


def by_zeros(head: bytes) -> str | None:
    """UTF-16 without its mark: in Western text every other byte is zero."""
    sample = head
    if len(sample) < 4:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > half * 0.4 and even < half * 0.1:
        return "utf-16-le"
    if even > half * 0.4 and odd < half * 0.1:
        return "utf-16-be"
    return None


def first_broken_line(path: Path, encoding: str) -> int | None:
    """The first line that does not decode, or None: reads the whole file once, in pieces."""
    decoder = codecs.getincrementaldecoder(encoding)()
    stream, line = Stream(path), 1
    try:
        while chunk := stream.bytes.read(CHUNK):
            try:
                line += decoder.decode(chunk).count("\n")
            except UnicodeDecodeError as error:
                return line + error.object[: error.start].count(b"\n")
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return line
    finally:
        stream.close()
    return None


def _by_letters(path: Path, broken: int) -> str:
    """The likeliest of the usual encodings, by the letters from the first line that is not UTF-8."""
    from charset_normalizer import from_bytes

    sample = b"".join(_lines_with_letters(path, broken))
    matches = from_bytes(sample, cp_isolation=list(USUAL))
    best = matches.best()
    if best is None:
        return "latin-1"
    name = best.encoding
    for match in matches:
        as_good = match.chaos <= best.chaos + 0.02 and match.coherence >= best.coherence - 0.05
        if as_good and WESTERN in match.could_be_from_charset:
            name = WESTERN  # the commonest of those that read the same letters
            break
    return name if first_broken_line(path, name) is None else "latin-1"


def _lines_with_letters(path: Path, first: int, most: int = 400) -> list[bytes]:
    """The header and the lines that are not plain ASCII: what tells encodings apart."""
    found: list[bytes] = []
    stream, number = Stream(path), 0
    try:
        while len(found) < most and (line := stream.bytes.readline(SAMPLE)):
            number += 1
            if number == 1 or (number >= first and not line.isascii()):
                found.append(line[:2000])
    finally:
        stream.close()
    return found
