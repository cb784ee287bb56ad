"""The routes of `/api/v1/`, from the same description that OpenAPI tools read."""

from collections.abc import Iterator, Mapping
from typing import Any

from oyez.web.api import api
from oyez.web.reference import PAGES
from oyez.web.reference.markdown import code, table

Schema = Mapping[str, Any]


def page() -> str:
    return f"""
# API

Programs send a key as `Authorization: Bearer oyez_…`; it looks as the member who made it, in one role, and sees
what that member would see. Errors have [one shape](errors.md). The machine-readable description is served at
`/api/v1/openapi.json`.

{chr(10).join(_sections())}
"""


def _sections() -> Iterator[str]:
    schema: Schema = api.get_openapi_schema(path_prefix="/api/v1/")
    for path, verbs in sorted(schema["paths"].items()):
        for verb, route in verbs.items():
            yield _section(f"{verb.upper()} {path}", route, schema)


def _section(title: str, route: Schema, schema: Schema) -> str:
    said = " ".join(f"{text.rstrip('.')}." for key in ("summary", "description") if (text := route.get(key)))
    rows = [
        (code(row["name"]), row["in"], _type(row["schema"]), _need(row))
        for row in route.get("parameters", ())
    ]
    rows += _body(route, schema)
    parts = [f"## {title}", said]
    if rows:
        parts.append(table(("parameter", "in", "type", "needed"), rows))
    return "\n\n".join(part for part in parts if part) + "\n"


def _body(route: Schema, schema: Schema) -> Iterator[tuple[str, str, str, str]]:
    """The fields of what is sent along."""
    for kind in route.get("requestBody", {}).get("content", {}).values():
        found = kind["schema"]
        if "$ref" in found:
            found = schema["components"]["schemas"][found["$ref"].rpartition("/")[2]]
        for name, field in found.get("properties", {}).items():
            needed = {"required": name in found.get("required", ()), "schema": field}
            yield code(name), "body", _type(field), _need(needed)


def _type(schema: Schema) -> str:
    if "anyOf" in schema:
        return " or ".join(
            "nothing" if part.get("type") == "null" else _type(part) for part in schema["anyOf"]
        )
    if schema.get("type") == "array":
        return f"several: {_type(schema['items'])}"
    return str(schema.get("type", "object"))


def _need(parameter: Schema) -> str:
    if parameter.get("required"):
        return "yes"
    default = parameter["schema"].get("default")
    return f"no, default {code(str(default))}" if default not in (None, "", []) else "no"


PAGES.add("api", page)
