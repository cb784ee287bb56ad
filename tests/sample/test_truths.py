"""Each planted truth is found again by somebody who has only the files and the handbook's tests."""

from collections import Counter, defaultdict
from datetime import date, timedelta

import numpy as np
import pytest

from oyez.measure.core.bursts import burst_p, dispersion, q_values
from oyez.measure.core.intervals.nps import Split, difference
from oyez.measure.core.intervals.share import newcombe
from oyez.web.sample.company import AURORA
from oyez.web.sample.files.surveys import STUDY_QUESTIONS
from oyez.web.sample.truths import Truths, raw, truths
from tests.sample.conftest import Files, Row
from tests.sample.methods import below_cut, first_signal, lmg, verdict

ROLE_WEIGHT = {"decision_maker": 3, "influencer": 2, "user": 1, "purchasing_agent": 1}


@pytest.fixture(scope="module")
def planted() -> Truths:
    return truths()


def month(text: str) -> str:
    return text[:7]


def split(rows: list[Row]) -> Split:
    scores = [int(row["nps"]) for row in rows]
    return Split(sum(s >= 9 for s in scores), sum(6 < s < 9 for s in scores), sum(s <= 6 for s in scores))


def test_every_truth_says_how_it_is_tested_and_how_large_it_is() -> None:
    said = raw()
    rows = [row for key, row in said.items() if isinstance(row, dict)] + said["initiatives"]
    for row in rows:
        assert row["says"]
        assert row["n"] > 0
        if "test" in row:
            assert row["power"] >= 0.9


def second_visits(fittings: list[Row], partner: str) -> dict[str, tuple[int, int]]:
    """By whole month: how many first visits of a partner did not finish it, and how many there were."""
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for row in fittings:
        if row["partner"] == partner and row["visit"] == "1" and month(row["started"]) != "2024-11":
            found[month(row["started"])][0] += row["complete"] == "no"
            found[month(row["started"])][1] += 1
    return {name: (bad, n) for name, (bad, n) in sorted(found.items())}


def test_the_partner_got_worse_and_is_found_within_two_months(aurora: Files, planted: Truths) -> None:
    truth = planted.partner
    chart = second_visits(aurora["fittings.csv"], truth.unit)
    onset = list(chart).index(month(truth.since.isoformat()))
    bad, n = zip(*chart.values(), strict=True)
    assert onset == 20
    assert sum(bad[:onset]) / onset >= 5
    assert sum(n) >= truth.n
    signal = first_signal(bad, n, onset)
    assert signal is not None
    assert signal < truth.found_within_months


def test_no_other_partner_signals(aurora: Files, planted: Truths) -> None:
    fittings = aurora["fittings.csv"]
    others = [unit.key for unit in AURORA.of_kind("installer") if unit.key != planted.partner.unit]
    signals = []
    for partner in others:
        bad, n = zip(*second_visits(fittings, partner).values(), strict=True)
        if first_signal(bad, n, 20) is not None:
            signals.append(partner)
    assert signals == []


def test_the_partners_customers_recommend_it_less(aurora: Files, planted: Truths) -> None:
    rows = [row for row in aurora["after_fitting.csv"] if row["unit"] == planted.partner.unit]
    since = planted.partner.since.isoformat()
    change = difference(
        split([r for r in rows if r["answered_at"] >= since]),
        split([r for r in rows if r["answered_at"] < since]),
    )
    assert change.hi < -0.2


