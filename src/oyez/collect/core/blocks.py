"""Rows as they are handed to whoever writes them: facts by column, each person said once, the rest as it is.

All that takes time and needs no database happens here, in the process that reads; the one that writes is the slower.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import msgspec

from oyez.collect.core.plan import Result
from oyez.collect.core.taking import PersonSeen, Rejected, Taken
from oyez.journal.core.columns import Columns, by_column
from oyez.journal.core.facts import Fact

REMEMBERED = 250_000


class Block(msgspec.Struct, array_like=True):
    """Some rows in order. Rows are named by their place in the block, persons by a number."""

    files: list[str]
    lines: list[int]
    raws: list[str]
    refused: dict[int, str]
    facts: Columns
    ids: list[str]  # of the facts
    rows: list[int]  # of the facts
    persons: dict[int, PersonSeen]  # those that were not said before
    named: list[tuple[int, int]]  # rows, and persons whom they name
    others: dict[int, Taken]  # what rows say besides facts, and rows without any

    def __len__(self) -> int:
        return len(self.lines)


@dataclass
class Packer:
    """Makes blocks, and remembers whom it said so as not to say them again."""

    secret: bytes
    said: dict[PersonSeen, int] = field(default_factory=dict)
    count: int = 0

    def pack(self, results: Sequence[Result]) -> Block:
        """A block of rows; whoever gets it must have got those before."""
        if len(self.said) > REMEMBERED:
            self.said.clear()
        facts: list[Fact] = []
        rows: list[int] = []
        refused: dict[int, str] = {}
        persons: dict[int, PersonSeen] = {}
        named: list[tuple[int, int]] = []
        others: dict[int, Taken] = {}
        for at, result in enumerate(results):
            outcome = result.outcome
            if isinstance(outcome, Rejected):
                refused[at] = outcome.reason
                continue
            for fact in outcome.facts:
                facts.append(fact)
                rows.append(at)
            for person in outcome.persons:
                named.append((at, self._number(person, persons)))
            if not outcome.facts or outcome.says_more():
                others[at] = msgspec.structs.replace(outcome, facts=())
        return Block(
            [result.file for result in results],
            [result.line for result in results],
            [result.raw for result in results],
            refused,
            by_column(facts, self.secret),
            [fact.id for fact in facts],
            rows,
            persons,
            named,
            others,
        )

    def _number(self, person: PersonSeen, new: dict[int, PersonSeen]) -> int:
        number = self.said.get(person)
        if number is None:
            self.count += 1
            number = self.said[person] = self.count
            new[number] = person
        return number
