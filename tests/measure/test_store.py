"""The columnar copy: sealed, joined, redacted, checked, made anew, and never counted twice."""

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from oyez.company.core.scope import OPERATOR
from oyez.journal import changes as journal
from oyez.journal.models import Interaction
from oyez.kit import worker
from oyez.kit.errors import Unavailable
from oyez.kit.worker import Lease, LostLease
from oyez.measure import changes
from oyez.measure.ask import ask
from oyez.measure.core.question import parse
from oyez.measure.models import Segment, Store
from oyez.measure.store import files, sealing
from oyez.measure.store.engine import Engine, engine
from tests.town import Town, answers, fact, tell

pytestmark = pytest.mark.django_db


def hold(name: str = "analytics") -> Lease:
    lease = worker.hold(name)
    assert lease is not None
    return lease


def seal() -> None:
    """Seal everything there is, however little."""
    lease = hold()
    sealing.seal(lease)
    worker.release(lease)


def asked(metric: str = "nps", **said: Any) -> dict[Any, int | None]:
    answer = ask(OPERATOR, parse(metric, **said))
    return {(*point.keys, point.start): point.result.n for point in answer.points}


def total(metric: str = "nps", **said: Any) -> int | None:
    result = ask(OPERATOR, parse(metric, **said)).total
    return result.n if result else None


def test_sealed_rows_and_fresh_ones_are_counted_once_each(town: Town) -> None:
    tell(*answers("nps", [9] * 6))
    fresh = total()
    seal()
    sealed = total()
    tell(*answers("nps", [9] * 7, "2026-04-02"))

    assert (fresh, sealed, total()) == (6, 6, 13)
    assert asked(every="month") == {(date(2026, 3, 1),): 6, (date(2026, 4, 1),): 7}


def test_a_segment_holds_one_month_and_no_texts_or_identities(town: Town) -> None:
    tell(
        fact("a", "2026-03-02", text="Ana was here", scores={"nps": 3}, attributes={"size": "large"}),
        fact("b", "2026-04-02", scores={"csat": 5}, attributes={"amount": "12.50", "currency": "EUR"}),
    )
    seal()

    segments = sealing.live()
    assert [segment.month for segment in segments] == [date(2026, 3, 1), date(2026, 4, 1)]
    rows = [pq.ParquetFile(files.folder() / segment.name).read().to_pylist()[0] for segment in segments]
    assert rows[0]["score_nps"] == 3
    assert rows[0]["attributes"] == [("size", "large")]
    assert (rows[1]["score_csat"], float(rows[1]["amount"]), rows[1]["currency"]) == (5, 12.5, "EUR")
    assert "ana" not in str(rows).lower()


def test_a_correction_reaches_what_was_sealed_before(town: Town) -> None:
    tell(*answers("nps", [9] * 5), fact("wrong", scores={"nps": 0}))
    seal()
    tell(fact("right", scores={"nps": 9}, replaces="wrong"))
    fresh = ask(OPERATOR, parse("nps")).total
    seal()
    sealed = ask(OPERATOR, parse("nps")).total

    assert fresh is not None and sealed is not None
    assert (fresh.n, fresh.value) == (sealed.n, sealed.value) == (6, 1.0)


def test_small_segments_of_a_month_become_one(town: Town) -> None:
    for batch in range(sealing.MANY):
        tell(*answers("nps" if batch % 2 else "csat", [5] * 2, source=f"batch{batch}"))
        seal()
    before = total("count")
    old = {segment.name for segment in sealing.live()}
    lease = hold("analytics-tidy")
    sealing.tidy(lease)

    assert len(old) == sealing.MANY
    assert len(sealing.live()) == 1
    assert (total("count"), before) == (16, 16)
    assert all((files.folder() / name).exists() for name in old), "a reader may still be at it"