def test_the_billing_topic_bursts_with_so_many_customers(aurora: Files, planted: Truths) -> None:
    truth = planted.billing
    tickets = aurora["tickets.jsonl"]
    first = truth.first_day.isoformat()
    earliest = (truth.first_day - timedelta(weeks=8)).isoformat()
    now = [row for row in tickets if row["created_at"] >= first]
    before = [row for row in tickets if earliest <= row["created_at"] < first]
    weeks = by_week([row for row in tickets if row["created_at"] < first])
    topics = sorted({row["topic"] for row in tickets})
    counts = {
        topic: (sum(r["topic"] == topic for r in now), sum(r["topic"] == topic for r in before))
        for topic in topics
    }
    ps = [
        burst_p(
            *counts[topic],
            len(now),
            len(before),
            dispersion([w[topic] for w in weeks], [w.total() for w in weeks]),
        )
        for topic in topics
    ]
    found = {
        topic
        for topic, q in zip(topics, q_values(ps), strict=True)
        if q <= 0.1 and counts[topic][0] / len(now) >= 1.5 * counts[topic][1] / len(before)
    }
    assert found == {truth.topic}
    assert len({r["requester_email"] for r in now if r["topic"] == truth.topic}) == truth.customers
    assert counts[truth.topic][0] == truth.tickets == truth.n


def by_week(tickets: list[Row]) -> list[Counter[str]]:
    weeks: dict[tuple[int, int], Counter[str]] = defaultdict(Counter)
    for row in tickets:
        weeks[date.fromisoformat(row["created_at"][:10]).isocalendar()[:2]][row["topic"]] += 1
    return list(weeks.values())


def billed(aurora: Files) -> dict[str, dict[str, float]]:
    """By account and month."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for row in aurora["billing.csv"]:
        found[row["account"]][month(row["billed_on"])] = float(row["amount"])
    return found


def wallet_shifts(months: dict[str, float]) -> list[str]:
    """The months in which the last three fell by 30 % or more against the same three a year before."""
    names = sorted(months)
    return [
        names[at]
        for at in range(14, len(names))
        if sum(months[name] for name in names[at - 2 : at + 1])
        <= 0.7 * sum(months[name] for name in names[at - 14 : at - 11])
    ]


def satisfaction(aurora: Files, until: str, since: str) -> dict[str, float]:
    """P(true < 70) of each account, from the latest answer of each contact, by role and age."""
    latest: dict[str, Row] = {}
    for row in aurora["working_with_aurora.csv"]:
        if since <= row["answered_at"] < until:
            latest[row["email"]] = row
    end = date.fromisoformat(until)
    by_account: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for row in latest.values():
        age = (end - date.fromisoformat(row["answered_at"][:10])).days
        by_account[row["account"]].append(
            (10 * float(row["nps"]), ROLE_WEIGHT[row["role"]] * 0.5 ** (age / 180))
        )
    return {key: below_cut(*zip(*pairs, strict=True), 70) for key, pairs in by_account.items()}


def test_the_drifting_account_warns_long_before_its_renewal(aurora: Files, planted: Truths) -> None:
    truth = planted.drifting_account
    months = billed(aurora)
    shift = wallet_shifts(months[truth.account])[0]
    known_on = date.fromisoformat(f"{shift}-28") + timedelta(days=4)
    assert (truth.renewal - known_on).days >= 7 * truth.warning_weeks
    assert len(months[truth.account]) == truth.n
    others = [
        key
        for key, row in months.items()
        if key != truth.account and len(row) == truth.n and wallet_shifts(row)
    ]
    assert len(others) <= 2


def test_the_drifting_account_is_dissatisfied_and_its_decision_maker_silent(
    aurora: Files, planted: Truths
) -> None:
    truth = planted.drifting_account
    assert satisfaction(aurora, "2026-11-23", "2025-11-23")[truth.account] >= 0.8
    own = [row for row in aurora["working_with_aurora.csv"] if row["account"] == truth.account]
    decided = [row for row in own if row["role"] == "decision_maker"]
    assert max(month(row["answered_at"]) for row in decided) == truth.decision_maker_last_answered
    register = {row["account"]: row for row in aurora["accounts.csv"]}
    assert register[truth.account]["renewal"] == truth.renewal.isoformat()
    assert register[truth.account]["lost_on"] == ""


def test_three_large_accounts_told_nothing_for_a_year(aurora: Files, planted: Truths) -> None:
    truth = planted.silent_accounts
    heard = {
        row["account"] for row in aurora["working_with_aurora.csv"] if row["answered_at"] >= "2025-11-22"
    }
    yearly = {key: sum(list(row.values())[-12:]) for key, row in billed(aurora).items()}
    register = {row["account"]: row for row in aurora["accounts.csv"]}
    silent = {
        key
        for key, row in register.items()
        if not row["lost_on"]
        and row["currency"] == "EUR"
        and yearly.get(key, 0) >= 500_000
        and key not in heard
    }
    assert silent == set(truth.accounts)


def test_dissatisfied_accounts_leave_more_often(aurora: Files, planted: Truths) -> None:
    answers: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for row in aurora["working_with_aurora.csv"]:
        answers[row["account"]].append((row["answered_at"][:10], int(row["nps"])))
    low, high = Counter[str](), Counter[str]()
    for row in aurora["renewals.csv"]:
        day = date.fromisoformat(row["day"])
        since = (day - timedelta(days=365)).isoformat()
        own = [score for answered, score in answers[row["account"]] if since <= answered < row["day"]]
        if own:
            (low if np.mean(own) * 10 < planted.losses.cut else high)[row["outcome"]] += 1
    change = newcombe(low["left"], low.total(), high["left"], high.total())
    assert len(aurora["renewals.csv"]) >= planted.losses.n
    assert change.lo > 0


def changes(
    rows: list[Row], unit: str, moment: str, score: str, since: date, units: tuple[str, ...]
) -> list[float]:
    """Each unit's mean after less its mean before."""
    found = []
    for key in units:
        own = [row for row in rows if row[unit] == key]
        after = [_number(row[score]) for row in own if row[moment] >= since.isoformat()]
        before = [_number(row[score]) for row in own if row[moment] < since.isoformat()]
        found.append(float(np.mean(after) - np.mean(before)))
    return found


