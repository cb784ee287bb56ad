"""Calls and messages: what customers ask, what agents note, what the company writes by itself."""

from collections.abc import Iterator
from datetime import UTC, datetime

import numpy as np

from oyez.web.sample.crowd import POINTS, Kind
from oyez.web.sample.moments import DAY, END, START, Moments, instant, local, not_on_sunday, open_hours
from oyez.web.sample.prose import tongue
from oyez.web.sample.sheets import Row, Sheet, Style
from oyez.web.sample.voices import letter
from oyez.web.sample.world import World

AGENTS = ("Ben Okafor", "Mia Torres", "Selin Aksoy", "Dariusz Wolny", "Aurélie Pons")
DAY_FORM = {"de": "%d.%m.%Y", "pl": "%d.%m.%Y", "fr": "%d/%m/%Y", "en": "%d %B %Y", "ar": "%d/%m/%Y"}
SAYS_ASKED = ("date-question", "warranty-question", "order-change")
SAYS_BAD = (
    "no-date",
    "hotline",
    "second-visit",
    "missing-part",
    "damaged-part",
    "invoice-wrong",
    "spare-part",
)


def calls(world: World) -> Iterator[Row]:
    """Calls with the agent's note; some callers hide their number."""
    person, moment, reason = _calls(world)
    dice = world.dice("calls-detail")
    for serial, place in enumerate(np.argsort(moment, kind="stable").tolist()):
        who, at = int(person[place]), int(moment[place])
        language = world.crowd.language[who]
        yield at, (
            f"C-{serial + 1:06d}", local(at).strftime("%d/%m/%Y %H:%M:%S"), 40 + dice.below(700),
            "" if dice.chance(0.07) else world.crowd.phone[who], dice.pick(AGENTS), REASONS[reason[place]],
            POINTS[world.crowd.point[who]].key, language,
            tongue(language).phrase("notes", REASONS[reason[place]], dice),
        )  # fmt: skip


REASONS = ("asks-date", "reschedules", "complains", "invoice", "fault", "thanks", "quote")


def _calls(world: World) -> tuple[np.ndarray, Moments, np.ndarray]:
    rng = world.rng("calls")
    own = world.projects
    count = len(own)
    second = world.fittings.second_visit
    plan = (
        (
            0,
            0.55 * np.ones(count),
            own.ordered + (rng.random(count) * (own.delivered - own.ordered)).astype(np.int64),
        ),
        (1, 0.16 * np.ones(count), own.delivered - rng.integers(2, 15, count) * DAY),
        (2, np.where(second, 0.35, 0.05), own.fitted + rng.integers(1, 20, count) * DAY),
        (3, 0.10 * np.ones(count), own.invoiced + rng.integers(1, 20, count) * DAY),
        (4, 0.20 * np.ones(count), own.fitted + rng.integers(15, 400, count) * DAY),
        (5, np.where(second, 0.02, 0.07), own.fitted + rng.integers(1, 10, count) * DAY),
    )
    persons, moments, reasons = [], [], []
    for reason, rate, when in plan:
        calling = np.flatnonzero(rng.random(count) < rate)
        persons.append(own.person[calling])
        moments.append(when[calling])
        reasons.append(np.full(len(calling), reason))
    prospects = world.crowd.where(Kind.PROSPECT)
    asking = prospects[rng.random(len(prospects)) < 0.4]
    persons.append(asking)
    moments.append(START + (rng.random(len(asking)) * (END - START)).astype(np.int64))
    reasons.append(np.full(len(asking), 6))
    person, when_all, reason_all = np.concatenate(persons), np.concatenate(moments), np.concatenate(reasons)
    moment = open_hours(not_on_sunday(when_all), rng.random(len(person)), 7, 17)
    seen = (moment >= START) & (moment < END)
    return person[seen], moment[seen], reason_all[seen]


