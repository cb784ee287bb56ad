"""Readers: what a row caused and the bookmark behind it are one; a reader that lost its lease commits nothing."""

from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest
from django.db.models import F
from django.db.models.functions import Now

from oyez.journal import readers
from oyez.journal.models import Interaction
from oyez.journal.readers import Reader
from oyez.kit import outbox, worker
from oyez.kit.errors import NotFound
from oyez.kit.models import Bookmark, Outgoing, Parked
from tests.town import answers, fact, tell

pytestmark = pytest.mark.django_db

Rows = Sequence[Interaction]
POISON = "poison"


def count(rows: Rows) -> None:
    """An effect that shows in the database how many rows it was told of."""
    Bookmark.objects.get_or_create(name="counted")
    Bookmark.objects.filter(name="counted").update(position=F("position") + len(rows))


def counted() -> int:
    return Bookmark.objects.filter(name="counted").values_list("position", flat=True).first() or 0


def count_but_for_poison(rows: Rows) -> None:
    count(rows)
    if any(row.text == POISON for row in rows):
        raise ValueError(POISON)


def post_mail(rows: Rows) -> None:
    for row in rows:
        outbox.post(
            outbox.Mail(
                "rule", f"fact:{row.seq}", "bea@example.org", Outgoing.Audience.STAFF, "Late", "Late."
            )
        )


def work(reader: Reader, rounds: int = 1) -> None:
    """Let a reader try so many times, whether its time has come or not."""
    step = worker.Step(reader.name, reader.pending, reader.run)
    for _ in range(rounds):
        Bookmark.objects.filter(name=reader.name).update(next_try_at=None)
        worker.run_step(step)


def position(name: str = "reader") -> int:
    return Bookmark.objects.get(name=name).position


def lapse(name: str = "reader") -> None:
    Bookmark.objects.filter(name=name).update(leased_until=Now() - timedelta(seconds=1))


def while_another_takes_the_lease(reader_effect: Callable[[Rows], None]) -> Callable[[Rows], None]:
    """An effect that takes so long that somebody else does the same work meanwhile."""

    def effect(rows: Rows) -> None:
        reader_effect(rows)
        lapse()
        taken = worker.hold("reader")
        assert taken is not None

    return effect


def test_a_reader_reads_every_row_once() -> None:
    tell(*answers("nps", range(10)))

    work(Reader("reader", count, batch=3))

    assert counted() == 10
    assert position() == Interaction.objects.order_by("seq").last().seq  # type: ignore[union-attr]


def test_a_reader_reads_on_where_it_stopped() -> None:
    reader = Reader("reader", count)
    tell(fact("first"))
    work(reader)
    tell(fact("second"))
    work(reader)

    assert counted() == 2


def test_what_a_failed_batch_did_is_undone() -> None:
    tell(fact("first"), fact("second", text=POISON))

    work(Reader("reader", count_but_for_poison))

    assert counted() == 0
    assert position() == 0


