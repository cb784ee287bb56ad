"""The page that asks: it saves each step, can be gone back on, and never acts on a GET."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation

from oyez.company.core.scope import OPERATOR
from oyez.contact.models import OptOut
from oyez.journal.changes import append_inbox
from oyez.journal.models import Interaction
from oyez.journal.queries import scales
from oyez.surveys import doors, pace
from oyez.surveys.changes import editing
from oyez.surveys.changes.files import folder, keep
from oyez.surveys.core.reading import definition
from oyez.surveys.models import Invitation, Response, Upload
from tests.surveys.asking import FITTING, begin, in_mode, invited, name_in, published

pytestmark = pytest.mark.usefixtures("town")
PAGE_BYTES = 30_000
PICTURE = """
survey: chip
title: A chip
kind: transactional
mode: identified
questions:
  - {id: nps, type: nps, text: Would you recommend us?}
  - {id: photo, type: file, text: Show us}
"""


@pytest.fixture(autouse=True)
def nobody_came_yet() -> None:
    pace._begun.clear()


def told() -> list[Interaction]:
    append_inbox()
    return list(Interaction.objects.filter(survey="fitting").order_by("seq"))


def test_a_first_page_is_one_small_answer_that_loads_nothing() -> None:
    published()

    page = Client().get("/s/fitting/")

    html = page.content.decode()
    assert len(page.content) < PAGE_BYTES
    assert "<script" not in html and "src=" not in html and 'rel="stylesheet"' not in html
    assert "script-src 'none'" in page.headers["Content-Security-Policy"]
    assert "'unsafe-inline'" not in page.headers["Content-Security-Policy"]


def test_looking_records_nothing() -> None:
    survey = published()
    invitation = invited(survey)
    token = doors.token_of(invitation)

    for address in (
        f"/s/i/{token}/?a=9",
        f"/s/i/{token}/stop/",
        f"/s/i/{token}/wrong/",
        f"/s/i/{token}/about/",
    ):
        assert Client().get(address).status_code == 200

    invitation.refresh_from_db()
    assert invitation.state == Invitation.State.POSTED
    assert not Response.objects.exists() and not OptOut.objects.exists()
    assert Client().get(f"/s/i/{token}/one-click/").status_code == 405


def test_what_was_tapped_in_the_mail_is_chosen_and_not_recorded() -> None:
    token = doors.token_of(invited(published()))

    html = Client().get(f"/s/i/{token}/?a=9").content.decode()

    assert 'value="9" checked' in html
    assert "How likely are you to recommend us, Ana?" in html


def test_a_low_score_is_asked_why_and_told_whole() -> None:
    client = Client()
    token = doors.token_of(invited(published()))

    where = begin(client, f"/s/i/{token}/", nps="3")
    page = client.get(where).content.decode()
    end = client.post(where, {"causes": ["work", "late"], "why": "The worktop has a chip.", "contact": "1"})

    assert "giving more than 3?" in page
    assert "Someone reads this today." in client.get(end.headers["Location"]).content.decode()
    response, wish = told()
    assert (response.kind, response.scores, response.text) == (
        "response",
        {"nps": 3.0},
        "The worktop has a chip.",
    )
    assert response.subject == "email:ana@example.org" and response.unit == "harbour"
    assert response.attributes["causes"] == "late | work" and response.attributes["complete"] is True
    assert wish.kind == "contact_request" and wish.scores == {} and wish.text == "The worktop has a chip."


def test_a_high_score_is_thanked_after_one_page() -> None:
    client = Client()
    published()

    assert begin(client, nps="10").endswith("/end/")


def test_finish_now_keeps_what_was_said() -> None:
    client = Client()
    published()

    assert begin(client, nps="2", finish="1").endswith("/end/")
    assert [row.scores for row in told()] == [{"nps": 2.0}]


def test_the_same_page_sent_twice_is_one_response() -> None:
    client = Client()
    published()
    name = name_in(client.get("/s/fitting/").content.decode())

    answers = [client.post("/s/fitting/", {"r": name, "nps": "10"}).headers["Location"] for _ in range(2)]

    assert len(set(answers)) == 1
    assert len(told()) == 1


def test_a_picture_sent_twice_with_the_first_page_arrives_whole() -> None:
    client, picture = Client(), b"\x89PNG\r\n\x1a\n" + b"x" * 500
    editing.create(OPERATOR, PICTURE.replace("  - {id: nps, type: nps, text: Would you recommend us?}\n", ""))
    editing.publish(OPERATOR, "chip", 1)
    editing.set_open(OPERATOR, "chip", True)
    name = name_in(client.get("/s/chip/").content.decode())

    for _ in range(2):
        answer = client.post("/s/chip/", {"r": name, "photo": SimpleUploadedFile("chip.png", picture)})
        assert answer.status_code == 303

    assert (folder() / Upload.objects.get(response=name).key).read_bytes() == picture


def test_a_page_read_a_second_time_is_read_from_its_beginning() -> None:
    file = SimpleUploadedFile("chip.png", b"\x89PNG\r\n\x1a\n" + b"x" * 500)
    question = definition(PICTURE, scales()).by_id["photo"]

    assert [(folder() / keep(question, file).key).stat().st_size for _ in range(2)] == [508, 508]


def test_an_invitation_does_not_go_on_with_the_answer_of_another() -> None:
    survey = published()
    first, second = (invited(survey, name) for name in ("email:ada@example.org", "email:ben@example.org"))
    client = Client()
    name = name_in(client.get(f"/s/i/{doors.token_of(first)}/").content.decode())
    client.post(f"/s/i/{doors.token_of(first)}/", {"r": name, "nps": "3"})

    stolen = client.post(f"/s/i/{doors.token_of(second)}/", {"r": name, "nps": "9"})

    assert stolen.status_code == 404
    assert Response.objects.get().answers == {"nps": 3}
    assert Invitation.objects.get(pk=second.pk).state == Invitation.State.POSTED


def test_going_back_changes_the_way_and_drops_what_it_left() -> None:
    client = Client()
    published()
    where = begin(client, nps="3")
    first = where.replace("/1/", "/0/")

    assert 'value="3" checked' in client.get(first).content.decode()
    end = client.post(first, {"nps": "9"})

    assert end.headers["Location"].endswith("/end/")
    [row] = told()
    assert row.scores == {"nps": 9.0} and "causes" not in row.attributes


def test_a_wrong_answer_is_said_beside_its_question_and_the_rest_is_kept() -> None:
    client = Client()
    published()
    where = begin(client, nps="3")

    page = client.post(where, {"causes": ["late", "none"], "why": "Nobody came."})

    html = page.content.decode()
    assert page.status_code == 422
    assert "cannot be chosen with others" in html and "Nobody came." in html
    assert Response.objects.get().answers["why"] == "Nobody came."


@pytest.mark.parametrize("answer", ["11", "-1", "3.5", "abc", "9" * 50, "٣٣٣"])
def test_a_score_off_its_scale_is_not_taken(answer: str) -> None:
    client = Client()
    published()
    name = name_in(client.get("/s/fitting/").content.decode())

    assert client.post("/s/fitting/", {"r": name, "nps": answer}).status_code == 422
    assert "nps" not in Response.objects.get().answers


def test_who_was_invited_goes_on_elsewhere_where_they_stopped() -> None:
    token = doors.token_of(invited(published()))
    where = begin(Client(), f"/s/i/{token}/", nps="3")

    elsewhere = Client().get(f"/s/i/{token}/")

    assert elsewhere.status_code == 303 and elsewhere.headers["Location"] == where


def test_who_answered_is_thanked_again_and_changes_nothing() -> None:
    client = Client()
    token = doors.token_of(invited(published()))
    begin(client, f"/s/i/{token}/", nps="10")

    again = client.get(f"/s/i/{token}/")
    client.post(again.headers["Location"].replace("end/", "0/"), {"nps": "0"})

    assert again.headers["Location"].endswith("/end/")
    assert [row.scores for row in told()] == [{"nps": 10.0}]


def test_cannot_say_is_no_number_and_is_counted() -> None:
    published()
    begin(Client(), nps="cannot_say")

    [row] = told()
    assert row.scores == {} and row.attributes["nps"] == "cannot_say"


def test_what_is_known_is_not_asked() -> None:
    client = Client()
    survey = published()
    asked = doors.token_of(invited(survey))
    known = doors.token_of(invited(survey, "email:bo@example.org", given={"person.country": "AT"}))

    assert (
        "Where do you live?"
        in client.get(begin(client, f"/s/i/{asked}/", nps="10", more="1")).content.decode()
    )
    assert begin(client, f"/s/i/{known}/", nps="10", more="1").endswith("/end/")


@pytest.mark.parametrize(("state", "words"), [("paused", "resting"), ("closed", "over")])
def test_a_survey_that_rests_says_so(state: str, words: str) -> None:
    published()
    editing.set_state(OPERATOR, "fitting", state)

    assert words in Client().get("/s/fitting/").content.decode()


def test_a_survey_that_is_not_open_is_not_there_for_strangers() -> None:
    published(is_open=False)

    assert Client().get("/s/fitting/").status_code == 404


def test_one_click_stops_at_once_and_answers_the_same_each_time() -> None:
    client = Client(enforce_csrf_checks=True)
    invitation = invited(published())
    address = f"/s/i/{doors.token_of(invitation)}/one-click/"

    said = [client.post(address, {"List-Unsubscribe": "One-Click"}).status_code for _ in range(2)]

    assert said == [200, 200]
    assert OptOut.objects.get().subject == "email:ana@example.org"
    invitation.refresh_from_db()
    assert (invitation.state, invitation.reason) == ("refused", "opted_out")


def test_tokens_cannot_be_guessed_or_counted_up() -> None:
    token = doors.token_of(invited(published()))
    changed = token[:-2] + ("AA" if token[-2:] != "AA" else "BB")

    for guess in (changed, token[:-1], token + "A", "x", "ä" * 20):
        with translation.override("de"):  # left behind by whom this thread served before
            missing = Client().get(f"/s/i/{guess}/")
        assert missing.status_code == 404
        assert 'lang="en"' in missing.content.decode()


def test_a_response_begins_only_under_a_name_that_we_made() -> None:
    published()

    assert Client().post("/s/fitting/", {"r": "A" * 24, "nps": "9"}).status_code == 404
    assert not Response.objects.exists()


def test_what_people_write_is_shown_as_text() -> None:
    client = Client()
    published()
    where = begin(client, nps="3")

    page = client.post(where, {"causes": ["late", "none"], "why": "<script>alert(1)</script>"})

    assert "<script>" not in page.content.decode().split("<body")[1]


def test_an_anonymous_answer_is_tied_to_nobody_and_waits_for_company() -> None:
    from oyez.surveys.changes.answering import tell_anonymous

    published(in_mode("anonymous"))
    for _ in range(5):
        begin(Client(), nps="10")

    rows: list[Any] = list(Response.objects.values("invitation", "given", "started_at", "finished_at"))
    assert all(row["invitation"] is None and row["given"] == {} for row in rows)
    assert all((row["started_at"].hour, row["started_at"].minute) == (0, 0) for row in rows)
    assert told() == []
    assert tell_anonymous(6) == 0
    assert tell_anonymous(5) == 5
    assert not Response.objects.exists()
    assert [(row.mode, row.subject, row.scores) for row in told()] == [("anonymous", None, {"nps": 10.0})] * 5


def test_an_invitation_to_an_anonymous_survey_is_spent_without_a_moment() -> None:
    invitation = invited(published(in_mode("anonymous")))
    begin(Client(), f"/s/i/{doors.token_of(invitation)}/", nps="10")

    invitation.refresh_from_db()
    assert (invitation.state, invitation.started_at, invitation.answered_at) == ("answered", None, None)
    assert Response.objects.get().given == {}


def test_a_full_quota_thanks_and_asks_no_further() -> None:
    published(FITTING + "quotas:\n  - {name: low, most: 1, when: nps <= 6}\n")
    begin(Client(), nps="2", finish="1")

    where = begin(Client(), nps="3")

    assert "We have enough answers" in Client().get(where).content.decode()
    assert [row.scores for row in told()] == [{"nps": 2.0}]
    assert begin(Client(), nps="10").endswith("/end/")


def test_a_picture_is_kept_and_a_program_is_not() -> None:
    survey = published(PICTURE)
    client = Client()
    where = begin(client, f"/s/{survey.key}/", nps="3")

    bad = client.post(where, {"photo": SimpleUploadedFile("x.png", b"MZ\x90 a program")})
    good = client.post(where, {"photo": SimpleUploadedFile("../../chip.png", b"\x89PNG\r\n\x1a\n....")})

    assert bad.status_code == 422 and "picture or a PDF" in bad.content.decode()
    assert good.status_code == 303
    upload = Upload.objects.get()
    assert (upload.name, upload.sort) == ("chip.png", "image/png")
    assert (folder() / upload.key).read_bytes().startswith(b"\x89PNG")


def test_one_client_cannot_begin_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    published()
    monkeypatch.setenv("OYEZ_BEGIN_A_MINUTE", "3")
    answers = []
    for _ in range(5):
        name = name_in(Client().get("/s/fitting/").content.decode())
        answers.append(Client().post("/s/fitting/", {"r": name, "nps": "9"}).status_code)

    assert answers.count(429) == 2


def test_an_anonymous_invitation_answers_once() -> None:
    client = Client()
    address = f"/s/i/{doors.token_of(invited(published(in_mode('anonymous'))))}/"
    name = name_in(client.get(address).content.decode())

    first, same = (client.post(address, {"r": name, "nps": "10"}) for _ in range(2))
    again = client.post(address, {"r": doors.fresh_name(), "nps": "0"})

    assert first.headers["Location"] == same.headers["Location"] and again.status_code == 404
    assert "Thank you." in client.get(address).content.decode()
    assert [row.answers for row in Response.objects.all()] == [{"nps": 10}]
