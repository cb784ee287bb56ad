"""Deciding on many gives, person by person, what deciding on one gives."""

from dataclasses import dataclass

import msgspec
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as some

from oyez.contact.core.asking import Asking
from oyez.contact.core.decisions import Decisions
from oyez.contact.core.eligible import FAR, Code, Facts, Invited, Room, eligible
from oyez.contact.core.policy import INVITATIONS, KINDS, PURPOSES, Condition, Policy, Profile
from oyez.contact.core.regular import NEVER
from oyez.contact.core.sampling import drawn_at
from oyez.contact.core.several import NO_ACCOUNT, Columns, decide_all
from oyez.contact.rules import built_in

TODAY = 1_000
near = some.integers(TODAY - 400, TODAY + 40)
rarely = some.sampled_from([False] * 5 + [True])
mostly = some.sampled_from([True] * 5 + [False])

profiles = some.builds(
    Profile,
    country=some.sampled_from(["", "DE", "GB", "CA"]),
    tier=some.sampled_from(["", "A", "B"]),
    roles=some.sampled_from([(), ("decision_maker",), ("purchasing_agent", "user")]),
    prospect=rarely,
)
people = some.builds(
    Facts,
    id=some.just(""),
    profile=profiles,
    already_asked=rarely,
    opted_out=rarely,
    consented=some.booleans(),
    has_address=mostly,
    deliverable=mostly,
    case=rarely,
    delayed_until=some.just(NEVER) | near,
    regular_on=some.just(NEVER) | some.integers(0, TODAY),
    last=some.dictionaries(some.sampled_from(KINDS), near, max_size=3),
    in_year=some.integers(0, 8),
    recontacts=some.integers(0, 1),
    invited=some.none()
    | some.builds(Invited, reminders=some.integers(0, 2), answered=rarely, remind_on=near),
    higher_on=some.just(FAR) | some.integers(TODAY, TODAY + 60),
)
rooms = some.builds(Room, week=some.integers(0, 4), wave=some.integers(0, 2), contacts=some.integers(1, 20))
policies = some.sampled_from(
    [
        built_in(),
        msgspec.structs.replace(
            built_in(),
            regular=msgspec.structs.replace(built_in().regular, stays_days=200),
            conditions=(
                Condition(when={"tier": ("A", "B")}, rest_days=90, rest_of_kind={"study": 10}),
                Condition(when={"role": ("user",), "country": ("DE",)}, yearly=1),
            ),
        ),
    ]
)
askings = some.builds(
    Asking,
    kind=some.sampled_from(KINDS),
    key=some.just("s"),
    wave=some.just("w"),
    purpose=some.sampled_from(PURPOSES),
    channel=some.sampled_from(["email", "sms", "kiosk"]),
    rate=some.sampled_from([1.0, 0.5, 0.0]),
)


@dataclass
class Wave:
    """Persons, the room of each account, and which account each belongs to."""

    facts: list[Facts]
    rooms: list[Room]
    account: list[int]


@some.composite
def waves(draw) -> Wave:
    found = draw(some.lists(people, max_size=25))
    found = [msgspec.structs.replace(one, id=str(at + 1)) for at, one in enumerate(found)]
    offices = draw(some.lists(rooms, max_size=3))
    places = some.integers(NO_ACCOUNT, len(offices) - 1)
    return Wave(found, offices, [draw(places) for _ in found])


def columns(wave: Wave) -> Columns:
    facts = wave.facts

    def days(values) -> np.ndarray:
        return np.array(list(values), np.int64)

    def truths(values) -> np.ndarray:
        return np.array(list(values), np.bool_)

    known = [one.invited or Invited() for one in facts]
    return Columns(
        ids=days(int(one.id) for one in facts),
        profiles=[one.profile for one in facts],
        profile=days(range(len(facts))),
        already_asked=truths(one.already_asked for one in facts),
        opted_out=truths(one.opted_out for one in facts),
        consented=truths(one.consented for one in facts),
        has_address=truths(one.has_address for one in facts),
        deliverable=truths(one.deliverable for one in facts),
        case=truths(one.case for one in facts),
        delayed_until=days(one.delayed_until for one in facts),
        regular_on=days(one.regular_on for one in facts),
        last={kind: days(one.last.get(kind, NEVER) for one in facts) for kind in KINDS},
        in_year=days(one.in_year for one in facts),
        recontacts=days(one.recontacts for one in facts),
        invited=truths(one.invited is not None for one in facts),
        answered=truths(one.answered for one in known),
        reminders=days(one.reminders for one in known),
        remind_on=days(one.remind_on for one in known),
        higher_on=days(one.higher_on for one in facts),
        account=days(wave.account),
        rooms=wave.rooms,
    )


