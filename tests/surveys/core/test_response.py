"""Who answered and who did not: fates, rates, frames, early and late, ways."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oyez.measure.core.ladder import Rung
from oyez.measure.core.result import Answered, Period, Result
from oyez.measure.core.scores.raking import effective_n, rake
from oyez.measure.core.scores.responding import Invited, likeness, response_rates, weighted_back
from oyez.surveys.core.definition import Definition, Kind, Quota
from oyez.surveys.core.quota import full
from oyez.surveys.core.response.fates import Fate, fate, outcomes, rates
from oyez.surveys.core.response.frame import OTHERS, margin, together
from oyez.surveys.core.response.lately import halfway, lately
from oyez.surveys.core.response.trails import Trail, stops, ways

SENT: dict[str, Any] = {"was_sent": True, "has_answers": False}


@pytest.mark.parametrize(
    ("state", "reason", "known", "expected"),
    [
        ("posted", "", {}, Fate.SILENT),
        ("expired", "", {}, Fate.SILENT),
        ("expired", "", {"was_sent": False}, Fate.HELD),
        ("refused", "opted_out", {"was_sent": False}, Fate.HELD),
        ("refused", "opted_out", {}, Fate.OPTED_OUT),
        ("refused", "complained", {}, Fate.COMPLAINED),
        ("refused", "not_me", {}, Fate.NOT_ME),
        ("refused", "opted_out", {"has_answers": True}, Fate.PARTIAL),
        ("bounced", "hard", {}, Fate.BOUNCED),
        ("started", "", {}, Fate.OPENED),
        ("started", "", {"has_answers": True}, Fate.PARTIAL),
        ("answered", "", {"has_answers": True}, Fate.COMPLETE),
        ("answered", "", {"is_followed": False}, Fate.PARTIAL),
        ("answered", "", {"is_over": True}, Fate.OVER_QUOTA),
        ("waiting", "", {"was_sent": False}, Fate.WAITING),
    ],
)
def test_every_invitation_has_one_fate(
    state: str, reason: str, known: dict[str, Any], expected: Fate
) -> None:
    assert fate(state, reason, **(SENT | known)) is expected


def test_the_rates_are_those_of_the_handbook() -> None:
    counts = {
        Fate.COMPLETE: 312, Fate.PARTIAL: 28, Fate.OPTED_OUT: 500, Fate.COMPLAINED: 10, Fate.OPENED: 30,
        Fate.BOUNCED: 600, Fate.NOT_ME: 20, Fate.SILENT: 500, Fate.WAITING: 77, Fate.HELD: 5, Fate.OVER_QUOTA: 9,
    }  # fmt: skip

    found = rates(counts)

    assert found is not None
    assert (found["RR1"], found["RR2"]) == (0.156, 0.17)
    assert found["RR6"] == pytest.approx(340 / 1500)
    assert outcomes(counts).refused == 540 and outcomes(counts).noncontact == 620


def test_vector_1_26_aapor_rates() -> None:
    from oyez.measure.core.scores.responding import Outcomes

    said = Outcomes(
        complete=312,
        partial=28,
        refused=540,
        noncontact=610,
        other=10,
        unknown_household=400,
        unknown_other=100,
    )
    found = response_rates(said, 0.9)
    assert [found[name] for name in ("RR1", "RR2", "RR3", "RR6")] == pytest.approx(
        [0.156, 0.17, 0.16, 0.22666666666666666], abs=1e-6
    )


def test_vector_1_25_nonresponse_by_groups_of_the_frame() -> None:
    groups = {"a": Invited(500, 60), "b": Invited(300, 60), "c": Invited(200, 60)}
    found = margin("tier", groups, 5).likeness
    assert found == likeness(list(groups.values()))
    assert found is not None
    assert (found.r, found.cv, found.chi2) == pytest.approx((0.86143593, 0.38490018, 32.5203252), abs=1e-6)
    assert weighted_back(groups, {"a": 4.4, "b": 3.9, "c": 3.2}) == pytest.approx(
        (3.83333333, 4.01), abs=1e-6
    )


def test_vector_1_24_raking() -> None:
    sample = {
        ("r0", "c0"): 40,
        ("r0", "c1"): 30,
        ("r0", "c2"): 10,
        ("r1", "c0"): 20,
        ("r1", "c1"): 50,
        ("r1", "c2"): 50,
    }
    raked = rake(sample, [{"r0": 100, "r1": 100}, {"c0": 70, "c1": 80, "c2": 50}])
    assert raked.weights["r0", "c0"] == pytest.approx(1.2972083168502027, abs=1e-6)
    assert raked.weights["r1", "c2"] == pytest.approx(0.7773080777126222, abs=1e-6)
    assert effective_n(sample, raked) == pytest.approx(191.4643672367044, abs=1e-6)


def test_before_the_first_mail_there_is_no_rate() -> None:
    assert rates({Fate.WAITING: 5}) is None


def test_silence_alone_is_a_rate_of_nothing_and_no_upper_bound() -> None:
    assert rates({Fate.SILENT: 5}) == {"RR1": 0.0, "RR2": 0.0, "RR3": 0.0, "RR4": 0.0}


def test_small_groups_are_put_together_until_none_can_be_told() -> None:
    groups = {"de": Invited(50, 20), "fr": Invited(6, 3), "pl": Invited(2, 1), "ar": Invited(1, 1)}
    assert together(groups, 5) == {"de": Invited(50, 20), OTHERS: Invited(9, 5)}


def test_a_frame_of_one_small_group_shows_nothing() -> None:
    assert together({"de": Invited(3, 1)}, 5) == {}


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 20), max_size=8), st.integers(2, 9))
def test_no_shown_group_is_small_and_nobody_is_counted_twice(sizes: dict[str, int], k: int) -> None:
    found = together({name: Invited(n, n // 2) for name, n in sizes.items()}, k)
    assert all(one.invited >= k for one in found.values())
    hidden = sum(sizes.values()) - sum(one.invited for one in found.values())
    assert hidden == 0 or not found


def test_the_later_half_begins_after_half_of_the_answers() -> None:
    answers = {date(2026, 3, 2): 6, date(2026, 3, 3): 2, date(2026, 3, 5): 2}
    assert halfway(answers) == date(2026, 3, 3)
    assert halfway({date(2026, 3, 2): 6}) is None


def result(value: float, n: int = 100) -> Result:
    return Result(
        value=value, n=n, lo=value - 0.1, hi=value + 0.1, method="", period=Period(), rung=Rung.TREND,
        mode=Answered.IDENTIFIED,
    )  # fmt: skip


def test_late_answers_bound_what_silence_hides() -> None:
    found = lately(result(0.5), result(0.1), result(0.3, 200), 0.4)
    assert found is not None
    assert found.change.value == pytest.approx(-0.4)
    assert found.bound == pytest.approx(0.6 * 0.2)


def trail(*path: str, answered: int = 0, finished: bool = True) -> Trail:
    return Trail(path, frozenset(path[: answered or len(path)]), finished)


def test_a_stop_counts_who_saw_answered_and_left() -> None:
    some = [trail("nps", "why")] * 12 + [trail("nps", answered=1, finished=False)] * 6
    nps, why = stops(some, ["nps", "why"], 5)
    assert (nps.shown, nps.answered, nps.left) == (18, 18, 6)
    assert (why.shown, why.answered, why.left) == (12, 12, 0)


def test_who_got_to_a_question_is_hidden_where_it_would_tell_an_answer() -> None:
    few = [trail("nps", "why")] * 3 + [trail("nps", "praise")] * 20
    found = {one.question: one for one in stops(few, ["nps", "why", "praise"], 5)}
    assert found["why"].shown is None
    assert found["praise"].shown is None, "all but three saw it"
    assert found["nps"].shown == 23


def test_rare_ways_are_put_together_with_the_next_rarest() -> None:
    some = [trail("a", "b")] * 9 + [trail("a", "c")] * 6 + [trail("a", "d")] * 2
    found = ways(some, 5)
    assert found.paths == ((("a", "b"), 9),)
    assert found.others == 8


def test_a_handful_of_ways_is_not_counted_at_all() -> None:
    assert ways([trail("a")] * 3, 5) == ways([trail("b")] * 2, 5)


def test_a_full_quota_holds_only_for_those_it_is_about() -> None:
    said = Definition(
        survey="s", title={"en": "S"}, kind=Kind.STUDY, mode="identified",  # type: ignore[arg-type]
        quotas=(Quota(name="happy", most=10, when="nps >= 9"), Quota(name="all", most=50)),
    )  # fmt: skip
    assert full(said, {"happy": 10, "all": 30}, {"nps": 9}) == "happy"
    assert full(said, {"happy": 10, "all": 30}, {"nps": 3}) is None
    assert full(said, {"happy": 10, "all": 30}, {}) is None, "not known yet"
    assert full(said, {"happy": 3, "all": 50}, {}) == "all"
