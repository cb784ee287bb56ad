"""Rows told by hand: the story of one customer and a few of the last days, so that there is somebody to look at."""

from datetime import UTC, datetime
from importlib.resources import files

import yaml

from oyez.web.sample.sheets import Row, Sheet


def told(sheet: Sheet) -> list[Row]:
    """The rows of the story that belong into a sheet."""
    rows = yaml.safe_load(files(__package__).joinpath("story.yaml").read_text(encoding="utf-8")).get(
        sheet.name, []
    )
    for row in rows:
        if unknown := set(row) - {"at", *sheet.columns}:
            raise ValueError(f"{sheet.name} has no column {', '.join(sorted(unknown))}.")
    return [(_moment(row["at"]), [_cell(row.get(column)) for column in sheet.columns]) for row in rows]


def _moment(at: datetime) -> int:
    return int((at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp())


def _cell(value: object) -> str | int:
    return "" if value is None else value if isinstance(value, int) else str(value)
