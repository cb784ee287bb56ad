"""A disk that fills in the middle of an import."""

from pathlib import Path

import pytest
from django.db import connection

from oyez.collect.core import batches
from oyez.collect.models import Import
from oyez.journal.models import Interaction
from oyez.kit.errors import Unavailable
from tests import town
from tests.collect.importing import report, take_in
from tests.collect.reading import write

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_full_disk_is_a_sentence_and_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("fills a disk in the way that SQLite knows")
    town.found()
    monkeypatch.setattr(batches, "ROWS", 500)
    rows = "".join(f"R{n},2026-03-02,p{n}@example.org,9,5,{'long text ' * 40}\n" for n in range(4000))
    path = write(tmp_path, "a.csv", "id,date,email,nps,csat,comment\n" + rows)
    with connection.cursor() as cursor:
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages + 400}")
    try:
        with pytest.raises(Unavailable, match=r"The disk is full. The first [\d,]+ rows were kept whole"):
            take_in(path)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count = 1073741823")
    run = Import.objects.get()
    assert Interaction.objects.count() == run.rows == run.taken
    assert run.rows % 500 == 0
    assert report(take_in(path)) == {"taken": 4000, "known": 0, "rejected": 0}
    assert Interaction.objects.count() == 4000
