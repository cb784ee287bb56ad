"""The routes of `/api/v1/`, from the same description that OpenAPI tools read."""

from collections.abc import Iterator, Mapping
from typing import Any

from oyez.web.api import api
from oyez.web.reference import PAGES
from oyez.web.reference.markdown import code, table


def page() -> str:
    return f"""
# API

Programs send a key as `Authorization: Bearer oyez_…`; it looks as the member who made it, in one role, and sees
what that member would see. Errors have [one shape](errors.md). The machine-readable description is served at
`/api/v1/openapi.json`.

{chr(10).join(_sections())}
"""


def _sections() -> Iterator[str]:
    paths: Mapping[str, Mapping[str, Any]] = api.get_openapi_schema(path_prefix="/api/v1/")["paths"]
    for path, verbs in sorted(paths.items()):
        for verb, route in verbs.items():
            yield _section(f"{verb.upper()} {path}", route)


def _section(title: str, route: Mapping[str, Any]) -> str:
    parts = [f"## {title}", str(route.get("description") or route.get("summary") or "")]
    rows = [
        (code(row["name"]), row["in"], _type(row["schema"]), _need(row))
        for row in route.get("parameters", ())
    ]
    if rows:
        parts.append(table(("parameter", "in", "type", "needed"), rows))
    return "\n\n".join(part for part in parts if part) + "\n"


def _type(schema: Mapping[str, Any]) -> str:
    if "anyOf" in schema:
        return " or ".join(_type(part) for part in schema["anyOf"])
    if schema.get("type") == "array":
        return f"several: {_type(schema['items'])}"
    return str(schema.get("type", "object"))


def _need(parameter: Mapping[str, Any]) -> str:
    if parameter.get("required"):
        return "yes"
    default = parameter["schema"].get("default")
    return f"no, default {code(str(default))}" if default not in (None, "", []) else "no"


PAGES.add("api", page)
