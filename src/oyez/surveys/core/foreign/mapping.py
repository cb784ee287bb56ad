"""A mapping for a file of answers, made from the survey that was imported and the columns that the file has.

It writes what the public page would have written: scores, attributes under the questions' ids, own words as the text.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from oyez.journal.core.facts import Mode
from oyez.kit.errors import Refused
from oyez.surveys.core.definition import Definition, Question
from oyez.surveys.core.foreign.carried import Answers, Carried
from oyez.surveys.core.foreign.losses import Loss, Losses
from oyez.surveys.core.kinds import kind_of
from oyez.surveys.core.kinds.choice import OTHER
from oyez.surveys.core.telling import source

NOT_CHOSEN = ("N", "No", "Nein", "Non", "Não", "0", "false", "Not selected", "Nicht gewählt", "dismissed")
CHOSEN = ("Y", "Yes", "Ja", "Oui", "Sí", "Sim", "1", "true", "checked", "selected", "accepted")
NO_ANSWERS = ("Survey Preview", "Survey Test", "Spam", "Spam Preview", "1", "2", "8", "9", "17")
MOST_PLACES = 12
BRACES = re.compile(r"[{}]")
Entry = Any


@dataclass(frozen=True)
class Header:
    """A file's columns; other names under which they are known; and the time zone that it names.

    `open`: a column may be missing from the first rows, as in JSON Lines.
    """

    columns: Sequence[str]
    aliases: Mapping[str, str] = field(default_factory=dict)
    zone: str = ""
    is_open: bool = False


@dataclass(frozen=True)
class Made:
    """The mapping as YAML, and what of the file it leaves out."""

    text: str
    losses: tuple[Loss, ...]


def mapping_of(definition: Definition, answers: Answers, header: Header) -> Made:
    """The mapping; refused where the file has no column that says when somebody answered."""
    return _Maker(definition, answers, header).made()


class _Maker:
    """Builds one mapping, and remembers which columns it used."""

    def __init__(self, definition: Definition, answers: Answers, header: Header) -> None:
        self.definition, self.answers, self.header = definition, answers, header
        self.used: set[str] = set()
        self.losses = Losses()
        self.scores: dict[str, Entry] = {}
        self.attributes: dict[str, Entry] = {}
        self.texts: list[tuple[str, str]] = []
        self.known = {" ".join(name.split()): name for name in header.columns if not BRACES.search(name)}

    def made(self) -> Made:
        for carried in self.answers.questions:
            if (question := self.definition.by_id.get(carried.question)) is not None:
                self._question(question, carried)
        for name, columns in self.answers.fields.items():
            if (column := self._column(columns)) is not None:
                self.attributes.setdefault(name, _cell(column))
        interaction = self._interaction()
        mapping = {
            "name": re.sub(r"[^a-z0-9_-]", "-", f"answers-{self.definition.survey}")[:64],
            "about": f"Answers to {self.definition.survey}, from another tool.",
            "source": source(self.definition),
            **({"time_zone": self.header.zone} if self.header.zone else {}),
            "dates": list(self.answers.dates),
            "empty": ["", *self.answers.empty],
            **self._when(),
            **self._persons(),
            "interactions": [interaction],
        }
        self._tell_rest()
        text = yaml.safe_dump(mapping, sort_keys=False, allow_unicode=True, width=10_000)
        return Made(text, self.losses.told())

    def _named(self, names: Iterable[str]) -> Iterator[str]:
        """The columns that the file has under these names."""
        for name in names:
            plain = " ".join(name.split())
            if found := self.header.aliases.get(plain) or self.known.get(plain):
                yield found

    def _column(self, names: Iterable[str]) -> str | None:
        """The first of them that nothing else uses."""
        found = next((column for column in self._named(names) if column not in self.used), None)
        self.used |= {found} if found is not None else set()
        return found

    def _interaction(self) -> dict[str, Entry]:
        roles = self.answers.roles
        occurred = [
            _cell(column)
            for name in roles.get("occurred", ())
            if (column := self._column((name,))) is not None
        ]
        if not occurred:
            known = ", ".join(roles.get("occurred", ()))
            raise Refused(
                f"The file does not say when somebody answered; a column is called one of: {known}."
            )
        id = self._column(roles.get("id", ()))
        if id is None:
            self.losses.approximated(
                "the file", "no id of an answer: equal rows count as one, changed ones as new"
            )
        language = self._column(roles.get("language", ()))
        channel = self._column(roles.get("channel", ()))
        return {
            "id": f"import/{{{id}}}" if id else "{row.fingerprint}",
            "occurred": {"first": occurred} if len(occurred) > 1 else occurred[0],
            "kind": "response",
            "channel": {"text": _cell(channel), "max": 64, "default": "survey"} if channel else "survey",
            "survey": self.definition.survey,
            **({"language": {"text": _cell(language), "max": 16}} if language else {}),
            "mode": str(self.definition.mode),
            **({"scores": self.scores} if self.scores else {}),
            **self._words(),
            **({"attributes": self.attributes} if self.attributes else {}),
        }

    def _words(self) -> dict[str, Entry]:
        """Own words, those of several questions one below the other, and each under its question too."""
        if len(self.texts) > 1:
            self.attributes |= {id: {"text": cell, "max": 2_000} for id, cell in self.texts}
        return {"text": "\n\n".join(cell for _, cell in self.texts)} if self.texts else {}

    def _persons(self) -> dict[str, Entry]:
        """Who answered, unless it was promised that nobody knows."""
        found = {
            name: self._column(self.answers.roles.get(name, ())) for name in ("email", "crm", "first", "last")
        }
        known = {name: _cell(column) for name, column in found.items() if column is not None}
        if self.definition.mode == Mode.ANONYMOUS:
            if known:
                self.losses.dropped(", ".join(known), "who answered, since the survey is anonymous")
            return {}
        identifiers = {name: known[name] for name in ("email", "crm") if name in known}
        if not identifiers:
            return {}
        name = " ".join(known[part] for part in ("first", "last") if part in known)
        return {"persons": [{"identifiers": identifiers, **({"name": name} if name else {})}]}

    def _when(self) -> dict[str, Entry]:
        """Previews and tests are no answers."""
        status = self._column(self.answers.roles.get("kept", ()))
        return {"when": {"not": {"in": [_cell(status), *NO_ANSWERS]}}} if status else {}

    def _question(self, question: Question, carried: Carried) -> None:
        before = set(self.used)
        match carried.shape:
            case "one":
                self._one(question, carried)
            case "several":
                self._several(question, carried)
            case "rows":
                self._rows(question, carried)
            case "order":
                self._order(question, carried)
            case "places":
                self._places(question, carried)
        if self.used == before:
            self.losses.dropped(question.id, "a question of the survey that the file has no column for")
            return
        if any(option.other for option in question.options):
            self._other(question, carried)

    def _other(self, question: Question, carried: Carried) -> None:
        """Own words beside a choice; the column may say too that it was chosen."""
        others = list(dict.fromkeys(column for name in carried.other for column in self._named((name,))))
        self.used |= set(others)
        cells = [_cell(column) for column in others]
        if cells:
            self.attributes[f"{question.id}{OTHER}"] = {"first": cells} if len(cells) > 1 else cells[0]

    def _one(self, question: Question, carried: Carried) -> None:
        column = self._column(carried.columns)
        if column is None:
            return
        cell = _cell(column)
        if question.type == "long":
            self.texts.append((question.id, cell))
        elif kind_of(question).is_scored:
            self.scores[question.score or question.type] = _recoded(cell, carried.codes)
        elif question.type == "number":
            self.attributes[question.id] = {"number": cell}
        else:
            self.attributes[question.id] = _recoded(cell, carried.codes)

    def _several(self, question: Question, carried: Carried) -> None:
        parts = {key: self._column(names) for key, names in carried.parts.items()}
        found = {key: column for key, column in parts.items() if column is not None}
        whole = None if found else self._column(carried.columns)
        if question.type == "consent":
            column = next(iter(found.values()), whole)
            if column is not None:
                agreed = dict.fromkeys((*carried.codes, *CHOSEN), True)
                self.attributes[question.id] = {"map": agreed, "from": _cell(column), "otherwise": None}
        elif found:
            entries = [_mark(_cell(column), key, carried.codes) for key, column in found.items()]
            self.attributes[question.id] = {"choices": entries}
        elif whole is not None:
            self.attributes[question.id] = _split(_cell(whole), carried)

    def _rows(self, question: Question, carried: Carried) -> None:
        for row, names in carried.parts.items():
            if (column := self._column(names)) is not None:
                self.scores[f"{question.score}_{row}"] = _recoded(_cell(column), carried.codes)

    def _order(self, question: Question, carried: Carried) -> None:
        """Each option's place; the order itself where it stands in one cell, or can be put together."""
        found = {
            key: column for key, names in carried.parts.items() if (column := self._column(names)) is not None
        }
        whole = None if found else self._column(carried.columns)
        if whole is not None:
            self.attributes[question.id] = _split(_cell(whole), carried)
            self.losses.approximated(
                question.id, "an order in one cell: the order is kept, places are not counted"
            )
        for key, column in found.items():
            self.attributes[f"{question.id}_{key}"] = {"number": _cell(column)}
        if 0 < len(found) <= MOST_PLACES:
            at = [_first_of(found, place) for place in range(1, len(found) + 1)]
            self.attributes[question.id] = {"choices": at}

    def _places(self, question: Question, carried: Carried) -> None:
        """A column a place, each with an option."""
        found = [column for names in carried.parts.values() if (column := self._column(names)) is not None]
        if not found:
            return
        self.attributes[question.id] = {
            "choices": [_recoded(_cell(column), carried.codes) for column in found]
        }
        if len(found) <= MOST_PLACES:
            for code, key in carried.codes.items():
                places = [
                    {"if": {"equals": [_cell(column), code]}, "then": place}
                    for place, column in enumerate(found, 1)
                ]
                self.attributes[f"{question.id}_{key}"] = {"first": places}

    def _tell_rest(self) -> None:
        """Every column that was not used, and why."""
        for column in self.header.columns:
            if column in self.used:
                continue
            plain = " ".join(column.split())
            reason = next(
                (why for pattern, why in self.answers.known.items() if re.fullmatch(pattern, plain)), ""
            )
            self.losses.dropped(
                column, reason or "a column that no question or field of the survey stands behind"
            )


