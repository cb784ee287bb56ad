"""A whole LimeSurvey survey: groups in their order, conditions, endings, quotas, languages."""

import re
from collections import defaultdict
from collections.abc import Iterator

from oyez.journal.core.facts import Mode
from oyez.kit.errors import Refused
from oyez.surveys.core.definition import Ending, Quota
from oyez.surveys.core.foreign import Imported
from oyez.surveys.core.foreign.bounded import number
from oyez.surveys.core.foreign.choosing import Asked
from oyez.surveys.core.foreign.drafting import Draft, Frame, answers, finish
from oyez.surveys.core.foreign.formats.limesurvey.columns import EMPTY, KNOWN, ROLES
from oyez.surveys.core.foreign.formats.limesurvey.expressions import ALWAYS, comparison, logic_of
from oyez.surveys.core.foreign.formats.limesurvey.expressions import Asked as Named
from oyez.surveys.core.foreign.formats.limesurvey.questions import OTHER_CODE, Source, add
from oyez.surveys.core.foreign.formats.limesurvey.structure import Entry, structure
from oyez.surveys.core.foreign.formats.limesurvey.tables import Row, tables
from oyez.surveys.core.foreign.logic import MOST_PARTS, Logic, Target, Untold, either, together
from oyez.surveys.core.foreign.naming import survey_key
from oyez.surveys.core.foreign.plain import plain

PIPE = re.compile(r"\{([^{}\s][^{}]{0,300})\}")
SGQA = re.compile(r"\d+X\d+X(\d+)(\w*)")
READ = {
    "LimeSurveyDocType",
    "DBVersion",
    "languages",
    "answers",
    "answer_l10ns",
    "groups",
    "group_l10ns",
    "questions",
    "question_l10ns",
    "subquestions",
    "question_attributes",
    "conditions",
    "surveys",
    "surveys_languagesettings",
    "quota",
    "quota_members",
    "quota_languagesettings",
}
UNREAD = {
    "themes": "its look: the theme",
    "themes_inherited": "its look: the theme",
    "survey_url_parameters": "parameters of links",
    "assessments": "points given to answers",
    "defaultvalues": "what is chosen beforehand",
    "defaultvalue_l10ns": "what is chosen beforehand",
    "question_themes": "its look: themes of questions",
}
MAILS = (
    "surveyls_email_invite",
    "surveyls_email_remind",
    "surveyls_email_confirm",
    "surveyls_email_register",
)
MOST_QUESTIONS = 2_000


def read(raw: bytes, name: str) -> Imported:
    """The survey of an .lss file."""
    return _Survey(raw, name).imported()


