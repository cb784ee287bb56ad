"""Deciding and asking against a real database: the dry run is what happens later, and happens once."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from django.db import connection

from oyez.company.core.scope import NOBODY, OPERATOR
from oyez.contact.changes.approaching import approach
from oyez.contact.changes.opting import consent, opt_in, opt_out
from oyez.contact.core.asking import Asking
from oyez.contact.models import Approach, Held
from oyez.contact.queries.deciding import decide
from oyez.contact.queries.leaving import may_leave
from oyez.contact.rules import built_in
from oyez.journal.models import Interaction
from oyez.kit import worker
from oyez.kit.clock import now
from oyez.kit.errors import NotAllowed
from oyez.people import changes as people
from oyez.people.changes import Sighting
from tests.town import ANA, HOTEL, fact, tell

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 10, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _town(town):
    return town


def asking(**said) -> Asking:
    usual = {"kind": "relationship", "key": "standing", "wave": "2026-03", "purpose": "research"}
    return Asking(**(usual | said))


def persons(*names: str, **said) -> list[int]:
    seen = [Sighting((f"email:{name}@example.org",), name=name, **said) for name in names]
    known = people.recognise(OPERATOR, seen, "test")
    return [known[one.subjects[0]] for one in seen]


def codes(ask: Asking, at: datetime = AT, among=None) -> dict[int, str]:
    return {one.person: one.code for one in decide(OPERATOR, ask, among, at)}


def run(ask: Asking, at: datetime = AT, among=None):
    return approach(OPERATOR, ask, decide(OPERATOR, ask, among, at), at)


def test_a_dry_run_is_what_happens_later_person_by_person(town) -> None:
    many = persons(*[f"p{at}" for at in range(40)])
    opt_out(OPERATOR, "email:p3@example.org", how="page")
    people.ensure_contacts(OPERATOR, [(many[at], HOTEL, "user") for at in range(10, 20)])
    ask = asking(rate=0.5)
    before = decide(OPERATOR, ask, None, AT)
    done = approach(OPERATOR, ask, decide(OPERATOR, ask, None, AT), AT)
    assert {one.person for one in done.asked} == {one.person for one in before if one.code == "send"}
    held = {one.person: one.code for one in before if one.code != "send"}
    assert dict(Held.objects.values_list("person_id", "code")) == held
    assert set(Approach.objects.values_list("person_id", flat=True)) == {one.person for one in done.asked}


def test_running_a_wave_again_adds_nothing(town) -> None:
    persons(*[f"p{at}" for at in range(10)])
    first = run(asking())
    rows = list(Held.objects.values_list("person_id", "code"))
    again = run(asking(), AT + timedelta(hours=1))
    assert len(first.asked) == 11
    assert again.asked == ()
    assert list(Held.objects.values_list("person_id", "code")) == rows
    assert Approach.objects.count() == 11


def test_stale_decisions_do_not_ask_twice(town) -> None:
    decisions = decide(OPERATOR, asking(), None, AT)
    assert len(approach(OPERATOR, asking(), decisions, AT).asked) == 1
    assert approach(OPERATOR, asking(), decisions, AT).asked == ()


def test_the_sentence_tells_the_reasons_with_the_most_frequent_first(town) -> None:
    persons("a", "b", "c")
    run(asking(key="other", kind="study"), among=persons("a", "b"))
    opt_out(OPERATOR, "email:c@example.org", how="page")
    said = decide(OPERATOR, asking(), None, AT)
    assert said.sentence() == "3 of 4 held back: 2 rest period, 1 opted out."
    assert said.counts() == {"send": 1, "opted_out": 1, "quarantine_any": 2}


def test_a_merged_person_is_asked_once_and_keeps_both_histories(town) -> None:
    one, two = persons("one", "two")
    run(asking(kind="study", key="old"), AT - timedelta(days=10), among=[two])
    people.merge(OPERATOR, one, two, "the same")
    assert codes(asking(), among=[two]) == {one: "quarantine_any"}
    people.unmerge(OPERATOR, two)
    assert codes(asking(), among=[one, two]) == {one: "send", two: "quarantine_any"}


def test_an_opt_out_holds_for_every_address_of_the_person_at_once(town) -> None:
    (one,) = persons("one")
    people.recognise(OPERATOR, [Sighting(("email:one@example.org", "email:uno@example.org"))], "test")
    assert may_leave(["email:uno@example.org", ANA], "research") == {
        "email:uno@example.org": "send",
        ANA: "send",
    }
    opt_out(OPERATOR, "email:one@example.org", how="one-click")
    assert may_leave(["email:uno@example.org", ANA], "research") == {
        "email:uno@example.org": "opted_out",
        ANA: "send",
    }
    assert codes(asking(), among=[one]) == {one: "opted_out"}
    opt_in(OPERATOR, "email:uno@example.org", how="page")
    assert codes(asking(), among=[one]) == {one: "send"}


def test_an_opt_out_of_a_merged_person_counts_for_both(town) -> None:
    one, two = persons("one", "two")
    opt_out(OPERATOR, "email:two@example.org", how="page")
    people.merge(OPERATOR, one, two, "the same")
    assert may_leave(["email:one@example.org"], "service") == {"email:one@example.org": "opted_out"}
    assert codes(asking(), among=[one]) == {one: "opted_out"}


def test_an_opt_out_of_a_stranger_counts_before_and_after_they_are_known(town) -> None:
    opt_out(OPERATOR, "email:new@example.org", how="page")
    assert may_leave(["email:new@example.org"], "service") == {"email:new@example.org": "opted_out"}
    (new,) = persons("new")
    worker.catch_up()
    assert codes(asking(), among=[new]) == {new: "opted_out"}


def test_an_opt_out_of_marketing_leaves_research(town) -> None:
    opt_out(OPERATOR, ANA, purpose="marketing", how="page")
    assert may_leave([ANA], "marketing") == {ANA: "opted_out"}
    assert codes(asking())[town.ana.pk] == "send"


def test_opting_out_twice_is_kept_once_and_is_on_the_timeline(town) -> None:
    first = opt_out(OPERATOR, ANA, how="page")
    assert opt_out(OPERATOR, ANA, how="page").pk == first.pk
    worker.catch_up()
    assert Interaction.objects.filter(kind="opt_out", subject=ANA).count() == 1


def test_a_consent_is_a_lawful_basis_where_one_is_needed(town) -> None:
    (one,) = persons("one", country="DE", prospect=True)
    assert codes(asking(), now(), [one]) == {one: "no_lawful_basis"}
    consent(OPERATOR, one, "research", basis="form of 2026", source="website")
    assert [(row.code, row.basis) for row in decide(OPERATOR, asking(), [one], now())] == [
        ("send", "consent")
    ]
    opt_out(OPERATOR, "email:one@example.org", purpose="research", how="page")
    opt_in(OPERATOR, "email:one@example.org", how="page")
    assert codes(asking(), now(), [one]) == {one: "no_lawful_basis"}


def test_a_text_message_needs_a_consent_that_names_it(town) -> None:
    known = people.recognise(OPERATOR, [Sighting(("phone:+4915112345",))], "test")
    one = known["phone:+4915112345"]
    consent(OPERATOR, one, "research", basis="form", source="website")
    assert codes(asking(channel="sms"), now(), [one]) == {one: "no_lawful_basis"}
    consent(OPERATOR, one, "research", channel="sms", basis="form", source="website")
    assert codes(asking(channel="sms"), now(), [one]) == {one: "send"}
    assert codes(asking(), now(), [one]) == {one: "no_address"}


def test_an_account_is_contacted_three_times_a_week_whoever_asks(town) -> None:
    many = persons(*[f"p{at}" for at in range(20)])
    people.ensure_contacts(OPERATOR, [(one, HOTEL, "user") for one in many])
    found = list(codes(asking(), among=many).values())
    assert (found.count("send"), found.count("account_cap")) == (3, 17)
    run(asking(), among=many)
    assert set(codes(asking(key="other"), among=many).values()) == {"quarantine_any", "account_cap"}
    later = AT + timedelta(days=7)
    assert list(codes(asking(key="other"), later, many).values()).count("send") == 3


def test_thirty_per_cent_of_an_accounts_contacts_are_asked_in_one_wave(town) -> None:
    many = persons(*[f"p{at}" for at in range(7)])
    people.ensure_contacts(OPERATOR, [(one, HOTEL, "user") for one in many])
    assert len(run(asking(), among=many).asked) == 2
    assert len(run(asking(), AT + timedelta(days=8), among=many).asked) == 0
    assert len(run(asking(wave="2026-04"), AT + timedelta(days=8), among=many).asked) == 2


def test_an_open_case_holds_surveys_back_until_it_is_closed(town) -> None:
    tell(fact("c1", kind="case_opened", direction="out", attributes={"case": "7"}))
    worker.catch_up()
    assert codes(asking(), among=[town.ana.pk]) == {town.ana.pk: "open_case"}
    own = asking(kind="recontact", key="7", wave="")
    assert codes(own, among=[town.ana.pk]) == {town.ana.pk: "send"}
    tell(fact("c2", kind="case_closed", direction="out", attributes={"case": "7"}))
    worker.catch_up()
    assert codes(asking(), among=[town.ana.pk]) == {town.ana.pk: "send"}


def test_an_imported_marketing_mail_counts(town) -> None:
    tell(fact("m1", "2026-03-08", kind="message", direction="out", attributes={"campaign": "spring"}))
    tell(fact("m2", "2026-03-08", kind="message", direction="out", subject="email:x@example.org"))
    worker.catch_up()
    assert codes(asking(), among=[town.ana.pk]) == {town.ana.pk: "quarantine_any"}
    assert codes(asking(), AT + timedelta(days=10), [town.ana.pk]) == {town.ana.pk: "send"}
    assert Approach.objects.get().kind == "marketing"


def test_six_orders_in_the_journal_make_a_regular_buyer_also_before_the_person_is_known(town) -> None:
    for at in range(6):
        tell(fact(f"o{at}", f"2026-02-{10 + at}", kind="order", subject="crm:77"))
    worker.catch_up()
    known = people.recognise(OPERATOR, [Sighting(("crm:77", "email:b@example.org"))], "test")
    worker.catch_up()
    (person,) = {known[subject] for subject in known}
    ask = asking(kind="transaction", key="bought", wave="o5", purpose="service")
    assert codes(ask, among=[person]) == {person: "regular_buyer_exempt"}
    assert codes(asking(), among=[person]) == {person: "send"}


def test_two_persons_with_three_orders_each_are_regular_once_they_are_one(town) -> None:
    one, two = persons("one", "two")
    for at, who in enumerate(["one", "two"] * 3):
        tell(fact(f"o{at}", f"2026-02-{10 + at}", kind="order", subject=f"email:{who}@example.org"))
    worker.catch_up()
    ask = asking(kind="transaction", key="bought", wave="o5", purpose="service")
    assert set(codes(ask, among=[one, two]).values()) == {"send"}
    people.merge(OPERATOR, one, two, "the same")
    assert codes(ask) == {one: "regular_buyer_exempt", town.ana.pk: "send"}


def test_reminders_go_once_to_those_who_did_not_answer(town) -> None:
    one, two = persons("one", "two")
    run(asking(), among=[one, two])  # a Tuesday
    remind = asking(kind="reminder")
    assert set(codes(remind, AT + timedelta(days=2)).values()) == {"not_invited", "too_soon"}
    tell(fact("a", "2026-03-12", survey="standing", subject="email:two@example.org", scores={"nps": 9}))
    worker.catch_up()
    friday = AT + timedelta(days=3)
    assert codes(remind, friday, [one, two]) == {one: "send", two: "answered"}
    assert len(run(remind, friday).asked) == 1
    assert codes(remind, friday + timedelta(days=20), [one]) == {one: "reminded"}


def test_only_those_who_run_the_programme_decide(town) -> None:
    with pytest.raises(NotAllowed):
        decide(NOBODY, asking(), None, AT)
    with pytest.raises(NotAllowed):
        decide(town.viewer(town.cem), asking(), None, AT)


def test_deciding_asks_the_database_a_fixed_number_of_questions(town, django_assert_max_num_queries) -> None:
    persons(*[f"p{at}" for at in range(30)])
    connection.ensure_connection()
    with django_assert_max_num_queries(16):
        decide(OPERATOR, asking(kind="transaction"), None, AT)


def test_a_rest_longer_than_a_year_still_counts(town) -> None:
    long = msgspec.structs.replace(built_in(), rest_of_kind={"relationship": 500})
    run(asking(wave="old"), AT - timedelta(days=450))
    (one,) = decide(OPERATOR, asking(), [town.ana.pk], AT, long)
    assert one.code == "quarantine_kind"
    assert codes(asking()) == {town.ana.pk: "send"}
