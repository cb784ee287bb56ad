"""A whole SurveyJS survey: pages, panels, conditions, endings, languages."""

import re
from collections.abc import Iterator
from typing import Any

from oyez.kit.errors import Refused
from oyez.surveys.core.definition import Ending
from oyez.surveys.core.foreign import Imported
from oyez.surveys.core.foreign.bounded import Json, is_on, json_of, number, rows, said, text_of
from oyez.surveys.core.foreign.choosing import Asked
from oyez.surveys.core.foreign.drafting import Draft, Frame, answers, finish
from oyez.surveys.core.foreign.formats.surveyjs.expressions import logic_of
from oyez.surveys.core.foreign.formats.surveyjs.questions import Source, add, texts
from oyez.surveys.core.foreign.logic import Logic, Target, Untold, together
from oyez.surveys.core.foreign.naming import language, slug, survey_key
from oyez.surveys.core.foreign.plain import plain

PIPE = re.compile(r"\{([^{}\s][^{}]{0,200})\}")
ROLES: dict[str, tuple[str, ...]] = {
    "id": ("id", "_id", "responseId", "instanceId", "Id"),
    "occurred": (
        "completedAt",
        "submittedAt",
        "createdAt",
        "created_at",
        "timestamp",
        "HappendAt",
        "date",
        "endDate",
        "submitted_at",
    ),
    "email": ("email",),
    "language": ("locale", "language"),
}
KNOWN = {
    r"pageNo|timeSpent|startedAt|startDate|_?updated_?[aA]t": "how far somebody came and how long it took",
    r".*-Comment": "own words beside a choice that has no room for them",
}
TOLD = {
    "triggers": "triggers",
    "calculatedValues": "calculated values",
    "logoFile": "its look: the logo",
    "logo": "its look: the logo",
    "cookieName": "that a browser may answer once",
    "maxTimeToFinish": "a limit of time",
    "timeLimit": "a limit of time",
    "questionsOrder": "questions in an order by chance",
    "firstPageIsStarted": "a first page that starts the survey",
    "completedBeforeHtml": "words for those who answered before",
    "theme": "its look: the theme",
    "quizMode": "a quiz",
    "firstPageIsStartPage": "a first page that starts the survey",
}
READ = frozenset(
    (
        "title",
        "description",
        "pages",
        "elements",
        "questions",
        "locale",
        "completedHtml",
        "completedHtmlOnCondition",
        "navigateToUrl",
        "navigateToUrlOnCondition",
        "showProgressBar",
        "progressBarType",
        "showQuestionNumbers",
        "widthMode",
        "logoPosition",
        "completeText",
        "pageNextText",
        "pagePrevText",
        "startSurveyText",
        "showTitle",
        "name",
        "id",
        "checkErrorsMode",
        "requiredText",
        "questionTitleLocation",
        "showPrevButton",
        "clearInvisibleValues",
        "width",
        "questionErrorLocation",
        "textUpdateMode",
        "showTOC",
        "fitToContainer",
        "headerView",
        "questionDescriptionLocation",
    )
)
DEEPEST = 12
MOST_QUESTIONS = 2_000


def read(raw: bytes, name: str) -> Imported:
    """The survey of a JSON definition."""
    text, encoding = text_of(raw)
    found = _Survey(json_of(text), name)
    if encoding:
        found.draft.losses.approximated("the file", f"its encoding, read as {encoding}: look at the letters")
    return found.imported()


def _tags(found: Any, seen: dict[str, None]) -> None:
    """Every language in which some text is written."""
    level = [found]
    while level:
        inner: list[Any] = []
        for one in level:
            if isinstance(one, dict):
                if "default" in one and all(isinstance(text, str) for text in one.values()):
                    seen.update(
                        dict.fromkeys(tag for key in one if key != "default" and (tag := language(key)))
                    )
                inner += one.values()
            elif isinstance(one, list):
                inner += one
        level = inner


