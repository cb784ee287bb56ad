"""DuckDB is known to the analytics store only, so that no number leaves by another door."""

from collections.abc import Iterator

from tests.house.names import imported
from tests.house.sources import Finding, Source, expect_none, python


def knows_duckdb(source: Source) -> Iterator[Finding]:
    for line, name in imported(source):
        if name.split(".")[0] == "duckdb":
            yield Finding(source.path, line, "DuckDB outside measure/store")


def is_the_store(source: Source) -> bool:
    return source.room == "measure" and len(source.parts) > 1 and source.parts[1].startswith("store")


def test_duckdb_is_known_to_the_store_only() -> None:
    expect_none(
        finding for source in python() if not is_the_store(source) for finding in knows_duckdb(source)
    )


def seen(code: str) -> int:
    return len(list(knows_duckdb(Source("share/queries.py", code))))


def test_duckdb_elsewhere_is_seen() -> None:
    assert seen("import duckdb") == 1
    assert seen("from duckdb import connect") == 1
    assert seen("def late():\n    import duckdb") == 1
    assert seen("importlib.import_module('duckdb')") == 1
