"""Who finds whom, what a person's page tells, and what may be done there."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from oyez.company.core.scope import OPERATOR
from oyez.company.models import AuditLine
from oyez.journal import changes as journal
from oyez.journal.models import Interaction
from oyez.kit import clock
from oyez.kit.errors import NotFound
from oyez.people import changes as people
from oyez.people.models import Person
from oyez.share.queries.people import search, story, visible
from tests.town import ANA, FITTING, HARBOUR, HILL, HOTEL, Town, fact, tell

BEN = "email:ben@example.org"
ANA_AGAIN = "crm:4711"
NOW = datetime.fromisoformat("2026-03-04T10:00:00+00:00")


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "_fixed", lambda: NOW)


def _known(subject: str, name: str) -> Person:
    found = people.recognise(OPERATOR, [people.Sighting((subject,), name=name)], "town")
    return Person.objects.get(pk=found[subject])


def _get(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, answer.content.decode()[:500]
    return answer.content.decode()


def test_a_manager_finds_only_people_of_whom_something_is_theirs(town: Town) -> None:
    tell(fact("1"))
    assert [found.name for found in search(town.viewer(town.cem), "ana")] == ["Ana"]
    assert search(town.viewer(town.dara), "ana") == []
    assert search(town.viewer(town.dara), "ana@example.org") == []


def test_a_contact_at_an_account_of_the_unit_is_found_without_any_interaction(town: Town) -> None:
    people.ensure_contacts(OPERATOR, [(town.ana.pk, HOTEL, "user")])
    assert [found.accounts for found in search(town.viewer(town.cem), "ana")] == [("Hotel Astoria",)]
    assert search(town.viewer(town.dara), "ana") == []


def test_nobody_outside_the_scope_opens_a_person(town: Town) -> None:
    tell(fact("1"))
    path = f"/people/{town.ana.pk}/"
    assert "Ana" in _get(town.client(town.cem), path)
    for outsider in (town.dara, town.eli, town.member("executive"), town.member("account_manager")):
        assert "Ana" not in _get(town.client(outsider), path, 404)


def test_a_person_of_two_units_shows_each_manager_their_part(town: Town) -> None:
    tell(fact("1", text="said at the harbour"), fact("2", unit=HILL, text="said on the hill"))
    page = _get(town.client(town.dara), f"/people/{town.ana.pk}/")
    assert "said on the hill" in page
    assert "said at the harbour" not in page
    assert "1 of 1, all channels" in page


def test_the_story_is_newest_first_with_corrections_applied(town: Town) -> None:
    tell(fact("1", "2026-01-10", text="wrong"), fact("2", "2026-02-10", text="second"))
    tell(fact("1b", "2026-01-10", text="right", replaces="1"))
    events = story(town.viewer(town.cem), visible(town.viewer(town.cem), town.ana.pk)).events
    assert [event.text for event in events] == ["second", "right"]
    assert events[1].corrected


def test_a_confidential_answer_never_shows(town: Town) -> None:
    tell(fact("1"), fact("2", mode="confidential", text="between us"))
    assert "between us" not in _get(town.client(town.cem), f"/people/{town.ana.pk}/")


def test_the_page_says_what_happened_what_they_wanted_and_how_they_like_it(town: Town) -> None:
    tell(
        fact("1", "2026-03-02", scores={"nps": 3.0}, text="A chip in the worktop."),
        fact(
            "2", "2026-03-03", kind="call", channel="phone", attributes={"topic": "asks-date", "seconds": 360}
        ),
    )
    people.note_preference(OPERATOR, town.ana.pk, "channel", "phone after 17:00")
    page = _get(town.client(town.bea), f"/people/{town.ana.pk}/")
    assert "Called, 6 min: asks date, yesterday" in page
    assert "Phone after 17:00" in page
    assert "A chip in the worktop." in page


def test_groups_narrow_the_timeline(town: Town) -> None:
    tell(fact("1", text="an answer"), fact("2", kind="order", attributes={"article": "Linea"}))
    page = _get(town.client(town.cem), f"/people/{town.ana.pk}/?only=bought")
    assert "Ordered Linea" in page
    assert "an answer" not in page


def test_a_mention_is_said_to_be_kept_out_of_the_score(town: Town) -> None:
    tell(fact("1", kind="review", mention=True, scores={"stars": 4.0}))
    assert "Public, kept out of the score" in _get(town.client(town.cem), f"/people/{town.ana.pk}/")


def test_an_open_promise_stands_on_top_until_it_is_marked_as_kept(town: Town) -> None:
    tell(fact("1"))
    bea, path = town.client(town.bea), f"/people/{town.ana.pk}/"
    sent = bea.post(f"{path}note/", {"text": "Call her back", "due": "2026-03-05T18:00"})
    assert sent.status_code == 302
    journal.append_inbox()
    promise = Interaction.objects.get(kind="promise")
    assert (promise.unit, promise.attributes["by"]) == (HARBOUR, "Bea")
    page = _get(bea, path)
    assert "Call her back" in page
    assert "by Thursday 5 Mar, 18:00" in page
    assert bea.post(f"{path}kept/", {"promise": promise.seq}).status_code == 302
    journal.append_inbox()
    assert "Mark as kept" not in _get(bea, path)


def test_a_promise_in_the_past_is_refused(town: Town) -> None:
    tell(fact("1"))
    sent = town.client(town.bea).post(
        f"/people/{town.ana.pk}/note/", {"text": "Call", "due": "2026-03-01T18:00"}
    )
    assert sent.status_code == 422
    assert not AuditLine.objects.filter(verb="add_promise").exists()


def test_a_promise_of_another_unit_cannot_be_marked(town: Town) -> None:
    tell(fact("1", kind="promise", attributes={"due": "2026-04-01"}), fact("2", unit=HILL))
    seq = Interaction.objects.get(kind="promise").seq
    answer = town.client(town.dara).post(f"/people/{town.ana.pk}/kept/", {"promise": seq})
    assert answer.status_code == 404


def test_two_records_are_joined_and_parted_again(town: Town) -> None:
    other = _known(ANA_AGAIN, "Ana B.")
    tell(fact("1", text="by mail"), fact("2", subject=ANA_AGAIN, text="by number"))
    cem, path = town.client(town.cem), f"/people/{town.ana.pk}/"
    assert "Ana B." in _get(cem, f"{path}join/?q=Ana")
    sent = cem.post(f"{path}join/", {"other": other.pk, "reason": "same street"})
    assert sent.status_code == 302
    page = _get(cem, path)
    assert "by number" in page
    assert "by mail" in page
    assert "Not the same person?" in page
    assert "Part the two records" in _get(cem, f"{path}part/{other.pk}/")
    assert cem.post(f"{path}part/{other.pk}/").status_code == 302
    assert "by number" not in _get(cem, path)
    assert "by number" in _get(cem, f"/people/{other.pk}/")
    verbs = list(AuditLine.objects.order_by("id").values_list("verb", flat=True))
    assert verbs[-2:] == ["merge_persons", "unmerge_persons"]


def test_the_page_of_an_absorbed_record_leads_to_the_one_that_stands_for_it(town: Town) -> None:
    other = _known(ANA_AGAIN, "Ana B.")
    tell(fact("1"), fact("2", subject=ANA_AGAIN))
    people.merge(OPERATOR, town.ana.pk, other.pk, "known")
    answer = town.client(town.cem).get(f"/people/{other.pk}/")
    assert answer.headers["Location"] == f"/people/{town.ana.pk}/"


def test_who_sees_only_one_of_two_records_cannot_join_them(town: Town) -> None:
    other = _known(ANA_AGAIN, "Ana B.")
    tell(fact("1"), fact("2", subject=ANA_AGAIN, unit=HILL))
    answer = town.client(town.cem).post(
        f"/people/{town.ana.pk}/join/", {"other": other.pk, "reason": "same street"}
    )
    assert answer.status_code == 404
    assert Person.objects.get(pk=other.pk).merged_into_id is None


def test_an_analyst_sees_a_pseudonym_until_a_reason_is_given(town: Town) -> None:
    tell(fact("1"))
    analyst, path = town.member("analyst"), f"/people/{town.ana.pk}/"
    client = town.client(analyst)
    page = _get(client, path)
    assert f"P-{town.ana.pk}</h1>" in page
    assert "Ana</h1>" not in page
    assert "ana@example.org" not in page
    assert client.post(f"{path}reveal/", {"reason": "why"}).status_code == 422
    assert client.post(f"{path}reveal/", {"reason": "a complaint reached the board"}).status_code == 302
    page = _get(client, path)
    assert "Ana</h1>" in page
    assert "ana@example.org" in page
    line = AuditLine.objects.get(verb="reveal_identity")
    assert (line.member, line.after) == (analyst, {"reason": "a complaint reached the board"})


def test_what_was_revealed_is_hidden_again_after_an_hour(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    tell(fact("1"))
    client, path = town.client(town.member("analyst")), f"/people/{town.ana.pk}/"
    client.post(f"{path}reveal/", {"reason": "a complaint reached the board"})
    monkeypatch.setattr(clock, "_fixed", lambda: NOW + timedelta(minutes=61))
    assert "ana@example.org" not in _get(client, path)


def test_one_analyst_s_reason_reveals_nothing_to_another(town: Town) -> None:
    tell(fact("1"))
    path = f"/people/{town.ana.pk}/"
    town.client(town.member("analyst")).post(f"{path}reveal/", {"reason": "a complaint reached the board"})
    assert "ana@example.org" not in _get(town.client(town.member("analyst")), path)


def test_an_analyst_finds_people_by_pseudonym_only(town: Town) -> None:
    tell(fact("1"))
    client = town.client(town.member("analyst"))
    assert f"P-{town.ana.pk}</b>" in _get(client, f"/people/?q=p-{town.ana.pk}")
    assert "Nobody found" in _get(client, "/people/?q=ana@example.org")


def test_an_analyst_can_neither_write_join_nor_export(town: Town) -> None:
    tell(fact("1"))
    client, path = town.client(town.member("analyst")), f"/people/{town.ana.pk}/"
    assert client.post(f"{path}note/", {"text": "hello"}).status_code == 404
    assert client.post(f"{path}join/", {"other": 1, "reason": "x"}).status_code == 404
    assert client.get(f"{path}export/").status_code == 404


def test_executives_and_administrators_see_no_people_page(town: Town) -> None:
    for role in ("executive", "administrator"):
        assert town.client(town.member(role)).get("/people/?q=ana").status_code == 404


def test_an_export_holds_all_parts(town: Town) -> None:
    tell(fact("1", scores={"nps": 9.0}), fact("2", unit=HILL))
    people.note_preference(OPERATOR, town.ana.pk, "diet", "gluten-free")
    people.ensure_contacts(OPERATOR, [(town.ana.pk, HOTEL, "user")])
    answer = town.client(town.member("cx_manager")).get(f"/people/{town.ana.pk}/export/")
    found = answer.json()
    assert list(found) == ["person", "identifiers", "preferences", "contacts", "interactions", "cases"]
    assert [row["unit"] for row in found["interactions"]] == [HARBOUR, HILL]
    assert found["contacts"] == [{"account": HOTEL, "name": "Hotel Astoria", "role": "user"}]
    assert found["preferences"][0]["value"] == "gluten-free"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert AuditLine.objects.filter(verb="export_person", target=f"person:{town.ana.pk}").count() == 1


def test_a_manager_finds_their_own_customer_among_many_of_that_name(town: Town) -> None:
    others = [people.Sighting((f"crm:{at}",), name="Ana") for at in range(250)]
    own = people.recognise(OPERATOR, [*others, people.Sighting(("crm:own",), name="Ana Zoe")], "test")
    tell(fact("1", subject="crm:own"))
    (found,) = search(town.viewer(town.cem), "Ana")
    assert found.person.pk == own["crm:own"]


def test_a_managers_export_holds_their_part(town: Town) -> None:
    tell(fact("1"), fact("2", unit=HILL))
    found = town.client(town.cem).get(f"/people/{town.ana.pk}/export/").json()
    assert [row["unit"] for row in found["interactions"]] == [HARBOUR]


def test_the_api_narrows_like_the_page(town: Town) -> None:
    tell(fact("1", text="hello"))
    path = f"/api/v1/persons/{town.ana.pk}"
    found = town.client(town.cem).get(path).json()
    assert (found["name"], found["total"], found["interactions"][0]["text"]) == ("Ana", 1, "hello")
    assert town.client(town.dara).get(path).status_code == 404
    analyst = town.client(town.member("analyst")).get(path).json()
    assert (analyst["name"], analyst["identifiers"]) == (f"P-{town.ana.pk}", [])


def test_a_case_on_the_desk_opens_the_person_but_not_the_other_units_rows(town: Town) -> None:
    tell(fact("1", text="said at the harbour"))
    _case(town, owner=town.dara)
    found = visible(town.viewer(town.dara), town.ana.pk)
    assert story(town.viewer(town.dara), found).events == ()


def _case(town: Town, owner: Any) -> None:
    from oyez.act.models import Case

    Case.objects.create(
        person=town.ana, subject=ANA, unit=HARBOUR, touchpoint=FITTING, trigger="by-hand", opening_seq=1,
        owner=owner, said_at=NOW, opened_at=NOW, due_at=NOW, solve_by=NOW,
    )  # fmt: skip


def test_the_number_of_questions_does_not_grow_with_the_history(
    town: Town, django_assert_max_num_queries: Any
) -> None:
    tell(*(fact(str(at), text="hello", scores={"nps": 5.0}) for at in range(5)))
    client, path = town.client(town.cem), f"/people/{town.ana.pk}/"
    client.get(path)
    with django_assert_max_num_queries(60) as few:
        client.get(path)
    count = len(few)
    tell(*(fact(f"more {at}", text="hello", scores={"nps": 5.0}) for at in range(60)))
    with django_assert_max_num_queries(count) as many:
        client.get(path)
    assert len(many) == count


def test_unknown_people_are_not_found(town: Town) -> None:
    with pytest.raises(NotFound):
        visible(OPERATOR, 99_999)
