"""Runs the lint over labelled questions and counts: what it found, what of that was right, what was to be found."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from oyez.surveys.core.definition import Definition, Ending, Invite, Kind, Option, Question
from oyez.surveys.core.lint import Facts, lint
from oyez.surveys.core.lint.languages import TAGS

FOLDER = Path(__file__).with_name("labelled")
LANGUAGES = ("en", "de", "fr")
PARTS = ("", "second_", "unseen_")
MEASURED_RULES = ("L03", "L04", "L05", "L06", "L09", "L10", "L11", "L16", "L17", "L20", "L22")
EVERYTHING_KNOWN = Facts(filled=dict.fromkeys(TAGS, 1.0))
SCORED = {"rating": "csat", "agree": "csat", "ces": "ces", "nps": "nps"}


@dataclass(frozen=True)
class Outcome:
    """One labelled text, what should be found and what was."""

    number: int
    text: str
    labelled: frozenset[str]
    found: frozenset[str]


@dataclass(frozen=True)
class Count:
    """Of one rule: findings, right findings, labelled texts."""

    found: int
    right: int
    labelled: int


@cache
def outcomes(file: str) -> tuple[Outcome, ...]:
    """Every labelled text of a file, such as `en` or `unseen_en`, with what the lint makes of it."""
    return tuple(_outcomes(yaml.safe_load((FOLDER / f"{file}.yaml").read_text("utf-8"))))


def _outcomes(file: dict[str, Any]) -> Iterator[Outcome]:
    for item in file["items"]:
        findings = lint(survey(item, file), EVERYTHING_KNOWN).findings
        found = {finding.rule for finding in findings} & set(MEASURED_RULES)
        yield Outcome(item["id"], item["text"], frozenset(item["rules"]), frozenset(found))


def survey(item: dict[str, Any], file: dict[str, Any]) -> Definition:
    """A survey of nothing but the labelled text."""
    language = file["language"]
    text = {language: item["text"]}
    where = item.get("where")
    return Definition(
        survey="labelled",
        title={language: "–"},
        kind=Kind(item.get("kind", "transactional")),
        mode=item.get("mode", "identified"),
        languages=(language,),
        intro=text if where == "intro" else {},
        invite=Invite(text=text) if where == "invite" else Invite(),
        endings=(Ending(text=text),) if where == "ending" else (),
        questions=() if where else (_question(item, file),),
    )


def _question(item: dict[str, Any], file: dict[str, Any]) -> Question:
    language, kind = file["language"], item["type"]
    ends = file["agreement"] if kind == "agree" else file["anchors"]
    said = {side: item.get(side, ends[side]) for side in ("low", "high")} if kind in SCORED else {}
    return Question(
        id="asked",
        type="rating" if kind == "agree" else kind,
        text={language: item["text"]},
        score=SCORED.get(kind, ""),
        low={language: said["low"]} if said.get("low") else {},
        high={language: said["high"]} if said.get("high") else {},
        options=tuple(
            Option(key=str(at), text={language: one}) for at, one in enumerate(item.get("options", []))
        ),
        shuffle=item.get("shuffle", False),
        required=item.get("required", False),
    )


def of_all(language: str) -> tuple[Outcome, ...]:
    """Every labelled text of a language, those that the rules were tuned on included."""
    return tuple(row for part in PARTS for row in outcomes(f"{part}{language}"))


def count(rows: Iterable[Outcome], rule: str) -> Count:
    shown = list(rows)
    return Count(
        found=sum(rule in row.found for row in shown),
        right=sum(rule in row.found & row.labelled for row in shown),
        labelled=sum(rule in row.labelled for row in shown),
    )
