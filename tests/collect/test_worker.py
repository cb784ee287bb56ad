"""Imports that the worker runs, batch by batch."""

from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError

import oyez.collect.jobs  # noqa: F401  # registers the worker's step
from oyez.collect.changes import starting
from oyez.collect.changes.blocks import Writer
from oyez.collect.changes.running import run_to_end
from oyez.collect.core import batches
from oyez.collect.core.plan import Choices
from oyez.collect.models import Import
from oyez.company.core.scope import OPERATOR
from oyez.journal.models import Interaction
from oyez.kit import worker
from oyez.kit.models import Bookmark
from oyez.kit.presence import anybody_else
from tests.collect.importing import ANSWERS, mapping_of, report
from tests.collect.reading import write
from tests.town import Town

pytestmark = pytest.mark.django_db


def test_a_batch_that_failed_is_read_again(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database went away for a moment, in the middle of a file."""

    def fails_once(self: Writer, *said: Any) -> Any:
        if not failed and Interaction.objects.exists():
            failed.append(True)
            raise OperationalError("database is locked")
        return write_block(self, *said)

    failed: list[bool] = []
    write_block = Writer.write
    monkeypatch.setattr(Writer, "write", fails_once)
    monkeypatch.setattr(batches, "ROWS", 1)
    path = write(tmp_path, "a.csv", ANSWERS)
    run = starting.begin(OPERATOR, path, mapping_of("responses"), Choices(), Import.Runner.WORKER)
    for _ in range(8):
        Bookmark.objects.filter(name="imports").update(next_try_at=None)
        worker.run_step(worker.STEPS["imports"])

    run.refresh_from_db()
    assert failed and run.state == Import.State.DONE
    assert report(run) == {"taken": 3, "known": 0, "rejected": 0}


def test_nothing_is_restored_below_an_import_that_a_command_runs(town: Town, tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", ANSWERS)
    run = starting.begin(OPERATOR, path, mapping_of("responses"), Choices(), Import.Runner.COMMAND)
    going = run_to_end(OPERATOR, run)
    next(going)
    assert anybody_else()
    list(going)
    assert not anybody_else()
