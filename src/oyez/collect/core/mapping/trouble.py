"""The two things that go wrong with a mapping: the mapping itself, and one row."""

import difflib
from collections.abc import Iterable

from oyez.kit.errors import Misconfigured


class MappingError(Misconfigured):
    """A mapping that cannot be used; names the line of the mapping."""

    code = "mapping"
    status = 422

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(f"Mapping, line {line}: {sentence}" if line else f"Mapping: {sentence}")
        self.line = line


class MissingColumn(MappingError):
    """A column that a mapping needs and a file has not; each face says its own way of naming it."""

    PLEA = "Say which one it is."

    def __init__(self, field: str, sentence: str) -> None:
        Misconfigured.__init__(self, f"{sentence} {self.PLEA}")
        self.line, self.field = 0, field

    def name_the_way(self, way: str) -> None:
        """Say how to name the column, where the sentence asks for it."""
        self.args = (str(self).replace(self.PLEA, way),)


class Unusable(Exception):
    """Why one row cannot be taken."""


def unknown(line: int, what: str, given: str, known: Iterable[str]) -> MappingError:
    """An unknown word, with the one that was perhaps meant."""
    known = list(known)
    near = difflib.get_close_matches(given, known, n=1)
    hint = f"did you mean “{near[0]}”?" if near else f"known: {', '.join(known) or 'none'}."
    return MappingError(line, f"there is no {what} “{given}”; {hint}")
