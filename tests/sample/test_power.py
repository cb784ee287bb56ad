"""The power that each truth states: the same company is drawn anew many times, and the truth must be found so often.

What is planted without chance (agents, pairs, silence, the unheard stage) has power 1 and is checked where it is found.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from scipy.stats import norm

from oyez.measure.core.bursts import burst_p, dispersion
from oyez.measure.core.intervals.nps import Split, difference
from oyez.measure.core.intervals.share import newcombe
from oyez.web.sample import answers
from oyez.web.sample.crowd import POINTS
from oyez.web.sample.files.surveys import ACCOUNT_WAVES, account_answers
from oyez.web.sample.files.visits import advice_visits
from oyez.web.sample.firms import MONTHS, billed, with_losses
from oyez.web.sample.moments import at, day_of, months_between
from oyez.web.sample.projects import INSTALLERS, fit
from oyez.web.sample.truths import Initiative
from oyez.web.sample.world import World
from tests.sample.conftest import Files
from tests.sample.methods import below_cut, first_signal, lmg, verdict
from tests.sample.test_truths import ROLE_WEIGHT

pytestmark = pytest.mark.slow

DRAWS = 120


@pytest.fixture(scope="module")
def world(aurora: Files) -> World:
    return aurora.built.world


def power(finds: Callable[[np.random.Generator], bool], draws: int = DRAWS) -> float:
    """The share of draws in which the truth is found."""
    return sum(finds(np.random.default_rng([7, draw])) for draw in range(draws)) / draws


def test_the_partner(world: World) -> None:
    truth, own = world.truths.partner, world.projects
    mine = own.installer == [unit.key for unit in INSTALLERS].index(truth.unit)
    edges = [at(day) for day in months_between(date(2024, 12, 1), date(2026, 11, 1))]
    month = np.searchsorted(edges, own.fitted, side="right") - 1
    sizes = [int((mine & (month == place)).sum()) for place in range(24)]

    def on_the_chart(rng: np.random.Generator) -> bool:
        went = fit(rng, own, world.truths)
        bad = [int((went.second_visit & mine & (month == place)).sum()) for place in range(24)]
        signal = first_signal(bad, sizes, 20)
        return signal is not None and signal < truth.found_within_months

    def in_the_answers(rng: np.random.Generator) -> bool:
        found = answers.after_fitting(rng, own, fit(rng, own, world.truths), world.crowd)
        of_partner = mine[found.project]
        after = found.moment >= at(truth.since)
        return difference(split(found.nps[of_partner & after]), split(found.nps[of_partner & ~after])).hi < 0

    assert power(on_the_chart) >= truth.power
    assert power(in_the_answers) >= truth.power


def split(scores: answers.Scores) -> Split:
    return Split(int((scores >= 9).sum()), int(((scores > 6) & (scores < 9)).sum()), int((scores <= 6).sum()))


def test_the_billing_topic(world: World) -> None:
    truth = world.truths.billing

    def bursts(rng: np.random.Generator) -> bool:
        weeks = rng.poisson(truth.usual_a_month / 4.35, 100).tolist()
        totals = rng.poisson(58, 100).tolist()
        p = burst_p(
            truth.tickets,
            sum(weeks[-8:]),
            3.2 * 58 + truth.tickets,
            sum(totals[-8:]),
            dispersion(weeks, totals),
        )
        return p * 20 <= 0.1  # stricter than Benjamini-Hochberg over twenty topics

    assert power(bursts) >= truth.power


def test_the_drifting_account(world: World) -> None:
    truth = world.truths.drifting_account
    firm = next(firm for firm in world.accounts if firm.key == truth.account)

    def warns(rng: np.random.Generator) -> bool:
        amounts = billed(firm, world.truths, rng)
        for place in range(14, len(MONTHS)):
            if sum(amounts[place - 2 : place + 1]) <= 0.7 * sum(amounts[place - 14 : place - 11]):
                known_on = MONTHS[place] + timedelta(days=32)
                return (truth.renewal - known_on).days >= 7 * truth.warning_weeks
        return False

    assert power(warns) >= truth.power

    def is_dissatisfied(rng: np.random.Generator) -> bool:
        drawn = replace(world, accounts=(firm,), seed=int(rng.integers(1 << 30)))
        latest = {
            c.person: (score, c.role, moment)
            for moment, _, _, c, score in account_answers(drawn)
            if moment > at(date(2025, 11, 23))
        }
        scores = [10.0 * score for score, _, _ in latest.values()]
        ages = [(world.truths.as_of - day_of(moment)).days for _, _, moment in latest.values()]
        roles = [ROLE_WEIGHT[role] for _, role, _ in latest.values()]
        return (
            below_cut(scores, [w * 0.5 ** (age / 180) for w, age in zip(roles, ages, strict=True)], 70) >= 0.8
        )

    assert power(is_dissatisfied) >= truth.power


def test_the_losses(world: World) -> None:
    truth = world.truths.losses

    def shows(rng: np.random.Generator) -> bool:
        firms = [replace(firm, lost_on=None) for firm in world.accounts]
        drawn = replace(
            world, accounts=tuple(with_losses(firms, world.truths, rng)), seed=int(rng.integers(1 << 30))
        )
        scores: dict[str, list[tuple[date, int]]] = {}
        for moment, _, firm, _, score in account_answers(drawn):
            scores.setdefault(firm.key, []).append((day_of(moment), score))
        counts = {True: [0, 0], False: [0, 0]}
        for firm in drawn.accounts:
            for day in firm.renewals:
                own = [s for on, s in scores.get(firm.key, []) if day - timedelta(days=365) <= on < day]
                if (
                    own
                    and ACCOUNT_WAVES[0] < day <= world.truths.as_of
                    and (firm.lost_on is None or day <= firm.lost_on)
                ):
                    counts[bool(np.mean(own) * 10 < truth.cut)][0] += day == firm.lost_on
                    counts[bool(np.mean(own) * 10 < truth.cut)][1] += 1
        return newcombe(*counts[True], *counts[False]).lo > 0

    assert power(shows, 60) >= truth.power


def unit_changes(rated: answers.Rated, truth: Initiative, units: Sequence[str]) -> list[float]:
    after = rated.moment >= at(truth.since)
    place = {unit.key: number for number, unit in enumerate(POINTS)}
    own = [rated.point == place[key] for key in units]
    return [float(rated.score[mine & after].mean() - rated.score[mine & ~after].mean()) for mine in own]


def test_the_initiative_that_worked(world: World) -> None:
    truth = world.truths.initiative("drawings-first")
    person, moment = advice_visits(world)

    def is_told(rng: np.random.Generator) -> bool:
        rated = answers.at_points(rng, person, moment, world.crowd, "after-advice", truth, 3.85)
        return judged(rated, truth) == truth.verdict

    assert power(is_told) >= truth.power


def test_the_initiative_that_did_not(world: World) -> None:
    truth = world.truths.initiative("welcome-film")

    def is_told(rng: np.random.Generator) -> bool:
        rated = answers.at_points(
            rng, world.projects.person, world.projects.ordered, world.crowd, "after-order", truth, 4.0
        )
        return judged(rated, truth) == truth.verdict

    assert power(is_told) >= truth.power


def judged(rated: answers.Rated, truth: Initiative) -> str:
    return verdict(
        unit_changes(rated, truth, truth.treated),
        unit_changes(rated, truth, truth.untreated),
        truth.worthwhile,
    ).said


def test_the_initiative_of_which_nobody_can_tell(world: World) -> None:
    truth, own = world.truths.initiative("van-check"), world.projects
    keys = [unit.key for unit in INSTALLERS]
    seen = (own.fitted >= at(date(2024, 11, 23))) & (own.fitted < at(world.truths.as_of))
    after = own.fitted >= at(truth.since)

    def is_told(rng: np.random.Generator) -> bool:
        done = ~fit(rng, own, world.truths).second_visit

        def changes(units: Sequence[str]) -> list[float]:
            mine = [seen & (own.installer == keys.index(key)) for key in units]
            return [float(done[m & after].mean() - done[m & ~after].mean()) for m in mine]

        return (
            verdict(changes(truth.treated), changes(truth.untreated), truth.worthwhile).said == truth.verdict
        )

    assert power(is_told) >= truth.power


def test_the_drivers(world: World) -> None:
    """The spread over draws stands for the bootstrap interval within one."""
    truth = world.truths.drivers
    draws = []
    for draw in range(40):
        found = answers.study(np.random.default_rng([7, draw]), truth, truth.respondents)
        complete = (found.ratings > 0).all(axis=1)
        draws.append(lmg(found.overall[complete].astype(float), found.ratings[complete].astype(float)))
    importance = dict(zip(found.touchpoints, np.array(draws).T, strict=True))
    second = (importance[truth.tie[0]] + importance[truth.tie[1]]) / 2
    for key in set(importance) - {truth.top}:
        assert separates(importance[truth.top] - importance[key]) >= truth.power, key
    for key in set(importance) - {truth.top, *truth.tie}:
        assert separates(second - importance[key]) >= truth.power, key
    tie = importance[truth.tie[0]] - importance[truth.tie[1]]
    assert abs(float(tie.mean())) < 2.5 * float(tie.std(ddof=1)) / np.sqrt(len(tie))
    assert separates(np.abs(tie.mean()) + tie - tie.mean()) < 0.2


def separates(differences: np.ndarray) -> float:
    """The chance that a 95 % interval of the difference leaves out zero."""
    return float(norm.cdf(differences.mean() / differences.std(ddof=1) - 1.96))


def test_the_wait_in_rhine(world: World) -> None:
    truth = world.truths.waiting_rhine
    rhine, other = 0.4 * truth.n, 0.6 * truth.n

    def shows(rng: np.random.Generator) -> bool:
        here, there = (
            rng.binomial(int(rhine), truth.share.rhine),
            rng.binomial(int(other), truth.share.elsewhere),
        )
        return newcombe(here, int(rhine), there, int(other)).lo > 0

    assert power(shows) >= truth.power
