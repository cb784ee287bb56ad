"""A wish to be called, and a reply that speaks of a problem, become cases; thanks do not."""

from typing import Any

import pytest
from django.test import Client

from oyez.act.changes import defaults, triggers
from oyez.act.changes.triggers import Wanted
from oyez.act.models import Case, Trigger
from oyez.act.queries.triggers import dry_run, foresee, trigger
from oyez.act.records import of_case
from oyez.company.core.scope import OPERATOR
from oyez.kit import worker
from oyez.kit.errors import Refused
from oyez.kit.models import Outgoing
from oyez.surveys import doors
from tests.act.conftest import Desk
from tests.surveys.asking import begin, in_mode, invited, published
from tests.town import fact, tell

WISH: dict[str, Any] = {"kind": "contact_request", "scores": {}, "text": "Please call me after six."}
REPLY: dict[str, Any] = {
    "kind": "message",
    "scores": {},
    "text": "Nobody called, and the door is broken.",
    "attributes": {"in_reply_to": "survey:fitting"},
}


def page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_who_asks_to_be_contacted_is_on_somebodys_desk(desk: Desk) -> None:
    case = desk.case(**WISH)

    assert (case.trigger, case.owner, case.score) == ("contact-wanted", desk.town.cem, None)
    assert of_case(case)["reason"] == "Ana asked to be contacted"
    [mail] = Outgoing.objects.all()
    assert "Ana asked to be contacted" in mail.text and "Please call me after six." in mail.text
    assert f"Case {case.number} · Ana asked to be contacted" in page(
        desk.town.client(desk.town.cem), f"/cases/{case.number}/"
    )


def test_a_reply_about_a_problem_opens_a_case_and_quotes_the_words(desk: Desk) -> None:
    case = desk.case(**REPLY)

    assert case.trigger == "reply-problem"
    assert of_case(case)["reason"] == "Ana wrote back: “broken”, “nobody called”"


@pytest.mark.parametrize(
    "said",
    [
        {"text": "Thank you, all is well."},
        {"attributes": {}},
        {"kind": "auto_reply"},
        {"mode": "anonymous", "subject": None},
        {"direction": "out"},
        {"news": False},
    ],
)
def test_what_is_no_problem_no_reply_or_no_news_opens_nothing(desk: Desk, said: dict[str, Any]) -> None:
    desk.hear(**(REPLY | said))

    assert not Case.objects.exists()


def test_a_wish_that_comes_with_a_low_score_makes_one_case(desk: Desk) -> None:
    case = desk.case("low")
    desk.hear("low:contact", **WISH)
    desk.hear("again", **REPLY)

    assert Case.objects.get() == case
    assert case.entries.count() == 3


def test_somebody_elsewhere_does_not_see_the_case(desk: Desk) -> None:
    case = desk.case(**WISH)

    client = desk.town.client(desk.town.dara)
    assert client.get(f"/cases/{case.number}/").status_code == 404
    assert "Please call me" not in page(client, "/cases/")


def test_an_import_foresees_what_then_happens(desk: Desk) -> None:
    coming = [
        fact("wish", news=True, **WISH),
        fact("more", news=True, **REPLY),
        fact("other", news=True, **(REPLY | {"subject": "email:x@x.org"})),
        fact("thanks", news=True, **(REPLY | {"subject": "email:y@x.org", "text": "Thank you!"})),
    ]
    foreseen = foresee(OPERATOR, coming)
    tell(*coming)
    worker.catch_up()

    assert (foreseen.opened, foreseen.joined) == ({"contact-wanted": 1, "reply-problem": 1}, 1)
    assert sorted(Case.objects.values_list("trigger", flat=True)) == ["contact-wanted", "reply-problem"]


def test_trying_out_counts_only_what_it_looks_at(desk: Desk) -> None:
    tell(fact("one", **REPLY), fact("two", **(REPLY | {"text": "Fine."})), fact("low", scores={"nps": 1}))

    dry = dry_run(OPERATOR, trigger(OPERATOR, "reply-problem").rule())

    assert (dry.answers, dry.cases) == (2, 1)


def test_a_confidential_answers_wish_shows_its_words_and_no_score(desk: Desk) -> None:
    answerer = Client()
    token = doors.token_of(invited(published(in_mode("confidential"))))
    address = begin(answerer, f"/s/i/{token}/", nps="2")
    answerer.post(address, {"why": "The worktop is chipped.", "contact": "1"})
    worker.catch_up()

    case = Case.objects.get()
    client = desk.town.client(desk.town.cem)
    assert (case.trigger, case.score, case.score_name) == ("contact-wanted", None, "")
    shown = page(client, f"/cases/{case.number}/")
    assert "The worktop is chipped." in shown
    assert "NPS" not in shown


def test_the_page_makes_changes_and_lists_them(desk: Desk) -> None:
    client = desk.town.client(desk.carla)
    form = {
        "name": "Damage",
        "said_kinds": ["message", "complaint"],
        "words": "broken\n\nBROKEN\nkaputt*",
        "route": "cx_manager",
        "answer_hours": "4",
        "solve_hours": "8",
        "rank": "5",
    }
    assert "Opens a case when this comes in" in page(client, "/triggers/new/?kind=said")
    assert client.post("/triggers/new/?kind=said", form | {"try": ""}).status_code == 200
    client.post("/triggers/new/?kind=said", form)

    made = Trigger.objects.get(key="damage")
    assert made.words == ["BROKEN", "kaputt*"]
    assert "Wrote to us, Complained, with “BROKEN”, “kaputt*”" in page(client, "/triggers/")
    assert "General manager</h2>" not in page(client, "/triggers/damage/")
    client.post("/triggers/damage/", form | {"words": "", "replies_only": "on"})
    made.refresh_from_db()
    assert (made.words, made.replies_only) == ([], True)


def test_an_older_company_is_offered_the_new_triggers(desk: Desk) -> None:
    Trigger.objects.filter(key="contact-wanted").delete()
    client = desk.town.client(desk.carla)

    assert desk.town.client(desk.town.cem).post("/triggers/offered/contact-wanted/").status_code == 404
    assert "Also to be had" in page(client, "/triggers/")
    client.post("/triggers/offered/contact-wanted/")
    assert Trigger.objects.get(key="contact-wanted").enabled
    assert "Also to be had" not in page(client, "/triggers/")
    assert client.post("/triggers/offered/nothing/").status_code == 404


@pytest.mark.parametrize(
    ("wanted", "why"),
    [
        ({}, "Say what has to happen"),
        ({"said_kinds": ["message"], "limit": 3}, "no score"),
        ({"said_kinds": ["two words"]}, "no kind of interaction"),
        ({"said_kinds": ["message"], "words": ["!"]}, "no word"),
        ({"said_kinds": ["message"], "words": ["a" * 101]}, "at most"),
    ],
)
def test_what_cannot_be_looked_for_is_refused(desk: Desk, wanted: dict[str, Any], why: str) -> None:
    with pytest.raises(Refused, match=why):
        triggers.add_trigger(OPERATOR, Wanted(name="x", kind="said", **wanted))


def test_such_a_trigger_has_no_score_for_the_general_manager(desk: Desk) -> None:
    with pytest.raises(Refused, match="has no scores"):
        triggers.send_to_general_manager(OPERATOR, "contact-wanted", 3)


def test_installing_again_keeps_what_was_changed(desk: Desk) -> None:
    triggers.switch_trigger(OPERATOR, "reply-problem", False)

    assert defaults.install(OPERATOR) == 0
    assert not Trigger.objects.get(key="reply-problem").enabled
