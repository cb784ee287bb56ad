"""Answers to surveys: after an interaction, of the relationship, of a study, and of a confidential one."""

from collections.abc import Iterator
from datetime import date

import numpy as np
from numpy.typing import NDArray

from oyez.web.sample import answers
from oyez.web.sample.crowd import POINTS, Kind
from oyez.web.sample.dice import Dice
from oyez.web.sample.files.fittings import firm_at, repairs
from oyez.web.sample.files.visits import advice_visits
from oyez.web.sample.firms import Account, Contact
from oyez.web.sample.moments import DAY, END, LAST_DAY, START, Moments, at, instant, iso_day, open_hours
from oyez.web.sample.projects import INSTALLERS
from oyez.web.sample.sheets import Row, Sheet
from oyez.web.sample.truths import Truths
from oyez.web.sample.voices import comment, speaks_up, tone_of
from oyez.web.sample.world import World

CONSUMER_WAVES = (date(2025, 3, 10), date(2025, 9, 8), date(2026, 3, 9), date(2026, 9, 7))
ACCOUNT_WAVES = tuple(date(year, month, 3) for year in (2025, 2026) for month in (2, 5, 8, 11))
STUDY_FIRST, STUDY_LAST = date(2026, 5, 4), date(2026, 10, 9)
STUDY_QUESTIONS = (
    "website", "configurator", "showroom-visit", "advice", "measuring", "quote", "contract", "delivery", "fitting",
    "handover", "invoice", "payment", "service-desk", "spare-parts",
)  # fmt: skip


def after_fitting(world: World) -> Iterator[Row]:
    """“After your fitting”: NPS and satisfaction, with what is known of the visit, and why."""
    found = answers.after_fitting(world.rng("after-fitting"), world.projects, world.fittings, world.crowd)
    dice = world.dice("after-fitting-texts")
    for serial, place in enumerate(np.argsort(found.moment, kind="stable").tolist()):
        project = int(found.project[place])
        who = int(world.projects.person[project])
        moment = int(found.moment[place])
        yield moment, (
            f"AF-{serial + 1:05d}", instant(moment), world.crowd.email[who],
            INSTALLERS[world.projects.installer[project]].key, world.projects.order_number(project),
            world.crowd.language[who], int(found.nps[place]), int(found.csat[place]),
            "no" if world.fittings.second_visit[project] else "yes",
            _fitting_comment(world, project, int(found.nps[place]), dice),
        )  # fmt: skip


def _fitting_comment(world: World, project: int, nps: int, dice: Dice) -> str:
    tone = tone_of(nps, 6, 9)
    if not speaks_up(tone, dice):
        return ""
    went = world.fittings
    bad = ["late-delivery", "fitting", "damaged-part", "hotline"]
    if went.second_visit[project]:
        bad = ["second-visit", "missing-part", "damaged-part", "second-visit"]
    if went.rough[project]:
        bad = ["fitter", "fitting", "fitter"]
    language = world.crowd.language[world.projects.person[project]]
    return comment(language, tone, ("fitter", "fitting", "delivery", "overall"), bad, dice)


def after_advice(world: World) -> Iterator[Row]:
    """“After your visit”: satisfaction with the advice, buyers and others."""
    person, moment = advice_visits(world)
    found = answers.at_points(
        world.rng("after-advice"),
        person,
        moment,
        world.crowd,
        "after-advice",
        world.truths.initiative("drawings-first"),
        3.85,
    )
    return _at_points(
        world, found, "AA", "after-advice", ("advice", "plan", "overall"), ("advice", "plan", "price")
    )


def after_order(world: World) -> Iterator[Row]:
    """“After your order”: satisfaction with the contract and the ordering."""
    own = world.projects
    found = answers.at_points(
        world.rng("after-order"), own.person, own.ordered, world.crowd, "after-order",
        world.truths.initiative("welcome-film"), 4.0,
    )  # fmt: skip
    return _at_points(
        world, found, "AO", "after-order", ("price", "plan", "advice"), ("price", "plan", "advice", "payment")
    )


