"""Judging answers by triggers: the same for what the journal brings, for an import's preview and for a dry run."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from oyez.act.core.conditions import Answer, Drop, Scales
from oyez.act.core.rules import Fired, Rule, deciding, fired, joining
from oyez.act.histories import Histories, Past, histories
from oyez.act.models import Trigger
from oyez.journal.core.facts import Fact
from oyez.journal.models import Interaction
from oyez.journal.queries import scales
from oyez.kit.clock import from_micros
from oyez.people.models import Account, Person
from oyez.people.queries import persons_of


@dataclass(frozen=True)
class Heard:
    """What a customer said, as triggers look at it."""

    seq: int
    subject: str
    occurred_at: datetime
    account: str | None
    touchpoint: str
    scores: Mapping[str, float]
    kind: str = ""
    text: str = ""
    is_reply: bool = False


def is_reply(attributes: Mapping[str, Any]) -> bool:
    """Whether something answers a mail of ours."""
    return bool(attributes.get("in_reply_to"))


def heard_row(row: Interaction) -> Heard:
    return Heard(
        row.seq,
        row.subject or "",
        row.occurred_at,
        row.account,
        row.touchpoint or "",
        row.scores,
        row.kind,
        row.text,
        is_reply(row.attributes),
    )


def heard_fact(fact: Fact, seq: int) -> Heard:
    return Heard(
        seq,
        fact.subject or "",
        from_micros(fact.occurred_at),
        fact.account,
        fact.touchpoint or "",
        fact.scores,
        fact.kind,
        fact.text,
        is_reply(fact.attributes),
    )


@dataclass
class Bench:
    """Rules with all that they need to know about some answers, fetched at once."""

    rules: Sequence[Rule]
    scales: Scales
    people: Mapping[str, Person]
    tiers: Mapping[str, str]
    past: Histories

    def fired(self, heard: Heard) -> tuple[Fired, ...]:
        """The rules that an answer sets off."""
        answer = Answer(
            scores=heard.scores,
            tier=self.tiers.get(heard.account or "", ""),
            history=self.past.before(self.people[heard.subject].pk, heard.seq, heard.occurred_at)
            if heard.subject in self.people
            else lambda name: (),
            kind=heard.kind,
            text=heard.text,
            is_reply=heard.is_reply,
        )
        return fired(self.rules, answer, heard.touchpoint, self.scales)


def enabled_rules() -> list[Rule]:
    """The triggers that are switched on, the most urgent first."""
    return [trigger.rule() for trigger in Trigger.objects.filter(enabled=True).order_by("rank", "key")]


def bench_for(rules: Sequence[Rule], answers: Collection[Heard]) -> Bench:
    """Fetch what the rules need to know about these answers."""
    people = persons_of({heard.subject for heard in answers})
    accounts = {heard.account for heard in answers if heard.account}
    tiers = dict(Account.objects.filter(key__in=accounts).values_list("key", "tier"))
    compares = any(isinstance(rule.condition, Drop) for rule in rules)
    past = histories(person.pk for person in people.values()) if compares else Histories()
    return Bench(rules, scales(), people, tiers, past)


@dataclass
class Tally:
    """What would happen on the desks: cases opened by trigger, and answers that join an open one."""

    opened: dict[str, int] = field(default_factory=dict)
    joined: int = 0

    @property
    def cases(self) -> int:
        return sum(self.opened.values())


def tally(bench: Bench, answers: Iterable[Heard], open_at: dict[tuple[object, str], set[str]]) -> Tally:
    """Judge answers in order without writing anything.

    `open_at`: the triggers with an open case by person (an id, or the subject of somebody unknown) and touchpoint.
    """
    found = Tally()
    for heard in answers:
        known = bench.people.get(heard.subject)
        here = open_at.setdefault((known.pk if known else heard.subject, heard.touchpoint), set())
        decided = deciding(bench.fired(heard), here)
        if decided is None:
            continue
        if joining(decided, here) is not None:
            found.joined += 1
        else:
            here.add(decided.rule.key)
            found.opened[decided.rule.key] = found.opened.get(decided.rule.key, 0) + 1
    return found


def remember(bench: Bench, heard: Heard) -> None:
    """Count an answer that is not in the journal yet as part of its person's past."""
    person = bench.people.get(heard.subject)
    if person is not None:
        bench.past.add(person.pk, Past(heard.occurred_at, heard.seq, heard.scores))
