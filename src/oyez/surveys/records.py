"""Surveys as programs read them."""

from typing import Any

import msgspec

from oyez.journal.queries import scales
from oyez.surveys.core.definition import Definition
from oyez.surveys.core.lint import Linted
from oyez.surveys.core.reading import definition
from oyez.surveys.linting import as_plain
from oyez.surveys.models import Survey, Version


def of_survey(row: Survey) -> dict[str, Any]:
    """A survey in a list."""
    return {
        "key": row.key,
        "title": row.title,
        "kind": row.kind,
        "state": row.state,
        "revision": row.revision,
        "open": row.is_open,
        "changed_at": row.changed_at.isoformat(),
    }


def whole(row: Survey, newest: Version | None) -> dict[str, Any]:
    """A survey with its draft, as text and as data, and the version that is asked."""
    return of_survey(row) | {
        "yaml": row.draft,
        "definition": of_definition(definition(row.draft, scales())),
        "version": of_version(newest) if newest else None,
    }


def of_definition(said: Definition) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(said)
    return plain


def of_version(version: Version) -> dict[str, Any]:
    return {
        "number": version.number,
        "series": version.series,
        "note": version.note,
        "overridden": version.overridden,
        "by": version.by,
        "published_at": version.published_at.isoformat(),
    }


def of_look(found: Linted) -> dict[str, Any]:
    """What the lint says."""
    return {
        "findings": [as_plain(one) for one in found.findings],
        "seconds": round(found.seconds, 1),
        "measured": found.is_measured,
        "longest": list(found.longest),
    }
