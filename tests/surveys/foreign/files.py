"""Surveys and files of answers, invented, in the shapes of the real ones."""

import csv
import io
from typing import Any

import msgspec

from tests.surveys.foreign import limesurvey as lime
from tests.surveys.foreign.qualtrics import block, choices, qsf, question


def table(rows: list[list[str]], delimiter: str = ",") -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue()


SATISFIED = choices("Very satisfied", "Satisfied", "Neither", "Dissatisfied", "Very dissatisfied")
SURVEY = qsf(
    [
        question("QID1", "MC", "NPS", "Likely?", Choices=choices(*map(str, range(11)))),
        question("QID2", "TE", "ML", "Why?"),
        question(
            "QID3",
            "MC",
            "MAVR",
            "Which?",
            Choices={
                **choices("Price", "Friendly, quick staff"),
                "4": {"Display": "Other", "TextEntry": "true"},
            },
        ),
        question(
            "QID4", "MC", "SAVR", "Own?", Choices=choices("Yes", "No"), RecodeValues={"1": "1", "2": "0"}
        ),
        question(
            "QID5",
            "Matrix",
            "Likert",
            "How?",
            SubSelector="SingleAnswer",
            Choices=choices("Doors", "Walls"),
            Answers=SATISFIED,
        ),
        question("QID6", "RO", "DND", "Order?", Choices=choices("A", "B")),
    ],
    [block("A", *(f"QID{at}" for at in range(1, 7)))],
    [{"Type": "EmbeddedData", "EmbeddedData": [{"Field": "Tier"}]}, {"Type": "Block", "ID": "BL_A"}],
    {"AnonymizeResponse": "No"},
)


def import_id(name: str, **more: str) -> str:
    return msgspec.json.encode({"ImportId": name, **more}).decode()


SPLIT = [
    [
        "StartDate",
        "EndDate",
        "Status",
        "IPAddress",
        "RecordedDate",
        "ResponseId",
        "RecipientEmail",
        "UserLanguage",
        "Q1_NPS_GROUP",
        "Q1",
        "Q2",
        "Q3_1",
        "Q3_2",
        "Q3_4",
        "Q3_4_TEXT",
        "Q4",
        "Q5_1",
        "Q5_2",
        "Q6_1",
        "Q6_2",
        "Tier",
        "BL_x_DO",
        "Weird",
    ],
    [
        "Start",
        "End",
        "Response Type",
        "IP",
        "Recorded",
        "Id",
        "E-mail",
        "Language",
        "Group",
        "Likely?",
        "Why?",
        "W - P",
        "W - F",
        "W - O",
        "W - O - Text",
        "Own?",
        "How? - D",
        "How? - W",
        "O - A",
        "O - B",
        "Tier",
        "Order",
        "Weird",
    ],
    [
        import_id("startDate", timeZone="America/Denver"),
        import_id("endDate", timeZone="America/Denver"),
        import_id("status"),
        import_id("ipAddress"),
        import_id("recordedDate", timeZone="America/Denver"),
        import_id("_recordId"),
        import_id("recipientEmail"),
        import_id("userLanguage"),
        import_id("QID1_NPS_GROUP"),
        import_id("QID1"),
        import_id("QID2_TEXT"),
        import_id("QID3", choiceId="1"),
        import_id("QID3", choiceId="2"),
        import_id("QID3", choiceId="4"),
        import_id("QID3_4_TEXT"),
        import_id("QID4"),
        import_id("QID5_1"),
        import_id("QID5_2"),
        import_id("QID6_1"),
        import_id("QID6_2"),
        import_id("Tier"),
        import_id("BL_x_DO"),
        import_id("Weird"),
    ],
]
ANSWER = [
    "2025-08-19 22:00:00",
    "2025-08-19 22:05:00",
    "IP Address",
    "10.0.0.1",
    "2025-08-19 22:05:01",
    "R_abc",
    "ana@example.org",
    "EN",
    "Promoter",
    "9",
    "Quick\nand clean",
    "Price",
    "",
    "1",
    "a friend",
    "0",
    "Satisfied",
    "5",
    "2",
    "1",
    "A",
    "1|2",
    "x",
]


def lss(**more: Any) -> bytes:
    rows, words = lime.answers(1, ("A1", "Price"), ("A2", "Time"))
    ranks, ranked = lime.answers(4, ("R1", "Doors"), ("R2", "Walls"))
    return lime.lss(
        questions=[
            lime.question(1, "L", "Q1", other="Y"),
            lime.question(2, "M", "Q2", other="Y"),
            lime.question(3, "T", "Q3"),
            lime.question(4, "R", "Q4"),
            lime.question(5, "N", "Q5"),
            lime.question(6, "T", "Q6"),
        ],
        subquestions=[lime.part(21, 2, "S1"), lime.part(22, 2, "S2")],
        question_l10ns=lime.texts(
            q1="Which?", q2="Where?", q21="Hall", q22="Roof", q3="Why?", q4="Order?", q5="Age?", q6="Else?"
        ),
        answers=[*rows, *ranks],
        answer_l10ns=[*words, *ranked],
        **more,
    )


SURVEYJS = msgspec.json.encode(
    {
        "title": "T",
        "elements": [
            {"type": "rating", "name": "nps", "title": "Recommend?", "rateMin": 0, "rateMax": 10},
            {"type": "checkbox", "name": "causes", "choices": ["late", "price"], "showOtherItem": True},
            {"type": "matrix", "name": "grid", "rows": ["doors", "walls"], "columns": ["never", "often"]},
            {"type": "comment", "name": "why"},
            {"type": "boolean", "name": "own"},
        ],
    }
)
