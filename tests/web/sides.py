"""A world of two sides for the crawl: all that is near, and all that is far, each word of it marked.

A viewer of the near side must never read a far word; whoever may not know persons must read no person's word at
all. `near` and `far` hold the values that each parameter of an address can take.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from oyez.act.changes import defaults
from oyez.act.models import Case, Goal, Initiative, Trigger
from oyez.company import changes as company
from oyez.company.core.scope import OPERATOR
from oyez.company.models import Grant, Member, Touchpoint
from oyez.journal.changes import reject
from oyez.journal.models import Interaction
from oyez.kit import worker
from oyez.kit.clock import now, to_micros, today
from oyez.measure.models import SavedAnalysis
from oyez.people import changes as people
from oyez.people.models import Account, Person
from oyez.surveys.changes import editing, studying, waving
from oyez.surveys.models import Invitation, Wave
from oyez.surveys.starting import begun, start
from tests.town import HARBOUR, HILL, Town, fact, found, tell

DAY = 86_400_000_000


@dataclass(frozen=True)
class Side:
    """What belongs to one side, and the words that only it has."""

    unit: str
    word: str
    values: dict[str, list[Any]] = field(default_factory=dict)

    @property
    def person_word(self) -> str:
        return f"{self.word}person"

    @property
    def text_word(self) -> str:
        return f"{self.word}text"

    @property
    def firm_word(self) -> str:
        return f"{self.word}firm"

    @property
    def worth(self) -> int:
        """What its customer paid: a number that nothing else has."""
        return {"nearside": 73_519, "farside": 84_617}[self.word]

    def amounts(self) -> list[str]:
        return [str(self.worth), f"{self.worth:,}"]

    def words(self) -> list[str]:
        return [self.person_word, self.text_word, self.firm_word]


@dataclass(frozen=True)
class World:
    """Both sides, the members who look, and the values of parameters that belong to no side."""

    town: Town
    near: Side
    far: Side
    viewers: dict[str, Member]
    shared: dict[str, list[Any]]

    def values(self) -> dict[str, list[Any]]:
        """For each parameter the near and the far value, and one that does not exist."""
        names = {*self.near.values, *self.far.values, *self.shared}
        return {
            name: [
                *self.near.values.get(name, []),
                *self.far.values.get(name, []),
                *self.shared.get(name, []),
            ]
            for name in names
        }


def build() -> World:
    """The two sides, with cases opened by triggers as they would be."""
    town = found()
    defaults.install(OPERATOR)
    viewers = {
        "manager": town.cem,
        "agent": town.bea,
        "administrator": town.eli,
        **{role: town.member(role) for role in ("executive", "analyst", "cx_manager")},
    }
    near, far = Side(HARBOUR, "nearside"), Side(HILL, "farside")
    for side in (near, far):
        keeper = town.member("account_manager")
        owner = town.member("touchpoint_owner")
        if side is near:
            viewers |= {"account_manager": keeper, "touchpoint_owner": owner}
        _furnish(side, keeper, owner)
        _keep(side, keeper, shared=side is near)
    _partner(viewers, near, town)
    _survey()
    _field((near, far))
    worker.catch_up()
    for side in (near, far):
        _number(side)
    return World(town, near, far, viewers, _shared(town))


def _furnish(side: Side, keeper: Member, owner: Member) -> None:
    """A person, an account, a touchpoint, answers with texts, and a row that could not be used."""
    touchpoint = f"{side.word}-touchpoint"
    firm = f"{side.firm_word}-key"
    subject = f"email:{side.person_word}@example.org"
    company.ensure_touchpoint(
        OPERATOR, touchpoint, f"{side.word} touchpoint", stage="delivery", unit=side.unit, owner=owner
    )
    people.ensure_accounts(
        OPERATOR,
        [people.AccountSeen(firm, name=f"{side.firm_word} Ltd", unit=side.unit, manager=keeper.email)],
    )
    sighting = people.Sighting(
        (subject, f"crm:{side.person_word}"),
        name=f"{side.person_word} Smith",
        preferences={"channel": f"{side.text_word} by phone"},
    )
    known = people.recognise(OPERATOR, [sighting], "crawl")
    other = people.recognise(OPERATOR, [people.Sighting((f"crm:{side.word}-twin",))], "crawl")
    people.merge(OPERATOR, known[subject], other[f"crm:{side.word}-twin"], "crawled")
    people.ensure_contacts(OPERATOR, [(known[subject], firm, "decision_maker")])
    said: dict[str, Any] = {
        "subject": subject, "account": firm, "unit": side.unit, "touchpoint": touchpoint, "news": True,
    }  # fmt: skip
    tell(
        *[
            fact(
                f"{side.word}-{at}",
                **said,
                occurred_at=to_micros(now()) - (at + 1) * DAY // 4,
                scores={"nps": score},
                text=f"{side.text_word} number {at}",
            )
            for at, score in enumerate((2, 9, 3))
        ],
        fact(
            f"{side.word}-order", **said, kind="order", occurred_at=to_micros(now()) - DAY,
            attributes={"article": "Kitchen", "amount": side.worth, "currency": "EUR", "unit_price": side.worth},
        ),
    )  # fmt: skip
    _aim(side, keeper, owner)
    reject("responses", f"{side.word}.csv", 3, "nps must be 0 to 10", f"{side.text_word},11")
    side.values.update(
        {
            "unit": [side.unit],
            "touchpoint": [touchpoint],
            "account": [firm],
            "subject": [subject],
            "person": [known[subject]],
            "q": [side.person_word],
            "absorbed_id": [other[f"crm:{side.word}-twin"]],
        }
    )


def _aim(side: Side, keeper: Member, owner: Member) -> None:
    """A goal of the side's unit and an initiative of its people; their keys are tried by everybody."""
    day = today("UTC")
    Goal.objects.create(
        key=f"{side.word}-goal", name=f"{side.word} goal", metric="nps", unit=side.unit, target=0.5, since=day,
        until=day + timedelta(days=90), owner=owner, baseline={}, detectable=0.1, set_at=now(),
    )  # fmt: skip
    Initiative.objects.create(
        key=f"{side.word}-initiative", name=f"{side.word} initiative", metric="nps", treated=[side.unit],
        since=day - timedelta(days=90), check_on=day, worthwhile=0.1, owner=owner, sponsor=keeper, registered_at=now(),
    )  # fmt: skip


