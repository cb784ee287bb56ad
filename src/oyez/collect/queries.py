"""Reads of the imports: what the company knows, the imports, and what they rejected."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db.models import Count, Min, QuerySet

from oyez.collect.core.corrections import Refused, as_csv
from oyez.collect.core.files import open_table
from oyez.collect.core.guess import Guess, guess
from oyez.collect.core.looks import Looks, look
from oyez.collect.core.mapping.dates import zone_of
from oyez.collect.core.mapping.language import read_mapping
from oyez.collect.core.memory import remembered
from oyez.collect.core.plan import Choices, House, Plan, from_json
from oyez.collect.core.preview import Preview, preview
from oyez.collect.core.tables import DETECT
from oyez.collect.library import built_in, built_in_mapping
from oyez.collect.models import Import
from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.company.models import Touchpoint, Unit
from oyez.company.queries import the_company
from oyez.journal import changes as journal
from oyez.journal.core.columns import by_column, pieces
from oyez.journal.core.facts import DIGEST_BYTES, KEY_BYTES, Fact
from oyez.journal.models import Interaction, Rejected
from oyez.journal.queries import scales
from oyez.kit.clock import now, to_micros
from oyez.kit.errors import NotFound
from oyez.people.models import Account

DAY = 86_400_000_000
PART = 500


def house() -> House:
    """What the company knows now, as far as an import asks."""
    return House(
        zone=zone_of(the_company().time_zone),
        scales=scales(),
        units=dict(Unit.objects.values_list("key", "name")),
        touchpoints=dict(Touchpoint.objects.values_list("key", "name")),
        accounts=dict(Account.objects.values_list("key", "name")),
        latest=to_micros(now()) + DAY,
    )


def imports(viewer: Viewer) -> QuerySet[Import]:
    """All imports, the newest first."""
    viewer.needs(Can.IMPORTS)
    return Import.objects.select_related("member").order_by("-id")


def one_import(viewer: Viewer, number: int) -> Import:
    """One import."""
    found = imports(viewer).filter(pk=number).first()
    if found is None:
        raise NotFound("There is no such import.")
    return found


def origin_of(run: Import, file: str) -> str:
    """How rejected rows name the file and the import they came from."""
    return f"{file[:160]} (import {run.pk})"


def origins_of(run: Import) -> list[str]:
    """The origins of all rows that an import may have rejected."""
    return [origin_of(run, reading["file"]) for reading in run.columns.values()]


def rejected_rows(viewer: Viewer, run: Import | None = None, state: str = "waiting") -> QuerySet[Rejected]:
    """What imports and others could not use, in the order of the file; of one import, or of all."""
    viewer.needs(Can.IMPORTS)
    rows = Rejected.objects.filter(state=state)
    return rows.order_by("-id") if run is None else rows.filter(origin__in=origins_of(run)).order_by("id")


@dataclass(frozen=True)
class Sort:
    """One sort of reason, how often, and its first row."""

    reason: str
    rows: int
    first: Rejected


def sorts_of_reasons(viewer: Viewer, run: Import, most: int = 12) -> list[Sort]:
    """The reasons of an import's rejected rows, the commonest first."""
    groups = list(
        rejected_rows(viewer, run)
        .order_by()
        .values("reason")
        .annotate(rows=Count("id"), first=Min("id"))
        .order_by("-rows", "first")[:most]
    )
    firsts = Rejected.objects.in_bulk([group["first"] for group in groups])
    return [Sort(group["reason"], group["rows"], firsts[group["first"]]) for group in groups]


def one_rejected(viewer: Viewer, number: int) -> Rejected:
    """One rejected row."""
    viewer.needs(Can.IMPORTS)
    found = Rejected.objects.filter(pk=number).first()
    if found is None:
        raise NotFound("There is no such row.")
    return found


def import_of(row: Rejected) -> Import | None:
    """The import that a rejected row came from, if it came from one."""
    _, _, said = row.origin.rpartition(" (import ")
    number = said.removesuffix(")")
    return Import.objects.filter(pk=int(number)).first() if number.isdecimal() else None


def reading_of(run: Import, row: Rejected) -> tuple[int, dict[str, object]]:
    """The step that a rejected row belongs to, and how its file was read."""
    for step, reading in run.columns.items():
        if origin_of(run, reading["file"]) == row.origin:
            return int(step), reading
    raise NotFound("The import of this row does not know its file any more.")


def already_there(viewer: Viewer, facts: Sequence[Fact]) -> tuple[int, int]:
    """How many of these facts the journal has already, and how many ids it has with other content."""
    viewer.needs(Can.IMPORTS)
    columns = by_column(facts, journal.secret())
    keys, contents = pieces(columns.keys, KEY_BYTES), pieces(columns.digests, DIGEST_BYTES)
    digests: dict[bytes, bytes] = {}
    for start in range(0, len(keys), PART):
        rows = Interaction.objects.filter(key__in=keys[start : start + PART]).values_list("key", "digest")
        digests.update((bytes(key), bytes(content)) for key, content in rows)
    known = conflicting = 0
    for key, content in zip(keys, contents, strict=True):
        before = digests.get(key)
        if before is not None:
            same = before in (journal.REDACTED, content)
            known, conflicting = known + same, conflicting + (not same)
    return known, conflicting


def columns_of(viewer: Viewer, path: Path, choices: Choices | None) -> list[Looks]:
    """The columns of a file with some of their values."""
    viewer.needs(Can.IMPORTS)
    table = open_table(path, choices.read if choices else DETECT)
    try:
        return look(table)
    finally:
        table.close()


def guesses(viewer: Viewer, path: Path) -> list[Guess]:
    """Mappings that a file could be meant for, the likeliest first."""
    return guess_from(viewer, columns_of(viewer, path, None))


def guess_from(viewer: Viewer, looks: Sequence[Looks]) -> list[Guess]:
    """Mappings that columns could be meant for, the likeliest first."""
    viewer.needs(Can.IMPORTS)
    return guess(looks, [built_in_mapping(name) for name in built_in()])


def preview_of(viewer: Viewer, run: Import, rows: int | None) -> Preview:
    """What the first rows of an import become, or all of them."""
    viewer.needs(Can.IMPORTS)
    plan = Plan(Path(run.path), read_mapping(run.mapping_text), from_json(run.choices), house())
    return preview(plan, rows)


def rejected_as_csv(viewer: Viewer, run: Import) -> str:
    """The rows of an import that wait, under their own columns, to be mended in a spreadsheet and added again."""
    readings = {origin_of(run, reading["file"]): reading for reading in run.columns.values()}
    tables = {origin: remembered(reading) for origin, reading in readings.items()}
    return as_csv(
        Refused(row.pk, row.reason, f"{readings[row.origin]['file']}:{row.line}", row.raw, tables[row.origin])
        for row in rejected_rows(viewer, run)
    )


def header_of(viewer: Viewer, row: Rejected) -> str:
    """The columns of a rejected row, as they stood above it."""
    viewer.needs(Can.IMPORTS)
    run = import_of(row)
    if run is None:
        return ""
    _, reading = reading_of(run, row)
    columns = reading["columns"]
    return str(reading.get("delimiter") or ", ").join(columns) if isinstance(columns, list) else ""
