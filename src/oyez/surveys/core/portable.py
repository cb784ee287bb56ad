"""A survey as documented JSON, for other programs: written whole, read back to the same value."""

from collections.abc import Mapping
from typing import Any, Literal

import msgspec

from oyez.journal.core.scales import BUILT_IN, Scale
from oyez.kit.errors import Refused
from oyez.surveys.core import reading
from oyez.surveys.core.definition import Definition

FORMAT: Literal["oyez.survey"] = "oyez.survey"
VERSION: Literal[1] = 1


class Portable(msgspec.Struct, frozen=True, kw_only=True):
    """The envelope: which format in which version, and the survey. What has its default may be left out."""

    format: Literal["oyez.survey"]
    version: Literal[1]
    survey: Definition


def export_json(found: Definition) -> str:
    """The survey as JSON, indented."""
    raw = msgspec.json.encode(Portable(format=FORMAT, version=VERSION, survey=found))
    return msgspec.json.format(raw, indent=2).decode() + "\n"


def import_json(text: str | bytes, scales: Mapping[str, Scale] = BUILT_IN) -> Definition:
    """The survey of such a JSON; refused where it is none, or one that the house would not read."""
    try:
        found = msgspec.json.decode(text, type=Portable)
    except (msgspec.DecodeError, RecursionError) as error:
        raise Refused(f"This is no survey in the format {FORMAT}: {error}.") from None
    return reading.definition(reading.to_yaml(found.survey), scales)


def schema() -> dict[str, Any]:
    """The format as JSON Schema (2020-12), made from the definition itself."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(Portable)}
