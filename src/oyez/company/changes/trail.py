"""The audit trail: one line about each write that a person or the operator makes."""

from collections.abc import Mapping
from contextvars import ContextVar
from typing import Any

from oyez.company.core.scope import Viewer
from oyez.company.models import (
    AuditLine,
)
from oyez.kit.clock import now

origin: ContextVar[str] = ContextVar("origin", default="")


def audit(
    viewer: Viewer,
    verb: str,
    target: str,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Leave one line about a write that a person or the operator makes."""
    AuditLine.objects.create(
        at=now(),
        member_id=viewer.member,
        actor=viewer.name,
        role=viewer.role,
        verb=verb,
        target=target,
        before=before,
        after=after,
        origin=origin.get(),
    )
