"""How far a survey is translated, and translations as a table that travels as a file and comes back."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from oyez.kit.errors import Refused
from oyez.surveys.core.definition import Definition
from oyez.surveys.core.piping import places
from oyez.surveys.core.words import Words

COLUMNS = ("place", "source", "translation")
LARGEST = 3_000


@dataclass(frozen=True)
class Line:
    """One text of a survey: where it stands, what it says in the main language, and in another."""

    place: str
    source: str
    translation: str

    @property
    def is_missing(self) -> bool:
        return not self.translation.strip()

    @property
    def lost(self) -> tuple[str, ...]:
        """Places such as {field.day} that only one of both has."""
        return () if self.is_missing else tuple(sorted(places(self.source) ^ places(self.translation)))


@dataclass(frozen=True)
class Status:
    """How many of a survey's texts one language has, and in which of them a place was lost."""

    language: str
    done: int
    of: int
    lost: tuple[Line, ...]
    missing: tuple[Line, ...]

    @property
    def is_whole(self) -> bool:
        return not self.lost and self.done == self.of

    @property
    def share(self) -> float:
        return self.done / self.of if self.of else 1.0


def lines(definition: Definition, language: str) -> tuple[Line, ...]:
    """Every text that the main language has, beside its translation."""
    main = definition.languages[0]
    return tuple(
        Line(place, words[main], words.get(language, ""))
        for place, words in definition.texts()
        if words.get(main)
    )


def status(definition: Definition, language: str) -> Status:
    found = lines(definition, language)
    missing = tuple(line for line in found if line.is_missing)
    lost = tuple(line for line in found if line.lost)
    return Status(language, len(found) - len(missing), len(found), lost, missing)


def to_csv(definition: Definition, language: str) -> str:
    """Place, source and translation, a row a text; read back by `from_csv` as the same words."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(
        (line.place, _safe(line.source), _safe(line.translation)) for line in lines(definition, language)
    )
    return out.getvalue()


def _safe(text: str) -> str:
    """A text that a spreadsheet would compute is kept as text by a sign before it, which is taken off again."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r", "'") else text


def _plain(text: str) -> str:
    said = text[1:] if text[:2] in ("'=", "'+", "'-", "'@", "'\t", "'\r", "''") else text
    return said.replace("\r\n", "\n").strip()


@dataclass(frozen=True)
class Read:
    """What a file brought: words by place, places that the survey has not, and sources that changed meanwhile."""

    words: dict[str, Words]
    unknown: tuple[str, ...]
    outdated: tuple[str, ...]


def from_csv(definition: Definition, language: str, text: str) -> Read:
    """The translations of a file; refused with the row that cannot be used."""
    known = {line.place: line for line in lines(definition, language)}
    words: dict[str, Words] = {}
    unknown, outdated = [], []
    for row in _rows(text):
        place, translation = row["place"].strip(), _plain(row["translation"])
        line = known.get(place)
        if line is None:
            unknown.append(place)
            continue
        if "source" in row and _plain(row["source"]) != line.source.replace("\r\n", "\n").strip():
            outdated.append(place)
        if translation:
            words[place] = {language: translation[:LARGEST]}
    return Read(words, tuple(unknown), tuple(outdated))


def _rows(text: str) -> Iterator[dict[str, str]]:
    delimiter = ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
    reader = csv.DictReader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=delimiter)
    try:
        names = list(reader.fieldnames or ())
        if not {"place", "translation"} <= set(names):
            raise Refused("A translation file has the columns place, source and translation.")
        for row in reader:
            if None in row or None in row.values():
                raise Refused(f"Line {reader.line_num} has not as many columns as the first.")
            yield row
    except csv.Error as error:
        raise Refused(f"Line {reader.line_num} cannot be read: {error}.") from None
