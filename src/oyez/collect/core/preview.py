"""What an import would do, told without writing anything."""

from collections import Counter
from dataclasses import dataclass, field
from itertools import islice

from oyez.collect.core.plan import Plan, Result
from oyez.collect.core.tables import Unreadable
from oyez.collect.core.taking import Rejected, Taken
from oyez.journal.core.facts import Fact

FIRST = 3
EXAMPLES = 20
SORTS = 200
NEWS_LIMIT = 100_000


@dataclass
class Preview:
    """What the rows of a file become, and which would be refused."""

    rows: int = 0
    usable: int = 0
    facts: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    subjects: set[str] = field(default_factory=set)
    first: list[Result] = field(default_factory=list)  # of each step
    shown: Counter[int] = field(default_factory=Counter)
    refused: list[Result] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)
    earliest: int | None = None
    latest: int | None = None
    news: list[Fact] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problem: str = ""
    is_whole: bool = True

    @property
    def unusable(self) -> int:
        return self.rows - self.usable

    @property
    def is_hopeless(self) -> bool:
        """Nothing can be used, so the mapping is probably not the right one."""
        return self.rows > 0 and not self.usable

    def add(self, result: Result) -> None:
        self.rows += 1
        match result.outcome:
            case Taken() as taken:
                self._add_taken(result, taken)
            case Rejected(reason):
                if len(self.refused) < EXAMPLES:
                    self.refused.append(result)
                if reason in self.reasons or len(self.reasons) < SORTS:
                    self.reasons[reason] += 1

    def _add_taken(self, result: Result, taken: Taken) -> None:
        self.usable += 1
        if self.shown[result.step] < FIRST:
            self.shown[result.step] += 1
            self.first.append(result)
        self.facts += len(taken.facts)
        for fact in taken.facts:
            self.kinds[fact.kind] += 1
            self.earliest = (
                fact.occurred_at if self.earliest is None else min(self.earliest, fact.occurred_at)
            )
            self.latest = fact.occurred_at if self.latest is None else max(self.latest, fact.occurred_at)
            if fact.news and len(self.news) < NEWS_LIMIT:
                self.news.append(fact)
        if len(self.subjects) < NEWS_LIMIT:
            self.subjects.update(person.subjects[0] for person in taken.persons)


def preview(plan: Plan, rows: int | None = None) -> Preview:
    """Read a plan's files, all or the first rows, and tell what they become."""
    found = Preview()
    try:
        results = plan.results()
        for result in islice(results, rows):
            found.add(result)
        found.is_whole = rows is None or next(results, None) is None
    except Unreadable as problem:
        found.problem = str(problem)
    found.notes = list(plan.notes)
    return found
