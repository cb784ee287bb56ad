"""Writes of the company: each verb is one transaction and leaves a line in the audit trail."""

from oyez.company.changes.founding import (
    found_company,
    set_k,
)
from oyez.company.changes.members import (
    accept_invitation,
    add_member,
    create_api_key,
    grant,
    invite,
    issue_token,
    revoke,
    revoke_api_key,
    set_active,
    spend_token,
)
from oyez.company.changes.structure import (
    WantedTouchpoint,
    WantedUnit,
    add_touchpoint,
    add_unit,
    change_touchpoint,
    change_unit,
    ensure_hierarchy,
    ensure_touchpoint,
    ensure_unit,
    ensure_units,
    may_shape,
    set_touchpoint_owner,
)
from oyez.company.changes.trail import (
    audit,
    origin,
)

__all__ = [
    "WantedTouchpoint",
    "WantedUnit",
    "accept_invitation",
    "add_member",
    "add_touchpoint",
    "add_unit",
    "audit",
    "change_touchpoint",
    "change_unit",
    "create_api_key",
    "ensure_hierarchy",
    "ensure_touchpoint",
    "ensure_unit",
    "ensure_units",
    "found_company",
    "grant",
    "invite",
    "issue_token",
    "may_shape",
    "origin",
    "revoke",
    "revoke_api_key",
    "set_active",
    "set_k",
    "set_touchpoint_owner",
    "spend_token",
]
