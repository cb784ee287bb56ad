"""What a fact may be: a sentence for each that cannot be taken, and none for what can."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from oyez.journal.core.facts import DAY, EARLIEST, LATEST, Fact, coarse, digest, fingerprint, trouble
from oyez.journal.core.scales import BUILT_IN, Scale, problem, scale_of
from tests.town import fact

SECRET = b"s" * 32


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"id": ""}, "an id, a source and a kind"),
        ({"kind": ""}, "an id, a source and a kind"),
        ({"source": ""}, "an id, a source and a kind"),
        ({"occurred_at": EARLIEST - 1}, "between 1900 and 2100"),
        ({"occurred_at": LATEST}, "between 1900 and 2100"),
        ({"sent_at": LATEST * 9}, "between 1900 and 2100"),
        ({"unit": "u" * 65}, "longer than 64"),
        ({"source": "s" * 81}, "too long"),
        ({"language": "l" * 17}, "too long"),
        ({"subject": "ana@example.org"}, "kind:value"),
        ({"subject": "email:" + "a" * 249}, "kind:value"),
        ({"text": "a" * 100_001}, "longer than 100,000"),
        ({"text": "a\x00b"}, "NUL"),
        ({"id": "a\x00b"}, "NUL"),
        ({"unit": "\x00"}, "NUL"),
        ({"text": "\ud800"}, "half a character"),
        ({"attributes": {"note": "\x00"}}, "attribute “note”"),
        ({"attributes": {"\ud800": 1}}, "attribute"),
        ({"attributes": {"count": 2**63}}, "attribute “count”"),
        ({"attributes": {"share": float("nan")}}, "attribute “share”"),
        ({"mode": "secret"}, "the mode “secret”"),
        ({"mode": "anonymous"}, "cannot name a person"),
        ({"mode": "anonymous", "subject": None, "account": "hotel"}, "cannot name a person"),
        ({"mode": "confidential", "replaces": "other"}, "only identified answers"),
        ({"direction": "up"}, "the direction “up”"),
        ({"replaces": "x"}, "not itself"),
        ({"scores": {"nps": 11}}, "nps must be 0 to 10, and is 11"),
        ({"scores": {"nps": -1}}, "nps must be 0 to 10"),
        ({"scores": {"nps": 7.5}}, "whole number"),
        ({"scores": {"nps": float("nan")}}, "nps must be"),
        ({"scores": {"stars": float("inf")}}, "stars must be"),
        ({"scores": {"joy": 3}}, "no scale for the score “joy”"),
    ],
)
def test_what_cannot_be_taken_says_why(said: dict[str, object], words: str) -> None:
    reason = trouble(fact(**({"id": "x"} | said)), BUILT_IN)

    assert reason is not None and words in reason


def test_what_is_in_order_has_no_trouble() -> None:
    whole = fact(
        "x", text="Grüße 👋", scores={"nps": 10, "csat_delivery": 1}, attributes={"paid": True, "kg": 2.5}
    )

    assert trouble(whole, BUILT_IN) is None


def test_a_score_of_a_part_stands_on_the_scale_of_the_whole() -> None:
    assert scale_of("csat_delivery", BUILT_IN) == BUILT_IN["csat"]
    assert scale_of("csat.delivery", BUILT_IN) == BUILT_IN["csat"]
    assert scale_of("csatdelivery", BUILT_IN) is None


def test_a_scale_of_the_company_is_asked_first() -> None:
    scales = BUILT_IN | {"csat7": Scale("csat7", 1, 7)}

    assert problem({"csat7": 7}, scales) is None
    assert problem({"csat": 7}, scales) == "csat must be 1 to 5, and is 7"


def test_points_run_from_worst_to_best() -> None:
    assert [BUILT_IN["csat"].points(value) for value in (1, 3, 5)] == [0, 50, 100]
    assert Scale("effort", 1, 5, higher_is_better=False).points(1) == 100


facts = some.builds(
    Fact,
    source=some.text(min_size=1, max_size=5),
    id=some.text(min_size=1, max_size=5),
    occurred_at=some.integers(EARLIEST, LATEST - 1),
    kind=some.just("response"),
    subject=some.none() | some.just("email:ana@example.org"),
    text=some.text(max_size=5),
    attributes=some.dictionaries(some.text(max_size=3), some.integers(0, 3) | some.booleans(), max_size=3),
)


@given(facts, facts)
def test_two_facts_have_one_fingerprint_only_if_source_and_id_are_equal(one: Fact, other: Fact) -> None:
    same = (one.source, one.id) == (other.source, other.id)

    prints = {fingerprint(SECRET, this.source, this.id) for this in (one, other)}

    assert len(prints) == (1 if same else 2)


@given(facts)
def test_the_content_is_the_same_whatever_the_order_of_attributes(one: Fact) -> None:
    turned = Fact(**{name: getattr(one, name) for name in one.__struct_fields__} | {
        "attributes": dict(reversed(one.attributes.items()))})  # fmt: skip

    assert digest(SECRET, one) == digest(SECRET, turned)


@given(facts.map(lambda one: fact("x", mode="anonymous", subject=None, occurred_at=one.occurred_at)))
def test_a_coarse_answer_is_on_its_day_and_stays_as_it_is(one: Fact) -> None:
    answer = coarse(one)

    assert answer.occurred_at % DAY == 0
    assert 0 <= one.occurred_at - answer.occurred_at < DAY
    assert coarse(answer) == answer


def test_nobody_can_check_a_guess_without_the_secret() -> None:
    assert fingerprint(SECRET, "town", "first") != fingerprint(b"t" * 32, "town", "first")
    assert digest(SECRET, fact("x")) != digest(b"t" * 32, fact("x"))
