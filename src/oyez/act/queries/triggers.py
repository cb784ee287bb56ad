"""The triggers, and what they would do."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from oyez.act.bench import (
    Heard,
    Tally,
    bench_for,
    enabled_rules,
    heard_fact,
    is_reply,
    remember,
    tally,
)
from oyez.act.core.conditions import Answer, Drop, Said
from oyez.act.core.rules import Rule, fired
from oyez.act.core.states import State
from oyez.act.models import Case, RootCause, Trigger
from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.journal.core.facts import Fact
from oyez.journal.models import Interaction
from oyez.journal.queries import last_seq, scales
from oyez.kit.clock import now
from oyez.kit.errors import NotFound
from oyez.people.models import Account

PART = 2_000
DRY_DAYS = 30
HEARD = ("seq", "subject", "occurred_at", "account", "touchpoint", "scores")


def triggers(viewer: Viewer) -> list[Trigger]:
    """All triggers, the most urgent first."""
    viewer.needs(Can.PROGRAMME)
    return list(Trigger.objects.order_by("-enabled", "rank", "key"))


def trigger(viewer: Viewer, key: str) -> Trigger:
    """One trigger."""
    viewer.needs(Can.PROGRAMME)
    found = Trigger.objects.filter(key=key).first()
    if found is None:
        raise NotFound(_("There is no such trigger."))
    return found


def causes(viewer: Viewer) -> list[RootCause]:
    """All root causes, those that are switched off too."""
    viewer.needs(Can.PROGRAMME)
    return list(RootCause.objects.order_by("-enabled", "rank", "name"))


def tiers(viewer: Viewer) -> list[str]:
    """The contract tiers that accounts have."""
    viewer.needs(Can.PROGRAMME)
    return list(Account.objects.exclude(tier="").order_by("tier").values_list("tier", flat=True).distinct())


@dataclass(frozen=True)
class DryRun:
    """What one trigger would have done: answers looked at, those that set it off, and the cases they make."""

    days: int
    answers: int
    cases: int
    joined: int


def dry_run(viewer: Viewer, rule: Rule, days: int = DRY_DAYS) -> DryRun:
    """What a trigger would have done with the answers of the last days, had no case been closed meanwhile."""
    viewer.needs(Can.PROGRAMME)
    found, answers = Tally(), Counted(_recent(rule, days))
    open_at: dict[tuple[object, str], set[str]] = {}
    for part in _parts(_setting_off(rule, answers)):
        done = tally(bench_for([rule], part), part, open_at)
        found.joined += done.joined
        found.opened[rule.key] = found.opened.get(rule.key, 0) + done.cases
    return DryRun(days, answers.count, found.cases, found.joined)


@dataclass
class Counted:
    """Answers, and how many went by."""

    answers: Iterable[Heard]
    count: int = 0

    def __iter__(self) -> Iterator[Heard]:
        for heard in self.answers:
            self.count += 1
            yield heard


def _setting_off(rule: Rule, answers: Iterable[Heard]) -> Iterator[Heard]:
    """Those that may set off a rule: a limit and words say so by themselves, a drop only with the person's history."""
    if isinstance(rule.condition, Drop):
        yield from answers
        return
    known, tiers = scales(), dict(Account.objects.values_list("key", "tier"))
    for heard in answers:
        answer = Answer(
            heard.scores,
            tiers.get(heard.account or "", ""),
            kind=heard.kind,
            text=heard.text,
            is_reply=heard.is_reply,
        )
        if fired([rule], answer, heard.touchpoint, known):
            yield heard


def _recent(rule: Rule, days: int) -> Iterator[Heard]:
    """What a rule looks at, of the last days: the kinds that it names, else whatever has a score."""
    rows = Interaction.objects.filter(
        occurred_at__gte=now() - timedelta(days=days),
        mode="identified",
        direction="in",
        mention=False,
        subject__isnull=False,
    ).order_by("seq")
    if isinstance(rule.condition, Said):
        return _said(rows.filter(kind__in=rule.condition.kinds))
    return _answered(rows.exclude(scores={}))


def _said(rows: QuerySet[Interaction]) -> Iterator[Heard]:
    columns = (*HEARD, "kind", "text", "attributes")
    return (
        Heard(
            seq,
            subject or "",
            cast(datetime, occurred_at),
            account,
            touchpoint or "",
            scores,
            kind,
            text,
            is_reply(attributes),
        )
        for seq, subject, occurred_at, account, touchpoint, scores, kind, text, attributes in rows.values_list(
            *columns
        ).iterator(PART)
    )


def _answered(rows: QuerySet[Interaction]) -> Iterator[Heard]:
    return (
        Heard(seq, subject or "", cast(datetime, occurred_at), account, touchpoint or "", scores)
        for seq, subject, occurred_at, account, touchpoint, scores in rows.values_list(*HEARD).iterator(PART)
    )


def _parts(answers: Iterator[Heard]) -> Iterator[list[Heard]]:
    part: list[Heard] = []
    for heard in answers:
        part.append(heard)
        if len(part) == PART:
            yield part
            part = []
    if part:
        yield part


def foresee(viewer: Viewer, facts: Iterable[Fact]) -> Tally:
    """What facts would cause if they entered the journal now as news: cases by trigger. Nothing is written."""
    viewer.needs(Can.IMPORTS)
    heard = [heard_fact(fact, last_seq() + place) for place, fact in enumerate(facts, 1) if _may_open(fact)]
    found = Tally()
    open_at = _open_at(heard)
    for start in range(0, len(heard), PART):
        part = heard[start : start + PART]
        bench = bench_for(enabled_rules(), part)
        for earlier in heard[: start + PART]:
            remember(bench, earlier)
        done = tally(bench, part, open_at)
        found.joined += done.joined
        for key, count in done.opened.items():
            found.opened[key] = found.opened.get(key, 0) + count
    return found


def _may_open(fact: Fact) -> bool:
    said_to_us = fact.direction == "in" and fact.mode == "identified" and not fact.mention
    return said_to_us and bool(fact.subject)


def _open_at(heard: Sequence[Heard]) -> dict[tuple[object, str], set[str]]:
    """The triggers with an open case by person and touchpoint."""
    touchpoints = {answer.touchpoint for answer in heard}
    rows = Case.objects.exclude(state=State.CLOSED).filter(touchpoint__in=touchpoints)
    found: dict[tuple[object, str], set[str]] = {}
    for person, into, touchpoint, key in rows.values_list(
        "person_id", "person__merged_into_id", "touchpoint", "trigger"
    ):
        found.setdefault((into or person, touchpoint), set()).add(key)
    return found
