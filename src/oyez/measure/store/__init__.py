"""The analytics store: immutable Parquet segments and the fresh tail, one in-memory DuckDB over both a process.

Nothing outside this folder knows DuckDB. The copy is disposable: the journal is the truth.
"""
