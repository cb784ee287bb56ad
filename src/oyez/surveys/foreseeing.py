"""The dry run of a wave that is not planned yet: the same decisions that the real one obeys."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.company.queries import the_company
from oyez.contact.core.decisions import Decisions
from oyez.kit.clock import now
from oyez.kit.errors import Refused
from oyez.surveys import texts
from oyez.surveys.changes.sending import domain as sending_to
from oyez.surveys.changes.waving import Plan, check_channel, foresee
from oyez.surveys.models import Survey, Wave
from oyez.surveys.queries import asked_in


@dataclass(frozen=True)
class Foreseen:
    """Who would be asked; `minutes` is how long the mails take at the pace of the largest domain.

    `parts`: of text messages, in how many parts each language leaves; each part is paid for.
    """

    decisions: Decisions
    asked: int
    minutes: int
    languages: dict[str, int]
    parts: dict[str, int]

    @property
    def persons(self) -> int:
        return len(self.decisions)


def unsaved(viewer: Viewer, survey: str, key: str, plan: Plan) -> Wave:
    """The wave that a plan would make."""
    viewer.needs(Can.PROGRAMME)
    row = Survey.objects.filter(key=survey).first()
    version = row.versions.order_by("-number").first() if row else None
    if row is None or version is None:
        raise Refused(f"“{survey}” was never published. Publish it first.")
    check_channel(plan.channel)
    opens_at = plan.opens_at or now()
    return Wave(
        survey=row, version=version, key=key, name=plan.name or key, audience=plan.audience, rate=plan.rate,
        per_minute=max(1, plan.per_minute), reminder_days=plan.reminder_days, opens_at=opens_at,
        closes_at=opens_at + timedelta(days=plan.days), any_hour=plan.any_hour, channel=plan.channel,
        by=viewer.name, created_at=now(),
    )  # fmt: skip


def foresight(viewer: Viewer, wave: Wave, at: datetime | None = None) -> Foreseen:
    """The verdict on everybody in the audience as of the moment that the wave opens."""
    decisions = foresee(viewer, wave, at or max(wave.opens_at, now()))
    domains: Counter[str] = Counter()
    languages: Counter[str] = Counter()
    asked = 0
    for one in decisions.sends():
        asked += 1
        domains[sending_to(one.subject)] += 1
        languages[one.language] += 1
    largest = max(domains.values(), default=0)
    return Foreseen(
        decisions, asked, ceil(largest / wave.per_minute), dict(languages.most_common()), _parts(wave)
    )


def _parts(wave: Wave) -> dict[str, int]:
    return texts.parts(asked_in(wave.version_id), the_company()) if wave.channel == "sms" else {}
