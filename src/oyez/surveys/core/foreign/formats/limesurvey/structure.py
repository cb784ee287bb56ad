"""The rows of a LimeSurvey file put together: groups, their questions, and what belongs to each; old files and new."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from oyez.surveys.core.foreign.formats.limesurvey.tables import Row, Tables
from oyez.surveys.core.foreign.naming import language

Texts = dict[str, str]


@dataclass
class Entry:
    """A row with its texts by language: newer files keep these in tables of their own, older ones in the row."""

    row: Row
    texts: dict[str, Texts] = field(default_factory=dict)
    parts: "list[Entry]" = field(default_factory=list)
    options: "list[Entry]" = field(default_factory=list)
    settings: Texts = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        return self.row.get(name, "").strip()

    def text(self, name: str) -> Texts:
        """One of its texts in all languages."""
        return {tag: said[name] for tag, said in self.texts.items() if said.get(name)}


@dataclass(frozen=True)
class Structure:
    """A survey's rows in their order."""

    survey: Row
    said: dict[str, Row]
    languages: tuple[str, ...]
    groups: list[Entry]
    questions: dict[str, list[Entry]]


def structure(tables: Tables) -> Structure:
    """Everything by the group it stands in."""
    survey = next(iter(tables.get("surveys", [])), {})
    said = {
        language(row.get("surveyls_language", "")) or "en": row
        for row in tables.get("surveys_languagesettings", [])
    }
    named = [row.get("language", "") for row in tables.get("languages", [])]
    given = [survey.get("language", ""), *survey.get("additional_languages", "").split(), *named, *said]
    languages = tuple(dict.fromkeys(tag for tag in map(language, given) if tag))[:40] or ("en",)
    questions = _entries(tables, "questions", "qid", "question_l10ns")
    for part in _entries(tables, "subquestions", "qid", "question_l10ns").values():
        if (owner := questions.get(part["parent_qid"])) is not None:
            owner.parts.append(part)
    for owner_id in [id for id, one in questions.items() if one["parent_qid"] not in ("", "0")]:
        inner = questions.pop(owner_id)  # some files keep parts among the questions
        if (owner := questions.get(inner["parent_qid"])) is not None:
            owner.parts.append(inner)
    for option in _options(tables):
        if (owner := questions.get(option["qid"])) is not None:
            owner.options.append(option)
    for row in tables.get("question_attributes", []):
        if (owner := questions.get(row.get("qid", "").strip())) is not None and row.get("value", "").strip():
            owner.settings.setdefault(row.get("attribute", "").strip(), row["value"].strip())
    groups = list(_entries(tables, "groups", "gid", "group_l10ns").values())
    by_group: defaultdict[str, list[Entry]] = defaultdict(list)
    for question in questions.values():
        question.parts.sort(key=lambda one: _order(one, "question_order"))
        question.options.sort(key=lambda one: _order(one, "sortorder"))
        by_group[question["gid"]].append(question)
    for inside in by_group.values():
        inside.sort(key=lambda one: _order(one, "question_order"))
    groups.sort(key=lambda one: _order(one, "group_order"))
    known = {group["gid"] for group in groups}
    groups += [Entry({"gid": gid}) for gid in by_group if gid not in known]
    return Structure(survey, said, languages, groups, dict(by_group))


def _order(one: Entry, name: str) -> tuple[int, int]:
    said, scale = one[name], one["scale_id"]
    return (
        int(scale) if scale.isdecimal() else 0,
        int(said) if said.lstrip("-").isdecimal() and len(said) < 9 else 0,
    )


def _entries(tables: Tables, name: str, key: str, words: str) -> dict[str, Entry]:
    """The rows of a table by their key; those of several languages become one."""
    found: dict[str, Entry] = {}
    for row in tables.get(name, []):
        entry = found.setdefault(row.get(key, "").strip(), Entry(row))
        _say(entry, row)
    for row in tables.get(words, []):
        if (known := found.get(row.get(key, "").strip())) is not None:
            _say(known, row)
    return found


def _options(tables: Tables) -> list[Entry]:
    """Answers: by their own id in newer files, by question, scale and code in older ones."""
    found: dict[tuple[str, ...], Entry] = {}
    by_id: dict[str, Entry] = {}
    for row in tables.get("answers", []):
        key = tuple(row.get(name, "").strip() for name in ("qid", "scale_id", "code"))
        entry = found.setdefault(key, Entry(row))
        by_id.setdefault(row.get("aid", "").strip(), entry)
        _say(entry, row)
    for row in tables.get("answer_l10ns", []):
        if (known := by_id.get(row.get("aid", "").strip())) is not None:
            _say(known, row)
    return list(found.values())


def _say(entry: Entry, row: Mapping[str, str]) -> None:
    if tag := language(row.get("language", "")):
        entry.texts.setdefault(tag, {}).update({name: text for name, text in row.items() if text})
