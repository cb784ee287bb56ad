"""Short ways for tests to import files into the journal."""

from pathlib import Path
from typing import Any

from oyez.collect.changes.running import run_to_end
from oyez.collect.changes.starting import begin
from oyez.collect.core.mapping.language import Mapping, read_mapping
from oyez.collect.core.plan import Choices
from oyez.collect.library import built_in_mapping
from oyez.collect.models import Import
from oyez.company.core.scope import OPERATOR

ANSWERS = """id,date,email,nps,csat,comment
R1,2026-03-02 10:00,ana@example.org,9,5,Lovely
R2,2026-03-02 11:00,bob@example.org,2,1,Late again
R3,2026-03-03 12:00,cleo@example.org,7,3,
"""


def mapping_of(said: str) -> Mapping:
    return read_mapping(said) if "\n" in said else built_in_mapping(said)


def take_in(path: Path, mapping: str = "responses", choices: Choices | None = None) -> Import:
    run = begin(OPERATOR, path, mapping_of(mapping), choices or Choices(), Import.Runner.COMMAND)
    for state in run_to_end(OPERATOR, run):
        run = state
    return run


def report(run: Import) -> dict[str, Any]:
    assert run.rows == run.taken + run.known + run.rejected
    return {"taken": run.taken, "known": run.known, "rejected": run.rejected}
