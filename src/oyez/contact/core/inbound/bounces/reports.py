"""Delivery reports for machines (RFC 3464), also where a server pasted one into its prose."""

import re
from collections.abc import Iterator

from oyez.contact.core.inbound.bounces.severity import is_hard, telling
from oyez.contact.core.inbound.headers import first_address
from oyez.contact.core.inbound.received import Failure

ARRIVED = {"delivered", "relayed", "expanded"}
FIELD = re.compile(r"^([A-Za-z_-]{4,40})[ \t]*:[ \t]*(.*)$")
NAMING = ("original-recipient", "final-recipient", "x-actual-recipient")
DIAGNOSTIC_LENGTH = 500


def failures_in(report: str, context: str = "") -> list[Failure]:
    """The recipients that a report says were not reached; an address that both failed and is delayed, once."""
    found = {failure.address: failure for failure in _each(report, context)}
    return list(found.values())


def _each(report: str, context: str) -> Iterator[Failure]:
    for fields in _blocks(report):
        address = _address(fields)
        action = fields.get("action", "failed").split(" ")[0].lower()
        if address and action not in ARRIVED:
            yield _failure(address, action, fields, context)


def _failure(address: str, action: str, fields: dict[str, str], context: str) -> Failure:
    said = fields.get("diagnostic-code", "")[:DIAGNOSTIC_LENGTH]
    status = telling(fields.get("status", ""), said)
    hard = action == "failed" and is_hard(status, said, "" if said else context)
    return Failure(address, hard, status, said.partition(";")[2].strip() or said)


def _address(fields: dict[str, str]) -> str:
    """The address as we wrote it, before anybody forwarded it on."""
    return next((found for name in NAMING if (found := _typed(fields.get(name, "")))), "")


def _typed(value: str) -> str:
    """“rfc822; a@b”: a type, then an address; an old source route before it is left out."""
    plain = value.rpartition(";")[2].strip()
    route = re.sub(r"^<?@[^:]+:", "", plain)
    return first_address(route)


def _blocks(report: str) -> Iterator[dict[str, str]]:
    """The fields of each recipient: a block ends with a blank line, or where a field comes again."""
    fields: dict[str, str] = {}
    last = ""
    for line in [*report.split("\n"), ""]:
        field = FIELD.match(line)
        if field and field[1].lower() not in fields:
            last = field[1].lower()
            fields[last] = field[2].strip()
        elif not field and line[:1] in (" ", "\t") and line.strip() and last:
            fields[last] += " " + line.strip()
        elif not line.strip() or field:
            yield fields
            last = field[1].lower() if field else ""
            fields = {last: field[2].strip()} if field else {}
