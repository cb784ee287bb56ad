"""Parquet files, read in batches."""

from collections.abc import Iterator
from pathlib import Path

from oyez.collect.core.files import FORMATS, Format
from oyez.collect.core.records import from_text, plain, to_text, too_large
from oyez.collect.core.tables import Line, ReadOptions, Row, Unreadable, column_names, twice_note

BATCH = 2000
GROUP_LIMIT = 1 << 30


class Parquet:
    """A Parquet file; a record's line is its number, from 1."""

    open_columns = False

    def __init__(self, path: Path, options: ReadOptions) -> None:
        import pyarrow
        import pyarrow.parquet

        self.path = path
        self.broken = pyarrow.ArrowException
        try:
            self.file = pyarrow.parquet.ParquetFile(path, memory_map=False, pre_buffer=False)
        except (pyarrow.ArrowException, OSError) as error:
            raise Unreadable(f"{path.name} cannot be read as Parquet: {error}") from None
        self._refuse_bombs()
        names = list(self.file.schema_arrow.names)
        self.columns = column_names(names)
        self.notes = twice_note(names)
        self.total = max(1, self.file.metadata.num_rows)
        self.read = 0

    def _refuse_bombs(self) -> None:
        """A row group is unpacked as a whole, so one of a gigabyte is refused by what it declares."""
        metadata = self.file.metadata
        for group in range(metadata.num_row_groups):
            declared = metadata.row_group(group).total_byte_size
            if declared > GROUP_LIMIT:
                raise Unreadable(
                    f"{self.path.name}: row group {group + 1} would unpack to {declared:,} bytes and was not read; "
                    "write the file with smaller row groups."
                )

    def lines(self) -> Iterator[Line]:
        number = 0
        try:
            for batch in self.file.iter_batches(BATCH):
                cells_by_column = [column.to_pylist() for column in batch.columns]
                for cells in zip(*cells_by_column, strict=True):
                    number += 1
                    self.read = number
                    row = dict(zip(self.columns, map(plain, cells), strict=True))
                    problem = too_large(row)
                    yield Line(number, to_text(row, problem), row, problem)
        except (self.broken, OSError) as error:
            raise Unreadable(f"{self.path.name} is damaged after record {number:,}: {error}.") from None

    def share(self) -> float:
        return self.read / float(self.total)

    def parse(self, raw: str) -> Row:
        return from_text(raw)

    def memory(self) -> dict[str, object]:
        return {"columns": self.columns, "open_columns": False}

    def close(self) -> None:
        self.file.close()


FORMATS.add("parquet", Format("parquet", 20, lambda path, head: head[:4] == b"PAR1", Parquet))
