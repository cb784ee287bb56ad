"""An import before it begins: what was guessed, what was chosen, what its first rows become."""

from collections.abc import Mapping as Dict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from oyez.collect import queries
from oyez.collect.changes import starting
from oyez.collect.core.guess import Guess, likeliest
from oyez.collect.core.looks import Looks, date_format
from oyez.collect.core.mapping.dates import zone_of
from oyez.collect.core.mapping.language import Mapping, read_mapping
from oyez.collect.core.mapping.trouble import MissingColumn
from oyez.collect.core.plan import Choices, from_json
from oyez.collect.core.preview import Preview
from oyez.collect.described import Described, described
from oyez.collect.fields import FIELDS
from oyez.collect.library import OWN, built_in, find_mapping
from oyez.collect.models import Import
from oyez.company.core.scope import Viewer
from oyez.company.queries import the_company
from oyez.kit.errors import OyezError

FIRST_ROWS = 500


@dataclass(frozen=True)
class Column:
    """A column of the file on the page: its values, what it becomes, and how sure that is."""

    number: int
    looks: Looks
    becomes: str
    certainty: str


def draft_of(viewer: Viewer, path: Path) -> Import:
    """A draft for a file that was added, with the mapping that it tells; without one where nothing tells."""
    if path.is_dir():
        names = {file.name for file in path.iterdir()}
        fitting = [name for name in built_in() if _is_for(find_mapping(name), names)]
        return starting.draft(viewer, path, find_mapping(fitting[0] if fitting else built_in()[0]), Choices())
    try:
        best = likeliest(queries.guesses(viewer, path))
    except OyezError:  # the page says what is wrong with the file, where its reading can be changed
        return starting.draft(viewer, path, find_mapping("responses"), Choices())
    if best is None:
        return starting.draft(viewer, path, None, Choices())
    mapping = find_mapping(best.mapping)
    columns = {field: best.columns().get(field, "") for field in mapping.columns()}
    return starting.draft(viewer, path, mapping, Choices(columns=columns, dates=_dates(viewer, path, best)))


def _is_for(mapping: Mapping, names: set[str]) -> bool:
    return mapping.is_of_a_folder and any(step.text("file") in names for step in mapping.steps)


def _dates(viewer: Viewer, path: Path, best: Guess) -> tuple[str, ...]:
    """How dates are written, where it is not one of the ways that are read anyway."""
    looks = {column.name: column for column in queries.columns_of(viewer, path, None)}
    column = best.columns().get("occurred") or best.columns().get("ordered") or best.columns().get("opened")
    found = date_format(looks[column].values) if column in looks and looks[column].values else ""
    return (found,) if found in {"day-first", "month-first"} else ()


def initial(run: Import) -> dict[str, Any]:
    """What the form shows of the choices made so far."""
    choices = from_json(run.choices)
    is_own = bool(run.mapping) and (
        run.mapping not in built_in() or find_mapping(run.mapping).text != run.mapping_text
    )
    return {
        "mapping": OWN if is_own else run.mapping,
        "own": run.mapping_text if is_own else "",
        "dates": choices.dates[0] if choices.dates else "",
        "add_missing": choices.add_missing,
        "source": choices.source,
        **{
            name: getattr(choices.read, name)
            for name in ("encoding", "delimiter", "header_rows", "sheet", "table")
        },
    }


def columns_said(posted: Dict[str, Any], mapping: Mapping) -> dict[str, str]:
    """Which column was chosen for each field; fields that nobody chose are empty."""
    fields = mapping.columns()
    if not any(name.startswith("column-") for name in posted):
        return {}
    chosen = dict.fromkeys(fields, "")
    for name, field in posted.items():
        if name.startswith("becomes-") and field in chosen:
            chosen[field] = posted.get(f"column-{name.removeprefix('becomes-')}", "")
    return chosen


def looked_at(viewer: Viewer, run: Import) -> dict[str, Any]:
    """Columns, the first rows as they would become, and what is wrong, for the page."""
    found: dict[str, Any] = {
        "columns": [],
        "fields": [],
        "shown": [],
        "reasons": [],
        "preview": None,
        "problem": "",
    }
    choices = from_json(run.choices)
    if not run.mapping:
        looks = queries.columns_of(viewer, Path(run.path), choices)
        return found | {
            "columns": [Column(number, column, "", "unknown") for number, column in enumerate(looks)]
        }
    mapping = read_mapping(run.mapping_text)
    try:
        if not mapping.is_of_a_folder and mapping.columns():
            found["columns"] = _columns(viewer, run, mapping, choices)
            found["fields"] = [(field, FIELDS.get(field, field)) for field in mapping.columns()]
        preview = queries.preview_of(viewer, run, FIRST_ROWS)
    except MissingColumn as missing:
        label = FIELDS.get(missing.field, missing.field)
        missing.name_the_way(_("Choose “%(field)s” beside it under “Your columns”.") % {"field": label})
        found["problem"] = str(missing)
        return found
    except OyezError as error:
        found["problem"] = str(error)
        return found
    found["preview"] = preview
    found["problem"] = preview.problem
    found["shown"] = _shown(preview)
    found["reasons"] = preview.reasons.most_common(20)
    found["unknown_names"] = any(reason.startswith("there is no ") for reason in preview.reasons)
    return found


def _shown(preview: Preview) -> list[tuple[int, Described]]:
    zone = zone_of(the_company().time_zone)
    return [(result.line, line) for result in preview.first for line in described(result, zone)]


def _columns(viewer: Viewer, run: Import, mapping: Mapping, choices: Choices) -> list[Column]:
    looks = queries.columns_of(viewer, Path(run.path), choices)
    best = next((guess for guess in queries.guess_from(viewer, looks) if guess.mapping == mapping.name), None)
    certain = set(best.certain.values()) if best else set()
    chosen = choices.columns or (best.columns() if best else {})
    becomes = {column: field for field, column in chosen.items() if column}
    return [
        Column(number, column, becomes.get(column.name, ""), _certainty(column.name, becomes, certain))
        for number, column in enumerate(looks)
    ]


def _certainty(column: str, becomes: dict[str, str], certain: set[str]) -> str:
    if column not in becomes:
        return "unknown"
    return "certain" if column in certain else "check"
