"""Bytes to text, whatever the sender said about them."""

from charset_normalizer import from_bytes

GUESSED_BYTES = 20_000
NAMES = {
    "x-sjis": "cp932",
    "shift-jis": "cp932",
    "shift_jis": "cp932",
    "windows-31j": "cp932",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso-8859-8-i": "iso-8859-8",
    "unicode-1-1-utf-7": "utf-7",
    "iso-2022-jp": "iso2022_jp_ext",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "us-ascii": "utf-8",
    "ascii": "utf-8",
    "iso-8859-1": "cp1252",  # as browsers read it: senders who say the one write the other
    "latin1": "cp1252",
}


def decoded(raw: bytes, charset: str = "") -> str:
    """The text of some bytes: by the charset they came with, else UTF-8, else the likeliest; it never fails."""
    named = charset.strip().strip("\"'").lower()
    for name in (NAMES.get(named, named), "utf-8", "iso2022_jp_ext" if b"\x1b$" in raw else ""):
        if name and (text := _strictly(raw, name)) is not None:
            return text
    return _guessed(raw)


def _strictly(raw: bytes, name: str) -> str | None:
    try:
        return raw.decode(name)
    except (LookupError, ValueError):  # a codec that does not exist, or bytes that are not in it
        return None


def _guessed(raw: bytes) -> str:
    likeliest = from_bytes(raw[:GUESSED_BYTES]).best()
    return raw.decode(likeliest.encoding if likeliest else "cp1252", errors="replace")