class _Survey:
    """A definition, while it is being read."""

    def __init__(self, found: Json, name: str) -> None:
        self.found, self.name = found, name.rsplit(".", 1)[0]
        main = language(said(found.get("locale"))) or "en"
        tags: dict[str, None] = {main: None}
        _tags(found, tags)
        self.draft = Draft(tuple(tags)[:40], PIPE, self._filled)
        self.targets: dict[str, Target] = {}

    def imported(self) -> Imported:
        bare = self.found.get("elements") or self.found.get("questions")
        pages = rows(self.found.get("pages")) or ([{"name": "page1", "elements": bare}] if bare else [])
        for at, page in enumerate(pages, 1):
            self._page(page, at)
        if not self.draft.questions:
            raise Refused("This file has no question, so there is nothing to import.")
        self._tell_settings()
        title = texts(self.draft, self.found.get("title"))
        frame = Frame(
            key=survey_key(plain(title.get(self.draft.language, "")).text, self.name),
            title=self.draft.words(title, "the title") or {self.draft.language: self.name or "Survey"},
            intro=self.draft.words(texts(self.draft, self.found.get("description")), "the description"),
            endings=tuple(self._endings()),
        )
        definition = finish(self.draft, frame)
        return Imported(
            format="surveyjs",
            definition=definition,
            losses=self.draft.losses.told(),
            answers=answers(self.draft, roles=ROLES, known=KNOWN),
        )

    def _page(self, page: Json, at: int) -> None:
        name = said(page.get("name")) or f"page {at}"
        when = self._logic(page, name)
        self._heading(page, f"page_{at}", name, when)
        elements = page.get("elements") or page.get("questions")
        if said(page.get("questionsOrder")) == "random":
            self.draft.losses.dropped(name, "questions in an order by chance")
        self._elements(elements, f"page_{at}", when, 0)

    def _heading(self, part: Json, page: str, name: str, when: Logic | None) -> None:
        """The words above a page or a panel."""
        words = [self.draft.words(texts(self.draft, part.get(key)), name) for key in ("title", "description")]
        text = self.draft.joined(words, name)
        if text:
            asked = Asked(id=self.draft.names.of(f"{slug(name, 24)}_words"), where=name, text=text, page=page)
            self.draft.losses.approximated(
                name, "words above a page or a panel: a statement before its questions"
            )
            self.draft.add(asked.made("statement"), where=name, when=when)

    def _elements(self, found: Any, page: str, when: Logic | None, depth: int) -> None:
        if depth > DEEPEST:
            raise Refused("This file is nested too deeply to be a survey.")
        for element in rows(found):
            name = said(element.get("name")) or "a part without a name"
            if said(element.get("type")) == "panel":
                own = together(when, self._logic(element, name))
                self._heading(element, page, name, own)
                self._elements(element.get("elements"), page, own, depth + 1)
            else:
                self._question(element, name, page, when)

    def _question(self, element: Json, name: str, page: str, when: Logic | None) -> None:
        draft = self.draft
        if len(draft.questions) > MOST_QUESTIONS:
            raise Refused(f"This file has more than {MOST_QUESTIONS:,} questions.")
        title = texts(draft, element.get("title")) or {draft.language: name[:200]}
        most = number(element.get("maxSelectedChoices"))
        asked = Asked(
            id=draft.names.of(name),
            where=name,
            text=draft.words(title, name),
            help=draft.words(texts(draft, element.get("description")), name),
            required=is_on(element.get("isRequired")),
            page=page,
            shuffle=said(element.get("choicesOrder")) == "random"
            or said(element.get("rowsOrder")) == "random",
            most=int(most) if most and most >= 1 else None,
            columns=(name,),
            when=together(when, self._logic(element, name)),
            keeps_codes=True,
            separator=",",
        )
        if said(element.get("choicesOrder")) in ("asc", "desc"):
            draft.losses.dropped(name, "choices sorted by their words: they come in the file's order")
        self.targets[name] = add(Source(element, asked, draft))

    def _logic(self, part: Json, where: str) -> Logic | None:
        try:
            return logic_of(said(part.get("visibleIf")), self._named)
        except Untold as reason:
            self.draft.losses.dropped(
                where,
                f"the condition under which it is shown ({part['visibleIf']}), since {reason}: everybody sees it",
            )
            return None

    def _named(self, name: str) -> Target | None:
        target = self.targets.get(name)
        if target is None and "." in name:
            first, _, row = name.partition(".")
            target = self.targets[first].rows.get(row) if first in self.targets else None
        return target if target is not None and target.type not in ("", "statement") else None

    def _filled(self, found: re.Match[str]) -> str:
        target = self._named(found[1].strip())
        return target.id if target else ""

    def _endings(self) -> Iterator[tuple[Ending, Logic | None]]:
        for one in rows(self.found.get("completedHtmlOnCondition")):
            text = self.draft.words(texts(self.draft, one.get("html")), "an ending")
            try:
                logic = logic_of(said(one.get("expression")), self._named)
            except Untold as reason:
                self.draft.losses.dropped("an ending", f"an ending for some, since {reason}")
                continue
            if text:
                yield Ending(text=text), logic
        text = self.draft.words(texts(self.draft, self.found.get("completedHtml")), "the ending")
        link = said(self.found.get("navigateToUrl"))
        if link and not link.startswith("https://"):
            self.draft.losses.dropped("the ending", f"its link, which is not https: {link}")
            link = ""
        if text or link:
            yield Ending(text=text or {self.draft.language: link}, link=link), None

    def _tell_settings(self) -> None:
        losses = self.draft.losses
        for name, value in self.found.items():
            if value in (None, "", False, [], {}) or name in READ:
                continue
            losses.dropped("the survey", TOLD.get(name, f"the setting {name}"))
        if self.found.get("navigateToUrlOnCondition"):
            losses.dropped("the ending", "links for some")
        if self.found.get("showPrevButton") is False:
            losses.approximated("the survey", "that nobody can go back: here everybody can")
