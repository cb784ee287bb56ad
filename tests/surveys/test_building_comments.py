"""Chosen customers comment on a draft; translations travel as files."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from oyez.company.core.scope import OPERATOR
from oyez.surveys.changes import editing, trying
from oyez.surveys.core.reading import definition
from oyez.surveys.models import DraftComment, Survey
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


def at(name: str, *parts: str | int) -> str:
    return reverse(f"surveys:{name}", args=[KEY, *parts])


def path_of(link: str) -> str:
    return link[link.index("/s/draft/") :]


def test_a_named_person_comments_on_questions_without_a_login(survey: Survey, cx: Client) -> None:
    page = cx.post(at("invite_to_comment"), {"name": "Ana"})
    link = path_of(page.context["link"])
    ana = Client()
    assert "What kept you from giving more?" in ana.get(link).content.decode()
    ana.post(link, {"about-causes": "Noise is missing.", "about-survey": "Short, good."})

    assert [(one.question, one.text, one.by) for one in DraftComment.objects.order_by("pk")] == [
        ("causes", "Noise is missing.", "Ana"),
        ("", "Short, good.", "Ana"),
    ]
    assert "Noise is missing." in ana.get(link).content.decode()
    assert "1 comment" in cx.get(at("builder")).content.decode()
    assert "Noise is missing." in cx.get(at("question", "causes")).content.decode()


def test_a_comment_is_settled_by_whoever_runs_the_programme(survey: Survey, cx: Client, town: Town) -> None:
    one = editing.comment(survey, "causes", "Noise is missing.", "Ana")
    reader = town.client(town.member("analyst"))
    assert reader.post(at("settle_comment", one.pk)).status_code == 404
    cx.post(at("settle_comment", one.pk))

    one.refresh_from_db()
    assert one.settled_at is not None
    assert "1 comment" not in cx.get(at("builder")).content.decode()


def test_a_link_that_was_changed_or_is_too_old_shows_nothing(
    survey: Survey, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = path_of(trying.comment_link(OPERATOR, survey, "Ana"))
    assert Client().get(link[:-5] + "abcd/").status_code == 404
    monkeypatch.setattr(trying, "DRAFT_DAYS", -1)
    old = path_of(trying.comment_link(OPERATOR, survey, "Ana"))
    answer = Client().get(old)
    assert answer.status_code == 404
    assert "two weeks" in answer.content.decode()


def test_nobody_writes_more_comments_than_can_be_settled(
    survey: Survey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trying, "MOST_COMMENTS", 1)
    link = path_of(trying.comment_link(OPERATOR, survey, "Ana"))
    answer = Client().post(link, {"about-nps": "One.", "about-causes": "Two."})

    assert answer.status_code == 422
    assert "One." in answer.content.decode()
    assert not DraftComment.objects.exists()


def test_a_translation_goes_out_as_a_file_and_comes_back_whole(survey: Survey, cx: Client) -> None:
    file = cx.get(at("translation_file", "de")).content.decode("utf-8-sig")
    changed = file.replace("Was ist passiert?", "=Was war los?")
    upload = SimpleUploadedFile("de.csv", changed.encode())
    cx.post(at("translation_file", "de"), {"over": 1, "file": upload})

    survey.refresh_from_db()
    assert definition(survey.draft).by_id["why"].text["de"] == "=Was war los?"
    assert "'=Was war los?" in cx.get(at("translation_file", "de")).content.decode()


def test_a_language_is_added_and_what_it_lacks_is_listed(survey: Survey, cx: Client) -> None:
    cx.post(at("translations"), {"language": "ar", "over": 1})
    page = cx.get(at("translations")).content.decode()

    assert "0 of" in page
    assert "questions.nps.text" in page
    assert cx.post(at("translations"), {"language": "english!", "over": 2}).status_code == 422


def test_a_lost_place_is_shown(survey: Survey, cx: Client) -> None:
    editing.edit(OPERATOR, KEY, survey.draft.replace("{field.day|vor Kurzem}", "vor Kurzem"), 1)

    assert "field.day" in cx.get(at("translations")).content.decode()


@pytest.mark.parametrize(
    "wrong", [b"a,b\n1,2\n", b"\xff\xfe\x00", b"place,source,translation\nquestions.why.text\n"]
)
def test_a_file_that_cannot_be_used_changes_nothing(survey: Survey, cx: Client, wrong: bytes) -> None:
    answer = cx.post(at("translation_file", "de"), {"over": 1, "file": SimpleUploadedFile("de.csv", wrong)})

    assert answer.status_code == 422
    survey.refresh_from_db()
    assert survey.revision == 1
