"""The one way in: what is accepted is safe, what cannot be used says why."""

import pytest
from django.db import connection, transaction

from oyez.journal import changes
from oyez.journal.changes import accept
from oyez.journal.core.facts import DAY, fingerprint
from oyez.journal.models import Inbox, Interaction, Rejected
from oyez.kit import worker
from oyez.kit.errors import Refused
from oyez.kit.models import Bookmark
from tests.town import answers, fact, micros, tell

pytestmark = pytest.mark.django_db

STEP = worker.STEPS["append"]


def append_until_quiet() -> None:
    while worker.run_step(STEP):
        pass


def seqs() -> list[int]:
    return list(Interaction.objects.order_by("seq").values_list("seq", flat=True))


def test_what_is_accepted_enters_the_journal() -> None:
    accept([fact("first", text="The fitter was late.", scores={"nps": 3})])
    append_until_quiet()

    row = Interaction.objects.get()
    assert (row.text, row.scores, row.source) == ("The fitter was late.", {"nps": 3}, "town")
    assert not Inbox.objects.exists()


def test_what_is_accepted_twice_is_there_once() -> None:
    accept([fact("first"), fact("first")])
    accept([fact("first")])
    append_until_quiet()

    assert Interaction.objects.count() == 1
    assert not Rejected.objects.exists()


def test_of_a_request_all_is_accepted_or_nothing() -> None:
    with pytest.raises(Refused, match="nps must be 0 to 10"):
        accept([fact("first"), fact("second", scores={"nps": 11})])

    assert not Inbox.objects.exists()


def test_a_score_on_a_scale_of_the_companys_own_is_taken_within_its_range() -> None:
    changes.add_scale("smiles", 1, 4)

    accept([fact("first", scores={"nps": 9, "smiles": 4})])
    with pytest.raises(Refused, match="smiles must be 1 to 4"):
        accept([fact("second", scores={"nps": 9, "smiles": 5})])

    assert Inbox.objects.count() == 1


def test_a_large_request_is_one_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "APPEND_ROWS", 2)

    def die(place: str) -> None:
        raise RuntimeError(place)

    monkeypatch.setattr(changes.crash, "here", die)
    with pytest.raises(RuntimeError, match="inbox-written"), transaction.atomic():
        accept(answers("nps", [1, 2, 3, 4, 5]))

    assert not Inbox.objects.exists()


def test_one_append_takes_no_more_than_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "APPEND_ROWS", 4)
    for name in ("csat", "nps", "ces"):
        accept(answers(name, [1, 2, 3]))

    assert [changes.append_inbox() for _ in range(4)] == [3, 3, 3, 0]


def test_the_order_of_acceptance_is_the_order_of_the_journal() -> None:
    accept([fact("first"), fact("second")])
    accept([fact("third")])
    append_until_quiet()

    keys = [fingerprint(changes.secret(), "town", name) for name in ("first", "second", "third")]
    assert [bytes(row.key) for row in Interaction.objects.order_by("seq")] == keys


def test_the_verdicts_tell_what_became_of_each_fact() -> None:
    tell(fact("first"))

    verdicts = tell(fact("first"), fact("first", text="Something else."), fact("second"), fact("second"))

    assert verdicts == ["known", "conflict", "taken", "known"]


def test_the_same_id_from_another_source_is_another_fact() -> None:
    assert tell(fact("first"), fact("first", source="elsewhere")) == ["taken", "taken"]


def test_source_and_id_cannot_be_shifted_into_each_other() -> None:
    assert tell(fact("b", source="town:a"), fact("a:b", source="town")) == ["taken", "taken"]


def test_a_whole_number_and_its_decimal_spelling_are_one_content() -> None:
    assert tell(fact("first", scores={"nps": 3}), fact("first", scores={"nps": 3.0})) == ["taken", "known"]


