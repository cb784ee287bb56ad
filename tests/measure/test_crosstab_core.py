"""Letters, χ² and nets, against a table worked by hand and against scipy."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from oyez.journal.core.scales import BUILT_IN, Scale
from oyez.measure.core.crosstab.association import association
from oyez.measure.core.crosstab.nets import nets, parts
from oyez.measure.core.crosstab.pairs import fisher, higher_than, holm, two_means, two_shares
from oyez.measure.core.intervals.mean import Moments


def test_two_shares_by_hand() -> None:
    """60 of 100 against 40 of 100: pooled .5, se √(.25 · .02) = .0707107, z = 2.828427, p = .0046777."""
    assert two_shares((60, 100), (40, 100)) == pytest.approx(0.0046777349810472645, abs=1e-12)


def test_two_shares_are_the_chi_square_of_their_table() -> None:
    table = [[56, 14], [48, 32]]
    assert two_shares((56, 70), (48, 80)) == pytest.approx(
        stats.chi2_contingency(table, correction=False).pvalue, abs=1e-12
    )


def test_rare_answers_are_tested_exactly() -> None:
    table = [[3, 37], [0, 50]]
    assert two_shares((3, 40), (0, 50)) == pytest.approx(stats.fisher_exact(table).pvalue, abs=1e-12)


@given(st.integers(1, 60), st.integers(1, 60), st.data())
def test_fishers_test_is_scipys(n: int, m: int, data: st.DataObject) -> None:
    one, other = data.draw(st.integers(0, n)), data.draw(st.integers(0, m))
    expected = stats.fisher_exact([[one, n - one], [other, m - other]]).pvalue
    assert fisher((one, n), (other, m)) == pytest.approx(expected, rel=1e-6)


def test_what_all_or_nobody_said_is_not_tested() -> None:
    assert two_shares((40, 40), (50, 50)) is None
    assert two_shares((0, 40), (0, 50)) is None


def test_two_means_are_welchs() -> None:
    one, other = [5, 4, 4, 3, 5, 5, 2], [1, 3, 2, 2, 4, 1]
    expected = stats.ttest_ind(one, other, equal_var=False).pvalue
    assert two_means(Moments.of(one), Moments.of(other)) == pytest.approx(expected, abs=1e-12)


def test_holm_by_hand() -> None:
    """.01 · 4 = .04; .02 · 3 = .06; .03 · 2 = .06; .04 · 1 = .04, but no smaller than the one before."""
    assert holm([0.02, 0.04, 0.01, 0.03]) == pytest.approx([0.06, 0.06, 0.04, 0.06])
    assert holm([]) == []


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_holm_never_makes_a_p_smaller_and_keeps_the_order(ps: list[float]) -> None:
    adjusted = holm(ps)
    assert all(p <= after <= 1 for p, after in zip(ps, adjusted, strict=True))
    order = np.argsort(ps, kind="stable")
    assert list(np.array(adjusted)[order]) == sorted(adjusted)


def test_letters_by_hand() -> None:
    """40 and 60 of 100 are apart by .0047, three pairs make .014; 50 is apart from neither, a gap takes no part."""
    row = [(40, 100), None, (50, 100), (60, 100)]
    assert higher_than(row, lambda cell: cell[0] / cell[1], two_shares) == [(), (), (), (0,)]


def test_many_columns_need_wider_gaps() -> None:
    """The same two among ten columns alike: 45 pairs, .0047 · 45 is no news."""
    row = [(40, 100), (60, 100), *[(50, 100)] * 8]
    assert higher_than(row, lambda cell: cell[0] / cell[1], two_shares) == [()] * 10


@pytest.mark.parametrize(("share", "n"), [(0.3, 100), (0.05, 40), (0.5, 1000)])
def test_a_row_of_equal_groups_has_a_false_letter_in_at_most_one_of_twenty(share: float, n: int) -> None:
    dice, rows = np.random.default_rng(3), 300
    false = 0
    for hits in dice.binomial(n, share, (rows, 6)):
        above = higher_than([(int(one), n) for one in hits], lambda cell: cell[0] / cell[1], two_shares)
        false += any(above)
    assert false / rows <= 0.0875  # three standard errors above .05


def test_association_by_hand() -> None:
    """20 10 / 10 20: all expected are 15, χ² = 4 · 25/15 = 6.6667, V = √(6.6667/60) = 1/3."""
    found = association([[20, 10], [10, 20]])
    assert found is not None
    assert (found.chi2, found.df, found.v) == (pytest.approx(20 / 3), 1, pytest.approx(1 / 3))
    assert (found.smallest_expected, found.method) == (15, "Pearson")


def test_association_as_scipy_has_it() -> None:
    table = [[120, 90, 40], [80, 85, 75], [50, 60, 70], [0, 0, 0]]
    found = association(table)
    expected = stats.chi2_contingency(table[:3], correction=False)
    assert found is not None
    assert (found.chi2, found.df, found.p) == pytest.approx(
        (expected.statistic, expected.dof, expected.pvalue), abs=1e-9
    )
    assert found.v == pytest.approx(
        stats.contingency.association(np.array(table[:3]), method="cramer"), abs=1e-12
    )
    assert found.smallest_expected == pytest.approx(expected.expected_freq.min())


def test_a_small_table_of_two_by_two_is_fishers() -> None:
    found = association([[8, 2], [1, 5]])
    assert found is not None
    assert found.method == "Fisher"
    assert found.p == pytest.approx(
        0.03496503496503495, abs=1e-12
    )  # Fisher's tea table has 0.4857; this one is scipy's example
    assert found.p == pytest.approx(stats.fisher_exact([[8, 2], [1, 5]]).pvalue, abs=1e-12)


def test_a_small_larger_table_is_compared_with_drawn_ones() -> None:
    table = [[4, 1, 0], [1, 3, 2], [0, 1, 5]]
    found, again = association(table), association(table)
    assert found is not None
    assert found == again
    assert found.method == "Monte Carlo"
    assert found.p == pytest.approx(stats.fisher_exact(table).pvalue, abs=0.03)


@pytest.mark.parametrize("table", [[], [[]], [[5, 5]], [[5], [5]], [[0, 0], [0, 0]], [[5, 0], [7, 0]]])
def test_what_is_no_table_has_no_association(table: list[list[float]]) -> None:
    assert association(table) is None


def test_nets_of_scales() -> None:
    csat, nps = BUILT_IN["csat"], BUILT_IN["nps"]
    assert [(net.key, parts(net, csat)) for net in nets(csat)] == [
        ("top", ("4", "5")),
        ("bottom", ("1", "2")),
    ]
    assert [(net.key, len(parts(net, nps))) for net in nets(nps)] == [
        ("promoters", 2), ("passives", 2), ("detractors", 7),
    ]  # fmt: skip
    assert nets(Scale("percent", 0, 100)) == ()
    assert nets(Scale("ratio", 0, 1, whole=False)) == ()
    assert nets(Scale("yes", 0, 1, top_k=2)) == ()
