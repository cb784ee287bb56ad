"""Reads bytes of unknown origin: no larger, deeper or fuller than a survey can be, in whatever encoding."""

import codecs
from typing import Any

import msgspec

from oyez.kit.errors import Refused

LARGEST = 16 << 20
MOST_VALUES = 600_000
DEEPEST = 60
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
Json = dict[str, Any]


def check_size(size: int) -> None:
    if size > LARGEST:
        raise Refused(
            f"This file has {size >> 20:,} MB; a survey has at most {LARGEST >> 20}. Is it its answers?"
        )


def text_of(raw: bytes) -> tuple[str, str]:
    """The text, and the name of its encoding where it is not UTF-8 or UTF-16 as it should be."""
    check_size(len(raw))
    named = next((name for mark, name in MARKS if raw.startswith(mark)), "utf-8")
    try:
        return raw.decode(named), ""
    except UnicodeDecodeError:
        if named != "utf-8":
            raise Refused(f"This file says it is {named}, and is not. Save it again.") from None
        return raw.decode("cp1252", errors="replace"), "windows-1252"


def json_of(text: str) -> Json:
    """The object of a JSON text; a list of one object is that object."""
    if text.count(",") + text.count("[") + text.count("{") > MOST_VALUES:
        raise Refused(f"This file holds more than {MOST_VALUES:,} values, and no survey does.")
    try:
        found = msgspec.json.decode(text.encode("utf-8", "replace"))
    except (msgspec.DecodeError, RecursionError) as error:
        raise Refused(f"This file is not JSON: {error}.") from None
    if isinstance(found, list) and len(found) == 1:
        found = found[0]
    if not isinstance(found, dict):
        raise Refused("This file holds no survey: JSON begins with an object.")
    _check_depth(found)
    return found


def _check_depth(found: Any) -> None:
    level = [found]
    for _ in range(DEEPEST):
        level = [inner for one in level if isinstance(one, dict | list) for inner in _inside(one)]
        if not level:
            return
    raise Refused("This file is nested too deeply to be a survey.")


def _inside(one: "Json | list[Any]") -> list[Any]:
    return list(one.values()) if isinstance(one, dict) else one


def table(found: Any) -> Json:
    """An object; a list as an object numbered from 1, as some tools write it; anything else as an empty one."""
    if isinstance(found, dict):
        return found
    return {str(at): one for at, one in enumerate(found, 1)} if isinstance(found, list) else {}


def rows(found: Any) -> list[Json]:
    """The objects of a list, or of an object that stands for one."""
    inside = found.values() if isinstance(found, dict) else found if isinstance(found, list) else []
    return [one for one in inside if isinstance(one, dict)]


def said(found: Any) -> str:
    """A value as text; nothing for what is no single value."""
    if isinstance(found, bool):
        return "true" if found else "false"
    if isinstance(found, float) and found.is_integer() and abs(found) < 1e15:
        return str(int(found))
    return str(found) if isinstance(found, str | int | float) else ""


def number(found: Any) -> float | None:
    """A finite number, also where it is written as text."""
    if isinstance(found, bool):
        return None
    try:
        value = float(said(found))
    except ValueError:
        return None
    return value if abs(value) < 1e12 else None


def is_on(found: Any) -> bool:
    """Whether a setting is on, in any of the ways in which tools say so."""
    return said(found).strip().lower() in {"true", "on", "yes", "y", "1"}