@pytest.mark.parametrize("place", ["effect-before-bookmark", "bookmark-before-commit"])
def test_an_end_before_the_commit_leaves_neither_effect_nor_bookmark(
    place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(fact("first"))

    def end(here: str, step: str = "") -> None:
        if here == place:
            raise RuntimeError(place)

    monkeypatch.setattr(worker.crash, "here", end)
    work(Reader("reader", count))
    assert (counted(), position()) == (0, 0)

    monkeypatch.undo()
    work(Reader("reader", count))
    assert counted() == 1


def test_a_reader_that_lost_its_lease_commits_nothing() -> None:
    tell(fact("first"))

    work(Reader("reader", while_another_takes_the_lease(count)))

    assert (counted(), position()) == (0, 0)


def test_without_the_fence_the_same_row_would_count_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    def unfenced(lease: worker.Lease, position: int) -> worker.Lease:
        Bookmark.objects.filter(name=lease.name).update(position=position)
        return worker.Lease(lease.name, lease.token, position, 0)

    monkeypatch.setattr(worker, "move", unfenced)
    tell(fact("first"))
    mine = worker.hold("reader")
    lapse()
    other = worker.hold("reader")
    assert mine is not None and other is not None

    Reader("reader", count).run(other)
    Reader("reader", count).run(mine)

    assert counted() == 2


def test_with_the_fence_the_same_row_counts_once() -> None:
    tell(fact("first"))
    mine = worker.hold("reader")
    lapse()
    other = worker.hold("reader")
    assert mine is not None and other is not None

    Reader("reader", count).run(other)
    with pytest.raises(worker.LostLease):
        Reader("reader", count).run(mine)

    assert counted() == 1


def test_only_the_row_that_keeps_failing_is_set_aside() -> None:
    tell(*answers("nps", [5] * 7), fact("bad", text=POISON), *answers("csat", [3] * 7))
    bad = Interaction.objects.get(text=POISON).seq

    work(Reader("reader", count_but_for_poison, batch=5), rounds=20)

    assert [row.position for row in Parked.objects.all()] == [bad]
    assert Parked.objects.get().error == "ValueError"
    assert counted() == 14


def test_each_of_several_failing_rows_gets_its_own_patience() -> None:
    tell(fact("bad", text=POISON), fact("good"), fact("worse", text=POISON))

    work(Reader("reader", count_but_for_poison), rounds=worker.PATIENCE)
    assert not Parked.objects.exists()
    work(Reader("reader", count_but_for_poison), rounds=20)

    assert Parked.objects.count() == 2
    assert counted() == 1


def test_a_failure_that_passes_sets_nothing_aside() -> None:
    tell(*answers("nps", range(5)))

    work(Reader("reader", count_but_for_poison))
    for _ in range(10):
        tell(fact("bad", text=POISON))
        work(Reader("reader", count_but_for_poison), rounds=worker.PATIENCE - 1)
        work(Reader("reader", count))

    assert not Parked.objects.exists()


def test_what_was_set_aside_can_be_replayed_once_it_is_mended() -> None:
    tell(fact("bad", text=POISON), fact("good"))
    work(Reader("reader", count_but_for_poison), rounds=20)
    before = counted()

    Reader("reader", count).replay_parked(Parked.objects.get())

    assert counted() == before + 1
    assert Parked.objects.get().replayed_at is not None


def test_what_was_replayed_is_not_replayed_again() -> None:
    tell(fact("bad", text=POISON))
    work(Reader("reader", count_but_for_poison), rounds=20)
    parked = Parked.objects.get()
    Reader("reader", count).replay_parked(parked)

    with pytest.raises(NotFound):
        Reader("reader", count).replay_parked(parked)


def test_a_replay_that_fails_leaves_the_row_set_aside() -> None:
    tell(fact("bad", text=POISON))
    work(Reader("reader", count_but_for_poison), rounds=20)

    with pytest.raises(ValueError, match=POISON):
        Reader("reader", count_but_for_poison).replay_parked(Parked.objects.get())

    assert Parked.objects.get().replayed_at is None


def test_reading_again_from_the_start_sends_nothing_twice() -> None:
    tell(*answers("nps", [1, 2, 3]))
    work(Reader("reader", post_mail))
    Bookmark.objects.filter(name="reader").update(position=0)
    work(Reader("reader", post_mail))

    assert Outgoing.objects.count() == 3


def test_a_reader_of_news_is_told_of_news_only_and_passes_the_rest() -> None:
    tell(*answers("nps", [1, 2, 3]), fact("news", news=True), *answers("csat", [1]))

    work(Reader("reader", count, only_news=True))

    assert counted() == 1
    assert position() == Interaction.objects.order_by("seq").last().seq  # type: ignore[union-attr]


def test_only_the_news_that_keeps_failing_is_set_aside() -> None:
    tell(*answers("nps", [1, 2, 3], news=True), *answers("ces", [1, 2]), fact("bad", text=POISON, news=True))
    tell(*answers("csat", [1, 2, 3], news=True))
    bad = Interaction.objects.get(text=POISON).seq

    work(Reader("reader", count_but_for_poison, only_news=True), rounds=20)

    assert [row.position for row in Parked.objects.all()] == [bad]
    assert counted() == 6


def test_two_readers_of_one_name_are_a_mistake() -> None:
    name = next(iter(worker.STEPS))

    with pytest.raises(ValueError, match="two of the step"):
        readers.register(Reader(name, count))
