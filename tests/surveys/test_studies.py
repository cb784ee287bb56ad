"""Field notes: by name only with consent, on the timeline then; an insight stands on two or more."""

from datetime import date
from typing import Any

import pytest

from oyez.company.core.scope import OPERATOR
from oyez.journal.changes import append_inbox
from oyez.journal.models import Interaction
from oyez.kit.errors import NotAllowed, NotFound, Refused
from oyez.surveys import studies
from oyez.surveys.changes import studying
from oyez.surveys.changes.studying import Written
from oyez.surveys.core.evidence import codes_of
from oyez.surveys.models import FieldNote, Insight
from tests.town import ANA, HARBOUR, HILL, Town

pytestmark = pytest.mark.usefixtures("town")
DAY = date(2026, 3, 2)
FORM = {"method": "visit", "on": "2026-03-02", "text": "The stairs are steep.", "codes": "Access, stairs"}


def note(text: str = "They wait for the plan.", **said: Any) -> FieldNote:
    return studying.write_note(OPERATOR, Written("interview", DAY, text, **({"unit": HARBOUR} | said)))


def facts() -> list[Interaction]:
    append_inbox()
    return list(Interaction.objects.filter(kind="observation").order_by("seq"))


def test_a_note_about_nobody_stays_a_note() -> None:
    note()
    assert FieldNote.objects.count() == 1
    assert facts() == []


def test_a_note_about_a_person_who_agreed_stands_on_their_timeline() -> None:
    note(subject=ANA, agreed=True, codes=("waiting",))

    [row] = facts()
    assert (row.subject, row.mode, row.channel, row.unit) == (ANA, "identified", "interview", HARBOUR)
    assert row.text == "They wait for the plan." and row.attributes == {"codes": "waiting"}


def test_a_note_that_was_changed_replaces_what_was_told() -> None:
    row = note(subject=ANA, agreed=True)
    studying.change_note(
        OPERATOR, row.pk, Written("visit", DAY, "Better.", HARBOUR, subject=ANA, agreed=True)
    )

    old, new = facts()
    assert bytes(new.replaces or b"") == bytes(old.key)
    assert new.text == "Better."


def test_nobody_is_named_who_did_not_agree() -> None:
    with pytest.raises(Refused, match="agreed"):
        note(subject=ANA)
    with pytest.raises(Refused, match="Nobody is known"):
        note(subject="email:nobody@example.org", agreed=True)
    assert not FieldNote.objects.exists() and facts() == []


def test_an_insight_stands_on_two_notes_or_more() -> None:
    one, other = note(), note("Nobody calls back.")
    with pytest.raises(Refused, match="two notes"):
        studying.write_insight(OPERATOR, "They wait.", [one.pk, one.pk])

    row = studying.write_insight(OPERATOR, "They wait.", [one.pk, other.pk], "Call back within a day")

    assert row.notes.count() == 2 and row.status == "open"
    with pytest.raises(Refused, match="two notes"):
        studying.change_insight(OPERATOR, row.pk, "They wait.", [one.pk], status="confirmed")
    assert Insight.objects.get().notes.count() == 2


def test_notes_are_read_in_the_own_unit_alone(town: Town) -> None:
    mine, theirs = note(), note("Elsewhere.", unit=HILL)

    assert list(studies.notes(town.viewer(town.cem))) == [mine]
    assert list(studies.notes(town.viewer(town.dara))) == [theirs]
    assert list(studies.notes(town.viewer(town.member("account_manager")))) == []
    with pytest.raises(NotAllowed):
        studies.notes(town.viewer(town.member("executive")))
    with pytest.raises(NotFound):
        studies.note(town.viewer(town.cem), theirs.pk)


def test_the_code_book_says_what_codes_mean_and_how_often_they_were_used(town: Town) -> None:
    note(codes=("waiting", "plan"))
    note(codes=("waiting",), unit=HILL)
    studying.define_code(OPERATOR, "Waiting", "They wait for us.")

    found = {one.key: (one.meaning, one.notes) for one in studies.code_book(OPERATOR)}
    assert found == {"plan": ("", 1), "waiting": ("They wait for us.", 2)}
    assert {one.key: one.notes for one in studies.code_book(town.viewer(town.dara))} == {"waiting": 1}


def test_codes_are_words_each_once() -> None:
    assert codes_of("Late, price  talk,, late ") == ("late", "price_talk")


def test_a_note_is_written_and_read_on_pages(town: Town) -> None:
    cx, analyst = town.client(town.member("cx_manager")), town.client(town.member("analyst"))

    answer = cx.post("/studies/notes/new/", FORM | {"person": "Ana@example.org", "agreed": "on"}, follow=True)

    assert b"The stairs are steep." in answer.content and b"ana@example.org" in answer.content
    [row] = FieldNote.objects.all()
    seen = analyst.get(f"/studies/notes/{row.pk}/")
    assert b"The stairs are steep." in seen.content and b"ana@example.org" not in seen.content
    assert b"ana@example.org" not in analyst.get("/studies/").content
    assert analyst.post(f"/studies/notes/{row.pk}/", FORM).status_code == 404
    assert analyst.get("/studies/notes/new/").status_code == 404


def test_what_is_wrong_with_a_note_keeps_what_was_typed(town: Town) -> None:
    cx = town.client(town.member("cx_manager"))
    page = cx.post("/studies/notes/new/", FORM | {"person": "ana@example.org"})
    assert page.status_code == 422
    assert b"only if they agreed" in page.content and b"The stairs are steep." in page.content


def test_an_executive_reads_insights_and_no_notes(town: Town) -> None:
    one, other = note(), note("Nobody calls back.")
    studying.write_insight(OPERATOR, "They wait.", [one.pk, other.pk])

    html = town.client(town.member("executive")).get("/studies/").content.decode()

    assert "They wait." in html and "They wait for the plan." not in html and "calls back" not in html


def test_an_insight_is_written_on_a_page(town: Town) -> None:
    one, other = note(), note("Nobody calls back.")
    cx = town.client(town.member("cx_manager"))
    said = {"statement": "They wait.", "status": "open", "use": ""}

    assert cx.post("/studies/insights/new/", said | {"notes": [one.pk]}).status_code == 422
    page = cx.post("/studies/insights/new/", said | {"notes": [one.pk, other.pk]}, follow=True)

    assert b"They wait." in page.content
    number = Insight.objects.get().pk
    cx.post(f"/studies/insights/{number}/", said | {"notes": [one.pk, other.pk], "status": "confirmed"})
    assert Insight.objects.get().status == "confirmed"