def test_retired_files_go_after_ten_minutes(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    tell(*answers("nps", [9] * 5))
    seal()
    name = sealing.live()[0].name
    Segment.objects.update(retired_at=changes.wall() - changes.KEEP_RETIRED * 2)
    sealing.tidy(hold("analytics-tidy"))

    assert not (files.folder() / name).exists()
    assert not Segment.objects.exists()


def test_a_file_nobody_published_is_a_stray_when_it_is_old(town: Town) -> None:
    stray = files.folder() / "2026-03-000-000-dead.parquet"
    stray.write_bytes(b"half a file")

    assert files.strays(set(), older_than=0) == []
    assert stray.name in files.strays(set(), older_than=stray.stat().st_mtime + 1)
    stray.unlink()


def test_what_was_replaced_meanwhile_is_not_published_again(town: Town) -> None:
    tell(*answers("nps", [9] * 5))
    seal()
    segment = sealing.live()[0]
    copy = files.write(files.read([segment.name]), segment.month, segment.first_seq, segment.last_seq)
    lease = hold("analytics-tidy")
    changes.replace_segments(lease, [copy], [segment.name])
    again = files.write(files.read([segment.name]), segment.month, segment.first_seq, segment.last_seq)

    with pytest.raises(LostLease):
        changes.replace_segments(lease, [again], [segment.name])
    assert total() == 5


def test_a_redaction_cuts_what_was_sealed(town: Town) -> None:
    tell(*answers("nps", [9] * 6, attributes={"size": "large"}))
    seal()
    first = Interaction.objects.order_by("seq")[0].seq
    journal.redact([first], "asked to be forgotten")
    seal()

    table = files.read([segment.name for segment in sealing.live()])
    assert table["subject"].null_count == 1
    assert total() == 6
    assert asked("count", by=["attr:size"]) == {("large", None): 5, (None, None): 1}


def test_a_flipped_bit_is_noticed_before_it_is_counted(town: Town) -> None:
    tell(*answers("nps", [9] * 6))
    seal()
    segment = sealing.live()[0]
    path = files.folder() / segment.name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)

    assert sealing.check(sealing.live()) == [segment.name]
    with pytest.raises(Unavailable, match="rebuild"):
        total()
    assert list(sealing.rebuild())
    assert total() == 6


def test_a_reader_looks_again_when_a_file_is_gone(town: Town) -> None:
    tell(*answers("nps", [9] * 6))
    seal()
    assert total() == 6
    for segment in sealing.live():
        (files.folder() / segment.name).unlink()
    with pytest.raises(Unavailable):
        total(since="2026-01")
    list(sealing.rebuild())

    assert total() == 6


def test_making_the_copy_anew_changes_no_answer(town: Town) -> None:
    tell(*answers("nps", [9] * 6), *answers("nps", [0] * 6, "2026-05-01"))
    seal()
    before = asked(every="month")
    list(sealing.rebuild())

    assert asked(every="month") == before
    assert Store.objects.get().sealed_to == Interaction.objects.order_by("-seq")[0].seq


def test_sealing_waits_until_it_is_worth_it(town: Town) -> None:
    tell(*answers("nps", [9] * 6))
    position = Interaction.objects.order_by("seq")[0].seq - 1
    assert not sealing.due(position)
    journal.redact([position + 1], "asked to be forgotten")
    assert sealing.due(position)


def test_the_engine_reads_its_own_folder_and_nothing_else(town: Town, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("a,b\n1,2\n")
    database = Engine()._database
    for sql in (
        f"SELECT * FROM read_csv('{secret}')",
        f"COPY (SELECT 1) TO '{tmp_path / 'out.csv'}'",
        "SET memory_limit = '100GB'",
        "INSTALL httpfs",
        "ATTACH '/tmp/other.db'",
    ):
        with pytest.raises(Exception, match=r"(disabled|locked|not allowed|Permission|Cannot)"):
            database.execute(sql)


def test_the_same_question_is_answered_from_memory(town: Town) -> None:
    tell(*answers("nps", [9] * 6))
    seal()
    one = engine()
    total()
    known = len(one._answers)
    total()
    assert len(one._answers) == known
    tell(*answers("nps", [9] * 6, "2026-03-03"))
    assert total() == 12
