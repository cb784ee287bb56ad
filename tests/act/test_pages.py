"""The desk's pages: who sees them, what they show, and what a refused form keeps."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from oyez.act.changes import cases
from oyez.act.mails import address_of
from oyez.act.models import Case, RootCause, Trigger
from oyez.company.models import Member
from oyez.kit.models import Outgoing
from oyez.people.changes import note_preference
from tests.act.conftest import Desk, account_manager, owner_of_fitting
from tests.town import HOTEL, fact, tell

QUOTE = "The worktop is chipped. Nobody said a word."


def page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def test_who_sees_a_case_and_who_finds_nothing_there(desk: Desk) -> None:
    owner = owner_of_fitting(desk.town)
    keeper = account_manager(desk.town)
    other_owner, other_keeper = desk.town.member("touchpoint_owner"), desk.town.member("account_manager")
    number = desk.case(account=HOTEL).number
    members: dict[Any, bool] = {
        desk.town.cem: True,
        desk.town.bea: True,
        desk.carla: True,
        owner: True,
        keeper: True,
        desk.town.dara: False,
        desk.town.eli: False,
        other_owner: False,
        other_keeper: False,
        desk.town.member("executive"): False,
        desk.town.member("analyst"): False,
        desk.town.member("agent", "hill"): False,
        desk.town.member("manager", "north"): True,
        desk.town.member("manager", "south"): False,
    }
    for member, sees in members.items():
        client = desk.town.client(member)
        response = client.get(f"/cases/{number}/")
        assert response.status_code == (200 if sees else 404), member.name
        assert (QUOTE in response.content.decode()) is sees, member.name
        listed = client.get("/cases/")
        assert (number in listed.content.decode()) is sees, member.name


def test_the_navigation_counts_the_open_cases_that_one_may_see(desk: Desk) -> None:
    desk.case("first")
    desk.hear("second", touchpoint="b")

    def shown(member: Member) -> bool:
        return '<span class="c-nav__count">2<span class="u-hidden"> open</span></span>' in page(
            desk.town.client(member), "/"
        )

    assert shown(desk.town.cem) and shown(desk.carla)
    assert not shown(desk.town.dara)
    assert "c-nav__count" not in page(desk.town.client(desk.town.dara), "/")
    assert "c-nav__count" not in page(desk.town.client(desk.town.member("executive")), "/")


def test_a_case_that_is_not_there_and_one_that_is_not_yours_look_the_same(desk: Desk) -> None:
    number = desk.case().number
    client = desk.town.client(desk.town.dara)

    foreign, missing = client.get(f"/cases/{number}/"), client.get("/cases/C-999999/")

    assert foreign.status_code == missing.status_code == 404
    assert foreign.content == missing.content


def test_whoever_is_not_signed_in_is_sent_to_the_door(desk: Desk) -> None:
    response = Client().get(f"/cases/{desk.case().number}/")

    assert response.status_code == 302
    assert response.headers["Location"].startswith("/accounts/login/")


def test_the_page_shows_thread_clock_customer_and_what_happened_before(desk: Desk) -> None:
    tell(fact("earlier", "2026-01-10", text="All was well.", scores={"nps": 9}))
    note_preference(desk.town.viewer(desk.town.cem), desk.town.ana.pk, "channel", "phone after 17:00")
    number = desk.case().number

    html = page(desk.town.client(desk.town.cem), f"/cases/{number}/")

    for words in (
        QUOTE,
        "Tuesday 3 Mar, 13:00",
        "Solve by",
        "phone after 17:00",
        "All was well",
        "Root cause",
    ):
        assert words in html, words


def test_what_a_customer_wrote_is_text_and_never_markup(desk: Desk) -> None:
    number = desk.case(text="<script>alert(1)</script> hello there").number

    client = desk.town.client(desk.town.cem)

    for path in (f"/cases/{number}/", "/cases/"):
        assert "<script>alert" not in page(client, path)


def test_a_late_case_says_so(desk: Desk, the_time: Any) -> None:
    from datetime import timedelta

    from tests.act.conftest import NOON

    desk.hear()
    the_time(NOON + timedelta(days=1, hours=2))

    html = page(desk.town.client(desk.town.cem), "/cases/")

    assert "2 h late" in html
    assert "1 late" in html


def test_a_case_on_nobodys_usual_desk_says_why(desk: Desk) -> None:
    number = desk.case(touchpoint="elsewhere", unit=None).number

    html = page(desk.town.client(desk.carla), f"/cases/{number}/")

    assert "It came to the CX manager" in html
    assert "nobody owns the touchpoint" in html


def test_the_link_in_a_mail_is_the_address_of_the_page(desk: Desk) -> None:
    case = desk.case()

    assert address_of(case).endswith(reverse("act:case", args=[case.number]))


def test_looking_at_the_link_of_a_mail_changes_nothing(desk: Desk) -> None:
    case = desk.case()
    client = desk.town.client(desk.town.cem)
    before = Case.objects.values().get()
    for verb in ("take", "answer", "note", "refer", "refer-upward", "cause", "close", "reopen"):
        assert client.get(f"/cases/{case.number}/{verb}/").status_code == 405
    page(client, f"/cases/{case.number}/")

    assert Case.objects.values().get() == before


def test_a_reply_goes_out_from_the_page_and_is_sent_once_however_often_the_button_is_pressed(
    desk: Desk,
) -> None:
    number = desk.case().number
    client = desk.town.client(desk.town.cem)
    html = page(client, f"/cases/{number}/")
    once = html.split('name="once" value="')[1].split('"')[0]

    for _ in range(2):
        sent = {"text": "We come on Tuesday.", "channel": "email", "once": once}
        response = client.post(f"/cases/{number}/answer/", sent, follow=True)

    assert response.status_code == 200
    assert "We come on Tuesday." in response.content.decode()
    assert Outgoing.objects.filter(rule="case_reply").count() == 1


def test_a_refused_form_says_why_and_keeps_what_was_typed(desk: Desk) -> None:
    number = desk.case().number
    client = desk.town.client(desk.town.cem)

    sent = {"cause": "", "outcome": "improved", "remark": "Called her."}
    response = client.post(f"/cases/{number}/close/", sent)
    html = response.content.decode()

    assert response.status_code == 422
    assert "a case is closed with its root cause" in html
    assert "Called her." in html
    assert Case.objects.get().is_open


def test_an_empty_reply_is_refused_on_the_page(desk: Desk) -> None:
    number = desk.case().number
    response = desk.town.client(desk.town.cem).post(f"/cases/{number}/answer/", {"text": "  "})

    assert response.status_code == 422
    assert "Write what you want to tell the customer." in response.content.decode()


def test_whoever_refers_a_foreign_case_on_lands_in_the_inbox(desk: Desk) -> None:
    number = desk.case().number
    cases.refer(desk.town.viewer(desk.town.cem), number, desk.town.dara.pk)
    client = desk.town.client(desk.town.dara)

    response = client.post(f"/cases/{number}/refer/", {"to": desk.town.cem.pk})

    assert response.headers["Location"] == "/cases/"
    assert client.get(f"/cases/{number}/").status_code == 404


def test_referring_to_the_general_manager_is_one_click(desk: Desk) -> None:
    greta = desk.town.member("manager", "north")
    number = desk.case().number
    client = desk.town.client(desk.town.cem)
    assert f"Refer to the general manager, {greta.name}" in page(client, f"/cases/{number}/")

    client.post(f"/cases/{number}/refer-upward/")

    assert Case.objects.get().owner == greta
    assert "referred" in page(desk.town.client(greta), "/cases/?view=referred")


def test_closing_and_opening_again_from_the_page(desk: Desk) -> None:
    number = desk.case().number
    client = desk.town.client(desk.town.cem)

    client.post(f"/cases/{number}/close/", {"cause": "no-word", "outcome": "improved"})
    assert number in page(client, "/cases/?view=closed")
    assert "Nobody told the customer" in page(client, f"/cases/{number}/")

    client.post(f"/cases/{number}/reopen/")
    assert Case.objects.get().is_open


def test_the_inbox_is_sorted_by_due_time_and_goes_on_where_it_stopped(desk: Desk, monkeypatch: Any) -> None:
    from oyez.act.queries import inbox

    monkeypatch.setattr(inbox.inbox, "__defaults__", ("due", "", 2))
    for at, day in enumerate(("2026-03-01", "2026-02-27", "2026-02-26", "2026-02-25", "2026-02-24")):
        desk.hear(f"case-{at}", day=day, touchpoint=f"place-{at}", text=f"number {at} of five")
    client, found, path = desk.town.client(desk.carla), [], "/cases/"
    for _ in range(3):
        html = page(client, path)
        found += [word.split(" of five")[0] for word in html.split("number ")[1:]]
        path = (
            html.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
            if 'rel="next"' in html
            else ""
        )
    assert found == ["4", "3", "2", "1", "0"]
    assert path == ""


@pytest.mark.parametrize(
    "path", ["/cases/?view=due", "/cases/?view=mine", "/cases/?view=closed", "/triggers/"]
)
def test_empty_pages_say_what_comes_next(desk: Desk, path: str) -> None:
    Trigger.objects.all().delete()

    assert "c-empty" in page(desk.town.client(desk.carla), path)


def queries_of(client: Client, path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        page(client, path)
    return len(captured)


def test_ten_cases_cost_no_more_queries_than_two(desk: Desk) -> None:
    number = desk.case("first", account=HOTEL).number
    desk.hear("second", touchpoint="b")
    client = desk.town.client(desk.carla)
    page(client, "/cases/")
    few = (queries_of(client, "/cases/"), queries_of(client, f"/cases/{number}/"))
    for at in range(8):
        desk.hear(f"more-{at}", touchpoint=f"place-{at}", subject=f"email:p{at}@example.org", account=HOTEL)
        desk.hear(f"again-{at}", scores={"nps": 2})

    assert (queries_of(client, "/cases/"), queries_of(client, f"/cases/{number}/")) == few


def test_only_whoever_runs_the_programme_sees_triggers(desk: Desk) -> None:
    for member, sees in ((desk.carla, 200), (desk.town.cem, 404), (desk.town.eli, 404)):
        client = desk.town.client(member)
        for path in ("/triggers/", "/triggers/nps-low/", "/triggers/new/", "/root-causes/"):
            assert client.get(path).status_code == sees, (member.name, path)
    refused = desk.town.client(desk.town.cem).post("/triggers/nps-low/switch/", {"on": "no"})
    assert refused.status_code == 404
    assert Trigger.objects.get(key="nps-low").enabled


FORM = {
    "name": "Low stars", "score": "stars", "limit": "3", "touchpoint": "", "route": "unit_manager",
    "general_manager_at": "", "answer_hours": "8", "solve_hours": "40", "rank": "100",
}  # fmt: skip


def test_a_trigger_is_added_changed_and_switched_off_on_the_page(desk: Desk) -> None:
    client = desk.town.client(desk.carla)

    client.post("/triggers/new/", FORM)
    assert Trigger.objects.get(key="low-stars").limit == 3

    client.post("/triggers/low-stars/", FORM | {"limit": "1", "general_manager_at": "1"})
    changed = Trigger.objects.get(key="low-stars")
    assert (changed.limit, changed.general_manager_at, changed.enabled) == (1, 1, True)

    client.post("/triggers/low-stars/switch/", {"on": "no"})
    assert not Trigger.objects.get(key="low-stars").enabled


def test_trying_a_trigger_out_opens_and_saves_nothing(desk: Desk) -> None:
    tell(
        *[
            fact(f"old-{at}", "2026-02-10", subject=f"email:{at}@x.org", scores={"stars": at + 1})
            for at in range(5)
        ]
    )
    client = desk.town.client(desk.carla)

    response = client.post("/triggers/stars-low/", FORM | {"limit": "3", "try": ""})

    assert "It would have opened 3 cases in the last 30 days." in response.content.decode()
    assert not Case.objects.exists()
    assert Trigger.objects.get(key="stars-low").limit == 2


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"limit": "9"}, "must lie on the scale stars, 1 to 5"),
        ({"limit": ""}, "This field is required"),
        ({"score": "happiness"}, "There is no scale for the score"),
        ({"answer_hours": "50"}, "An answer is due before the solution"),
        ({"general_manager_at": "0"}, "The score for the general manager"),
    ],
)
def test_a_trigger_that_cannot_work_is_refused_with_a_sentence(
    desk: Desk, wrong: dict[str, str], sentence: str
) -> None:
    for extra in ({}, {"try": ""}):
        response = desk.town.client(desk.carla).post("/triggers/new/", FORM | wrong | extra)

        assert response.status_code == 422
        assert sentence in response.content.decode()
    assert not Trigger.objects.filter(name="Low stars").exists()


def test_a_drop_has_its_own_fields_and_learns_from_answers_only_when_there_are_enough(desk: Desk) -> None:
    client = desk.town.client(desk.carla)
    assert "earlier answers" in page(client, "/triggers/new/?kind=drop")

    response = client.post("/triggers/nps-drop/estimate/", follow=True)

    assert "Too few people have answered twice" in response.content.decode()


def test_the_worst_scores_go_to_the_general_manager_by_one_click(desk: Desk) -> None:
    client = desk.town.client(desk.carla)
    assert "Send 3 or worse to the general manager" in page(client, "/triggers/nps-low/")

    client.post("/triggers/nps-low/upward/", {"at": "3"})
    assert Trigger.objects.get(key="nps-low").general_manager_at == 3

    client.post("/triggers/nps-low/upward/", {"at": ""})
    assert Trigger.objects.get(key="nps-low").general_manager_at is None


def test_root_causes_are_the_companys_own(desk: Desk) -> None:
    client = desk.town.client(desk.carla)
    client.post("/root-causes/", {"name": "Lorry broke down"})
    client.post("/root-causes/other/switch/", {"on": "no"})
    number = desk.case().number

    html = page(desk.town.client(desk.town.cem), f"/cases/{number}/")

    assert "Lorry broke down" in html
    assert "Something else" not in html
    assert RootCause.objects.filter(key="other").exists()


def test_a_tier_gets_a_limit_of_its_own_on_the_page(desk: Desk) -> None:
    from oyez.people.models import Account

    Account.objects.filter(key=HOTEL).update(tier="gold")
    client = desk.town.client(desk.carla)
    assert "tier gold" in page(client, "/triggers/nps-low/")

    client.post("/triggers/nps-low/", FORM | {"score": "nps", "limit": "6", "tier:gold": "8"})

    assert Trigger.objects.get(key="nps-low").tier_limits == {"gold": 8}
