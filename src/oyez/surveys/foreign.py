"""Surveys and answers of other tools, from files: read with bounds, told what was lost, brought in as drafts."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec
from django.utils.translation import gettext as _

from oyez.collect.core.files import open_table
from oyez.collect.core.files.delimited import Delimited
from oyez.collect.core.packed import Stream, plain_head
from oyez.company.core.scope import Viewer
from oyez.journal.queries import scales
from oyez.kit.errors import Refused
from oyez.surveys.changes.editing import create
from oyez.surveys.core.foreign import Imported, import_survey
from oyez.surveys.core.foreign.bounded import LARGEST, check_size, text_of
from oyez.surveys.core.foreign.losses import Loss
from oyez.surveys.core.foreign.mapping import Header, Made, mapping_of
from oyez.surveys.core.portable import export_json
from oyez.surveys.core.reading import definition, to_yaml
from oyez.surveys.models import Survey
from oyez.surveys.queries import asked, newest_version, survey

LARGEST_ARRAY = 64 << 20
HEADERS = 3  # names, questions, import ids


@dataclass(frozen=True)
class Brought:
    """A survey as it was read, and the file as it was."""

    imported: Imported
    raw: bytes

    @property
    def text(self) -> str:
        """Ours, as YAML."""
        return to_yaml(self.imported.definition)


def read_survey(path: Path) -> Brought:
    """The survey of a file of another tool, packed with gzip or not."""
    if not path.is_file():
        raise Refused(_("There is no file %(path)s.") % {"path": path})
    check_size(path.stat().st_size)
    stream = Stream(path)
    try:
        raw = stream.bytes.read(LARGEST + 1)
    finally:
        stream.close()
    return Brought(import_survey(raw, path.name), raw)


def as_draft(viewer: Viewer, brought: Brought) -> Survey:
    """A new draft, with the original and the report beside it."""
    original, _encoding = text_of(brought.raw)
    losses = [msgspec.to_builtins(loss) for loss in brought.imported.losses]
    return create(viewer, brought.text, original=original.replace("\x00", ""), losses=losses)


def survey_of(viewer: Viewer, said: str) -> Imported:
    """The imported survey behind a file, or behind a key: then as it is asked now, with the original's columns."""
    path = Path(said).expanduser()
    if path.suffix and path.is_file():
        return read_survey(path).imported
    row = survey(viewer, said)
    if not row.original:
        raise Refused(
            _(
                "“%(key)s” was made here and not brought from another tool, so no file of answers belongs to it."
            )
            % {"key": said}
        )
    imported = import_survey(row.original.encode(), row.key)
    version = newest_version(row)
    now = asked(version) if version is not None else definition(row.draft, scales())
    return msgspec.structs.replace(imported, definition=now)


def answers_mapping(imported: Imported, path: Path) -> Made:
    """The mapping by which `oyez import` reads a file of answers to this survey."""
    return mapping_of(imported.definition, imported.answers, header_of(path))


def header_of(path: Path) -> Header:
    """A file's columns; of one with import ids also those, and the time zone that they name."""
    table = open_table(path)
    try:
        columns = list(table.columns)
        if isinstance(table, Delimited) and len(table.headers) == HEADERS:
            return _with_ids(columns, table.headers[-1])
        return Header(columns, is_open=table.open_columns)
    finally:
        table.close()


def _with_ids(columns: list[str], ids: list[str]) -> Header:
    aliases: dict[str, str] = {}
    zone = ""
    for column, cell in zip(columns, ids, strict=False):
        said = _import_id(cell)
        zone = zone or said.get("timeZone", "")
        name, choice = said.get("ImportId", ""), said.get("choiceId", "")
        for alias in (f"{name}_{choice}" if choice else "", name if not choice else ""):
            if alias:
                aliases.setdefault(alias, column)
    return Header(columns, aliases, zone)


def _import_id(cell: str) -> Mapping[str, str]:
    """What a cell of the third row says, written as JSON."""
    try:
        found = json.loads(cell)
    except (ValueError, RecursionError):
        return {}
    return {key: str(value) for key, value in found.items()} if isinstance(found, dict) else {}


def lines_of(path: Path, target: Path) -> bool:
    """Write an array of results as JSON Lines, which imports read; tells whether the file was an array."""
    if plain_head(path).lstrip(b"\xef\xbb\xbf \t\r\n")[:1] != b"[":
        return False
    stream = Stream(path)
    try:
        raw = stream.bytes.read(LARGEST_ARRAY + 1)
    finally:
        stream.close()
    if len(raw) > LARGEST_ARRAY:
        raise Refused(_("This array is too large to be read at once; export the results as JSON Lines."))
    try:
        found = msgspec.json.decode(raw.removeprefix(b"\xef\xbb\xbf"), type=list[msgspec.Raw])
    except (msgspec.DecodeError, RecursionError) as error:
        raise Refused(_("This file is not JSON: %(error)s.") % {"error": error}) from None
    with target.open("wb") as file:
        for one in found:
            file.write(bytes(one).replace(b"\r", b" ").replace(b"\n", b" ") + b"\n")
    return True


def report(losses: tuple[Loss, ...]) -> list[dict[str, object]]:
    """The loss report as plain values."""
    return [msgspec.to_builtins(loss) for loss in losses]


def as_json(viewer: Viewer, key: str, *, published: bool = False) -> str:
    """A survey's draft as documented JSON; the version that is asked, where that is wanted."""
    row = survey(viewer, key)
    version = newest_version(row) if published else None
    if published and version is None:
        raise Refused(
            _("“%(key)s” was never published; leave --published away for its draft.") % {"key": key}
        )
    return export_json(asked(version) if version is not None else definition(row.draft, scales()))
