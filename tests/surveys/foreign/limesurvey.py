"""Surveys of LimeSurvey: tables as real files have them, words of our own."""

from collections.abc import Iterable, Mapping

Row = Mapping[str, object]


def table(name: str, rows: Iterable[Row]) -> str:
    inside = "".join(
        "<row>" + "".join(f"<{key}><![CDATA[{value}]]></{key}>" for key, value in row.items()) + "</row>"
        for row in rows
    )
    return (
        f"<{name}><fields><fieldname>x</fieldname></fields><rows>{inside}</rows></{name}>" if inside else ""
    )


def lss(kind: str = "Survey", languages: tuple[str, ...] = ("en",), **tables: list[Row]) -> bytes:
    survey: dict[str, object] = {
        "sid": 9, "language": languages[0], "additional_languages": " ".join(languages[1:]), "anonymized": "N",
        "format": "G",
    }  # fmt: skip
    given = {
        "surveys": [survey],
        "surveys_languagesettings": [
            {"surveyls_language": tag, "surveyls_title": f"Kitchens {tag}"} for tag in languages
        ],
        "groups": [{"gid": 1, "group_order": 1}],
        **tables,
    }
    spoken = "".join(f"<language>{tag}</language>" for tag in languages)
    inside = "".join(table(name, rows) for name, rows in given.items())
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><document><LimeSurveyDocType>{kind}</LimeSurveyDocType>'
        f"<DBVersion>703</DBVersion><languages>{spoken}</languages>{inside}</document>"
    ).encode()


def question(qid: int, kind: str, title: str, **more: object) -> Row:
    return {
        "qid": qid, "parent_qid": 0, "gid": 1, "type": kind, "title": title, "question_order": qid, "other": "N",
        "mandatory": "N", "relevance": "1", **more,
    }  # fmt: skip


def part(qid: int, parent: int, title: str, scale: int = 0) -> Row:
    return {
        "qid": qid,
        "parent_qid": parent,
        "title": title,
        "question_order": qid,
        "scale_id": scale,
        "relevance": "1",
    }


def texts(**said: str) -> list[Row]:
    """`q1="Why?"`: the words of the question or part with the number 1."""
    return [{"qid": name[1:], "question": text, "language": "en"} for name, text in said.items()]


def answers(qid: int, *said: tuple[str, str]) -> tuple[list[Row], list[Row]]:
    rows: list[Row] = [
        {"aid": qid * 100 + at, "qid": qid, "code": code, "sortorder": at, "scale_id": 0}
        for at, (code, _) in enumerate(said)
    ]
    words: list[Row] = [
        {"aid": qid * 100 + at, "answer": text, "language": "en"} for at, (_, text) in enumerate(said)
    ]
    return rows, words
