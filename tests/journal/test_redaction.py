"""A redaction cuts who it was and what they said, keeps the score, says so, and is for ever."""

import pytest

from oyez.company.core.scope import OPERATOR
from oyez.journal import changes
from oyez.journal.models import Interaction
from oyez.journal.queries import after, news_after, timeline
from tests.town import ANA, answers, fact, tell

pytestmark = pytest.mark.django_db

SAID = {"text": "Call me: 0171.", "scores": {"nps": 3}, "attributes": {"phone": "0171"}}


def told() -> int:
    tell(fact("first", **SAID))
    return Interaction.objects.get().seq


def test_the_score_stays_and_the_person_goes() -> None:
    seq = told()

    assert changes.redact([seq], "erased on request") == 1

    row = Interaction.objects.get(seq=seq)
    assert row.scores == {"nps": 3}
    assert (row.subject, row.text, row.attributes) == (None, "", {})


def test_readers_of_all_and_of_news_see_a_row_that_names_what_was_redacted() -> None:
    seq = told()
    changes.redact([seq], "erased on request")

    rows = after(seq, 10)
    news, _ = news_after(seq, 10)

    assert [row.attributes for row in rows] == [{"seqs": str(seq), "reason": "erased on request"}]
    assert [row.kind for row in news] == ["redaction"]


def test_what_was_redacted_cannot_come_back() -> None:
    changes.redact([told()], "erased on request")

    assert tell(fact("first", **SAID)) == ["known"]
    assert tell(fact("first", text="Other words.")) == ["known"]
    assert not Interaction.objects.filter(subject=ANA).exists()


def test_nothing_is_appended_when_there_is_nothing_to_redact() -> None:
    assert changes.redact([], "erased on request") == 0
    assert changes.redact([4711], "erased on request") == 0
    assert not Interaction.objects.exists()


def test_redacting_twice_changes_nothing_more() -> None:
    seq = told()
    changes.redact([seq], "erased on request")
    row = Interaction.objects.get(seq=seq)

    changes.redact([seq], "erased on request")

    assert Interaction.objects.get(seq=seq).scores == row.scores


def test_a_redaction_itself_is_not_redacted() -> None:
    changes.redact([told()], "erased on request")
    last = Interaction.objects.get(kind="redaction").seq

    assert changes.redact([last], "once more") == 0
    assert Interaction.objects.get(seq=last).attributes["reason"] == "erased on request"


def test_many_are_named_in_several_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "REDACT_ROWS", 2)
    tell(*answers("nps", [1, 2, 3]))

    count = changes.redact([row.seq for row in after(0, 10)], "erased on request")

    assert count == 3
    assert Interaction.objects.filter(kind="redaction").count() == 2


def test_a_timeline_tells_nothing_of_redactions() -> None:
    changes.redact([told()], "erased on request")

    assert timeline(OPERATOR, subjects=[ANA]) == []
    assert [row.kind for row in timeline(OPERATOR)] == ["response"]