def _at_points(
    world: World,
    found: answers.Rated,
    prefix: str,
    survey: str,
    liked: tuple[str, ...],
    disliked: tuple[str, ...],
) -> Iterator[Row]:
    dice = world.dice(f"{survey}-texts")
    for serial, place in enumerate(np.argsort(found.moment, kind="stable").tolist()):
        who, moment, score = int(found.person[place]), int(found.moment[place]), int(found.score[place])
        tone = tone_of(score, 2, 4)
        language = world.crowd.language[who]
        said = comment(language, tone, liked, disliked, dice) if speaks_up(tone, dice) else ""
        bought = "no" if world.crowd.kind[who] == Kind.PROSPECT else "yes"
        yield moment, (
            f"{prefix}-{serial + 1:05d}", instant(moment), world.crowd.email[who], POINTS[found.point[place]].key,
            language, score, bought, said,
        )  # fmt: skip


def after_service(world: World) -> Iterator[Row]:
    """“After our visit”: how easy it was, and satisfaction."""
    rng = world.rng("after-service")
    which, happened, hard = repairs(world)
    who, moment = answers.answered(rng, happened, "after-service", 1, 5)
    person = world.projects.person[which[who]]
    ease = answers.effort(rng, world.crowd.mood[person], hard[who])
    csat = answers.on_scale(
        4.3 + 0.7 * answers.feeling(rng, world.crowd.mood[person]) - 1.1 * hard[who], 1, 5
    )
    dice = world.dice("after-service-texts")
    for serial, place in enumerate(np.argsort(moment, kind="stable").tolist()):
        one = int(person[place])
        tone = tone_of(int(ease[place]), 3, 6)
        language = world.crowd.language[one]
        liked, disliked = ("service", "hotline"), ("service", "hotline", "spare-part")
        yield int(moment[place]), (
            f"AS-{serial + 1:05d}", instant(int(moment[place])), world.crowd.email[one],
            firm_at(world, int(which[who[place]])), language, int(ease[place]), int(csat[place]),
            comment(language, tone, liked, disliked, dice) if speaks_up(tone, dice) else "",
        )  # fmt: skip


def relationship(world: World) -> Iterator[Row]:
    """“You and Aurora”, twice a year: would they recommend it."""
    dice = world.dice("relationship-texts")
    serial = 0
    for wave, who, moment, nps in relationship_answers(world):
        for place in np.argsort(moment, kind="stable").tolist():
            serial += 1
            one, score = int(who[place]), int(nps[place])
            tone = tone_of(score, 6, 9)
            language = world.crowd.language[one]
            liked, disliked = (
                ("overall", "fitting", "advice", "hotline"),
                ("hotline", "price", "no-date", "overall", "second-visit"),
            )
            yield int(moment[place]), (
                f"RC-{serial:05d}", wave.isoformat(), instant(int(moment[place])), world.crowd.email[one],
                POINTS[world.crowd.point[one]].key, language, score,
                comment(language, tone, liked, disliked, dice) if speaks_up(tone, dice) else "",
            )  # fmt: skip


def asked_in_wave(world: World, wave: date) -> NDArray[np.int64]:
    """The consumers whom a relationship wave asked: customers by then, each at most every other wave."""
    customers = world.crowd.where(Kind.CONSUMER)[1:]
    half = CONSUMER_WAVES.index(wave) % 2
    ordered = np.zeros(len(world.crowd), np.int64)
    ordered[world.projects.person] = world.projects.ordered
    known = customers[ordered[customers] < at(wave) - 30 * DAY]
    asked: NDArray[np.int64] = known[known % 2 == half]
    return asked


def relationship_answers(world: World) -> Iterator[tuple[date, NDArray[np.int64], Moments, answers.Scores]]:
    """Wave by wave: who answered, when, and the score."""
    for wave in CONSUMER_WAVES:
        rng = world.rng(f"relationship {wave}")
        asked = asked_in_wave(world, wave)
        who = asked[rng.random(len(asked)) < 0.33]
        moment = open_hours(at(wave) + rng.integers(0, 12, len(who)) * DAY, rng.random(len(who)), 7, 22)
        troubled = _troubled_before(world, at(wave))[who]
        felt = answers.feeling(rng, world.crowd.mood[who], 0.55)
        yield wave, who, moment, answers.on_scale(8.3 + 1.6 * felt - 1.6 * troubled, 0, 10)


