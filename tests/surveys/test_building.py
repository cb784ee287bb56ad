"""The builder by plain forms: who may, what stays when something is wrong, and how it reads."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from oyez.company.core.scope import OPERATOR
from oyez.surveys.changes import editing
from oyez.surveys.core.reading import definition
from oyez.surveys.models import Survey
from oyez.surveys.starting import begun, start
from tests.town import Town

pytestmark = pytest.mark.django_db
KEY = "after-a-visit"


@pytest.fixture
def survey(town: Town) -> Survey:
    return editing.create(OPERATOR, begun(start("after_a_visit"), KEY, "After a visit", "en"))


@pytest.fixture
def cx(town: Town) -> Client:
    return town.client(town.member("cx_manager"))


def at(name: str, *parts: str) -> str:
    return reverse(f"surveys:{name}", args=[KEY, *parts])


def ids(row: Survey) -> list[str]:
    row.refresh_from_db()
    return list(definition(row.draft).by_id)


def arrange(client: Client, row: Survey, do: str, **said: Any) -> Any:
    row.refresh_from_db()
    return client.post(at("arrange"), {"do": do, "over": row.revision, **said}, follow=True)


def test_a_survey_is_begun_from_one_that_comes_with_oyez(cx: Client) -> None:
    said = {"how": "template", "template": "after_a_delivery", "title": "Delivered", "key": "delivered"}
    answer = cx.post("/surveys/new/", said, follow=True)

    assert answer.status_code == 200
    assert b"Delivered" in answer.content
    assert Survey.objects.get(key="delivered").state == "draft"


def test_a_key_that_is_taken_is_said_beside_what_was_typed(survey: Survey, cx: Client) -> None:
    said = {"how": "template", "template": "one_tap", "title": "My own title", "key": KEY}
    answer = cx.post("/surveys/new/", said)

    assert answer.status_code == 422
    assert b"already" in answer.content
    assert b"My own title" in answer.content


def test_a_wrong_text_keeps_what_was_typed_and_names_the_line(cx: Client) -> None:
    text = "survey: mine\ntitle: Mine\nkind: transactional\nmode: identifed\n"
    answer = cx.post("/surveys/new/", {"how": "text", "text": text})

    assert answer.status_code == 422
    assert b"line 4" in answer.content
    assert b"identifed" in answer.content
    assert not Survey.objects.exists()


def test_every_page_of_a_survey_opens_for_whoever_sees_numbers(survey: Survey, town: Town) -> None:
    reader = town.client(town.member("analyst"))
    for name in ("builder", "settings", "yaml", "preview", "translations", "versions", "comments"):
        answer = reader.get(at(name))
        assert answer.status_code == 200, name
        assert b"Undo" not in answer.content, name
    assert reader.get(at("question", "nps")).status_code == 200


def test_only_who_runs_the_programme_may_write(survey: Survey, town: Town) -> None:
    reader = town.client(town.member("analyst"))
    for name in (
        "arrange",
        "add_question",
        "undo",
        "redo",
        "yaml",
        "settings",
        "publish",
        "set_state",
        "send_test",
    ):
        assert reader.post(at(name), {"over": 1, "do": "up why"}).status_code == 404, name
    assert reader.get("/surveys/new/").status_code == 404
    assert town.client(town.eli).get(at("builder")).status_code == 404
    survey.refresh_from_db()
    assert survey.revision == 1


def test_a_question_moves_is_copied_removed_and_brought_back(survey: Survey, cx: Client) -> None:
    assert ids(survey) == ["nps", "causes", "why", "contact", "improve", "praise"]
    arrange(cx, survey, "up why")
    assert ids(survey)[:3] == ["nps", "why", "causes"]
    arrange(cx, survey, "copy why")
    assert ids(survey)[:3] == ["nps", "why", "why_2"]
    arrange(cx, survey, "remove why_2")
    assert "why_2" not in ids(survey)
    cx.post(at("undo"))
    assert "why_2" in ids(survey)
    cx.post(at("redo"))
    assert "why_2" not in ids(survey)


def test_an_answer_that_others_ask_for_is_not_removed(survey: Survey, cx: Client) -> None:
    answer = arrange(cx, survey, "remove nps")

    assert "asks for the answer to “nps”" in answer.content.decode()
    assert "nps" in ids(survey)


def test_a_question_does_not_move_before_the_answer_that_decides_it(survey: Survey, cx: Client) -> None:
    for _step in range(3):
        arrange(cx, survey, "up causes")
    assert ids(survey)[0] == "nps"


def test_a_change_that_was_overtaken_is_refused_and_says_so(survey: Survey, cx: Client) -> None:
    answer = arrange(cx, survey, "up why", over=7)

    assert "somebody else" in answer.content.decode()
    assert ids(survey)[1] == "causes"


def test_pages_are_joined_and_split(survey: Survey, cx: Client) -> None:
    def pages() -> list[list[str]]:
        survey.refresh_from_db()
        return [[one.id for one in page] for page in definition(survey.draft).pages]

    arrange(cx, survey, "join praise")
    assert pages()[-1] == ["improve", "praise"]
    arrange(cx, survey, "split praise")
    assert pages()[-2:] == [["improve"], ["praise"]]


@pytest.mark.parametrize(
    "kind",
    [
        "nps", "csat", "ces", "stars", "rating", "single", "multiple", "ranking", "matrix", "gap", "number",
        "date", "short", "long", "consent", "contact", "file", "statement",
    ],
)  # fmt: skip
def test_a_question_of_each_kind_is_added_and_its_form_saves_as_it_stands(
    survey: Survey, cx: Client, kind: str
) -> None:
    answer = cx.post(at("add_question"), {"type": kind, "after": "nps", "over": 1}, follow=True)
    new = ids(survey)[1]
    fields = _filled(answer)
    before = definition(survey.draft).by_id[new]

    assert cx.post(at("question", new), fields | {"do": "save"}).status_code == 302
    survey.refresh_from_db()
    assert definition(survey.draft).by_id[new] == before


def _filled(answer: Any) -> dict[str, Any]:
    """What a browser would send of the form as it came."""
    form, rows = answer.context["form"], answer.context["rows"]
    said = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    for row in rows:
        said[f"option-{row['at']}-key"] = row["key"]
        said |= {name: text for name, _tag, _language, text in row["texts"]}
        said |= {f"option-{row['at']}-{flag}": "on" for flag, is_set in row["flags"] if is_set}
    return said | {"over": answer.context["over"]}


def test_an_unknown_kind_is_not_there(survey: Survey, cx: Client) -> None:
    assert cx.post(at("add_question"), {"type": "slider", "over": 1}).status_code == 404


def test_a_question_is_changed_in_both_languages_with_its_condition(survey: Survey, cx: Client) -> None:
    said = _filled(cx.get(at("question", "improve"))) | {
        "text__de": "Was zuerst?",
        "when_how": "if",
        "when_name": "causes",
        "when_sign": "holds",
        "when_value": "waiting for a date",
    }
    cx.post(at("question", "improve"), said)

    survey.refresh_from_db()
    one = definition(survey.draft).by_id["improve"]
    assert one.text["de"] == "Was zuerst?"
    assert one.when == '"late" in causes'
    assert "“Waiting for a date” was chosen at" in cx.get(at("builder")).content.decode()


def test_what_cannot_be_saved_stays_in_the_form(survey: Survey, cx: Client) -> None:
    said = _filled(cx.get(at("question", "why"))) | {
        "text__en": "What on earth happened?",
        "when_how": "expression",
        "when_text": "praise >= 1",
    }
    answer = cx.post(at("question", "why"), said)

    assert answer.status_code == 422
    assert "What on earth happened?" in answer.content.decode()
    assert "there is no earlier question or field “praise”" in answer.content.decode()


def test_an_overtaken_question_is_put_into_the_newest_draft_by_saving_again(
    survey: Survey, cx: Client
) -> None:
    mine = _filled(cx.get(at("question", "why"))) | {"text__en": "What on earth happened?"}
    arrange(cx, survey, "up praise")
    answer = cx.post(at("question", "why"), mine)
    assert answer.status_code == 422
    assert "Save again" in answer.content.decode()
    assert "What on earth happened?" in answer.content.decode()
    cx.post(at("question", "why"), mine | {"over": answer.context["over"]})

    assert ids(survey)[-2:] == ["praise", "improve"]
    assert definition(survey.draft).by_id["why"].text["en"] == "What on earth happened?"


def test_a_new_name_goes_wherever_the_old_one_stood(survey: Survey, cx: Client) -> None:
    cx.post(at("question", "nps"), _filled(cx.get(at("question", "nps"))) | {"id": "recommend"})

    survey.refresh_from_db()
    said = definition(survey.draft)
    assert said.by_id["causes"].when == "recommend <= 6"
    assert said.endings[0].when == "recommend <= 6"


def test_options_are_added_moved_and_removed_with_what_was_typed(survey: Survey, cx: Client) -> None:
    def keys() -> list[str]:
        survey.refresh_from_db()
        return [one.key for one in definition(survey.draft).by_id["causes"].options]

    said = _filled(cx.get(at("question", "causes")))
    cx.post(at("question", "causes"), said | {"option-5-text__en": "Dirt left behind", "do": "more"})
    assert keys()[-1] == "dirt_left_behind"
    said = _filled(cx.get(at("question", "causes")))
    cx.post(at("question", "causes"), said | {"do": "option-up 5"})
    assert keys()[-2:] == ["dirt_left_behind", "other"]
    said = _filled(cx.get(at("question", "causes")))
    cx.post(at("question", "causes"), said | {"do": "option-remove 4"})
    assert "dirt_left_behind" not in keys()


def test_the_text_with_a_wrong_line_stays_and_the_line_is_shown(survey: Survey, cx: Client) -> None:
    text = survey.draft.replace("type: nps", "type: npss")
    answer = cx.post(at("yaml"), {"text": text, "over": 1, "do": "save"})

    assert answer.status_code == 422
    assert "did you mean “nps”?" in answer.content.decode()
    assert "type: npss" in answer.content.decode()


def test_a_text_that_was_overtaken_is_kept_beside_the_newest(survey: Survey, cx: Client) -> None:
    arrange(cx, survey, "up why")
    answer = cx.post(at("yaml"), {"text": survey.draft + "# mine\n", "over": 1, "do": "save"})

    assert answer.status_code == 422
    assert "# mine" in answer.content.decode()
    assert "The newest draft" in answer.content.decode()


def test_settings_are_saved_section_by_section(survey: Survey, cx: Client) -> None:
    page = cx.get(at("settings"))
    general = next(form for form in page.context["forms"] if form.NAME == "general")
    said = {name: general[name].value() for name in general.fields if general[name].value() is not None}
    cx.post(
        at("settings"), said | {"section": "general", "over": 1, "title__en": "Visited", "languages": "en"}
    )

    survey.refresh_from_db()
    assert definition(survey.draft).languages == ("en",)
    assert survey.title == "Visited"
    cx.post(at("settings"), {"section": "look", "over": 2, "colour": "red", "logo": ""})
    survey.refresh_from_db()
    assert survey.revision == 2
    more = {"section": "more", "over": 2, "quotas": "many; 200; nps >= 9", "calculated": "twice: nps * 2"}
    cx.post(at("settings"), more | {"fields_said": "day, order"})
    survey.refresh_from_db()
    said = definition(survey.draft)
    assert said.quotas[0].most == 200
    assert said.fields == ("day", "order")


def test_an_ending_is_added_and_comes_first(survey: Survey, cx: Client) -> None:
    rows = cx.get(at("settings")).context["endings"]
    said: dict[str, Any] = {"section": "endings", "over": 1, "do": "up 2"}
    for row in rows:
        said |= {name: text for name, _tag, _language, text in (*row.texts(), *row.link_texts())}
        said |= {f"ending-{row.at}-when": row.when, f"ending-{row.at}-link": row.link}
    cx.post(at("settings"), said | {"ending-2-text__en": "Good to hear.", "ending-2-when": "nps >= 9"})

    survey.refresh_from_db()
    assert [one.when for one in definition(survey.draft).endings] == ["nps <= 6", "nps >= 9", ""]


def test_the_list_asks_the_database_as_often_for_many_surveys(
    survey: Survey, cx: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        editing.create(OPERATOR, begun(start("one_tap"), f"tap-{number}", "", "en"))
    cx.get("/surveys/")
    with django_assert_max_num_queries(22):
        assert b"tap-11" in cx.get("/surveys/").content
    with django_assert_max_num_queries(12):
        cx.get(at("builder"))


def test_a_survey_of_another_tool_becomes_a_draft_that_says_what_was_lost(cx: Client) -> None:
    said = {
        "title": "Elsewhere",
        "pages": [
            {
                "name": "one",
                "elements": [
                    {"type": "rating", "name": "rate", "title": "How was it?", "rateMax": 5},
                    {"type": "signaturepad", "name": "sign", "title": "Sign here"},
                ],
            }
        ],
    }
    file = SimpleUploadedFile("elsewhere.json", json.dumps(said).encode())
    answer = cx.post("/surveys/new/", {"how": "text", "file": file, "key": "elsewhere"}, follow=True)

    row = Survey.objects.get(key="elsewhere")
    assert answer.redirect_chain[0][0] == "/surveys/elsewhere/"
    assert row.losses
    assert "brought from another tool" in answer.content.decode()


def test_a_file_that_is_no_text_is_refused_in_a_sentence(cx: Client) -> None:
    file = SimpleUploadedFile("x.yaml", b"\xff\xfe\x00\x01")
    answer = cx.post("/surveys/new/", {"how": "text", "file": file})

    assert answer.status_code == 422
    assert "not text in UTF-8" in answer.content.decode()