def test_a_conflict_is_kept_as_rejected_and_the_first_content_stays() -> None:
    accept([fact("first", text="Good.")])
    accept([fact("first", text="Bad.")])
    append_until_quiet()

    assert Interaction.objects.get().text == "Good."
    assert "came before with other content" in Rejected.objects.get().reason


def test_append_belongs_in_a_transaction() -> None:
    atomic = connection.in_atomic_block
    connection.in_atomic_block = False
    try:
        with pytest.raises(RuntimeError, match="transaction"):
            changes.append([fact("first")])
    finally:
        connection.in_atomic_block = atomic


def test_numbers_are_never_given_twice() -> None:
    tell(fact("first"))
    before = seqs()
    with pytest.raises(RuntimeError), transaction.atomic():
        changes.append([fact("second")])
        raise RuntimeError
    tell(fact("third"))

    assert before[0] < seqs()[-1]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT sql FROM sqlite_master WHERE name = 'journal_interaction'")
            assert "AUTOINCREMENT" in cursor.fetchone()[0]


BROKEN = "a fact that no database takes"


@pytest.fixture
def poison(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let one fact break every append that it is part of."""
    real = changes._insert

    def insert(facts: list[changes.Fact]) -> list[changes.Verdict]:
        if any(one.text == BROKEN for one in facts):
            raise changes.DataError(BROKEN)
        return real(facts)

    monkeypatch.setattr(changes, "_insert", insert)


@pytest.mark.usefixtures("poison")
def test_a_fact_that_breaks_its_batch_is_set_aside_and_the_rest_goes_on() -> None:
    accept([fact("first"), fact("second", text=BROKEN), fact("third")])
    accept([fact("fourth")])
    for _ in range(worker.PATIENCE + 1):
        Bookmark.objects.filter(name="append").update(next_try_at=None)
        worker.run_step(STEP)

    assert Interaction.objects.count() == 3
    assert BROKEN in Rejected.objects.get().raw
    assert not Inbox.objects.exists()


def test_a_batch_that_cannot_be_read_is_set_aside_whole() -> None:
    accept([fact("first")])
    Inbox.objects.update(payload=b"\xc1")
    accept([fact("second")])
    for _ in range(worker.PATIENCE + 1):
        Bookmark.objects.filter(name="append").update(next_try_at=None)
        worker.run_step(STEP)

    assert Interaction.objects.count() == 1
    assert Rejected.objects.get().raw == "c1"


def anonymous(id: str, **said: object) -> changes.Fact:
    return fact(id, mode="anonymous", subject=None, **said)


def test_an_anonymous_answer_keeps_its_day_and_no_moment() -> None:
    moment = micros("2026-03-02")
    accept([anonymous("first", sent_at=moment, received_at=moment, scores={"nps": 3})])
    assert str(moment).encode() not in bytes(Inbox.objects.get().payload)
    append_until_quiet()

    row = Interaction.objects.get()
    assert row.occurred_at.isoformat() == "2026-03-02T00:00:00+00:00"
    assert (row.sent_at, row.received_at) == (None, None)
    assert changes.to_micros(row.recorded_at) % DAY == 0


def test_an_anonymous_answer_is_no_conflict_at_another_hour() -> None:
    morning = micros("2026-03-02")

    verdicts = tell(
        anonymous("first", occurred_at=morning), anonymous("first", occurred_at=morning + DAY // 4)
    )

    assert verdicts == ["taken", "known"]


def test_anonymous_answers_of_one_batch_are_shuffled_among_themselves() -> None:
    named = [fact(f"named {at}", text="named") for at in range(50)]
    hidden = [anonymous(f"hidden {at}", text=str(at)) for at in range(50)]
    tell(*[one for pair in zip(named, hidden, strict=True) for one in pair])

    texts = list(Interaction.objects.order_by("seq").values_list("text", flat=True))
    order = [int(text) for text in texts[1::2]]
    assert texts[0::2] == ["named"] * 50
    assert sorted(order) == list(range(50))
    assert order != list(range(50))
