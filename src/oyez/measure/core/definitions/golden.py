"""The interactions of a golden case: what each says, as text."""

from oyez.measure.core.definitions.marked import Block
from oyez.measure.core.definitions.trouble import DefinitionError

MOST = 500

Said = dict[str, str]


def rows_of(block: Block) -> list[Said]:
    """The rows under `rows`."""
    return few(block, [{key: one.text(key) for key in one} for one in block.blocks("rows")])


def few(block: Block, rows: list[Said]) -> list[Said]:
    """At least one, and not too many to be run whenever a file is checked."""
    if not 0 < len(rows) <= MOST:
        raise DefinitionError(block.place, f"a golden case has 1 to {MOST} rows.")
    return rows