def _number(cell: str) -> float:
    return {"yes": 1.0, "no": 0.0}.get(cell) if cell in ("yes", "no") else float(cell)  # type: ignore[return-value]


@pytest.mark.parametrize("key", ["drawings-first", "welcome-film", "van-check"])
def test_the_verdict_on_each_initiative_is_the_one_that_was_planted(
    aurora: Files, planted: Truths, key: str
) -> None:
    truth = planted.initiative(key)
    if truth.survey:
        rows = aurora[f"{truth.survey.replace('-', '_')}.csv"]
        columns = ("unit", "answered_at", "csat")
    else:
        rows = [row for row in aurora["fittings.csv"] if row["visit"] == "1"]
        columns = ("partner", "started", "complete")
    rows = [row for row in rows if row[columns[0]] in {*truth.treated, *truth.untreated}]
    found = verdict(
        changes(rows, *columns, truth.since, truth.treated),
        changes(rows, *columns, truth.since, truth.untreated),
        truth.worthwhile,
    )
    assert len(rows) >= truth.n
    assert found.said == truth.verdict, found
    assert {row["key"] for row in aurora["initiatives.csv"]} == {row.key for row in planted.initiatives}


def study(aurora: Files) -> tuple[np.ndarray, np.ndarray]:
    """Overall and ratings of complete answers."""
    rows = [row for row in aurora["kitchen_study.csv"] if all(row[key] != "0" for key in STUDY_QUESTIONS)]
    return (
        np.array([float(row["overall"]) for row in rows]),
        np.array([[float(row[key]) for key in STUDY_QUESTIONS] for row in rows]),
    )


