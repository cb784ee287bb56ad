"""A whole Qualtrics survey: its elements, its languages, and everything in the order of its flow."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from oyez.journal.core.facts import Mode
from oyez.kit.errors import Refused
from oyez.surveys.core.definition import Ending, Quota
from oyez.surveys.core.foreign import Imported
from oyez.surveys.core.foreign.bounded import Json, is_on, json_of, number, rows, said, table, text_of
from oyez.surveys.core.foreign.choosing import Asked
from oyez.surveys.core.foreign.drafting import Draft, Frame, answers, finish
from oyez.surveys.core.foreign.formats.qualtrics.columns import EMPTY, KNOWN, ROLES
from oyez.surveys.core.foreign.formats.qualtrics.flow import Flow, Shown, block_name, blocks_of, is_trash
from oyez.surveys.core.foreign.formats.qualtrics.logic import logic_of
from oyez.surveys.core.foreign.formats.qualtrics.questions import Source, add, languages
from oyez.surveys.core.foreign.logic import MOST_PARTS, Logic, Target, Untold, opposite, together
from oyez.surveys.core.foreign.naming import Names, language, survey_key
from oyez.surveys.core.foreign.plain import plain

PIPE = re.compile(r"\$\{([a-z]+)://([^{}]{1,200})\}")
BOOKKEEPING = {"BL", "FL", "SQ", "SO", "QC", "RS", "STAT", "PROJ", "QO", "SCO"}
OTHERS = {
    "QG": "a group of quotas", "TR": "triggers: mails and lists", "LBLK": "a block kept in a library", "NT": "notes",
    "PL": "a panel", "PR": "a project", "ED": "embedded data of the project",
}  # fmt: skip
MOST_QUESTIONS = 2_000


def read(raw: bytes, name: str) -> Imported:
    """The survey of a QSF file."""
    text, encoding = text_of(raw)
    found = _Survey(json_of(text), name)
    if encoding:
        found.draft.losses.approximated("the file", f"its encoding, read as {encoding}: look at the letters")
    return found.imported()


class _Survey:
    """The elements of a file, while it is being read."""

    def __init__(self, found: Json, name: str) -> None:
        self.entry = table(found.get("SurveyEntry"))
        self.elements = rows(found.get("SurveyElements"))
        self.name = said(self.entry.get("SurveyName")) or name.rsplit(".", 1)[0]
        self.options = table(self.payload("SO"))
        self.questions = {
            said(one.get("PrimaryAttribute")) or said(table(one.get("Payload")).get("QuestionID")): table(
                one.get("Payload")
            )
            for one in self.elements
            if said(one.get("Element")) == "SQ"
        }
        if not self.questions:
            raise Refused("This file has no question (no element SQ), so there is nothing to import.")
        if len(self.questions) > MOST_QUESTIONS:
            raise Refused(f"This file has more than {MOST_QUESTIONS:,} questions.")
        self.targets: dict[str, Target] = {}
        self.draft = Draft(self._languages(), PIPE, self._filled)
        self.ids: dict[str, str] = {}
        self.pages = Names()
        self.skips: list[tuple[str, str, Logic | None]] = []

    def payload(self, element: str) -> Any:
        return next(
            (one.get("Payload") for one in self.elements if said(one.get("Element")) == element), None
        )

    def _languages(self) -> tuple[str, ...]:
        main = language(said(self.entry.get("SurveyLanguage"))) or "en"
        offered = (language(code) for code in table(self.options.get("AvailableLanguages")))
        translated = (tag for payload in self.questions.values() for tag in languages(payload))
        return tuple(dict.fromkeys(tag for tag in (main, *offered, *translated) if tag))[:40]

    def _filled(self, found: re.Match[str]) -> str:
        """Our name for what is put into a text: an embedded field, or the answer to a question."""
        kind, rest = found[1], found[2].strip("/")
        if kind == "e" and rest.startswith("Field/"):
            return self.draft.field(rest.removeprefix("Field/"), "texts")
        if kind == "m" and rest in ("FirstName", "LastName"):
            return "person.name"
        if (
            kind == "q"
            and (target := self.targets.get(rest.split("/")[0]))
            and target.type not in ("", "statement")
        ):
            return target.id
        return ""

    def imported(self) -> Imported:
        blocks = {id: block for id, block in blocks_of(self.payload("BL")).items() if not is_trash(block)}
        self._tell_trash()
        for id in self._order(blocks):
            payload = self.questions[id]
            self.ids[id] = self.draft.names.of(said(payload.get("DataExportTag")) or id)
        flow = Flow(self.draft)
        steps = flow.steps(self.payload("FL"), blocks)
        endings = list(self._walk(steps, flow, blocks))
        self._tell_elements()
        frame = Frame(
            key=survey_key(self.name, said(self.entry.get("SurveyID"))),
            title=self.draft.words({self.draft.language: self.name}, "the title"),
            intro=self._intro(),
            mode=self._mode(),
            endings=(*endings, *self._ending()),
            quotas=tuple(self._quotas()),
            per_person=flow.per_person,
        )
        definition = finish(self.draft, frame)
        return Imported(
            format="qualtrics",
            definition=definition,
            losses=self.draft.losses.told(),
            answers=answers(self.draft, roles=ROLES, known=KNOWN, empty=EMPTY),
        )

    def _order(self, blocks: Mapping[str, Json]) -> Iterator[str]:
        """Ids are given in the order of the blocks, so that the same file gives the same ids."""
        listed = (
            said(one.get("QuestionID"))
            for block in blocks.values()
            for one in rows(block.get("BlockElements"))
        )
        yield from dict.fromkeys(id for id in listed if id in self.questions)

    def _tell_trash(self) -> None:
        listed = blocks_of(self.payload("BL"))
        trash = sum(
            said(one.get("Type")) == "Question"
            for block in listed.values()
            if is_trash(block)
            for one in rows(block.get("BlockElements"))
        )
        if trash:
            self.draft.losses.dropped("the trash", f"{trash} questions that lie in the trash")
        placed = {
            said(one.get("QuestionID"))
            for block in listed.values()
            for one in rows(block.get("BlockElements"))
        }
        for id in self.questions:
            if id not in placed:
                self.draft.losses.dropped(id, "a question that stands in no block")

    def _walk(
        self, steps: list[Shown], flow: Flow, blocks: Mapping[str, Json]
    ) -> Iterator[tuple[Ending, Logic | None]]:
        """Take every block's questions under the conditions of their branches; whoever was sent out gets no more."""
        after: Logic | None = None
        ends = iter(flow.endings)
        seen: set[str] = set()
        over = False
        for step in steps:
            under, whole = self._under(step)
            if step.ends:
                node = next(ends)
                if not whole:
                    continue
                yield from self._end(node, under)
                over = over or under is None
                after = together(after, opposite(under)) if under is not None else after
                continue
            block = blocks.get(step.block)
            if block is None:
                continue
            if over or step.block in seen:
                what = (
                    "a block behind the end of the survey" if over else "a block that is shown a second time"
                )
                self.draft.losses.dropped(block_name(block), what)
                continue
            seen.add(step.block)
            self._block(block, together(after, under), step.drawn)

    def _under(self, step: Shown) -> tuple[Logic | None, bool]:
        """The branches of a step as one condition, and whether all of them could be said."""
        parts: list[Logic | None] = []
        whole = True
        for name, logic in step.under:
            try:
                parts.append(logic_of(logic, self.targets, self._field))
            except Untold as reason:
                whole = False
                where = f"branch {name}"
                what = "the end of the survey for some" if step.ends else "the condition of a branch"
                self.draft.losses.dropped(where, f"{what}, since {reason}: everybody goes on through it")
        return together(*parts), whole

    def _field(self, name: str) -> str:
        return self.draft.field(name, "conditions")

    def _block(self, block: Json, when: Logic | None, drawn: bool) -> None:
        settings = table(block.get("Options"))
        name = block_name(block)
        if said(settings.get("RandomizeQuestions")) not in ("", "false", "No"):
            self.draft.losses.dropped(name, "questions in an order by chance: they come in the file's order")
        if said(settings.get("Looping")) not in ("", "None", "false"):
            self.draft.losses.dropped(name, "a loop (loop and merge): its questions are asked once")
        stem = self.pages.of(f"page_{said(block.get('Description'))}", "page")
        page, first = 1, len(self.draft.questions)
        for one in rows(block.get("BlockElements")):
            match said(one.get("Type")):
                case "Question":
                    self._question(one, f"{stem}_{page}", when)
                case "Page Break":
                    page += 1
                case other:
                    self.draft.losses.dropped(name, f"an element of type {other or 'unknown'}")
        self._skip_to("ENDOFBLOCK")
        if drawn:
            for at in range(first, len(self.draft.questions)):
                self.draft.questions[at] = replace(self.draft.questions[at], block=stem.removeprefix("page_"))

    def _question(self, element: Json, page: str, when: Logic | None) -> None:
        id = said(element.get("QuestionID"))
        if id not in self.ids or id in self.targets:
            self.draft.losses.dropped(
                id or "a block", "a question that the file does not hold, or shows a second time"
            )
            return
        payload = self.questions[id]
        tag = said(payload.get("DataExportTag")) or id
        before = len(self.draft.questions)
        self._skip_to(id)
        own = self._display(payload, tag)
        settings = table(table(payload.get("Validation")).get("Settings"))
        most = number(settings.get("MaxChoices"))
        asked = Asked(
            id=self.ids[id],
            where=tag,
            text=self.draft.words(self._texts(payload), tag),
            required=said(settings.get("ForceResponse")) == "ON",
            page=page,
            shuffle=said(table(payload.get("Randomization")).get("Type")) in ("All", "Advanced"),
            most=int(most) if most and most >= 1 else None,
            columns=tuple(dict.fromkeys((tag, id))),
            when=together(when, own),
        )
        self.targets[id] = add(Source(payload, asked, self.draft, tag, id))
        self._pass_over(before)
        for skip in (*rows(payload.get("SkipLogic")), *rows(element.get("SkipLogic"))):
            self._skip(skip, tag)

    def _texts(self, payload: Json) -> dict[str, str]:
        texts = {tag: said(own.get("QuestionText")) for tag, own in languages(payload).items()}
        return {**texts, self.draft.language: said(payload.get("QuestionText"))}

    def _display(self, payload: Json, tag: str) -> Logic | None:
        found = None
        for name in ("DisplayLogic", "InPageDisplayLogic"):
            if not payload.get(name):
                continue
            try:
                found = together(found, logic_of(payload[name], self.targets, self._field))
            except Untold as reason:
                self.draft.losses.dropped(
                    tag, f"the condition under which it is shown, since {reason}: everybody sees it"
                )
        return found

    def _skip(self, skip: Json, tag: str) -> None:
        """Whoever gives this answer goes on at another place: what lies between is for the others."""
        expression = {
            "LogicType": "Question",
            "ChoiceLocator": skip.get("ChoiceLocator") or skip.get("Locator"),
            "Operator": skip.get("Condition"),
            "RightOperand": skip.get("RightOperand"),
        }
        try:
            logic = logic_of({"0": {"0": expression, "Type": "If"}}, self.targets, self._field)
        except Untold as reason:
            self.draft.losses.dropped(tag, f"a skip to {said(skip.get('SkipToDestination'))}, since {reason}")
            return
        if len(self.skips) < MOST_PARTS:
            self.skips.append((said(skip.get("SkipToDestination")), tag, logic))
        else:
            self.draft.losses.dropped(tag, "a skip, since too many are under way at once")

    def _pass_over(self, before: int) -> None:
        """Questions that came while skips are open are not for those who skip."""
        for question in self.draft.questions[before:]:
            for _, _, logic in self.skips:
                if logic is not None:
                    self.draft.also(question.id, opposite(logic))

    def _skip_to(self, place: str) -> None:
        """A skip ends at its destination."""
        self.skips = [skip for skip in self.skips if skip[0] != place]

    def _end(self, node: Json, under: Logic | None) -> Iterator[tuple[Ending, Logic | None]]:
        """What is said to those whom the flow sends out."""
        settings = table(node.get("Options"))
        link = said(settings.get("EOSRedirectURL"))
        if settings.get("EOSMessage"):
            self.draft.losses.dropped("an ending", "its message, which lies in a library and not in the file")
        if link.startswith("https://"):
            yield Ending(text={self.draft.language: link}, link=link), under

    def _intro(self) -> dict[str, str]:
        header = said(self.options.get("Header"))
        words = self.draft.words({self.draft.language: header}, "the header") if header else {}
        if words:
            self.draft.losses.approximated(
                "the header", "words above every page: said once, as the introduction"
            )
        return words

    def _ending(self) -> Iterator[tuple[Ending, Logic | None]]:
        link = said(self.options.get("EOSRedirectURL"))
        if said(self.options.get("SurveyTermination")) == "DisplayMessage":
            self.draft.losses.dropped(
                "the ending", "its message, which lies in a library and not in the file"
            )
        if link.startswith("https://"):
            yield Ending(text={self.draft.language: link}, link=link), None
        elif link:
            self.draft.losses.dropped("the ending", f"its link, which is not https: {link}")

    def _mode(self) -> Mode | None:
        found = next(
            (said(self.options[key]) for key in ("AnonymizeResponse", "Anonymize") if key in self.options), ""
        )
        if not found:
            return None
        return Mode.ANONYMOUS if found.lower() not in ("no", "false") else Mode.IDENTIFIED

    def _quotas(self) -> Iterator[tuple[Quota, Logic | None]]:
        for one in self.elements:
            if said(one.get("Element")) != "QO":
                continue
            payload = table(one.get("Payload"))
            name, most = said(payload.get("Name")) or "quota", number(payload.get("Occurrences"))
            try:
                logic = logic_of(payload.get("Logic"), self.targets, self._field)
            except Untold as reason:
                self.draft.losses.dropped(f"the quota {name}", f"a quota, since {reason}")
                continue
            if most and most >= 1 and logic is not None:
                self.draft.losses.approximated(
                    f"the quota {name}", "what happens beyond a quota: thanked, not asked on"
                )
                yield Quota(name=plain(name).text or "quota", most=int(most)), logic
            else:
                self.draft.losses.dropped(f"the quota {name}", "a quota without a number or a condition")

    def _tell_elements(self) -> None:
        losses = self.draft.losses
        for one in self.elements:
            kind = said(one.get("Element"))
            if kind not in BOOKKEEPING:
                losses.dropped("the file", OTHERS.get(kind, f"an element of type {kind or 'unknown'}"))
        if rows(table(self.payload("SCO")).get("ScoringCategories")):
            losses.dropped("scoring", "points given to answers")
        for name, what in (
            ("Footer", "the footer"), ("ExternalCSS", "a style sheet"),
            ("QuestionsPerPage", "a number of questions a page"),
            ("PartialData", "when unfinished answers are closed"), ("ValidationMessage", "words for what is left out"),
        ):  # fmt: skip
            if said(self.options.get(name)).strip():
                losses.dropped("the survey", f"{what}: {plain(said(self.options[name])).text}")
        if said(self.options.get("Skin")) or self.options.get("CustomStyles"):
            losses.dropped("the survey", "its look: colours, styles and logo of the skin")
        if said(self.options.get("SurveyExpiration")) not in ("", "None"):
            losses.dropped("the survey", "the days on which it opens and closes")
        if is_on(self.options.get("BallotBoxStuffing")) or is_on(
            self.options.get("BallotBoxStuffingPrevention")
        ):
            losses.dropped("the survey", "that a browser may answer once")
        if said(self.options.get("SurveyProtection")) not in ("", "PublicSurvey"):
            losses.dropped("the survey", "who may open it (password, invitation)")
        if said(self.options.get("BackButton")) == "false":
            losses.approximated("the survey", "that nobody can go back: here everybody can")
