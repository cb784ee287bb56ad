"""The tables of a LimeSurvey file: XML without a document type, so that no entity can grow or reach outside."""

from collections import defaultdict
from xml.parsers import expat

from oyez.kit.errors import Refused
from oyez.surveys.core.foreign.bounded import check_size

Row = dict[str, str]
Tables = dict[str, list[Row]]
MOST_ROWS = 100_000
DEEPEST = 12
LONGEST = 1_000_000
ROW_DEPTH = 4  # document / table / rows / row


def tables(raw: bytes) -> Tables:
    """Every table by its name, each row with its columns; lines of single values stand under their own name."""
    check_size(len(raw))
    reader = _Reader()
    try:
        reader.parser.Parse(raw, True)
    except expat.ExpatError as error:
        raise Refused(f"This file is not XML: {error}.") from None
    except (ValueError, LookupError) as error:  # an encoding that there is not
        raise Refused(f"This file cannot be read: {error}.") from None
    return dict(reader.found)


class _Reader:
    """Listens to the parser and gathers rows."""

    def __init__(self) -> None:
        self.found: defaultdict[str, list[Row]] = defaultdict(list)
        self.path: list[str] = []
        self.row: Row | None = None
        self.pieces: list[str] = []
        self.length = self.rows = 0
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.EntityDeclHandler = self._refuse
        self.parser.StartElementHandler = self._begin
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def _refuse(self, *said: object) -> None:
        raise Refused(
            "This file declares a document type or entities, which no survey needs; it was not read."
        )

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        self.path.append(name)
        if len(self.path) > DEEPEST:
            raise Refused("This file is nested too deeply to be a survey.")
        self.pieces, self.length = [], 0
        if len(self.path) == ROW_DEPTH and name == "row":
            self.rows += 1
            if self.rows > MOST_ROWS:
                raise Refused(f"This file has more than {MOST_ROWS:,} rows.")
            self.row = {}

    def _text(self, text: str) -> None:
        self.length += len(text)
        if self.length > LONGEST:
            raise Refused("This file holds a text of more than a million characters.")
        self.pieces.append(text)

    def _end(self, name: str) -> None:
        text = "".join(self.pieces)
        if self.row is not None and len(self.path) == ROW_DEPTH + 1:
            self.row[name] = text
        elif self.row is not None and len(self.path) == ROW_DEPTH:
            self.found[self.path[1]].append(self.row)
            self.row = None
        elif len(self.path) == 3 and text.strip():  # <languages><language>en</language></languages>
            self.found[self.path[1]].append({name: text.strip()})
        elif len(self.path) == 2 and text.strip():
            self.found[name].append({name: text.strip()})
        self.pieces, self.length = [], 0
        self.path.pop()