class _Survey:
    """The rows of a file, while it is being read."""

    def __init__(self, raw: bytes, name: str) -> None:
        self.tables = tables(raw)
        kind = next(iter(self.tables.get("LimeSurveyDocType", [])), {}).get("LimeSurveyDocType", "")
        if kind and kind != "Survey":
            raise Refused(f"This file holds a {kind.lower()} of LimeSurvey; export the whole survey (.lss).")
        self.whole = structure(self.tables)
        if not any(self.whole.questions.values()):
            raise Refused("This file has no question, so there is nothing to import.")
        if sum(map(len, self.whole.questions.values())) > MOST_QUESTIONS:
            raise Refused(f"This file has more than {MOST_QUESTIONS:,} questions.")
        self.survey = self.whole.survey
        self.draft = Draft(self.whole.languages, PIPE, self._filled)
        self.title = self._said("surveyls_title") or {self.draft.language: name.rsplit(".", 1)[0]}
        self.by_code: dict[str, Target] = {}
        self.by_qid: dict[str, Target] = {}
        self.sid = self.survey.get("sid", "").strip()

    def _said(self, name: str) -> dict[str, str]:
        return {tag: row[name] for tag, row in self.whole.said.items() if row.get(name)}

    def imported(self) -> Imported:
        for group in self.whole.groups:
            self._group(group)
        self._tell_tables()
        text = self._said("surveyls_title") or self.title
        frame = Frame(
            key=survey_key(
                plain(self.title.get(self.draft.language) or next(iter(self.title.values()))).text,
                f"s{self.sid}",
            ),
            title=self.draft.words(text, "the title"),
            intro=self.draft.words(self._said("surveyls_welcometext"), "the welcome text"),
            mode=self._mode(),
            endings=tuple(self._endings()),
            quotas=tuple(self._quotas()),
        )
        definition = finish(self.draft, frame)
        return Imported(
            format="limesurvey",
            definition=definition,
            losses=self.draft.losses.told(),
            answers=answers(
                self.draft, roles=ROLES, known=KNOWN, empty=EMPTY, dates=("iso", "%d.%m.%Y %H:%M:%S")
            ),
        )

    def _group(self, group: Entry) -> None:
        name = plain(next(iter(group.text("group_name").values()), "")).text or f"group {group['gid']}"
        where = f"group {name}"
        if group["randomization_group"]:
            self.draft.losses.dropped(where, "an order of groups by chance: they come in the file's order")
        if description := self.draft.words(group.text("description"), where):
            self._description(group, description)
        shown = self._logic(where, group["grelevance"], [])
        conditions: defaultdict[str, list[Row]] = defaultdict(list)
        for row in self.tables.get("conditions", []):
            conditions[row.get("qid", "").strip()].append(row)
        for entry in self.whole.questions.get(group["gid"], []):
            own = self._logic(entry["title"], entry["relevance"], conditions[entry["qid"]])
            self._question(entry, together(shown, own))

    def _description(self, group: Entry, words: dict[str, str]) -> None:
        """The words above a group's questions."""
        id = self.draft.names.of(f"group_{group['gid']}")
        asked = Asked(id=id, where=f"group {group['gid']}", text=words, page=self._page(group))
        when = self._logic(asked.where, group["grelevance"], [])
        self.draft.losses.approximated(
            asked.where, "the words above a group: a statement before its questions"
        )
        self.draft.add(asked.made("statement"), where=asked.where, when=when)

    def _page(self, group: Entry, question: str = "") -> str:
        """One page a question, a group or for all, as the survey says."""
        match self.survey.get("format", "G").strip():
            case "A":
                return "page"
            case "S":
                return f"page_{question}" if question else ""
        return f"page_{group['gid']}"

    def _question(self, entry: Entry, when: Logic | None) -> None:
        id = self.draft.names.of(entry["title"] or f"q{entry['qid']}")
        settings = entry.settings
        most = number(settings.get("max_answers", ""))
        asked = Asked(
            id=id,
            where=entry["title"],
            text=self.draft.words(entry.text("question"), entry["title"]),
            help=self.draft.words(entry.text("help"), entry["title"]),
            required=entry["mandatory"] in ("Y", "S"),
            page=self._page(entry, id),
            shuffle=settings.get("random_order") in ("1", "2") or settings.get("answer_order") == "random",
            most=int(most) if most and 1 <= most <= 1_000 else None,
            columns=(entry["title"], f"{self.sid}X{entry['gid']}X{entry['qid']}"),
            when=when,
            keeps_codes=True,
        )
        if entry["mandatory"] == "S":
            self.draft.losses.approximated(
                entry["title"], "an answer that is asked for twice: here it must be given"
            )
        target = add(Source(entry, asked, self.draft, self.sid))
        self.by_code[entry["title"]] = self.by_qid[entry["qid"]] = target

    def _logic(self, where: str, relevance: str, rows: list[Row]) -> Logic | None:
        try:
            if relevance.strip() in ALWAYS and rows:
                return self._of_rows(rows)
            return logic_of(relevance, self._named)
        except Untold as reason:
            self.draft.losses.dropped(
                where,
                f"the condition under which it is shown ({relevance}), since {reason}: everybody sees it",
            )
            return None

    def _named(self, name: str) -> Named | None:
        """What a name of an expression means: a question, one of its options, one of its rows."""
        base = name.split(".")[0]
        if (found := SGQA.fullmatch(base)) and found[1] in self.by_qid:
            target, part = self.by_qid[found[1]], found[2]
        elif base in self.by_code:
            target, part = self.by_code[base], ""
        else:
            base = base.replace("[", "_").rstrip("]")
            code, _, part = base.partition("_")
            while code not in self.by_code and "_" in part:
                more, _, part = part.partition("_")
                code = f"{code}_{more}"
            if code not in self.by_code:
                return None
            target = self.by_code[code]
        return self._part(target, part)

    @staticmethod
    def _part(target: Target, part: str) -> Named | None:
        if target.type in ("statement", "") and not target.rows:
            return None
        if not part:
            return Named(target) if not target.rows else None
        if part in target.rows:
            return Named(target.rows[part])
        option = OTHER_CODE if part == "other" else part
        return Named(target, option) if option in target.keys else None

    def _of_rows(self, rows: list[Row]) -> Logic:
        """Conditions of older files: all of a scenario, any of several for one question, any scenario."""
        if len(rows) > MOST_PARTS:
            raise Untold("it has too many parts")
        scenarios: defaultdict[str, defaultdict[str, list[Logic]]] = defaultdict(lambda: defaultdict(list))
        for row in rows:
            name = row.get("cfieldname", "").strip().lstrip("+")
            asked = self._named(name)
            if asked is None:
                raise Untold(f"it asks for “{name}”, which is no question that was taken")
            sign = row.get("method", "==").strip() or "=="
            if sign not in ("==", "!=", "<", "<=", ">", ">="):
                raise Untold(f"it compares by “{sign}”")
            value = row.get("value", "").strip()
            scenarios[row.get("scenario", "1")][row.get("cqid", name)].append(comparison(asked, sign, value))
        found = [together(*(either(*one) for one in scenario.values())) for scenario in scenarios.values()]
        return either(*(one for one in found if one is not None))

    def _filled(self, found: re.Match[str]) -> str:
        """Our name for what is put into a text."""
        inside = found[1].removeprefix("INSERTANS:")
        if inside in ("TOKEN:FIRSTNAME", "TOKEN:LASTNAME"):
            return "person.name"
        if inside.startswith("TOKEN:ATTRIBUTE_"):
            return self.draft.field(inside.removeprefix("TOKEN:").lower(), "texts")
        named = self._named(inside) if re.fullmatch(r"[\w\[\]]+(\.\w+)?", inside) else None
        return named.target.id if named and not named.option else ""

    def _mode(self) -> Mode | None:
        said = self.survey.get("anonymized", "").strip()
        return {"Y": Mode.ANONYMOUS, "N": Mode.IDENTIFIED}.get(said)

    def _endings(self) -> Iterator[tuple[Ending, Logic | None]]:
        text = self.draft.words(self._said("surveyls_endtext"), "the end text")
        link = next((url.strip() for url in self._said("surveyls_url").values()), "")
        if link and not link.startswith("https://"):
            self.draft.losses.dropped("the end text", f"its link, which is not https: {link}")
            link = ""
        if text or link:
            said = self.draft.words(self._said("surveyls_urldescription"), "the end text") if link else {}
            yield Ending(text=text or {self.draft.language: link}, link=link, link_text=said), None

    def _quotas(self) -> Iterator[tuple[Quota, Logic | None]]:
        """Answers to one question are alternatives, those to several hold together."""
        for row in self.tables.get("quota", []):
            name = plain(row.get("name", "")).text or "quota"
            where, most = f"the quota {name}", number(row.get("qlimit", ""))
            if row.get("active", "1").strip() == "0" or not most or most < 1:
                self.draft.losses.dropped(where, "a quota that is switched off or has no limit")
                continue
            by_question: defaultdict[str, list[Logic]] = defaultdict(list)
            try:
                for member in self.tables.get("quota_members", []):
                    if member.get("quota_id", "").strip() == row.get("id", "").strip():
                        qid = member.get("qid", "").strip()
                        by_question[qid].append(self._member(qid, member.get("code", "").strip()))
            except Untold as reason:
                self.draft.losses.dropped(where, f"a quota, since {reason}")
                continue
            self.draft.losses.approximated(where, "what happens beyond a quota: thanked, not asked on")
            yield Quota(name=name, most=int(most)), together(*(either(*one) for one in by_question.values()))

    def _member(self, qid: str, code: str) -> Logic:
        asked = self._part(self.by_qid.get(qid, Target("", "")), "")
        if asked is None:
            raise Untold("it counts answers to a question that was not taken")
        if asked.target.type == "multiple":
            return comparison(Named(asked.target, code), "==", "Y")
        return comparison(asked, "==", code)

    def _tell_tables(self) -> None:
        losses = self.draft.losses
        for name, rows in self.tables.items():
            if name not in READ and rows:
                losses.dropped("the file", UNREAD.get(name, f"the table {name}"))
        if any(row.get(name) for row in self.whole.said.values() for name in MAILS):
            losses.dropped("the survey", "its mails: invitation, reminder, confirmation")
        if any(row.get("surveyls_description") for row in self.whole.said.values()):
            losses.dropped("the survey", "its description, which only its authors see")
        if any(row.get("surveyls_policy_notice") for row in self.whole.said.values()):
            losses.dropped(
                "the survey", "its notice on data protection: put it into the introduction if it is needed"
            )
        for name, what in (
            ("startdate", "the day on which it opens"),
            ("expires", "the day on which it closes"),
        ):
            if self.survey.get(name, "").strip():
                losses.dropped("the survey", f"{what}: {self.survey[name]}")
        if self.survey.get("allowprev", "").strip() == "N":
            losses.approximated("the survey", "that nobody can go back: here everybody can")
        if self.survey.get("assessments", "").strip() == "Y":
            losses.dropped("the survey", "points given to answers")
