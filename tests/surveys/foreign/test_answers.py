"""Files of answers become responses as our own page would have written them."""

from pathlib import Path

import msgspec
import pytest

from oyez.collect.core.taking import Rejected
from oyez.journal.core.facts import Fact
from oyez.kit.errors import Refused
from oyez.surveys.core.foreign import import_survey
from oyez.surveys.core.foreign.mapping import Made
from oyez.surveys.foreign import answers_mapping, lines_of
from tests.collect.reading import facts, outcomes, write
from tests.surveys.foreign.files import ANSWER, SPLIT, SURVEY, SURVEYJS, import_id, lss, table
from tests.surveys.foreign.qualtrics import block, choices, qsf, question


def brought(raw: bytes, path: Path) -> tuple[Made, list[Fact]]:
    made = answers_mapping(import_survey(raw), path)
    return made, facts(outcomes(path, made.text))


def test_three_headers_split_columns_and_codes_become_a_response(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", b"\xef\xbb\xbf" + table([*SPLIT, ANSWER]).encode())
    _, (fact,) = brought(SURVEY, path)
    assert (fact.source, fact.id, fact.survey, fact.kind) == (
        "survey:kitchen-fitted",
        "import/R_abc",
        "kitchen-fitted",
        "response",
    )
    assert fact.occurred_at == 1_755_662_701_000_000  # 22:05:01 in Denver
    assert (fact.subject, fact.language, fact.mode) == ("email:ana@example.org", "EN", "identified")
    assert fact.scores == {"nps": 9.0, "csat_q5_doors": 4.0, "csat_q5_walls": 1.0}
    assert fact.text == "Quick\nand clean"
    assert fact.attributes == {
        "q3": "price | other",
        "q3_other": "a friend",
        "q4": "no",
        "q6": "b | a",
        "q6_a": 2.0,
        "q6_b": 1.0,
        "tier": "A",
    }


def test_what_no_question_stands_behind_is_told_with_its_reason(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", table([*SPLIT, ANSWER]))
    made, _ = brought(SURVEY, path)
    told = {loss.where: loss.what for loss in made.losses}
    assert told["Weird"] == "a column that no question or field of the survey stands behind"
    assert told["Q1_NPS_GROUP"] == "computed from the answer"
    assert "never taken" in told["IPAddress"]
    assert told["BL_x_DO"] == "the order in which things were shown"


def test_several_choices_in_one_cell_are_taken_apart_even_with_commas_in_them(tmp_path: Path) -> None:
    rows = [
        ["ResponseId", "RecordedDate", "Status", "Q1", "Q3", "Q4"],
        ["id", "when", "status", "likely", "which", "own"],
        [
            import_id("_recordId"),
            import_id("recordedDate", timeZone="UTC"),
            import_id("status"),
            import_id("QID1"),
            import_id("QID3"),
            import_id("QID4"),
        ],
        ["R1", "2025-08-19 22:05:01", "0", "3", "Price,Friendly, quick staff", "Yes"],
        ["R2", "2025-08-19 22:05:01", "0", "10", "2,4", "1"],
        ["R3", "2025-08-19 22:05:01", "1", "10", "2,4", "1"],
        ["R4", "2025-08-19 22:05:01", "0", "11", "2", "1"],
        ["R5", "2025-08-19 22:05:01", "0", "5", "2", "Perhaps"],
    ]
    path = write(tmp_path, "a.tsv", table(rows, "\t").encode("utf-16"))
    made = answers_mapping(import_survey(SURVEY), path)
    found = outcomes(path, made.text)
    first, second = facts(found[:2])
    assert (first.attributes["q3"], first.attributes["q4"]) == ("price | friendly_quick_staff", "yes")
    assert (second.attributes["q3"], second.attributes["q4"]) == ("friendly_quick_staff | other", "yes")
    reasons = [one.reason for one in found[2:] if isinstance(one, Rejected)]
    assert len(reasons) == 3
    assert "leaves such rows out" in reasons[0]
    assert "nps must be 0 to 10" in reasons[1]
    assert "“Perhaps” is not one of" in reasons[2]
    assert [loss.where for loss in made.losses if "has no column" in loss.what] == ["q2, q5, q6"]


def test_a_vv_file_becomes_responses_and_what_was_not_shown_is_nothing(tmp_path: Path) -> None:
    rows = [
        [
            "Response ID",
            "Access code",
            "Date submitted",
            "Last page",
            "Start language",
            "Which?",
            "Other",
            "Hall",
            "Roof",
            "Other",
            "Why?",
            "Rank 1",
            "Rank 2",
            "Age?",
            "Else?",
        ],
        [
            "id",
            "token",
            "submitdate",
            "lastpage",
            "startlanguage",
            "Q1",
            "Q1_other",
            "Q2_S1",
            "Q2_S2",
            "Q2_other",
            "Q3",
            "Q4_1",
            "Q4_2",
            "Q5",
            "Q6",
        ],
        [
            "7",
            "tok",
            "2026-03-02 10:00:00",
            "2",
            "de",
            "A2",
            "",
            "Y",
            "N",
            "in the yard",
            "Schön",
            "R2",
            "R1",
            "44",
            "Mehr",
        ],
        [
            "8",
            "tok",
            "2026-03-02 11:00:00",
            "2",
            "de",
            "-oth-",
            "so",
            *["{question_not_shown}"] * 3,
            "",
            "",
            "",
            "",
            "",
        ],
    ]
    path = write(tmp_path, "vv.csv", table(rows, "\t"))
    made, (first, second) = brought(lss(), path)
    assert first.id == "import/7"
    assert first.text == "Schön\n\nMehr"
    assert first.attributes == {
        "q1": "A2",
        "q2": "S1 | -oth-",
        "q2_other": "in the yard",
        "q3": "Schön",
        "q6": "Mehr",
        "q4": "R2 | R1",
        "q4_R1": 2,
        "q4_R2": 1,
        "q5": 44.0,
    }
    assert second.attributes == {"q1": "-oth-", "q1_other": "so"}
    assert {"token", "lastpage"} <= {loss.where for loss in made.losses}


def test_names_of_survey_group_and_question_and_whole_answers_are_understood(tmp_path: Path) -> None:
    text = "id,submitdate,9X1X1,9X1X2S1,9X1X2S2\n1,2026-03-02 10:00:00,Time,Yes,No\n2,1980-01-01 00:00:00,A1,Y,\n"
    path = write(tmp_path, "a.csv", text)
    made = answers_mapping(import_survey(lss()), path)
    found = outcomes(path, made.text)
    (first,) = facts(found[:1])
    assert first.attributes == {"q1": "A2", "q2": "S1"}
    assert "the date is empty" in str(found[1])  # a day that stands for none


def test_anonymous_answers_come_without_their_person(tmp_path: Path) -> None:
    raw = lss(surveys=[{"sid": 9, "language": "en", "anonymized": "Y"}])
    path = write(tmp_path, "a.csv", "id,submitdate,email,Q5\n1,2026-03-02 10:00:00,ana@example.org,3\n")
    made, (fact,) = brought(raw, path)
    assert (fact.mode, fact.subject) == ("anonymous", None)
    assert [loss.what for loss in made.losses if loss.where == "email"] == [
        "who answered, since the survey is anonymous"
    ]


@pytest.mark.parametrize("packed", ["array", "lines"])
def test_results_of_surveyjs_become_responses(tmp_path: Path, packed: str) -> None:
    results = [
        {
            "id": "a",
            "createdAt": "2026-03-02T10:00:00Z",
            "nps": 9,
            "causes": ["late", "other"],
            "causes-Comment": "the dog",
            "grid": {"doors": "often"},
            "why": "Because\nof it",
            "own": True,
        },
        {"id": "b", "createdAt": "2026-03-02T10:00:00Z", "nps": 0},
    ]
    path = write(tmp_path, "a.json", msgspec.json.encode(results))
    if packed == "lines":
        path.write_bytes(b"\n".join(map(msgspec.json.encode, results)))
    target = tmp_path / "a.ndjson"
    path = target if lines_of(path, target) else path
    _, (first, second) = brought(SURVEYJS, path)
    assert (first.scores, first.text) == ({"nps": 9.0}, "Because\nof it")
    assert first.attributes == {
        "causes": "late | other",
        "causes_other": "the dog",
        "grid_doors": "often",
        "own": "true",
    }
    assert second.scores == {"nps": 0.0}


def test_a_file_that_does_not_say_when_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = write(tmp_path, "a.ndjson", '{"id": "a", "nps": 9}\n')
    with pytest.raises(Refused, match="does not say when somebody answered"):
        answers_mapping(import_survey(SURVEYJS), path)


def test_answers_of_formbricks_are_found_by_their_headlines(tmp_path: Path) -> None:
    elements = [
        {"id": "aa", "type": "nps", "headline": {"default": "Likely?"}},
        {
            "id": "bb",
            "type": "multipleChoiceMulti",
            "headline": {"default": "Which,\nthen?"},
            "choices": [
                {"id": "c1", "label": {"default": "Price"}},
                {"id": "c2", "label": {"default": "Time"}},
            ],
        },
        {"id": "cc", "type": "openText", "headline": {"default": "Why?"}},
        {"id": "dd", "type": "consent", "headline": {"default": "Call?"}, "label": {"default": "Yes, call"}},
    ]
    raw = msgspec.json.encode(
        {
            "name": "T",
            "blocks": [{"id": "b", "elements": elements}],
            "hiddenFields": {"enabled": True, "fieldIds": ["tier"]},
        }
    )
    rows = [
        [
            "No.",
            "Response ID",
            "Timestamp",
            "Finished",
            "Survey ID",
            "User ID",
            "Tags",
            "1. Likely?",
            "2. Which, then?",
            "2. Which, then? - Option ID",
            "3. Why?",
            "4. Call?",
            "tier",
            "url",
        ],
        [
            "1",
            "r1",
            "2026-03-02T10:00:00.000Z",
            "true",
            "s",
            "u-7",
            "",
            "9",
            "Price; Time",
            "c1; c2",
            "Good",
            "accepted",
            "A",
            "x",
        ],
    ]
    made, (fact,) = brought(raw, write(tmp_path, "a.csv", table(rows)))
    assert (fact.scores, fact.text, fact.mode) == ({"nps": 9.0}, "Good", "confidential")
    assert fact.attributes == {"bb": "price | time", "dd": True, "tier": "A"}
    assert fact.subject == "crm:u-7"
    assert {loss.where for loss in made.losses} >= {"url"}


def test_import_ids_tell_columns_apart_where_numbers_were_given_anew(tmp_path: Path) -> None:
    anew = {"RecodeValues": {"1": "2", "2": "1"}}
    raw = qsf(
        [question("QID3", "MC", "MAVR", "Which?", Choices=choices("Price", "Staff"), **anew)],
        [block("A", "QID3")],
    )
    rows = [
        ["ResponseId", "RecordedDate", "Renamed_1", "Renamed_2"],
        ["id", "when", "Which? - Staff", "Which? - Price"],
        [
            import_id("_recordId"),
            import_id("recordedDate"),
            import_id("QID3", choiceId="2"),
            import_id("QID3", choiceId="1"),
        ],
        ["R1", "2025-08-19 22:05:01", "1", ""],
    ]
    _, (fact,) = brought(raw, write(tmp_path, "a.csv", table(rows)))
    assert fact.attributes == {"q3": "staff"}
