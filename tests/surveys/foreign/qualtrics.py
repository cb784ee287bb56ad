"""A survey of Qualtrics with everything awkward in it: structure as real files have it, words of our own."""

from typing import Any

import msgspec

Json = dict[str, Any]


def choice(qid: str, code: str, operator: str = "Selected", **more: Any) -> Json:
    locator = f"q://{qid}/SelectableChoice/{code}"
    return {
        "LogicType": "Question", "QuestionID": qid, "ChoiceLocator": locator, "LeftOperand": locator,
        "Operator": operator, "Type": "Expression", **more,
    }  # fmt: skip


def value(qid: str, what: str, operator: str, right: str, **more: Any) -> Json:
    locator = f"q://{qid}/{what}"
    return {
        "LogicType": "Question", "QuestionID": qid, "LeftOperand": locator, "ChoiceLocator": locator,
        "Operator": operator, "RightOperand": right, "Type": "Expression", **more,
    }  # fmt: skip


def logic(*expressions: Json) -> Json:
    inside = {str(at): one for at, one in enumerate(expressions)}
    return {"0": {**inside, "Type": "If"}, "Type": "BooleanExpression"}


def question(qid: str, kind: str, selector: str, text: str, **more: Any) -> Json:
    payload = {
        "QuestionType": kind, "Selector": selector, "QuestionText": text, "QuestionID": qid,
        "DataExportTag": f"Q{qid.removeprefix('QID')}", "Language": [], **more,
    }  # fmt: skip
    return {"Element": "SQ", "PrimaryAttribute": qid, "Payload": payload}


def choices(*texts: str) -> Json:
    return {str(at): {"Display": text} for at, text in enumerate(texts, 1)}


def block(id: str, *elements: str | Json, kind: str = "Standard", **more: Any) -> Json:
    found = [{"Type": "Question", "QuestionID": one} if isinstance(one, str) else one for one in elements]
    return {"Type": kind, "Description": id, "ID": f"BL_{id}", "BlockElements": found, **more}


PAGE_BREAK: Json = {"Type": "Page Break"}


def qsf(
    questions: list[Json],
    blocks: Any,
    flow: list[Json] | None = None,
    options: Json | None = None,
    *others: Json,
) -> bytes:
    elements: list[Json] = [
        {"Element": "BL", "PrimaryAttribute": "Survey Blocks", "Payload": blocks},
        *([{"Element": "FL", "Payload": {"Flow": flow, "Type": "Root"}}] if flow is not None else []),
        {"Element": "SO", "Payload": options or {}},
        *questions,
        *others,
    ]
    entry = {"SurveyID": "SV_1", "SurveyName": "Kitchen fitted", "SurveyLanguage": "EN"}
    return msgspec.json.encode({"SurveyEntry": entry, "SurveyElements": elements})


def one(added: Json, **options: Any) -> bytes:
    """A survey with one question."""
    return qsf([added], [block("A", added["PrimaryAttribute"])], None, options)