def _troubled_before(world: World, moment: int) -> NDArray[np.bool_]:
    own, went = world.projects, world.fittings
    troubled = np.zeros(len(world.crowd), bool)
    troubled[own.person[(went.second_visit | went.rough) & (own.fitted < moment)]] = True
    return troubled


def of_accounts(world: World) -> Iterator[Row]:
    """“Working with Aurora”: contacts of accounts, each asked every other quarter."""
    dice = world.dice("account-texts")
    for serial, (moment, wave, firm, contact, score) in enumerate(account_answers(world)):
        tone = tone_of(score, 6, 9)
        language = world.crowd.language[contact.person]
        disliked = ("care", "invoice-split", "late-delivery", "hotline")
        yield moment, (
            f"RB-{serial + 1:05d}", wave.isoformat(), instant(moment), world.crowd.email[contact.person], firm.key,
            firm.unit, contact.role, language, score,
            comment(language, tone, ("care", "delivery", "invoice"), disliked, dice) if speaks_up(tone, dice) else "",
        )  # fmt: skip


def asked_contacts(world: World, wave: date) -> Iterator[tuple[Account, Contact]]:
    """The contacts whom a wave asked."""
    half = ACCOUNT_WAVES.index(wave) % 2
    for firm in world.accounts:
        if firm.active_on(wave):
            for place, contact in enumerate(firm.contacts):
                if (place + int(firm.key[2:]) + 1) % 2 == half:
                    yield firm, contact


def account_answers(world: World) -> list[tuple[int, date, Account, Contact, int]]:
    """All answers of contacts, oldest first."""
    rng = world.rng("account-answers")
    own = rng.normal(0, 6, len(world.crowd))
    found = []
    for wave in ACCOUNT_WAVES:
        for firm, contact in asked_contacts(world, wave):
            points = points_on(firm, wave, world.truths) + own[contact.person] + rng.normal(0, 11)
            answers_it = rng.random() < _willing(firm, contact, wave, world.truths)
            moment = at(wave) + int(8 + min(rng.exponential(90), 19 * 24)) * 3_600
            if answers_it and moment < END:
                found.append((moment, wave, firm, contact, int(np.clip(np.rint(points / 10), 0, 10))))
    return sorted(found, key=lambda answer: (answer[0], answer[3].person))


def points_on(firm: Account, day: date, truths: Truths) -> float:
    """How satisfied an account truly is on a day, 0 to 100."""
    drift = truths.drifting_account
    if firm.key != drift.account or day <= drift.since:
        return firm.points
    share = min(1.0, 1.6 * (day - drift.since).days / (LAST_DAY - drift.since).days)
    return drift.satisfaction.before + share * (drift.satisfaction.after - drift.satisfaction.before)


def _willing(firm: Account, contact: Contact, wave: date, truths: Truths) -> float:
    """The share of asked contacts that answer."""
    if firm.key in truths.silent_accounts.accounts:
        return 0.5 if wave < truths.silent_accounts.last_answer_before else 0.0
    drift = truths.drifting_account
    if firm.key == drift.account:
        if contact.role == "decision_maker":
            return 1.0 if wave <= date.fromisoformat(f"{drift.decision_maker_last_answered}-28") else 0.0
        return 0.75
    return {"decision_maker": 0.36, "influencer": 0.44, "user": 0.52, "purchasing_agent": 0.48}[contact.role]


def kitchen_study(world: World) -> Iterator[Row]:
    """“Your kitchen, step by step”: fourteen ratings and two overall ones; 0 stands for not experienced."""
    rng = world.rng("kitchen-study")
    truth = world.truths.drivers
    fitted = world.projects.person[
        (world.projects.fitted < at(STUDY_FIRST)) & (world.projects.fitted > START)
    ]
    asked = rng.permutation(fitted)[: world.scaled(truth.respondents)]
    found = answers.study(rng, truth, len(asked))
    place_of = [found.touchpoints.index(key) for key in STUDY_QUESTIONS]
    span = at(STUDY_LAST) - at(STUDY_FIRST)
    moments = open_hours(
        at(STUDY_FIRST) + (rng.random(len(asked)) * span).astype(np.int64), rng.random(len(asked)), 7, 22
    )
    dice = world.dice("kitchen-study-texts")
    for serial, place in enumerate(np.argsort(moments, kind="stable").tolist()):
        one, moment = int(asked[place]), int(moments[place])
        tone = tone_of(int(found.overall[place]), 2, 4)
        language = world.crowd.language[one]
        yield moment, (
            f"KS-{serial + 1:05d}", instant(moment), world.crowd.email[one], POINTS[world.crowd.point[one]].key,
            language, int(found.overall[place]), int(found.nps[place]),
            *(int(found.ratings[place, at_]) for at_ in place_of),
            comment(language, tone, ("overall", "fitting"), ("overall", "hotline", "second-visit"), dice)
            if dice.chance(0.2) else "",
        )  # fmt: skip


