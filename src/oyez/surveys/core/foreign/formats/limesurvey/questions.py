"""One question of LimeSurvey as ours, by its type; what has no place is told."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from oyez.surveys.core.definition import Question
from oyez.surveys.core.foreign.bounded import number
from oyez.surveys.core.foreign.carried import Carried
from oyez.surveys.core.foreign.certain import is_recommendation, is_satisfaction
from oyez.surveys.core.foreign.choosing import (
    Asked,
    Choice,
    each,
    first_ones,
    grid,
    keys,
    options,
    several,
    single,
    under,
)
from oyez.surveys.core.foreign.drafting import Draft, statement
from oyez.surveys.core.foreign.formats.limesurvey.columns import columns
from oyez.surveys.core.foreign.formats.limesurvey.structure import Entry
from oyez.surveys.core.foreign.formats.limesurvey.wording import FIXED, OTHER, words
from oyez.surveys.core.foreign.logic import Target

OTHER_CODE = "-oth-"
MOST_CELLS = 60
ARRAYS = {"F": "", "H": "", "A": "A", "B": "B", "C": "C", "E": "E"}
TOLD = {
    "em_validation_q": "a check with a condition of its own",
    "em_validation_sq": "a check with a condition of its own",
    "array_filter": "rows that depend on another question",
    "array_filter_exclude": "rows that depend on another question",
    "min_answers": "the least number of answers",
    "prefix": "words before the field",
    "suffix": "words behind the field",
    "equals_num_value": "a sum that has to come out",
    "min_num_value": "a sum that has to come out",
    "max_num_value": "a sum that has to come out",
    "maximum_chars": "the most characters of a text",
    "random_group": "an order of questions by chance",
    "assessment_value": "points given to answers",
    "date_min": "the first day that may be given",
    "date_max": "the last day that may be given",
    "code_filter": "options that depend on something",
    "parent_order": "an order taken from another question",
    "time_limit": "a limit of time",
    "other_numbers_only": "a check of what is written",
}
CARRIED = frozenset((
    "hidden", "random_order", "answer_order", "max_answers", "exclude_all_others", "other_replace_text",
    "min_num_value_n", "max_num_value_n", "num_value_int_only", "multiflexible_min", "multiflexible_max",
))  # fmt: skip
SILENT = frozenset(("", "0", "N", "default", "normal", "none"))


@dataclass(frozen=True)
class Source:
    """A question as the file has it."""

    entry: Entry
    asked: Asked
    draft: Draft
    sid: str

    def names(self, part: str = "") -> tuple[str, ...]:
        entry = self.entry
        return columns(self.sid, entry["gid"], entry["qid"], entry["title"], part)

    def words(self, entry: Entry, name: str) -> dict[str, str]:
        code = entry["code"] or entry["title"]
        return self.draft.words(entry.text(name), f"{self.asked.where}, {code}")

    def options(self, scale: str = "0") -> list[Choice]:
        """Its answers, on one of two scales."""
        return [
            Choice(code=one["code"], text=self.words(one, "answer"))
            for one in first_ones(self.draft, self.asked.where, self.entry.options)
            if (one["scale_id"] or "0") == scale
        ]

    def parts(self, scale: str = "0") -> list[Choice]:
        """Its subquestions, with the columns of each."""
        alone = set(self.entry.settings.get("exclude_all_others", "").split(";"))
        return [
            Choice(
                code=one["title"], text=self.words(one, "question"), columns=self.names(one["title"]),
                exclusive=one["title"] in alone,
            )
            for one in first_ones(self.draft, self.asked.where, self.entry.parts)
            if (one["scale_id"] or "0") == scale
        ]  # fmt: skip

    def other(self) -> list[Choice]:
        """The room for something else, where there is one."""
        if self.entry["other"] != "Y":
            return []
        own = self.entry.settings.get("other_replace_text")
        text = {self.draft.language: own} if own else words(OTHER, self.draft.languages)
        names = (*self.names("other"),)
        return [
            Choice(code=OTHER_CODE, text=text, other=True, stays=True, columns=names, other_columns=names)
        ]


def add(source: Source) -> Target:
    """Take a question into the draft; gives what conditions may ask of it."""
    draft, asked, kind = source.draft, source.asked, source.entry["type"]
    _tell_settings(source)
    if source.entry.settings.get("hidden") == "1" or kind in "*I":
        what = {"*": "a calculation", "I": "a switch of language"}.get(kind, "a hidden question")
        draft.losses.dropped(asked.where, f"{what}: {draft.say(asked.text)}")
        return Target(asked.id, "")
    take = TAKEN.get(kind)
    target = take(source) if take else None
    if target is None:
        draft.losses.kept(asked.where, f"a question of type “{kind}”")
        draft.add(statement(asked.made("statement")), where=asked.where, when=asked.when)
        return Target(asked.id, "statement")
    return target


def _one(source: Source) -> Target | None:
    """A choice of one; a recommendation from 0 to 10 where the codes are these numbers."""
    draft, asked, entry = source.draft, source.asked, source.entry
    choices = _fixed(source, entry["type"]) if entry["type"] in FIXED else source.options()
    if not choices:
        return None
    if entry["type"] == "O":
        draft.losses.dropped(asked.where, "the comment beside the choice")
    codes = [choice.code for choice in choices]
    texts = list(asked.text.values())
    if codes == [str(at) for at in range(11)] and is_recommendation(texts, 0, 10):
        draft.losses.approximated(
            asked.where, "a choice from 0 to 10 that asks for a recommendation: taken as nps"
        )
        return _scale(
            source, "nps", {code: code for code in codes}, low=choices[0].text, high=choices[-1].text
        )
    if entry["type"] == "5" and is_satisfaction(texts, 1, 5):
        draft.losses.approximated(
            asked.where, f"five points of satisfaction: rated 1 to 5 as csat_{asked.id}"
        )
        return _scale(source, "rating", {code: code for code in codes}, score=f"csat_{asked.id}")
    known = single(draft, asked, [*choices, *source.other()])
    return Target(asked.id, draft.questions[-1].type, known)


def _scale(source: Source, kind: str, points: dict[str, str], **more: object) -> Target:
    asked, draft = source.asked, source.draft
    if kind == "nps" and any(one.type == "nps" for one in draft.questions):
        more["score"] = f"nps_{asked.id}"
    carried = Carried(question=asked.id, shape="one", columns=asked.columns)
    draft.add(asked.made(kind, **more), carried, where=asked.where, when=asked.when)
    return Target(asked.id, kind, points)


def _fixed(source: Source, kind: str) -> list[Choice]:
    """Answers that the tool knows by a code alone."""
    return [Choice(code=code, text=words(said, source.draft.languages)) for code, said in FIXED[kind].items()]


def _several(source: Source) -> Target | None:
    asked, draft = source.asked, source.draft
    parts = [*source.parts(), *source.other()]
    if not parts:
        return None
    if source.entry["type"] == "P":
        draft.losses.dropped(asked.where, "comments beside the choices")
    known = several(draft, asked, parts)
    return Target(asked.id, draft.questions[-1].type, known)


def _ranking(source: Source) -> Target | None:
    asked, draft = source.asked, source.draft
    choices = source.options() or source.parts()
    if not choices:
        return None
    known = keys(asked, choices, draft)
    places = {str(at): source.names(str(at)) for at in range(1, len(choices) + 1)}
    codes = {choice.code: known[choice.code] for choice in choices}
    carried = Carried(question=asked.id, shape="places", parts=places, codes=codes)
    question = asked.made("ranking", options=options(asked, choices, known, draft), shuffle=asked.shuffle)
    draft.add(question, carried, where=asked.where, when=asked.when)
    return Target(asked.id, "ranking")


def _array(source: Source) -> Target | None:
    kind = source.entry["type"]
    answers = _fixed(source, ARRAYS[kind]) if ARRAYS[kind] else source.options()
    rows = source.parts()
    if not rows or not answers:
        return None
    return Target(source.asked.id, "", rows=grid(source.draft, source.asked, rows, answers))


def _two_scales(source: Source) -> Target | None:
    """Two scales over the same rows: one set of questions each."""
    rows, draft = source.parts(), source.draft
    if not rows:
        return None
    draft.losses.approximated(source.asked.where, "a matrix with two scales: asked one after the other")
    for scale in ("0", "1"):
        choices = source.options(scale)
        if choices:
            own = [replace(row, columns=tuple(f"{name}#{scale}" for name in row.columns)) for row in rows]
            asked = replace(source.asked, id=draft.names.of(f"{source.asked.id}_{scale}"))
            grid(draft, asked, own, choices)
    return Target(source.asked.id, "")


def _cells(source: Source) -> Target | None:
    """Numbers or texts in a grid: a question each, as long as they are few."""
    kind = "number" if source.entry["type"] == ":" else "short"
    cells = [
        Choice(
            code=f"{row.code}_{column.code}", text=under(source.draft, row.text, column.text),
            columns=source.names(f"{row.code}_{column.code}"),
        )
        for row in source.parts()
        for column in source.parts("1")
    ]  # fmt: skip
    if not 0 < len(cells) <= MOST_CELLS:
        return None
    return each(
        source.draft,
        source.asked,
        cells,
        _entry(source, kind),
        f"a grid of {len(cells)} fields: a question each",
    )


def _lines(source: Source) -> Target | None:
    kind = "number" if source.entry["type"] == "K" else "short"
    parts = source.parts()
    return each(source.draft, source.asked, parts, _entry(source, kind), "several fields: a question each")


def _entry(source: Source, kind: str) -> Callable[[Asked], Question]:
    if kind != "number":
        return lambda own: own.made(kind)
    settings = source.entry.settings
    low = number(settings.get("min_num_value_n") or settings.get("multiflexible_min") or "")
    high = number(settings.get("max_num_value_n") or settings.get("multiflexible_max") or "")
    return lambda own: own.made("number", minimum=low, maximum=high)


def _written(source: Source) -> Target:
    kind = {
        "S": "short",
        "T": "long",
        "U": "long",
        "N": "number",
        "D": "date",
        "|": "file",
        "X": "statement",
    }[source.entry["type"]]
    asked = source.asked
    if source.entry["preg"]:
        source.draft.losses.dropped(asked.where, f"the check of what is written ({source.entry['preg']})")
    carried = Carried(question=asked.id, shape="one", columns=asked.columns) if kind != "statement" else None
    source.draft.add(_entry(source, kind)(asked), carried, where=asked.where, when=asked.when)
    return Target(asked.id, kind)


TAKEN: dict[str, Callable[[Source], Target | None]] = {
    **dict.fromkeys(("L", "!", "O", "Y", "G", "5"), _one),
    **dict.fromkeys(("M", "P"), _several),
    **dict.fromkeys(("S", "T", "U", "N", "D", "|", "X"), _written),
    **dict.fromkeys(ARRAYS, _array),
    **dict.fromkeys(("K", "Q"), _lines),
    **dict.fromkeys((":", ";"), _cells),
    "R": _ranking,
    "1": _two_scales,
}


def _tell_settings(source: Source) -> None:
    losses, where = source.draft.losses, source.asked.where
    look = []
    for name, value in source.entry.settings.items():
        if value in SILENT or name in CARRIED:
            continue
        if name in TOLD:
            losses.dropped(where, f"{TOLD[name]} ({name} = {value})")
        else:
            look.append(name)
    if look:
        losses.dropped(where, f"settings of look and layout: {', '.join(sorted(look))}")
    if source.entry.text("script"):
        losses.dropped(where, "a script of the question")
    for part in source.entry.parts:
        if part["relevance"] not in ("", "1"):
            losses.dropped(f"{where}, {part['title']}", "the condition of a row or an option")
