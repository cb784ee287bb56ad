"""The checks in their order, and the vectors of METHOD 7."""

import pytest

from oyez.contact.core.asking import Asking
from oyez.contact.core.eligible import Code, Facts, Invited, Room, eligible, summed
from oyez.contact.core.policy import Condition, Law, Policy, Profile
from oyez.contact.core.regular import NEVER, is_regular, regular_on
from oyez.contact.core.sampling import drawn_at, sampled
from oyez.contact.core.stopping import must_stop
from oyez.contact.rules import built_in

TODAY = 1000
RULES = built_in()


def asking(kind="relationship", **said) -> Asking:
    return Asking(**({"kind": kind, "key": "survey", "wave": "1", "purpose": "research"} | said))


def verdict(kind="relationship", history=(), policy=RULES, ask=None, **said) -> str:
    last, in_year = summed(history, policy, TODAY)
    facts = Facts(id="a", last=last, in_year=in_year, **said)
    return eligible(facts, ask or asking(kind), policy, TODAY).code.name


@pytest.mark.parametrize(
    ("kind", "known", "expected"),
    [
        ("relationship", {}, "send"),
        ("relationship", {"opted_out": True, "case": True}, "opted_out"),
        ("relationship", {"case": True}, "open_case"),
        ("transaction", {"regular_on": 990}, "regular_buyer_exempt"),
        ("relationship", {"history": [(980, "transaction")]}, "quarantine_any"),
        ("relationship", {"history": [(900, "relationship")]}, "quarantine_kind"),
        (
            "relationship",
            {"history": [(day, "transaction") for day in (700, 740, 780, 820, 860, 900)]},
            "annual_cap",
        ),
        ("relationship", {"room": Room(week=3, contacts=100)}, "account_cap"),
    ],
)
def test_vector_7_1(kind: str, known: dict, expected: str) -> None:
    assert verdict(kind, **known) == expected


def test_vector_7_2() -> None:
    drawn = [drawn_at("rel-2026Q1", f"C-00{at}") for at in range(1, 5)]
    expected = [0.8670074888944997, 0.9326246094393456, 0.5247649045198495, 0.9461594765775941]
    assert drawn == pytest.approx(expected, abs=1e-12)
    assert [sampled("rel-2026Q1", f"C-00{at}", 0.9) for at in range(1, 5)] == [True, False, True, False]


def test_the_rest_period_ends_on_its_thirtieth_day() -> None:
    assert verdict(history=[(971, "study")]) == "quarantine_any"
    assert verdict(history=[(970, "study")]) == "send"


def test_an_imported_marketing_mail_rests_a_week() -> None:
    assert verdict(history=[(994, "marketing")]) == "quarantine_any"
    assert verdict(history=[(993, "marketing")]) == "send"


def test_reminders_and_marketing_do_not_use_up_the_year() -> None:
    often = [(700 + 20 * at, kind) for at in range(10) for kind in ("reminder", "marketing")]
    assert verdict(history=often) == "send"


def test_a_year_is_365_days() -> None:
    days = [636, 700, 740, 780, 820, 860]
    assert verdict(history=[(day, "study") for day in days]) == "annual_cap"
    assert verdict(history=[(day, "study") for day in [635, *days[1:]]]) == "send"


def test_decision_makers_are_asked_four_times_a_year() -> None:
    history = [(day, "study") for day in (700, 740, 780, 820)]
    assert verdict(history=history, profile=Profile(roles=("decision_maker",))) == "annual_cap"
    assert verdict(history=history) == "send"


def test_the_law_of_a_country_and_a_channel() -> None:
    german = Profile(country="DE", prospect=True)
    assert verdict(profile=german) == "no_lawful_basis"
    assert verdict(profile=german, consented=True) == "send"
    assert verdict(profile=Profile(country="DE")) == "send"
    assert verdict(profile=Profile(country="GB", prospect=True)) == "send"
    assert verdict(ask=asking(channel="sms")) == "no_lawful_basis"


def test_a_recontact_ignores_rest_periods_and_comes_once() -> None:
    recent = [(999, "transaction")]
    assert verdict("recontact", recent) == "send"
    assert verdict("recontact", recent, recontacts=1) == "recontacted"


def test_a_purchasing_agent_is_not_asked_about_purchases() -> None:
    agent = Profile(roles=("purchasing_agent",))
    assert verdict("transaction", profile=agent) == "regular_buyer_exempt"
    assert verdict("relationship", profile=agent) == "send"


def test_key_customers_stay_out_of_random_samples_of_transactions_only() -> None:
    key = Profile(tier="A")
    assert verdict(ask=asking("transaction", rate=0.999), profile=key) == "key_customer"
    assert verdict(ask=asking("transaction"), profile=key) == "send"
    assert verdict(ask=asking("relationship", rate=1.0), profile=key) == "send"


def test_an_account_manager_delays_until_a_day() -> None:
    assert verdict(delayed_until=1001) == "delayed"
    assert verdict(delayed_until=1000) == "send"


def test_what_is_more_important_goes_first() -> None:
    assert verdict("transaction", higher_on=1029) == "outranked"
    assert verdict("transaction", higher_on=1030) == "send"


def test_reminders_wait_end_and_are_few() -> None:
    assert verdict("reminder") == "not_invited"
    assert verdict("reminder", invited=Invited(remind_on=1000)) == "send"
    assert verdict("reminder", invited=Invited(remind_on=1001)) == "too_soon"
    assert verdict("reminder", invited=Invited(answered=True)) == "answered"
    assert verdict("reminder", invited=Invited(reminders=1)) == "reminded"


def test_one_contact_of_a_small_account_may_always_be_asked() -> None:
    assert Room(contacts=2).left(RULES) == 1
    assert Room(contacts=10).left(RULES) == 3
    assert Room(contacts=10, week=2).left(RULES) == 1
    assert Room(contacts=2, wave=1).left(RULES) == 0


def test_the_sixth_purchase_within_ninety_days_makes_a_regular_buyer() -> None:
    rule = RULES.regular
    five = [10, 20, 30, 40, 50]
    assert regular_on(five, rule, 200) == NEVER
    assert regular_on([*five, 99], rule, 200) == 99
    assert regular_on([*five, 100], rule, 200) == NEVER
    assert regular_on([*five, 99], rule, 98) == NEVER
    assert is_regular(99, rule, 9_999)


def test_conditions_change_the_numbers_of_those_they_fit() -> None:
    policy = Policy(
        law=Law(otherwise={"service": "free", "research": "free", "marketing": "free"}),
        conditions=(Condition(when={"tier": ("A",), "country": ("DE",)}, rest_days=100, yearly=1),),
    )
    fits = Profile(tier="A", country="DE")
    assert verdict(history=[(950, "study")], policy=policy, profile=fits) == "quarantine_any"
    assert verdict(history=[(800, "study")], policy=policy, profile=fits) == "annual_cap"
    assert verdict(history=[(950, "study")], policy=policy, profile=Profile(tier="A")) == "send"


def test_one_of_twenty_stops_nothing_and_three_of_two_hundred_do() -> None:
    assert must_stop(20, 1, 0, RULES) == ""
    assert must_stop(200, 3, 0, RULES) == "opt_outs"
    assert must_stop(300, 3, 0, RULES) == ""
    assert must_stop(1_000, 0, 2, RULES) == "complaints"
    assert must_stop(1_000, 0, 1, RULES) == ""


def test_codes_stand_in_the_order_of_the_checks() -> None:
    assert list(Code) == sorted(Code)