def _keep(side: Side, keeper: Member, shared: bool) -> None:
    """An analysis that the side's account manager saved; the far one is theirs alone."""
    key = f"{side.word}-analysis"
    SavedAnalysis.objects.create(
        key=key, name=f"{side.word} analysis", owner=keeper, role="account_manager", page="explore",
        query="metric=nps&by=unit", shared=shared, saved_at=now(),
    )  # fmt: skip
    side.values["analysis_key"] = [key]


def _partner(viewers: dict[str, Member], near: Side, town: Town) -> None:
    """A dealer at the near side, in a hierarchy of partners, who signs in and sees their own."""
    company.ensure_hierarchy(OPERATOR, "partners", "Partners")
    company.ensure_unit(OPERATOR, "dealers", "Dealers", kind="channel", places={"partners": None})
    company.ensure_unit(OPERATOR, near.unit, near.unit, places={"partners": "dealers"})
    dealer = company.add_member(OPERATOR, "dealer@example.org", "Dealer")
    company.grant(OPERATOR, dealer, "manager", near.unit, "partners")
    viewers["dealer"] = dealer


def _survey() -> None:
    """A survey that belongs to no side: what is asked is no customer's data."""
    row = editing.create(OPERATOR, begun(start("after_a_visit"), "crawled", "Crawled", "en"))
    editing.publish(OPERATOR, row.key, row.revision, overridden=["L01: crawled"])


def _field(sides: tuple[Side, Side]) -> None:
    """A wave in which a person of each side was asked and wrote something, and a note from each."""
    wave = waving.plan(OPERATOR, "crawled", "crawled-wave", waving.Plan("Crawled"))
    Wave.objects.filter(pk=wave.pk).update(state=Wave.State.OPEN)
    for side in sides:
        subject, firm = f"email:{side.person_word}@example.org", f"{side.firm_word}-key"
        Invitation.objects.create(
            survey=wave.survey, version=wave.version, wave=wave, cause="wave:crawled-wave", subject=subject,
            account=firm, unit=side.unit, state=Invitation.State.POSTED, due_at=now(), sent_at=now(),
        )  # fmt: skip
        said = {"wave": "crawled-wave", "programme": "transactional", "words_on": "why"}
        tell(
            fact(
                f"{side.word}-wave", subject=subject, account=firm, unit=side.unit, survey="crawled",
                scores={"nps": 3}, text=f"{side.text_word} in a wave", attributes=said,
            )
        )  # fmt: skip
        noted = studying.Written("visit", date(2026, 3, 2), f"{side.text_word} in the field", side.unit)
        side.values["note"] = [studying.write_note(OPERATOR, noted).pk]


def _number(side: Side) -> None:
    """The ids that the crawl tries, once everything has one."""
    person = Person.objects.get(name__startswith=side.person_word)
    account = Account.objects.get(key__startswith=side.firm_word)
    row = Interaction.objects.filter(unit=side.unit, text__startswith=side.text_word).earliest("seq")
    side.values.update(
        {
            "person_id": [person.pk],
            "account_id": [account.pk],
            "account_key": [account.key],
            "seq": [row.seq],
            "case_id": [case.pk for case in Case.objects.filter(unit=side.unit)],
            "number": [case.number for case in Case.objects.filter(unit=side.unit)],
        }
    )


def _shared(town: Town) -> dict[str, list[Any]]:
    """Parameters of things that belong to no side, and ids that exist nowhere."""
    return {
        "member_id": [town.dara.pk, 10**9],
        "grant_id": [Grant.objects.get(member=town.dara).pk],
        "key_id": [10**9],
        "secret": ["no-such-secret"],
        "key": [
            "no-such-key",
            *Trigger.objects.values_list("key", flat=True)[:2],
            *Touchpoint.objects.values_list("key", flat=True),
            *Account.objects.values_list("key", flat=True),
            *Goal.objects.values_list("key", flat=True),
            *Initiative.objects.values_list("key", flat=True),
        ],
        "parked_id": [1, 10**9],
        "person_id": [10**9],
        "rejected_id": [10**9],
        "run_id": [10**9],
        "number": ["C-999999"],
        "analysis_key": ["no-such-analysis"],
        "definition_kind": ["segment", "metric"],
        "definition_key": ["after_failure", "tickets_per_order"],
        "segment_key": ["after_failure", "no_such_segment"],
        "survey": ["crawled", "no-such-survey"],
        "question": ["nps", "no_such_question"],
        "language": ["de"],
        "comment": [10**9],
        "token": ["no-such-token"],
        "name": ["no-such-name"],
        "page": [0],
        "note": [10**9],
        "insight": [10**9],
        "wave": ["crawled-wave", "no-such-wave"],
        "benchmark": [10**9],
    }