def showroom_voice(world: World) -> Iterator[Row]:
    """“Your visit, in confidence”: shown in groups only; the day is kept, not the hour."""
    rng = world.rng("showroom-voice")
    person, visited = advice_visits(world)
    in_showroom = np.array([unit.kind == "showroom" for unit in POINTS])[world.crowd.point[person]]
    share = min(1.0, world.scaled(2_400) / max(1, in_showroom.sum()))
    chosen = np.flatnonzero(in_showroom & (rng.random(len(person)) < share))
    score = answers.on_scale(4.0 + 0.95 * answers.feeling(rng, world.crowd.mood[person[chosen]]), 1, 5)
    dice = world.dice("showroom-voice-texts")
    for serial, place in enumerate(chosen.tolist()):
        one, moment = int(person[place]), int(visited[place])
        tone = tone_of(int(score[serial]), 2, 4)
        language = world.crowd.language[one]
        yield moment, (
            f"SV-{serial + 1:05d}", iso_day(moment), world.crowd.email[one], POINTS[world.crowd.point[one]].key,
            language, int(score[serial]),
            comment(language, tone, ("advice",), ("advice", "price"), dice) if dice.chance(0.3) else "",
        )  # fmt: skip


def invitations(world: World) -> Iterator[Row]:
    """Who was asked in the relationship waves: no answer is something to know as well."""
    found: list[tuple[int, str, int, str, str]] = []
    for wave in CONSUMER_WAVES:
        found += [(at(wave, 7), "relationship", who, POINTS[world.crowd.point[who]].key, "")
                  for who in asked_in_wave(world, wave).tolist()]  # fmt: skip
    for wave in ACCOUNT_WAVES:
        found += [(at(wave, 6), "working-with-aurora", contact.person, firm.unit, firm.key)
                  for firm, contact in asked_contacts(world, wave)]  # fmt: skip
    for serial, (moment, survey, who, unit, account) in enumerate(sorted(found)):
        yield moment, (f"I-{serial + 1:06d}", instant(moment), survey, world.crowd.email[who], unit, account)


_SHORT = ("response", "answered_at", "email", "unit", "language", "csat", "bought", "comment")
SHEETS = (
    Sheet(
        "after_fitting.csv",
        (
            "response",
            "answered_at",
            "email",
            "unit",
            "order_no",
            "language",
            "nps",
            "csat",
            "finished",
            "comment",
        ),
        after_fitting,
    ),
    Sheet("after_advice.csv", _SHORT, after_advice),
    Sheet("after_order.csv", _SHORT, after_order),
    Sheet(
        "after_service.csv",
        ("response", "answered_at", "email", "unit", "language", "ces", "csat", "comment"),
        after_service,
    ),
    Sheet(
        "relationship.csv",
        ("response", "wave", "answered_at", "email", "unit", "language", "nps", "comment"),
        relationship,
    ),
    Sheet(
        "working_with_aurora.csv",
        ("response", "wave", "answered_at", "email", "account", "unit", "role", "language", "nps", "comment"),
        of_accounts,
    ),
    Sheet(
        "kitchen_study.csv",
        (
            "response",
            "answered_at",
            "email",
            "unit",
            "language",
            "overall",
            "nps",
            *STUDY_QUESTIONS,
            "comment",
        ),
        kitchen_study,
    ),
    Sheet(
        "showroom_voice.csv",
        ("response", "day", "email", "unit", "language", "csat", "comment"),
        showroom_voice,
    ),
    Sheet("invitations.csv", ("invitation", "sent_at", "survey", "email", "unit", "account"), invitations),
)