def test_one_driver_leads_and_two_tie(aurora: Files, planted: Truths) -> None:
    truth = planted.drivers
    overall, ratings = study(aurora)
    assert len(overall) >= max(truth.n, 15 * len(STUDY_QUESTIONS))
    place = {key: STUDY_QUESTIONS.index(key) for key in STUDY_QUESTIONS}
    rng = np.random.default_rng(1)
    draws = []
    for _ in range(60):
        sample = rng.integers(0, len(overall), len(overall))
        draws.append(lmg(overall[sample], ratings[sample]))
    importance = np.array(draws)
    top, (one, other) = importance[:, place[truth.top]], truth.tie
    rest = [key for key in STUDY_QUESTIONS if key not in (truth.top, *truth.tie)]
    for key in STUDY_QUESTIONS:
        assert key == truth.top or _interval(top - importance[:, place[key]])[0] > 0
    low, high = _interval(importance[:, place[one]] - importance[:, place[other]])
    assert low < 0 < high
    second = np.minimum(importance[:, place[one]], importance[:, place[other]])
    assert all(_interval(second - importance[:, place[key]])[0] > 0 for key in rest)


def _interval(differences: np.ndarray) -> tuple[float, float]:
    reach = 1.96 * differences.std(ddof=1)
    return float(differences.mean() - reach), float(differences.mean() + reach)


def test_regular_purchasing_agents_stand_out(aurora: Files, planted: Truths) -> None:
    truth = planted.purchasing_agents
    since = planted.as_of - timedelta(days=truth.days)
    counts: Counter[str] = Counter()
    for row in aurora["orders.csv"]:
        day, month_, year = map(int, row["DATUM"].split("."))
        if date(year, month_, day) > since:
            counts[row["KONTAKT"] or row["KD_NR"]] += 1
    regular = {who for who, count in counts.items() if count >= truth.orders}
    agents = {row["email"] for row in aurora["contacts.csv"] if row["role"] == "purchasing_agent"}
    assert len(regular) == truth.count
    assert regular <= agents


def test_the_wait_in_rhine_fills_the_tickets(aurora: Files, planted: Truths) -> None:
    truth = planted.waiting_rhine
    here = {unit.key for unit in AURORA.units if unit.region == truth.region}
    tickets = [row for row in aurora["tickets.jsonl"] if "account" not in row]
    rhine = [row["topic"] == truth.topic for row in tickets if row["unit"] in here]
    other = [row["topic"] == truth.topic for row in tickets if row["unit"] not in here]
    assert len(tickets) >= truth.n
    assert newcombe(sum(rhine), len(rhine), sum(other), len(other)).lo > 0.1


def test_records_of_one_human_are_found_and_households_are_not(aurora: Files, planted: Truths) -> None:
    wanted = aurora.built.world.pairs
    crowd = aurora.built.world.crowd
    customers = {row["KD_NR"]: row for row in aurora["customers.csv"]}
    by_mail = {row["EMAIL"]: number for number, row in customers.items()}
    linked = {
        frozenset((row["customer_no"], by_mail[row["email"]]))
        for row in aurora["portal.csv"]
        if row["customer_no"] != by_mail[row["email"]]
    }
    homes: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in customers.values():
        homes[row["PLZ"], row["STRASSE"]].append(row)
    alike = {
        frozenset((one["KD_NR"], other["KD_NR"]))
        for rows in homes.values()
        for at, one in enumerate(rows)
        for other in rows[at + 1 :]
        if one["VORNAME"] == other["VORNAME"] and letters_apart(one["NACHNAME"], other["NACHNAME"]) <= 2
    }
    truth = planted.persons_who_are_one
    pairs = {
        kind: {frozenset((crowd.number[a], crowd.number[b])) for a, b in getattr(wanted, kind)}
        for kind in ("linked", "alike", "households")
    }
    assert linked == pairs["linked"]
    assert len(linked) == truth.linked
    assert alike == pairs["linked"] | pairs["alike"]
    assert len(alike) == truth.linked + truth.alike == truth.n
    assert len(pairs["households"]) == truth.households
    assert not alike & pairs["households"]


def letters_apart(one: str, other: str) -> int:
    """Levenshtein's distance."""
    row = list(range(len(other) + 1))
    for a in one:
        before, row = row, [row[0] + 1]
        for at, b in enumerate(other):
            row.append(min(before[at + 1] + 1, row[at] + 1, before[at] + (a != b)))
    return row[-1]