def messages(world: World) -> Iterator[Row]:
    """Messages in and out: notices about each order, and what customers write."""
    person, moment, purpose, project = _messages(world)
    dice = world.dice("messages-detail")
    for serial, place in enumerate(np.argsort(moment, kind="stable").tolist()):
        at, name = int(moment[place]), PURPOSES[purpose[place]]
        yield (
            at,
            (
                f"X-{serial + 1:06d}",
                *_message(world, int(person[place]), at, name, int(project[place]), dice),
            ),
        )


PURPOSES = ("confirmation", "date", "moved", "quote", "invoice", "asked", "said")


def _message(world: World, who: int, at: int, purpose: str, project: int, dice) -> tuple[str, ...]:  # type: ignore[no-untyped-def]
    language = world.crowd.language[who]
    number = world.projects.order_number(project) if project >= 0 else ""
    if purpose in ("asked", "said"):
        channel = dice.pick(("email", "email", "chat", "messenger"))
        topic = dice.pick(SAYS_ASKED if purpose == "asked" else SAYS_BAD)
        text, direction = letter(language, [topic], dice, number), "in"
    else:
        channel, direction = ("email" if dice.chance(0.82) else "app"), "out"
        text = tongue(language).phrase(
            "notices", purpose, dice, order=number, day=_day(world, project, language)
        )
    return (
        instant(at), direction, channel, world.crowd.email[who], purpose, text, number,
        POINTS[world.crowd.point[who]].key, language,
    )  # fmt: skip


def _day(world: World, project: int, language: str) -> str:
    if project < 0:
        return ""
    day = datetime.fromtimestamp(int(world.projects.promised[project]), UTC)
    return day.strftime(DAY_FORM[language])


def _messages(world: World) -> tuple[np.ndarray, Moments, np.ndarray, np.ndarray]:
    rng = world.rng("messages")
    own = world.projects
    count = len(own)
    everybody = np.arange(count)
    wait = own.delivered - own.ordered
    plan = (
        (0, everybody, own.ordered + 3_600),
        (1, everybody, own.ordered + (0.45 * wait).astype(np.int64)),
        (2, np.flatnonzero(own.late_days > 0), own.promised - 4 * DAY),
        (3, np.flatnonzero(rng.random(count) < 0.6), own.ordered - rng.integers(3, 20, count) * DAY),
        (4, everybody, own.invoiced),
        (
            5,
            np.flatnonzero(rng.random(count) < 0.30),
            own.ordered + (rng.random(count) * wait).astype(np.int64),
        ),
        (6, np.flatnonzero(rng.random(count) < 0.22), own.fitted + rng.integers(1, 60, count) * DAY),
    )
    project = np.concatenate([who for _, who, _ in plan])
    moment = np.concatenate([when[who] for _, who, when in plan])
    purpose = np.concatenate([np.full(len(who), number) for number, who, _ in plan])
    moment = open_hours(not_on_sunday(moment), rng.random(len(project)), 7, 20)
    person = own.person[project]
    prospects = world.crowd.where(Kind.PROSPECT)
    asking = prospects[rng.random(len(prospects)) < 0.5]
    other = START + (rng.random(len(asking)) * (END - START)).astype(np.int64)
    person = np.concatenate([person, asking])
    moment = np.concatenate([moment, open_hours(other, rng.random(len(asking)), 8, 22)])
    purpose = np.concatenate([purpose, np.full(len(asking), 5)])
    project = np.concatenate([project, np.full(len(asking), -1)])
    seen = (moment >= START) & (moment < END)
    return person[seen], moment[seen], purpose[seen], project[seen]


SHEETS = (
    Sheet(
        "calls.tsv",
        ("call", "started", "seconds", "caller", "agent", "reason", "unit", "language", "note"),
        calls,
        Style.TAB,
    ),
    Sheet(
        "messages.jsonl",
        ("id", "at", "direction", "channel", "email", "purpose", "text", "order_no", "unit", "language"),
        messages,
        Style.LINES,
    ),
)
