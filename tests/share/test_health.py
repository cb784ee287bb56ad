"""The health page: lag, what failed, trying again."""

from collections.abc import Iterator, Sequence

import pytest

from oyez.company.core.scope import OPERATOR
from oyez.company.models import AuditLine
from oyez.journal import readers
from oyez.journal.models import Interaction
from oyez.journal.readers import Reader
from oyez.kit import worker
from oyez.kit.clock import wall
from oyez.kit.errors import NotAllowed, Refused
from oyez.kit.models import Bookmark, Outgoing, Parked
from oyez.share.changes import replay
from oyez.share.queries.lag import lag
from tests.town import Town, fact, tell

SEEN: list[int] = []


def _effect(rows: Sequence[Interaction]) -> None:
    SEEN.extend(row.seq for row in rows)


@pytest.fixture
def slow() -> Iterator[Reader]:
    """A reader of this test's own."""
    SEEN.clear()
    yield readers.register(Reader("slow", _effect))
    del readers.READERS["slow"], worker.STEPS._things["slow"]


def test_a_reader_that_has_not_read_is_behind_by_the_whole_journal(town: Town, slow: Reader) -> None:
    tell(fact("1"), fact("2"))
    found = {step.name: step for step in lag(OPERATOR).steps}
    assert (found["slow"].behind, found["slow"].state) == (
        found["slow"].position + lag(OPERATOR).last_seq,
        "behind",
    )


def test_a_reader_that_caught_up_is_level(town: Town, slow: Reader) -> None:
    tell(fact("1"), fact("2"))
    worker.run_step(worker.STEPS["slow"])
    found = {step.name: step for step in lag(OPERATOR).steps}
    assert (found["slow"].behind, found["slow"].state) == (0, "level")
    assert len(SEEN) == 2


def test_a_failing_step_shows_how_often_and_why(town: Town, slow: Reader) -> None:
    Bookmark.objects.create(name="slow", failures=2, last_error="the scale is unknown")
    page = town.client(town.eli).get("/lag/").content.decode()
    assert "failed 2 times" in page
    assert "the scale is unknown" in page
    assert not lag(OPERATOR).is_well


def test_a_row_set_aside_is_tried_again_by_a_button_and_leaves_a_trace(town: Town, slow: Reader) -> None:
    tell(fact("1"))
    seq = Interaction.objects.get().seq
    row = Parked.objects.create(step="slow", position=seq, error="it failed", parked_at=wall())
    client = town.client(town.eli)
    assert "Try again" in client.get("/lag/").content.decode()
    assert client.post(f"/lag/replay/{row.pk}/").status_code == 302
    assert [seq] == SEEN
    assert AuditLine.objects.filter(verb="replay_parked", target=f"parked:slow:{seq}").count() == 1
    assert client.post(f"/lag/replay/{row.pk}/").status_code == 404


def test_a_row_that_fails_again_stays_set_aside_and_says_so(town: Town) -> None:
    def fails(rows: Sequence[Interaction]) -> None:
        raise RuntimeError("still broken")

    tell(fact("1"))
    seq = Interaction.objects.get().seq
    row = Parked.objects.create(step="broken", position=seq, error="it failed", parked_at=wall())
    readers.register(Reader("broken", fails))
    try:
        answer = town.client(town.eli).post(f"/lag/replay/{row.pk}/")
    finally:
        del readers.READERS["broken"], worker.STEPS._things["broken"]
    row.refresh_from_db()
    assert (answer.status_code, row.replayed_at) == (422, None)
    assert "failed again and stays set aside" in answer.content.decode()


def test_a_step_that_does_not_read_the_journal_replays_nothing(town: Town) -> None:
    row = Parked.objects.create(step="outbox", position=1, error="it failed", parked_at=wall())
    with pytest.raises(Refused):
        replay(OPERATOR, row.pk)
    row.refresh_from_db()
    assert row.replayed_at is None


def test_mail_is_counted_by_state_and_trouble_is_named(town: Town) -> None:
    for at, state in enumerate(("sent", "sent", "parked")):
        Outgoing.objects.create(
            rule="case_opened", cause=str(at), recipient="bea@example.org", audience="staff", subject="Case",
            message_id=str(at), text="a customer's words", state=state, created_at=wall(),
        )  # fmt: skip
    found = lag(OPERATOR)
    assert found.outgoing == {"parked": 1, "sent": 2}
    page = town.client(town.eli).get("/lag/").content.decode()
    assert "a customer's words" not in page
    assert "bea@example.org" not in page


def test_only_who_looks_after_the_house_sees_its_health(town: Town) -> None:
    for member in (town.cem, town.bea, town.member("executive"), town.member("analyst")):
        assert town.client(member).get("/lag/").status_code == 404
        assert town.client(member).get("/api/v1/lag").status_code == 404
        assert town.client(member).post("/lag/replay/1/").status_code == 404
    with pytest.raises(NotAllowed):
        lag(town.viewer(town.cem))
    assert town.client(town.eli).get("/api/v1/lag").json()["inbox"] == 0
