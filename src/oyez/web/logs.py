"""Structured logs, one JSON object a line, without personal data."""

import json
import logging
import re
from datetime import UTC, datetime

STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "request", "taskName"}
NAMING = re.compile(r"[/@?]")  # in an address, of the web or of a person


class JsonFormatter(logging.Formatter):
    """Writes level, logger, message and our own extras; of an error only its type and where, not its text."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _message(record),
        }
        line |= {name: str(value) for name, value in vars(record).items() if name not in STANDARD}
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
            line["where"] = _where(record)
        return json.dumps(line, ensure_ascii=False)


def _message(record: logging.LogRecord) -> str:
    """What happened; Django names the address that was asked for, which may hold a person: its route is enough."""
    if not record.name.startswith("django") or not isinstance(record.args, tuple):
        return record.getMessage()
    return str(record.msg) % tuple(_impersonal(said, record) for said in record.args)


def _impersonal(said: object, record: logging.LogRecord) -> object:
    if isinstance(said, int | float) or not NAMING.search(str(said)):
        return said
    match = getattr(getattr(record, "request", None), "resolver_match", None)
    return f"/{match.route}" if match is not None and str(said).startswith("/") else "…"


def _where(record: logging.LogRecord) -> list[str]:
    trace = record.exc_info[2] if record.exc_info else None
    places = []
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_filename.rsplit('/src/', 1)[-1]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return places[-6:]
