"""What a mail that came back changes: addresses, wishes, the timeline; and what it may not change."""

from datetime import timedelta

import pytest

from oyez.company.core.scope import OPERATOR
from oyez.contact.changes.addresses import bounced, complained, revive
from oyez.contact.changes.receiving import take
from oyez.contact.deliverable import undeliverable, undeliverable_among
from oyez.contact.models import Address, OptOut, Received
from oyez.contact.originals import ORIGINALS, Original
from oyez.journal.changes import append_inbox
from oyez.journal.models import Interaction, Rejected
from oyez.kit import clock
from oyez.kit.models import Outgoing
from oyez.kit.outbox import Mail, post
from tests.contact.inbound.mails import ASKED, prose, reported, written
from tests.contact.inbound.mails import complained as complaint

pytestmark = pytest.mark.django_db
ANA = "email:ana@example.org"


@pytest.fixture
def asked(town) -> str:
    """A mail of ours to Ana has left."""
    post(Mail("wave", "standing:1", "ana@example.org", Outgoing.Audience.CUSTOMER, "How was it?", "Hello"))
    row = Outgoing.objects.get()
    row.state, row.sent_at = Outgoing.State.SENT, clock.wall()
    row.save()
    return row.message_id


def told() -> list[tuple[str, str, str]]:
    append_inbox()
    rows = Interaction.objects.filter(source="mail").order_by("seq")
    return [(row.kind, row.subject, row.text) for row in rows]


def about(asked: str, raw: bytes) -> bytes:
    return raw.replace(ASKED.encode(), asked.encode())


def test_a_hard_bounce_ends_mail_to_the_address(asked) -> None:
    outcome = take(about(asked, reported()))
    assert (outcome.state, outcome.subject) == ("used", ANA)
    assert undeliverable("email") == {"ana@example.org"}
    assert undeliverable_among([ANA, "email:bea@example.org"]) == {ANA}
    assert told() == [("bounce", ANA, "")]
    assert not Rejected.objects.exists()


def test_a_bounce_that_names_no_mail_counts_where_we_wrote_lately(asked) -> None:
    assert take(prose("could not be delivered:\n\n<ana@example.org>:\nno such user\n")).state == "used"
    assert undeliverable("email") == {"ana@example.org"}


def test_a_bounce_of_an_address_that_we_never_wrote_to_changes_nothing(town) -> None:
    assert take(reported()).state == "unmatched"
    assert not Address.objects.exists()
    assert Rejected.objects.get().source == "mail"


def test_the_same_mail_twice_is_one(asked) -> None:
    raw = about(asked, reported())
    assert not take(raw).known
    assert take(raw).known
    assert Received.objects.count() == 1
    assert len(told()) == 1


def test_soft_bounces_on_three_days_of_fourteen_end_it(monkeypatch, db) -> None:
    start = clock.now()
    for day, expected in ((0, "soft"), (0, "soft"), (6, "soft"), (13, "undeliverable")):
        monkeypatch.setattr("oyez.contact.changes.addresses.now", lambda day=day: start + timedelta(days=day))
        assert bounced(ANA, hard=False, evidence="full").state == expected


def test_soft_bounces_far_apart_do_not(monkeypatch, db) -> None:
    start = clock.now()
    for day in (0, 10, 20, 30):
        monkeypatch.setattr("oyez.contact.changes.addresses.now", lambda day=day: start + timedelta(days=day))
        assert bounced(ANA, hard=False, evidence="full").state == "soft"


def test_a_complaint_opts_out_and_cannot_be_bounced_away(asked) -> None:
    assert take(about(asked, complaint())).state == "used"
    assert OptOut.objects.get().subject == ANA
    assert bounced(ANA, hard=True, evidence="").state == "complained"
    assert told() == [("complaint", ANA, "")]


def test_a_person_can_say_that_an_address_works(asked) -> None:
    complained(ANA, "complaint")
    revive(OPERATOR, ANA)
    assert not undeliverable("email")


def test_an_automatic_answer_is_only_noted(asked) -> None:
    take(about(asked, written("I am away.", subject="Out of office")))
    assert told() == [("auto_reply", ANA, "")]
    assert Outgoing.objects.count() == 1
    assert not OptOut.objects.exists()


def test_a_persons_answer_is_an_interaction_in_their_own_words_and_news(asked) -> None:
    take(about(asked, written("The door hangs low.\n\nOn Mon, 16 Nov 2026, Aurora wrote:\n> How was it?")))
    assert told() == [("message", ANA, "The door hangs low.")]
    row = Interaction.objects.get(kind="message")
    assert (row.channel, row.direction, row.attributes["in_reply_to"]) == ("email", "in", "wave:standing:1")


def test_stop_opts_out(asked) -> None:
    take(about(asked, written("STOP")))
    assert OptOut.objects.get().subject == ANA


def test_what_a_stranger_writes_waits_for_somebody_to_look(db) -> None:
    assert take(written("Hello", From="x@stranger.example")).state == "unmatched"
    assert "Hello" in Rejected.objects.get().raw


def test_a_room_says_what_its_mails_were_about(town, monkeypatch) -> None:
    def mine(message_id: str) -> Original | None:
        return (
            Original(ANA, message_id, about="fitting-survey", unit="harbour") if message_id == ASKED else None
        )

    monkeypatch.setitem(ORIGINALS._things, "test", mine)
    take(written("All fine."))
    append_inbox()
    row = Interaction.objects.get(source="mail")
    assert (row.attributes["in_reply_to"], row.unit) == ("fitting-survey", "harbour")
