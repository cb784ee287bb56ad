"""Parquet: typed columns, with labels and notes in the schema."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from oyez.kit.sheets.arrow import batches, schema
from oyez.kit.sheets.format import FORMATS, Format
from oyez.kit.sheets.sheet import Sheet


def save(sheet: Sheet, path: Path) -> None:
    import pyarrow.parquet as pq

    with pq.ParquetWriter(path, schema(sheet), compression="zstd") as out:
        for batch in batches(sheet):
            out.write_batch(batch)


FORMATS.add(
    "parquet",
    Format(
        name="parquet", label=_("Parquet, for data tools"), media="application/vnd.apache.parquet", write=save
    ),
)
