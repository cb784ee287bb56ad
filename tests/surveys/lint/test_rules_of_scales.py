"""Scales, their series and languages: L07, L08, L14."""

import msgspec

from oyez.surveys.core.lint import Facts, Severity, lint
from tests.surveys.lint.surveys import codes, findings, question, survey

BOTH = ("en", "de")


def test_both_ends_have_a_label() -> None:
    assert "L07.unlabelled" in codes(survey(question(low={})))
    assert "L07.unlabelled" not in codes(survey(question("stars")))


def test_a_scale_runs_from_bad_to_good() -> None:
    turned = question(low={"en": "very satisfied"}, high={"en": "very dissatisfied"})
    assert codes(survey(turned), rule="L07") == ["L07.reversed"]
    assert codes(survey(question(low={"en": "good"}, high={"en": "very good"})), rule="L07") == [
        "L07.one_sided"
    ]


def test_a_scale_has_as_many_good_points_as_bad_ones() -> None:
    words = ("poor", "fair", "good", "very good", "excellent")
    assert codes(survey(question(labels=tuple({"en": one} for one in words))), rule="L07") == ["L07.lopsided"]


def test_nps_is_asked_in_its_own_words_and_ends() -> None:
    asked = "How likely are you to recommend us to a friend?"
    assert not codes(survey(question("nps", asked)), rule="L07")
    assert codes(survey(question("nps", "How good are we?")), rule="L07") == ["L07.wording_nps"]
    assert codes(survey(question("nps", asked, high={"en": "with pleasure"})), rule="L07") == ["L07.anchors"]


def test_ces_asks_for_agreement() -> None:
    other = question("ces", "It was easy.", low={"en": "very hard"}, high={"en": "very easy"})
    assert codes(survey(other), rule="L07") == ["L07.anchors"]


def test_ratings_on_one_page_have_one_length() -> None:
    nps = question("nps", "How likely are you to recommend us?", page="one")
    assert "L07.lengths" in codes(survey(nps, question(page="one")))
    assert "L07.lengths" not in codes(survey(nps, question(page="two")))


def test_one_name_has_one_pair_of_ends() -> None:
    other = question(id="other", score="csat_other", low={"en": "poor"}, high={"en": "good"})
    found = [one for one in findings(survey(question(), other)) if one.rule == "L07"]
    assert [(one.code, one.severity) for one in found] == [("anchors_differ", Severity.WARNING)]


def test_a_changed_wording_begins_a_new_series() -> None:
    before = survey(question())
    assert not codes(before, Facts(previous=before), rule="L08")
    after = survey(question(text="How satisfied are you?"))
    assert codes(after, Facts(previous=before), rule="L08") == ["L08.changed"]


def test_a_scored_question_keeps_its_place() -> None:
    before = survey(question(), question("long", "Why?"))
    after = survey(question("short", "What?"), question(), question("long", "Why?"))
    assert codes(after, Facts(previous=before), rule="L08") == ["L08.moved"]
    assert not codes(survey(question(), question("short", "What?")), Facts(previous=before), rule="L08")


def test_a_new_language_changes_no_series_and_a_new_score_begins_one_by_itself() -> None:
    before = survey(question())
    german = msgspec.structs.replace(
        question(), text={"en": "How satisfied were you?", "de": "Wie zufrieden?"}
    )
    assert not codes(survey(german, languages=BOTH), Facts(previous=before), rule="L08")
    assert not codes(survey(question(text="Other?", score="csat_new")), Facts(previous=before), rule="L08")


def test_without_the_version_before_drift_is_not_looked_for_and_that_is_said() -> None:
    checked = lint(survey()).checked
    assert checked["L08"].missing == ("previous",)
    assert checked["L03"].is_whole


def test_every_language_says_everything() -> None:
    found = [one for one in findings(survey(languages=BOTH)) if one.rule == "L14"]
    assert {(one.place, one.language) for one in found} >= {("title", "de"), ("questions.csat.text", "de")}


def test_what_is_piped_in_stands_in_every_language() -> None:
    text = {"en": "You came on {field.day|Monday}.", "de": "Sie waren da."}
    assert codes(survey(intro=text, languages=BOTH, title={"en": "A", "de": "B"}), rule="L14.places")


def test_a_copied_text_is_perhaps_not_translated() -> None:
    text = dict.fromkeys(BOTH, "Thank you very much indeed.")
    assert codes(survey(intro=text, languages=BOTH), rule="L14.copied")


def test_arabic_is_written_from_right_to_left() -> None:
    wrong = survey(intro={"en": "Welcome", "ar": "Welcome"}, languages=("en", "ar"))
    right = survey(intro={"en": "Welcome", "ar": "أهلا"}, languages=("en", "ar"))
    assert "L14.left_to_right" in codes(wrong)
    assert "L14.left_to_right" not in codes(right)


def test_a_language_with_few_answers_is_not_mixed_into_a_trend() -> None:
    found = findings(survey(languages=BOTH), Facts(answers={"en": 400, "de": 12}))
    assert [(one.language, one.severity) for one in found if one.code == "few"] == [("de", "I")]


def test_a_language_without_words_is_said_to_be_unread() -> None:
    linted = lint(survey(languages=("en", "fi")))
    assert linted.checked["L03"].without_words == ("fi",)
    assert linted.checked["L14"].is_whole