def _cell(column: str) -> str:
    return f"{{{column}}}"


def _recoded(cell: str, codes: Mapping[str, str]) -> Entry:
    """A cell by our keys; what is not listed rejects the row, so that nothing is guessed."""
    return {"map": dict(_folded(codes)), "from": cell} if codes else cell


def _folded(codes: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    """Codes are compared without case, and a mapping holds each once: the first one counts."""
    seen: set[str] = set()
    for code, key in codes.items():
        if code.casefold() not in seen:
            seen.add(code.casefold())
            yield code, key


def _mark(cell: str, key: str, codes: Mapping[str, str]) -> Entry:
    """A choice with a column of its own: chosen where anything stands there but a no."""
    own = {code.casefold() for code, named in codes.items() if named == key}
    nothing = {word: None for word in NOT_CHOSEN if word.casefold() not in own}
    return {"map": nothing, "from": cell, "otherwise": key}


def _split(cell: str, carried: Carried) -> Entry:
    """Several choices in one cell."""
    return {"choices": cell, "separator": carried.separator or ",", "known": dict(_folded(carried.codes))}


def _first_of(found: Mapping[str, str], place: int) -> Entry:
    """The option that stands at a place."""
    return {
        "first": [
            {"if": {"equals": [_cell(column), str(place)]}, "then": key} for key, column in found.items()
        ]
    }
