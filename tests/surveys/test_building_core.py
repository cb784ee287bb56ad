"""Edits of a definition: whatever is done in whatever order, a survey stays one that can be read."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from oyez.kit.errors import Refused
from oyez.surveys.core.definition import Definition
from oyez.surveys.core.differing import Difference, differences
from oyez.surveys.core.editing import pages, questions
from oyez.surveys.core.editing.fresh import fresh
from oyez.surveys.core.editing.renaming import in_condition, in_text, rename
from oyez.surveys.core.editing.simple import simple, written
from oyez.surveys.core.editing.wordings import reworded, spoken
from oyez.surveys.core.kinds import KINDS
from oyez.surveys.core.reading import definition, to_yaml
from oyez.surveys.core.translating import from_csv, lines, status, to_csv
from oyez.surveys.starting import start, starts

VISIT = start("after_a_visit").definition


def readable(said: Definition) -> Definition:
    assert definition(to_yaml(said)) == said
    return said


def order(said: Definition) -> list[list[str]]:
    return [[one.id for one in page] for page in said.pages]


STEPS = st.lists(
    st.tuples(st.sampled_from(["up", "down", "copy", "join", "split", "add", "remove"]), st.integers(0, 30)),
    max_size=12,
)


@given(STEPS)
@settings(max_examples=60)
def test_whatever_is_done_the_survey_can_be_read(steps: list[tuple[str, int]]) -> None:
    said = VISIT
    for verb, number in steps:
        id = list(said.by_id)[number % len(said.questions)]
        try:
            said = readable(_step(said, verb, id, number))
        except Refused:
            continue
        assert said.questions


def _step(said: Definition, verb: str, id: str, number: int) -> Definition:
    if verb == "add":
        return questions.add(said, fresh(said, sorted(KINDS)[number % len(KINDS)]), id)
    if verb == "up":
        return questions.move(said, id, "up")
    if verb == "down":
        return questions.move(said, id, "down")
    return {"copy": questions.copy, "join": pages.join, "split": pages.split, "remove": questions.remove}[
        verb
    ](said, id)


def test_a_question_leaves_its_page_at_the_edge_and_passes_a_whole_page_alone() -> None:
    first = questions.move(VISIT, "contact", "down")
    assert order(first)[1:3] == [["causes", "why"], ["contact"]]
    second = questions.move(first, "contact", "up")
    assert order(second)[1:3] == [["contact"], ["causes", "why"]]


def test_joining_and_splitting_give_back_the_same_pages() -> None:
    joined = pages.join(VISIT, "praise")
    assert order(joined)[-1] == ["improve", "praise"]
    assert order(pages.split(joined, "praise")) == order(VISIT)


def test_the_first_page_has_none_to_go_onto() -> None:
    assert order(pages.join(VISIT, "nps")) == order(VISIT)


def test_a_copy_counts_under_a_score_of_its_own() -> None:
    copied = readable(questions.copy(VISIT, "nps"))
    assert (copied.by_id["nps_2"].score, copied.by_id["nps"].score) == ("nps_2", "")


def test_only_the_name_itself_is_renamed() -> None:
    assert in_condition('nps <= 6 and person.nps == "nps" and nps_2 > 1', "nps", "score") == (
        'score <= 6 and person.nps == "nps" and nps_2 > 1'
    )
    assert in_text("{nps} {nps|none} {nps_2}", "nps", "score") == "{score} {score|none} {nps_2}"


def test_a_name_that_is_taken_is_refused() -> None:
    with pytest.raises(Refused, match="already"):
        rename(VISIT, "nps", "why")


@pytest.mark.parametrize(
    "text", ["nps <= 6", '"late" in causes', "answered(why)", 'person.tier == "A"', "x == -1", "x != 2.5"]
)
def test_a_simple_condition_is_written_as_it_was_read(text: str) -> None:
    said = simple(text)
    assert said is not None
    assert written(said) == text


@pytest.mark.parametrize(
    "text", ["nps in [7, 8]", "nps <= 6 and x > 1", "mean(a, b) > 3", "1 < nps < 5", "nps"]
)
def test_what_is_more_than_one_comparison_stays_an_expression(text: str) -> None:
    assert simple(text) is None


def test_a_language_that_is_taken_out_leaves_no_word_behind() -> None:
    only = readable(spoken(VISIT, ("de",)))
    assert {tag for _place, words in only.texts() for tag in words} == {"de"}


def test_texts_keep_words_where_a_new_main_language_has_none() -> None:
    assert readable(spoken(VISIT, ("fr",))).by_id["why"].text == {"fr": "What happened?"}


@pytest.mark.parametrize("one", starts(), ids=lambda one: one.key)
def test_every_survey_to_start_from_is_whole_in_both_languages(one: object) -> None:
    said = one.definition  # type: ignore[attr-defined]
    readable(said)
    assert status(said, "de").is_whole


def test_the_three_relationship_surveys_share_one_scored_core() -> None:
    cores = [
        start(f"relationship_{name}").definition.questions[0]
        for name in ("decision_maker", "distributor", "architect")
    ]
    assert cores[0] == cores[1] == cores[2]


@given(st.text(max_size=60))
def test_any_text_survives_the_file_of_a_translator(text: str) -> None:
    kept = " ".join(text.replace("\x00", "").split())
    said = reworded(VISIT, {"questions.why.text": {"de": kept}}) if kept else VISIT
    back = from_csv(said, "de", to_csv(said, "de"))
    assert reworded(said, back.words) == said
    assert not (back.unknown or back.outdated)


def test_a_file_of_other_texts_is_told_apart() -> None:
    file = (
        to_csv(VISIT, "de")
        .replace("What happened?", "What was it?")
        .replace("questions.improve.text", "gone")
    )
    back = from_csv(VISIT, "de", file)
    assert (back.outdated, back.unknown) == (("questions.why.text",), ("gone",))


def test_a_spreadsheet_with_semicolons_is_read() -> None:
    back = from_csv(
        VISIT, "de", "place;source;translation\r\nquestions.why.text;What happened?;Was war los?\r\n"
    )
    assert back.words == {"questions.why.text": {"de": "Was war los?"}}


def test_missing_texts_and_lost_places_are_counted() -> None:
    changed = reworded(VISIT, {"invite.text": {"de": "Ohne Tag."}})
    found = status(changed, "de")
    assert found.of == len(lines(VISIT, "de")) == found.done
    assert [(line.place, line.lost) for line in found.lost] == [("invite.text", ("field.day",))]


def test_what_changed_is_said_question_by_question() -> None:
    moved = questions.move(VISIT, "praise", "up")
    removed = questions.remove(VISIT, "contact")
    reworded_ = reworded(replace(VISIT, per_person=0), {"questions.why.text": {"en": "Why?"}})
    assert [(one.what, one.name) for one in differences(VISIT, moved)] in (
        [("moved", "praise")],
        [("moved", "improve")],
    )
    assert Difference("removed", "contact") in differences(VISIT, removed)
    assert differences(VISIT, reworded_) == (Difference("changed", "why", ("text",)),)
    assert differences(VISIT, VISIT) == ()