def one_by_one(wave: Wave, asking: Asking, policy: Policy) -> list[tuple[str, int]]:
    """In the order of their draw each is decided on alone, and uses up the room of the account."""
    offices = list(wave.rooms)
    found: dict[str, tuple[str, int]] = {}
    rows = sorted(
        zip(wave.facts, wave.account, strict=True),
        key=lambda row: (drawn_at(asking.draw, row[0].id), int(row[0].id)),
    )
    for one, account in rows:
        room = None if account == NO_ACCOUNT else offices[account]
        verdict = eligible(msgspec.structs.replace(one, room=room), asking, policy, TODAY)
        found[one.id] = (verdict.code.name, verdict.detail)
        if room is not None and verdict.code == Code.send:
            offices[account] = msgspec.structs.replace(room, week=room.week + 1, wave=room.wave + 1)
    return [found[one.id] for one in wave.facts]


@settings(max_examples=400)
@given(waves(), askings, policies)
def test_many_are_decided_on_as_each_alone(wave: Wave, asking: Asking, policy: Policy) -> None:
    found = decide_all(columns(wave), asking, policy, TODAY)
    said = [
        (Code(code).name, detail)
        for code, detail in zip(found.code.tolist(), found.detail.tolist(), strict=True)
    ]
    assert said == one_by_one(wave, asking, policy)


@settings(max_examples=50)
@given(waves(), askings, policies, some.randoms())
def test_the_order_of_the_rows_changes_nothing(wave: Wave, asking: Asking, policy: Policy, chance) -> None:
    order = list(range(len(wave.facts)))
    chance.shuffle(order)
    mixed = Wave([wave.facts[at] for at in order], wave.rooms, [wave.account[at] for at in order])
    first = decide_all(columns(wave), asking, policy, TODAY).code.tolist()
    second = decide_all(columns(mixed), asking, policy, TODAY).code.tolist()
    assert [first[at] for at in order] == second


@settings(max_examples=50)
@given(waves(), policies)
def test_whoever_is_sent_to_breaks_no_rule(wave: Wave, policy: Policy) -> None:
    """Said again, in other words than the engine's."""
    asking = Asking(kind="study", key="s", wave="w", purpose="service")
    found = decide_all(columns(wave), asking, policy, TODAY).code.tolist()
    for one, code in zip(wave.facts, found, strict=True):
        if code == Code.send:
            assert not (one.opted_out or one.case or one.already_asked)
            asked = [day for kind, day in one.last.items() if kind in INVITATIONS]
            assert all(TODAY - day >= 30 for day in asked)
            assert one.in_year < 6
    for at, room in enumerate(wave.rooms):
        sent = sum(code == Code.send for code, own in zip(found, wave.account, strict=True) if own == at)
        assert not sent or sent + room.week <= policy.account_weekly


def test_nobody_is_a_wave_too() -> None:
    nobody = Columns(ids=np.zeros(0, np.int64), profiles=(), profile=np.zeros(0, np.int64))
    asking = Asking(kind="study", key="s", purpose="service")
    assert len(decide_all(nobody, asking, built_in(), TODAY).code) == 0


def test_a_sentence_of_nobody_held_back() -> None:
    empty = np.zeros(0, np.int64)
    asking = Asking(kind="study", key="s", purpose="service")
    none = Decisions(asking, 1, empty, empty, [], [], [], [], [], np.zeros(0, np.int8), empty)
    assert none.sentence() == "None of 0 held back."
