"""The contact rules for programs: reading and writing them, trying a wave, and why somebody was asked or not."""

from datetime import date, datetime
from typing import Literal

from django.http import HttpRequest
from ninja import Field, Router, Schema

from oyez.company.asking import viewer_of
from oyez.company.core.roles import Can
from oyez.contact.changes import ruling
from oyez.contact.changes.delaying import delay as delay_account
from oyez.contact.changes.opting import opt_in as take_back
from oyez.contact.changes.opting import opt_out as leave_alone
from oyez.contact.changes.preparing import prepare as prepare_contacts
from oyez.contact.core.asking import Asking
from oyez.contact.queries import rules as queries
from oyez.contact.queries.calendar import calendar as entries
from oyez.contact.queries.deciding import decide
from oyez.contact.queries.why import why as lines
from oyez.kit.clock import now

router = Router(tags=["Contact rules"])


class RulesOut(Schema):
    """The rules that hold; version 0 came with Oyez."""

    version: int
    text: str


class RulesIn(Schema):
    """Other rules; `version` is the one that their author had before their eyes."""

    text: str
    version: int | None = None


class TrialIn(Schema):
    """A wave that is tried out: nobody is asked. Without `persons` everybody is looked at."""

    kind: Literal["transaction", "relationship", "study", "recontact", "marketing", "reminder"]
    key: str = Field(max_length=64)
    purpose: Literal["service", "research", "marketing"]
    wave: str = Field("", max_length=64)
    channel: str = Field("email", max_length=64)
    rate: float = Field(1.0, ge=0, le=1)
    persons: list[int] | None = None


class TrialOut(Schema):
    """How many would be asked, and how many not for which reason."""

    persons: int
    sentence: str
    counts: dict[str, int]


class LineOut(Schema):
    """One thing that the rules did with a person."""

    at: datetime
    what: str
    kind: str
    key: str
    wave: str
    code: str
    text: str


class EntryOut(Schema):
    """One survey on one day."""

    day: date
    kind: str
    key: str
    wave: str
    asked: int
    planned: int
    names: list[str]


class OptOutIn(Schema):
    """Who wants no more of what; `subject` is an identifier such as `email:ana@example.org`."""

    subject: str = Field(max_length=254)
    purpose: Literal["all", "service", "research", "marketing"] = "all"
    how: str = Field("api", max_length=32)


class DoneOut(Schema):
    """How many this changed."""

    changed: int


class DelayIn(Schema):
    """Until when an account waits, and why."""

    until: date
    reason: str = Field(max_length=300)


class DelayOut(Schema):
    """What holds for an account now."""

    account: str
    until: date
    reason: str


class PrepareIn(Schema):
    """Which contacts were told about which survey."""

    persons: list[int]
    key: str = Field(max_length=64)
    wave: str = Field("", max_length=64)
    note: str = Field("", max_length=300)


@router.get("/contact/rules", summary="Contact rules", response=RulesOut)
def rules(request: HttpRequest) -> RulesOut:
    """The rules that hold, as text."""
    version, text = queries.newest(viewer_of(request))
    return RulesOut(version=version, text=text)


@router.post("/contact/rules", summary="Change the contact rules", response=RulesOut)
def write_rules(request: HttpRequest, given: RulesIn) -> RulesOut:
    """A new version; refused with line and column where the text is wrong, or where somebody was faster."""
    viewer = viewer_of(request)
    ruling.write(viewer, given.text, over=given.version)
    version, text = queries.newest(viewer)
    return RulesOut(version=version, text=text)


@router.post("/contact/dry-run", summary="Try a wave", response=TrialOut)
def dry_run(request: HttpRequest, given: TrialIn) -> TrialOut:
    """Who would be asked now, and why the others would not. Nobody is asked and nothing is written."""
    said = given.dict(exclude={"persons"})
    found = decide(viewer_of(request), Asking(**said), given.persons, now())
    return TrialOut(persons=len(found), sentence=found.sentence(), counts=found.counts())


@router.get(
    "/contact/people/{person_id}/why", summary="Why somebody was asked or not", response=list[LineOut]
)
def why(request: HttpRequest, person_id: int) -> list[LineOut]:
    """Everything that the rules did with one person, the newest first."""
    return [LineOut(**vars(line)) for line in lines(viewer_of(request), person_id)]


@router.get("/contact/calendar", summary="Who is asked when", response=list[EntryOut])
def calendar(request: HttpRequest, since: date, until: date) -> list[EntryOut]:
    """What was sent and what is planned, by day and survey; names for who may know them."""
    return [EntryOut(**vars(one)) for one in entries(viewer_of(request), since, until)]


@router.post("/contact/opt-outs", summary="Leave somebody alone", response=DoneOut)
def opt_out(request: HttpRequest, given: OptOutIn) -> DoneOut:
    """Write nothing more of a purpose to the person behind an identifier; it counts at once."""
    viewer = viewer_of(request)
    viewer.needs(Can.IDENTITIES)
    leave_alone(viewer, given.subject, purpose=given.purpose, how=given.how)
    return DoneOut(changed=1)


@router.post("/contact/opt-ins", summary="Take an opt-out back", response=DoneOut)
def opt_in(request: HttpRequest, given: OptOutIn) -> DoneOut:
    """The person wants to be written to again; says how many opt-outs ended."""
    viewer = viewer_of(request)
    viewer.needs(Can.PROGRAMME)
    return DoneOut(changed=take_back(viewer, given.subject, purpose=given.purpose, how=given.how))


@router.post("/contact/accounts/{account}/delay", summary="Wait with an account", response=DelayOut)
def delay(request: HttpRequest, account: str, given: DelayIn) -> DelayOut:
    """Ask nobody at an account before a day: by its account manager, for a while and with a reason."""
    made = delay_account(viewer_of(request), account, given.until, given.reason)
    return DelayOut(account=made.account, until=made.until, reason=made.reason)


@router.post("/contact/accounts/{account}/prepare", summary="Contacts told beforehand", response=DoneOut)
def prepare(request: HttpRequest, account: str, given: PrepareIn) -> DoneOut:
    """Write down who was told about a survey, so that their scores can be compared with the others'."""
    count = prepare_contacts(
        viewer_of(request), account, given.persons, key=given.key, wave=given.wave, note=given.note
    )
    return DoneOut(changed=count)
