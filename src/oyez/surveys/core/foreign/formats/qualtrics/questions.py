"""One question of Qualtrics as ours, by its type; what has no place is told."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from msgspec.structs import replace as changed

from oyez.surveys.core.definition import Option, Question
from oyez.surveys.core.foreign.bounded import Json, is_on, number, said, table
from oyez.surveys.core.foreign.carried import Carried
from oyez.surveys.core.foreign.choosing import Asked, Choice, each, first_ones, grid, order, several, single
from oyez.surveys.core.foreign.drafting import Draft, statement
from oyez.surveys.core.foreign.logic import Target
from oyez.surveys.core.foreign.naming import language
from oyez.surveys.core.words import Words

SEVERAL = ("MAVR", "MAHR", "MACOL", "MSB")
UNASKED = ("Meta", "Timing", "Captcha")
UNDERSTOOD = frozenset((
    "QuestionText", "QuestionText_Unsafe", "QuestionType", "Selector", "SubSelector", "Choices", "ChoiceOrder",
    "Answers", "AnswerOrder", "Validation", "Language", "QuestionID", "DataExportTag", "QuestionDescription",
    "Configuration", "Randomization", "RecodeValues", "VariableNaming", "DisplayLogic", "SkipLogic",
    "NextChoiceId", "NextAnswerId", "AnalysisType", "GradingData", "ChoiceDataExportTags", "DataVisibility",
    "DefaultChoices", "QuestionJS", "DynamicChoices", "DynamicChoicesData", "DynamicAnswers", "ChoiceGroups",
    "AnswerRandomization", "Graphics", "SearchSource", "Labels", "ColumnLabels", "DefaultChoicesJSON", "Grading",
    "InPageDisplayLogic", "NumberOfQuestions", "QuestionText_Original", "ClarifyingSymbolType",
))  # fmt: skip


@dataclass(frozen=True)
class Source:
    """A question as the file has it, and how to say its texts."""

    payload: Json
    asked: Asked
    draft: Draft
    tag: str
    qid: str

    def part(self, name: str) -> Json:
        return table(self.payload.get(name))

    def words(self, name: str, code: str, display: str) -> Words:
        """The words of a choice in all languages."""
        texts = {self.draft.language: display}
        for tag, own in languages(self.payload).items():
            texts[tag] = said(table(table(own.get(name)).get(code)).get("Display"))
        return self.draft.words(texts, f"{self.asked.where}, choice {code}")


def languages(payload: Json) -> dict[str, Json]:
    """The translations of a question by our language tags."""
    found = payload.get("Language")
    given = found.items() if isinstance(found, dict) else ()
    return {language(code): own for code, own in given if isinstance(own, dict) and language(code)}


def add(source: Source) -> Target:
    """Take a question into the draft; gives what conditions may ask of it."""
    draft, asked = source.draft, source.asked
    kind, selector = said(source.payload.get("QuestionType")), said(source.payload.get("Selector"))
    _tell_settings(source)
    if kind in UNASKED:
        draft.losses.dropped(asked.where, f"a question of type {kind}, which asks nobody anything")
        return Target(asked.id, "")
    before = len(draft.questions)
    take = TAKEN.get(kind)
    target = take(source, selector) if take else None
    if target is None:
        draft.losses.kept(asked.where, f"a question of type {kind or 'unknown'} {selector}".rstrip())
        listed = tuple(choice.text for choice in _choices(source))
        question = asked.made("statement")
        draft.add(statement(_with_options(question, listed)), where=asked.where, when=asked.when)
        return Target(asked.id, "statement")
    made = draft.questions[before] if len(draft.questions) > before else None
    if made is not None and made.type == "statement":
        return Target(made.id, "statement")
    return target


def _with_options(question: Question, listed: tuple[Words, ...]) -> Question:
    return changed(
        question, options=tuple(Option(key=str(at), text=text) for at, text in enumerate(listed, 1))
    )


def _choice(source: Source, code: str, one: Json, stays: set[str]) -> Choice:
    is_row = said(source.payload.get("QuestionType")) == "Matrix"  # whose codes are those of its answers
    recoded = "" if is_row else said(source.part("RecodeValues").get(code))
    tag = said(source.part("ChoiceDataExportTags").get(code))
    where = f"{source.asked.where}, choice {code}"
    for name, what in (("DisplayLogic", "the condition of a choice"), ("Image", "the picture of a choice")):
        if one.get(name):
            source.draft.losses.dropped(where, what)
    names = (f"{source.qid}_{code}", f"{source.tag}_{recoded or code}", f"{source.tag}_{code}", tag)
    given = tuple(dict.fromkeys(name for name in names if name))
    return Choice(
        code=code,
        text=source.words("Choices", code, said(one.get("Display"))),
        codes=tuple(dict.fromkeys(filter(None, (recoded or code, said(source.part("VariableNaming").get(code)))))),
        other=is_on(one.get("TextEntry")),
        exclusive=is_on(one.get("ExclusiveAnswer")),
        stays=code in stays,
        columns=given,
        other_columns=tuple(f"{name}_TEXT" for name in given) if is_on(one.get("TextEntry")) else (),
    )  # fmt: skip


def _choices(source: Source, name: str = "Choices", sequence: str = "ChoiceOrder") -> list[Choice]:
    """The choices (or a matrix's answers) in their order."""
    given = source.part(name)
    listed = source.payload.get(sequence)
    wanted = [said(code) for code in listed] if isinstance(listed, list) else []
    codes = first_ones(
        source.draft,
        source.asked.where,
        [code for code in dict.fromkeys(wanted) if code in given] or list(given),
    )
    advanced = table(source.part("Randomization").get("Advanced"))
    fixed = advanced.get("FixedOrder")
    stays = {said(code) for code in fixed} if isinstance(fixed, list) else set()
    if name == "Choices":
        return [_choice(source, code, table(given[code]), stays) for code in codes]
    return [
        Choice(
            code=code,
            text=source.words(name, code, said(table(given[code]).get("Display"))),
            codes=tuple(filter(None, (said(source.part("RecodeValues").get(code)), code))),
        )
        for code in codes
    ]


def _several_or_one(source: Source, selector: str) -> Target | None:
    asked, draft = source.asked, source.draft
    choices = _choices(source)
    if not choices:
        return None
    if selector == "NPS":
        return _recommendation(source, choices)
    if selector in SEVERAL:
        known = several(draft, asked, choices)
        return Target(asked.id, "multiple" if len(choices) > 1 else "consent", known)
    known = single(draft, asked, choices)
    return Target(asked.id, draft.questions[-1].type, known)


def _recommendation(source: Source, choices: list[Choice]) -> Target | None:
    """Eleven choices, 0 to 10 in their order, whatever their numbers inside are."""
    asked, draft = source.asked, source.draft
    shown = [draft.say(choice.text).strip() for choice in choices]
    if shown != [str(point) for point in range(11)]:
        draft.losses.approximated(
            asked.where, "a recommendation that is not asked from 0 to 10: a choice of one"
        )
        return Target(asked.id, "single", single(draft, asked, choices))
    labels = source.part("ColumnLabels")
    ends = [said(table(labels.get(at)).get("Display")) for at in ("1", "2", "3")]
    texts = [draft.words({draft.language: end}, asked.where) for end in ends if end]
    question = asked.made(
        "nps", score=_score(draft, "nps", asked.id),
        low=texts[0] if texts else {}, high=texts[-1] if len(texts) > 1 else {},
    )  # fmt: skip
    points = {choice.code: str(at) for at, choice in enumerate(choices)}
    draft.add(
        question,
        Carried(question=asked.id, shape="one", columns=asked.columns),
        where=asked.where,
        when=asked.when,
    )
    return Target(asked.id, "nps", points)


def _score(draft: Draft, scale: str, id: str) -> str:
    """The first of a scale counts as such; further ones by a name of their own."""
    return f"{scale}_{id}" if any(one.type == scale for one in draft.questions) else ""


def _text(source: Source, selector: str) -> Target | None:
    asked, draft = source.asked, source.draft
    if selector == "FORM":
        return _form(source)
    settings = table(source.part("Validation").get("Settings"))
    content = said(settings.get("ContentType")) if said(settings.get("Type")) == "ContentType" else ""
    more: dict[str, Any] = {}
    if content == "ValidNumber":
        kind, bounds = "number", table(settings.get("ValidNumber"))
        more = {"minimum": number(bounds.get("Min")), "maximum": number(bounds.get("Max"))}
    elif content == "ValidDate":
        kind = "date"
    else:
        kind = "long" if selector in ("ML", "ESTB") else "short"
        if content or said(settings.get("Type")) not in ("", "None", "ContentType"):
            what = content or said(settings.get("Type"))
            draft.losses.dropped(asked.where, f"the check of what is written ({what})")
    if selector == "PW":
        draft.losses.approximated(asked.where, "a field for secrets: an ordinary one")
    columns = tuple(f"{name}{end}" for name in asked.columns for end in ("", "_TEXT"))
    carried = Carried(question=asked.id, shape="one", columns=columns)
    draft.add(asked.made(kind, **more), carried, where=asked.where, when=asked.when)
    return Target(asked.id, kind)


def _form(source: Source) -> Target | None:
    return each(
        source.draft,
        source.asked,
        _choices(source),
        lambda own: own.made("short"),
        "a form: one question a line",
    )


def _matrix(source: Source, selector: str) -> Target | None:
    asked, draft = source.asked, source.draft
    rows, columns = _choices(source), _choices(source, "Answers", "AnswerOrder")
    sub = said(source.payload.get("SubSelector"))
    if not rows or not columns:
        return None
    if selector in ("TE", "Profile", "RO", "CS", "MaxDiff"):
        return None
    for row in rows:
        if row.other:
            draft.losses.dropped(f"{asked.where}, row {row.code}", "the room for own words in a row")
    if selector == "Bipolar":
        draft.losses.approximated(
            asked.where, "a scale between two opposites: the words of both ends stand in the row"
        )
    if source.payload.get("AnswerRandomization"):
        draft.losses.dropped(asked.where, "the shuffling of answers")
    inner = grid(draft, asked, rows, columns, many=sub == "MultipleAnswer")
    return Target(asked.id, "" if inner else "matrix", rows=inner)


def _slider(source: Source, selector: str) -> Target | None:
    asked, draft = source.asked, source.draft
    settings, choices = source.part("Configuration"), _choices(source)
    if not choices:
        return None
    low = number(settings.get("CSSliderMin"))
    high = number(settings.get("StarCount")) if selector == "STAR" else number(settings.get("CSSliderMax"))
    low = (0.0 if selector != "STAR" else 1.0) if low is None else low
    high = 100.0 if high is None else high
    if low > high:
        low, high = high, low
    if source.payload.get("Labels"):
        draft.losses.dropped(asked.where, "the words along a slider")
    if selector == "STAR" and (low, high) in ((1.0, 5.0), (0.0, 5.0)):

        def make(own: Asked) -> Question:
            return own.made("stars", score=_score(draft, "stars", own.id))

        what = "stars: one question each"
    else:

        def make(own: Asked) -> Question:
            return own.made("number", minimum=low, maximum=high)

        what = f"sliders from {low:g} to {high:g}: a number each"
    return each(draft, asked, choices, make, what)


def _order(source: Source, selector: str) -> Target | None:
    choices = _choices(source)
    return Target(source.asked.id, "ranking", order(source.draft, source.asked, choices)) if choices else None


def _sum(source: Source, selector: str) -> Target | None:
    choices = _choices(source)
    what = "numbers that add up to a sum: a number each, and the sum is not checked"
    return (
        each(source.draft, source.asked, choices, lambda own: own.made("number"), what) if choices else None
    )


def _words(source: Source, selector: str) -> Target:
    asked = source.asked
    if source.payload.get("Graphics"):
        source.draft.losses.dropped(asked.where, "pictures and media")
    source.draft.add(asked.made("statement"), where=asked.where, when=asked.when)
    return Target(asked.id, "statement")


def _file(source: Source, selector: str) -> Target:
    asked = source.asked
    columns = tuple(f"{name}{end}" for name in asked.columns for end in ("_Name", "_Id", ""))
    source.draft.add(
        asked.made("file"),
        Carried(question=asked.id, shape="one", columns=columns),
        where=asked.where,
        when=asked.when,
    )
    return Target(asked.id, "file")


TAKEN: dict[str, Callable[[Source, str], Target | None]] = {
    "MC": _several_or_one, "TE": _text, "Matrix": _matrix, "Slider": _slider, "RO": _order, "CS": _sum, "DB": _words,
    "FileUpload": _file,
}  # fmt: skip
SETTINGS = {
    "DefaultChoices": "what is chosen beforehand",
    "QuestionJS": "a script of the question",
    "DynamicChoices": "choices carried forward from another question",
    "DynamicAnswers": "answers carried forward from another question",
    "ChoiceGroups": "groups of choices",
}


def _tell_settings(source: Source) -> None:
    losses, where = source.draft.losses, source.asked.where
    for name, what in SETTINGS.items():
        if source.payload.get(name) and not (name == "DynamicChoices" and not source.payload[name]):
            losses.dropped(where, what)
    for name, value in source.payload.items():
        if name not in UNDERSTOOD and value not in (None, "", False, [], {}):
            losses.dropped(where, f"the setting {name}")
    settings = table(source.part("Validation").get("Settings"))
    if (
        said(settings.get("ForceResponse")) == "RequestResponse"
        or said(settings.get("ForceResponseType")) == "RequestResponse"
    ):
        losses.approximated(where, "an answer that is asked for twice: it may simply be left out")
    if settings.get("MinChoices"):
        losses.dropped(where, f"at least {said(settings['MinChoices'])} choices")
    if settings.get("CustomValidation") or table(source.part("Validation").get("Settings")).get("Logic"):
        losses.dropped(where, "a check with a condition of its own")
    if said(source.part("Randomization").get("Type")) not in ("", "None", "All", "Advanced"):
        losses.dropped(where, f"shuffling of the sort {said(source.part('Randomization').get('Type'))}")
