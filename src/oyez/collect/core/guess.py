"""Guesses which mapping fits a file and which of its columns are what; where nothing tells, it says nothing."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from oyez.collect.core.looks import BOUNDS, HINTS, LOOKS, Looks, fits_scale, is_hinted, is_numeric, looks_like
from oyez.collect.core.mapping.language import Mapping
from oyez.collect.core.mapping.step import bind_optional, spelled

ENOUGH = 1.0
SCORES = frozenset(BOUNDS)
GRADES = SCORES | {"rating"}  # a ticket's rating becomes one of them


@dataclass(frozen=True)
class Guess:
    """A mapping with the columns it would use: those found by name, and those that only look right.

    `telling` weighs what speaks for this mapping and not for others; `unused` counts scores it would leave behind.
    """

    mapping: str
    certain: dict[str, str]
    perhaps: dict[str, str]
    missing: tuple[str, ...]
    unused: int
    telling: float
    used: float

    def columns(self) -> dict[str, str]:
        return self.perhaps | self.certain

    def rank(self) -> tuple[bool, int, float, float]:
        """The likelier, the smaller."""
        return bool(self.missing), self.unused, -round(self.telling, 3), -round(self.used, 3)


def guess(columns: Sequence[Looks], mappings: Iterable[Mapping]) -> list[Guess]:
    """Mappings of one file that could be meant, the likeliest first."""
    mappings = [mapping for mapping in mappings if not mapping.is_of_a_folder and mapping.columns()]
    fields = _fields_by_word(mappings)
    scores = {column.name for column in columns if _is_score(column, fields)}
    return sorted((_fit(columns, mapping, fields, scores) for mapping in mappings), key=Guess.rank)


def likeliest(guesses: Sequence[Guess]) -> Guess | None:
    """The one mapping that a file speaks for; none where nothing tells, two are told alike, or a score is left out."""
    best = guesses[0] if guesses else None
    if best is None or best.missing or best.unused or best.telling < ENOUGH:
        return None
    return None if len(guesses) > 1 and guesses[1].rank() == best.rank() else best


Words = dict[str, Counter[str]]  # how a column is spelled → the fields it names, each in how many mappings


def _fields_by_word(mappings: Iterable[Mapping]) -> Words:
    found: Words = {}
    for mapping in mappings:
        for field, ways in mapping.columns().items():
            for word in {spelled(way) for way in (field, *ways)}:
                found.setdefault(word, Counter())[field] += 1
    return found


def _is_score(column: Looks, words: Words) -> bool:
    """A column that holds scores, by its name; where the name can mean something else, also by its values."""
    fields = set(words.get(spelled(column.name), ()))
    if fields & GRADES:
        return fields <= GRADES or (bool(column.values) and is_numeric(column.values))
    return any(is_hinted(score, column) for score in HINTS)


def _fit(columns: Sequence[Looks], mapping: Mapping, words: Words, scores: set[str]) -> Guess:
    names = [column.name for column in columns]
    bound = bind_optional(mapping.steps[0], names, {})
    looks = {column.name: column for column in columns}
    certain = {
        field: column
        for field, column in bound.items()
        if column is not None and (field != "stars" or fits_scale(field, looks[column].values))
    }
    perhaps = _by_looks(columns, mapping, certain)
    both = perhaps | certain
    missing = tuple(field for field in mapping.required() if field not in both)
    graded = {column for field, column in both.items() if field in GRADES}
    telling = sum(_by_name(mapping, field, column, words) for field, column in certain.items())
    telling += _by_values(both, perhaps, looks, scores)
    used = len(both) / (len(names) + 4)
    return Guess(mapping.name, certain, perhaps, missing, len(scores - graded), telling, used)


def _by_name(mapping: Mapping, field: str, column: str, words: Words) -> float:
    """A name speaks for a mapping the more, the fewer others know it; a score and an id of its own speak louder."""
    known = words[spelled(column)].total()
    louder = field in SCORES or (known == 1 and field in mapping.required())
    return 1 / known + louder


def _by_values(
    both: dict[str, str], perhaps: dict[str, str], looks: dict[str, Looks], scores: set[str]
) -> float:
    """A score without a name of its own speaks by a word in its name, or by its values beside what was said."""
    hinted = sum(is_hinted(field, looks[column]) for field, column in perhaps.items() if field in SCORES)
    if hinted:
        return 2.0 * hinted
    return float("nps" in perhaps and ("text" in both or perhaps["nps"] in scores))


def _by_looks(columns: Sequence[Looks], mapping: Mapping, certain: dict[str, str]) -> dict[str, str]:
    """Columns that no name gave away but words in it or their values do, one for each field that is still open."""
    fields = mapping.columns()
    taken = set(certain.values())
    found: dict[str, str] = {}
    ways = [(field, is_hinted) for field in HINTS] + [(field, looks_like) for field in LOOKS]
    for field, looks_right in ways:
        if field not in fields or field in certain or field in found:
            continue
        for column in columns:
            if column.name not in taken and looks_right(field, column):
                found[field] = column.name
                taken.add(column.name)
                break
    return found
