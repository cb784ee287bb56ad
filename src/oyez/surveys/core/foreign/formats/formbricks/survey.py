"""A whole Formbricks survey: blocks or questions in their order, jumps, endings, hidden fields, languages."""

import re
from collections.abc import Iterator
from typing import Any

from oyez.kit.errors import Refused
from oyez.surveys.core.definition import Ending
from oyez.surveys.core.foreign import Imported
from oyez.surveys.core.foreign.bounded import Json, json_of, rows, said, table, text_of
from oyez.surveys.core.foreign.choosing import Asked
from oyez.surveys.core.foreign.drafting import Draft, Frame, answers, finish
from oyez.surveys.core.foreign.formats.formbricks.logic import logic_of
from oyez.surveys.core.foreign.formats.formbricks.questions import Source, add, texts
from oyez.surveys.core.foreign.logic import MOST_PARTS, Logic, Target, Untold, opposite, together
from oyez.surveys.core.foreign.naming import language, survey_key
from oyez.surveys.core.foreign.plain import plain

PIPE = re.compile(r"#recall:([\w-]+)/fallback:([^#]*)#")
ROLES: dict[str, tuple[str, ...]] = {
    "id": ("Response ID", "submission_id"),
    "occurred": ("Timestamp", "collected_at"),
    "email": ("person.email", "email"),
    "crm": ("User ID", "person.userId", "userId"),
    "language": ("person.language", "Language", "language"),
}
KNOWN = {
    r"No\.|Survey ID|Formbricks ID \(internal\)|Finished|Quotas": "bookkeeping",
    r"Tags": "tags that members gave: they say nothing of the answer",
    r".* - Option ID": "computed from the answer",
    r"(source|url|action|userAgent|country|browser|os|device|ipAddress)( - .*)?": "where somebody came from",
}
WRAPPINGS = ("data", "survey", "workspace")
TOLD = {
    "triggers": "where and when it shows itself in an application",
    "segment": "to whom it shows itself in an application",
    "styling": "its look",
    "projectOverwrites": "its look",
    "autoClose": "when it closes by itself",
    "delay": "a delay",
    "displayLimit": "how often it shows itself",
    "recontactDays": "rest periods: set contact rules",
    "singleUse": "links for one use",
    "autoComplete": "how many answers are enough",
    "closeOnDate": "the day on which it closes",
    "pin": "a PIN",
    "variables": "variables",
    "runOnDate": "the day on which it opens",
    "followUps": "mails that follow an answer",
    "quotas": "quotas",
    "surveyClosedMessage": "words when it is closed",
    "recaptcha": "a check against robots",
    "isVerifyEmailEnabled": "that addresses are verified",
    "isSingleResponsePerEmailEnabled": "that an address may answer once",
    "customHeadScripts": "scripts",
    "customScripts": "scripts",
}
READ = frozenset(
    (
        "id",
        "name",
        "type",
        "status",
        "questions",
        "blocks",
        "endings",
        "thankYouCard",
        "hiddenFields",
        "languages",
        "welcomeCard",
        "createdAt",
        "updatedAt",
        "createdBy",
        "environmentId",
        "displayOption",
        "resultShareKey",
        "displayPercentage",
        "isBackButtonHidden",
        "showLanguageSwitch",
        "metadata",
        "slug",
        "workspaceId",
        "publishOn",
        "redirectUrl",
        "displayProgress",
        "productOverwrites",
        "isVerifyEmailEnabled",
        "verifyEmail",
        "version",
        "schemaVersion",
        "archivedAt",
        "isCaptureIpEnabled",
        "isAutoProgressingEnabled",
    )
)
MOST_QUESTIONS = 2_000


def read(raw: bytes, name: str) -> Imported:
    """The survey of a JSON file."""
    text, encoding = text_of(raw)
    found = json_of(text)
    for wrapping in (*WRAPPINGS, *WRAPPINGS):
        if not _parts(found) and isinstance(found.get(wrapping), dict):
            found = found[wrapping]
    survey = _Survey(found, name)
    if encoding:
        survey.draft.losses.approximated("the file", f"its encoding, read as {encoding}: look at the letters")
    return survey.imported()


