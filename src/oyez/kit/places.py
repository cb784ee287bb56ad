"""What is wrong with a definition, and where: line and column of its text, counted from 1."""

import difflib
from collections.abc import Iterable
from typing import NamedTuple

from oyez.kit.errors import Refused


class Place(NamedTuple):
    """A line and a column; line 0 is the text as a whole."""

    line: int = 0
    column: int = 0


class DefinitionError(Refused):
    """A definition that cannot be used. `sentence` is what is wrong, without the place."""

    code = "definition"

    def __init__(self, place: Place, sentence: str, file: str = "") -> None:
        where = [f"line {place.line}, column {place.column}"] if place.line else []
        said = ", ".join([*([file] if file else []), *where]) or "The definition"
        super().__init__(f"{said}: {sentence}")
        self.place, self.sentence, self.file = place, sentence, file

    def in_file(self, file: str) -> "DefinitionError":
        """The same, with the name of the file that it stands in."""
        return DefinitionError(self.place, self.sentence, file)


def unknown(place: Place, what: str, given: str, known: Iterable[str]) -> DefinitionError:
    """An unknown word, with the one that was perhaps meant."""
    known = list(known)
    near = difflib.get_close_matches(given, known, n=1)
    hint = f"did you mean “{near[0]}”?" if near else f"known: {', '.join(known) or 'none'}."
    return DefinitionError(place, f"there is no {what} “{given}”; {hint}")