def _parts(found: Json) -> list[Json]:
    """The blocks; in older files each question is one."""
    blocks = rows(found.get("blocks"))
    return blocks or [
        {
            "id": one.get("id"),
            "elements": [one],
            "logic": one.get("logic"),
            "logicFallback": one.get("logicFallback"),
        }
        for one in rows(found.get("questions"))
    ]


class _Survey:
    """A file, while it is being read."""

    def __init__(self, found: Json, name: str) -> None:
        self.found = found
        self.name = said(found.get("name")) or name.split(".")[0]
        self.blocks = _parts(found)
        self.draft = Draft(self._languages(), PIPE, self._filled)
        self.targets: dict[str, Target] = {}
        self.endings = rows(found.get("endings"))
        if (
            not self.endings
            and isinstance(found.get("thankYouCard"), dict)
            and found["thankYouCard"].get("enabled")
        ):
            self.endings = [found["thankYouCard"]]
        self.jumps: list[tuple[str, Logic]] = []
        self.ended: list[tuple[str, Logic]] = []
        self.number = 0

    def _languages(self) -> tuple[str, ...]:
        listed = rows(self.found.get("languages"))
        listed.sort(key=lambda one: not one.get("default"))
        codes = [said(table(one.get("language")).get("code") or one.get("code")) for one in listed]
        return tuple(dict.fromkeys(tag for tag in map(language, codes) if tag))[:40] or ("en",)

    def imported(self) -> Imported:
        for field in self._fields():
            self.draft.field(field, "hidden fields")
        order = [said(block.get("id")) for block in self.blocks]
        for at, block in enumerate(self.blocks):
            self._block(block, at, order[at + 1 :])
        if not self.draft.questions:
            raise Refused("This file has no question, so there is nothing to import.")
        self._tell_settings()
        frame = Frame(
            key=survey_key(self.name, said(self.found.get("id"))),
            title={self.draft.language: plain(self.name).text or "Survey"},
            intro=self._welcome(),
            endings=tuple(self._endings()),
        )
        definition = finish(self.draft, frame)
        return Imported(
            format="formbricks",
            definition=definition,
            losses=self.draft.losses.told(),
            answers=answers(self.draft, roles=ROLES, known=KNOWN),
        )

    def _fields(self) -> list[str]:
        given = table(self.found.get("hiddenFields")).get("fieldIds")
        return [said(one) for one in given if said(one)] if isinstance(given, list) else []

    def _block(self, block: Json, at: int, later: list[str]) -> None:
        id = said(block.get("id"))
        self.jumps = [jump for jump in self.jumps if jump[0] != id]
        when = together(*(opposite(logic) for _, logic in self.jumps))
        elements = rows(block.get("elements"))
        for element in elements:
            self._question(element, f"block_{at + 1}" if len(elements) > 1 else "", when)
        self._jumps(block, when, later)

    def _question(self, element: Json, page: str, when: Logic | None) -> None:
        draft, id = self.draft, said(element.get("id")) or "question"
        if len(draft.questions) > MOST_QUESTIONS:
            raise Refused(f"This file has more than {MOST_QUESTIONS:,} questions.")
        self.number += 1
        headline = texts(draft, element.get("headline"))
        words = draft.words(headline, f"question {self.number}")
        heads = dict.fromkeys((*words.values(), *(plain(text).text for text in headline.values())))
        shuffled = said(element.get("shuffleOption")) in ("all", "exceptLast")
        asked = Asked(
            id=draft.names.of(id if len(id) < 20 else draft.say(words), f"q{self.number}"),
            where=f"question {self.number}",
            text=words,
            help=draft.words(texts(draft, element.get("subheader")), f"question {self.number}"),
            required=element.get("required") is True,
            page=page,
            shuffle=shuffled,
            columns=tuple(name for head in heads for name in (f"{self.number}. {head}", head, id)),
            when=when,
            separator=";",
        )
        self.targets[id] = add(Source(element, asked, draft))

    def _jumps(self, block: Json, shown: Logic | None, later: list[str]) -> None:
        """Whoever jumps is not asked what lies between; the first rule that holds counts."""
        where = f"question {self.number}"
        earlier: list[Logic] = []
        for rule in rows(block.get("logic"))[:MOST_PARTS]:
            if "conditions" not in rule:
                self.draft.losses.dropped(where, "logic in an older form")
                continue
            self._other_actions(rule, where)
            target = next((said(one.get("target")) for one in rows(rule.get("actions")) if _is_jump(one)), "")
            if not target:
                continue
            try:
                logic = logic_of(rule["conditions"], self.targets, self._field)
            except Untold as reason:
                self.draft.losses.dropped(where, f"a jump, since {reason}: everybody goes on in order")
                continue
            self._jump(target, together(shown, logic, *map(opposite, earlier)), later, where)
            earlier.append(logic)
        if fallback := said(block.get("logicFallback")):
            self._jump(fallback, together(shown, *map(opposite, earlier)), later, where)

    def _other_actions(self, rule: Json, where: str) -> None:
        for action in rows(rule.get("actions")):
            match said(action.get("objective")):
                case "calculate":
                    self.draft.losses.dropped(where, "a variable that is calculated")
                case "requireAnswer":
                    self.draft.losses.dropped(where, "an answer that some must give")

    def _jump(self, target: str, logic: Logic | None, later: list[str], where: str) -> None:
        known = {said(one.get("id")) for one in self.endings}
        if target not in later and target not in known:
            self.draft.losses.dropped(where, "a jump back, or to what is not there")
        elif logic is None:
            if later and target != later[0]:
                self.draft.losses.dropped(where, "a jump that everybody takes: what lies between is asked")
        elif len(self.jumps) >= MOST_PARTS:
            self.draft.losses.dropped(where, "a jump, since too many are under way at once")
        else:
            self.jumps.append((target, logic))
            if target in known:
                self.ended.append((target, logic))

    def _field(self, name: str) -> str:
        return self.draft.field(name, "conditions")

    def _filled(self, found: re.Match[str]) -> str:
        """Our name for an answer or a field put into a text, with the words for those who have none."""
        id, fallback = found[1], re.sub(r"[{}|]", "", found[2].replace("nbsp", " ")).strip()
        target = self.targets.get(id)
        name = target.id if target and target.type not in ("", "statement") else ""
        if not name and id in self.draft.fields:
            name = f"field.{self.draft.fields[id]}"
        return f"{name}|{fallback}" if name and fallback else name

    def _welcome(self) -> dict[str, str]:
        card = table(self.found.get("welcomeCard"))
        if card.get("enabled") is not True:
            return {}
        parts = [
            self.draft.words(texts(self.draft, card.get(key)), "the welcome")
            for key in ("headline", "html", "subheader")
        ]
        if card.get("fileUrl") or card.get("videoUrl"):
            self.draft.losses.dropped("the welcome", "pictures and media")
        return self.draft.joined(parts, "the welcome")

    def _endings(self) -> Iterator[tuple[Ending, Logic | None]]:
        """Those that a jump leads to, for whoever jumps; then the first, for all others."""
        by_id = {said(one.get("id")): one for one in self.endings}
        for target, logic in self.ended:
            if (found := self._ending(by_id[target])) is not None:
                yield found, logic
        if self.endings and (found := self._ending(self.endings[0])) is not None:
            yield found, None

    def _ending(self, one: Json) -> Ending | None:
        draft = self.draft
        parts = [draft.words(texts(draft, one.get(key)), "an ending") for key in ("headline", "subheader")]
        text = draft.joined(parts, "an ending")
        link = said(one.get("url") or one.get("buttonLink"))
        if link and not link.startswith("https://"):
            draft.losses.dropped("an ending", f"its link, which is not https: {link}")
            link = ""
        if not text and not link:
            return None
        label = draft.words(texts(draft, one.get("buttonLabel")), "an ending") if link else {}
        return Ending(text=text or {draft.language: link}, link=link, link_text=label)

    def _tell_settings(self) -> None:
        losses = self.draft.losses
        for name, value in self.found.items():
            if value in (None, "", False, [], {}) or name in READ or table(value).get("enabled") is False:
                continue
            losses.dropped("the survey", TOLD.get(name, f"the setting {name}"))
        unlinked = len(self.endings) - len({target for target, _ in self.ended} | {self._first()})
        if unlinked > 0:
            losses.dropped("endings", f"{unlinked} endings that nothing leads to")
        if self.found.get("isBackButtonHidden") is True:
            losses.approximated("the survey", "that nobody can go back: here everybody can")

    def _first(self) -> str:
        return said(self.endings[0].get("id")) if self.endings else ""


def _is_jump(action: Any) -> bool:
    return said(table(action).get("objective")).startswith("jumpTo")
