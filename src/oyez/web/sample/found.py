"""What the product found in the sample company: every figure is asked for as a page would ask, none is known here."""

from collections.abc import Sequence
from datetime import timedelta

import msgspec
from django.conf import settings

from oyez.act import aims
from oyez.act.queries.inbox import inbox
from oyez.act.queries.initiatives import initiatives
from oyez.collect.queries import imports
from oyez.company import changes
from oyez.company.core.roles import ROLES
from oyez.company.core.scope import OPERATOR
from oyez.company.models import Token
from oyez.company.queries import member_by_email, the_company
from oyez.kit.charts import numerals
from oyez.kit.errors import OyezError
from oyez.measure.ask import ask
from oyez.measure.core.question import parse
from oyez.measure.drivers.ask import asked, drivers
from oyez.measure.drivers.words import lead
from oyez.people.models import Person
from oyez.share.core.findings import Candidate
from oyez.share.findings import looks
from oyez.share.findings.words import Words, words_for
from oyez.share.queries.findings import latest
from oyez.share.queries.matrix import matrix
from oyez.share.queries.outlook import risk
from oyez.web.sample.company import AURORA, Member
from oyez.web.sample.moments import FIRST_DAY, LAST_DAY
from oyez.web.sample.place import Place

LINKS_LAST = timedelta(hours=12)
ISOLATES = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"))
SHOWN_TO = (
    "marta.kessler", "henrik.sand", "carla.dietz", "ines.fabre", "jonas.weil", "ben.okafor", "lukas.brandt",
    "hanna.lehnert", "noor.haddad",
)  # fmt: skip


class Finding(msgspec.Struct, frozen=True):
    """One thing nobody knew, with its figure, how sure it is, and whose it is; what kind it is, and about what."""

    kind: str
    about: tuple[str, ...]
    says: str
    figure: str
    interval: str
    n: str
    owner: str
    since: str = ""


class Question(msgspec.Struct, frozen=True):
    """A question an executive asks, what can be said to it now, and the command that shows it."""

    asks: str
    says: str
    command: str


class Link(msgspec.Struct, frozen=True):
    """A one-time way in for one member in one role."""

    name: str
    role: str
    title: str
    url: str


class Intake(msgspec.Struct, frozen=True):
    """What became of the rows of all files."""

    taken: int
    known: int
    rejected: int
    seconds: float


class Found(msgspec.Struct, frozen=True):
    """Everything the demo tells on its one screen."""

    company: str
    first_day: str
    last_day: str
    interactions: int
    persons: int
    channels: int
    languages: int
    intake: Intake
    cases: int
    mails: int
    looked_at: int
    findings: tuple[Finding, ...]
    others: tuple[Finding, ...]
    questions: tuple[Question, ...]
    links: tuple[Link, ...]


def look(place: Place) -> Found:
    """Ask everything that the screen tells."""
    run = imports(OPERATOR).first()
    search = latest(OPERATOR)
    told = search.told if search else ()
    others = search.others if search else ()
    words = words_for(OPERATOR, [*told, *others], the_company().currency)
    return Found(
        company=the_company().name,
        first_day=FIRST_DAY.isoformat(),
        last_day=LAST_DAY.isoformat(),
        interactions=_count(),
        persons=Person.objects.filter(merged_into=None).count(),
        channels=_groups("channel"),
        languages=_groups("language"),
        intake=Intake(run.taken, run.known, run.rejected, run.seconds) if run else Intake(0, 0, 0, 0.0),
        cases=inbox(OPERATOR).open_count,
        mails=sum(1 for _ in place.mail.glob("*.eml")),
        looked_at=search.looked_at if search else 0,
        findings=tuple(_finding(found, words) for found in told),
        others=tuple(_finding(found, words) for found in others),
        questions=questions([*told, *others], words),
        links=tuple(_link(member) for member in AURORA.members if member.handle in SHOWN_TO),
    )


def _count() -> int:
    return sum(point.result.n or 0 for point in ask(OPERATOR, parse("count")).points)


def _groups(dimension: str) -> int:
    points = ask(OPERATOR, parse("count", by=[dimension])).points
    return len({point.keys[0] for point in points if point.keys[0]})


def _finding(found: Candidate, words: Words) -> Finding:
    said = looks()[found.kind].tell(found, words)
    figure = f"{said.figure.value} {said.figure.unit}".strip()
    return Finding(
        kind=found.kind,
        about=found.subject,
        says=_plain(said.say),
        figure=_plain(figure),
        interval=_plain(said.figure.range),
        n=_plain(said.figure.count),
        owner=said.owner,
        since=str(found.details.get("since", "")),
    )


def _plain(text: str) -> str:
    """Without the marks that keep numbers in order on pages that run both ways."""
    return str(text).translate(ISOLATES).replace("\N{NARROW NO-BREAK SPACE}", " ")


def questions(found: Sequence[Candidate], words: Words) -> tuple[Question, ...]:
    """The five questions, each with what can honestly be said to it so far."""
    return (
        Question(
            "Which large accounts may we lose, how much revenue, how sure?",
            _accounts_at_risk(),
            "matrix --limit 12",
        ),
        Question(
            "Which partner got worse, since when?",
            _first(_worse(found), words, "changed", "unit") or "No unit got worse for certain.",
            "changes",
        ),
        Question(
            "What drives satisfaction most, what ties with it?",
            _drivers(),
            "drivers kitchen-study",
        ),
        Question(
            "What is new in complaints this month, for how many customers?",
            _first(found, words, "burst", "topic") or "No topic is raised more than usual.",
            "ask count --by attr:topic --every month --where kind=ticket --since 2026-08",
        ),
        Question(
            "Which initiative worked, which not, which can we not tell?",
            _initiatives(),
            "initiatives",
        ),
    )


def _worse(found: Sequence[Candidate]) -> list[Candidate]:
    """What changed for the worse."""
    return [one for one in found if one.kind == "changed" and (one.value < 0) == one.details["better"]]


def _first(found: Sequence[Candidate], words: Words, kind: str, dimension: str) -> str:
    """What was found of a kind, in words."""
    for one in found:
        if one.kind == kind and one.subject[0] == dimension:
            said = looks()[kind].tell(one, words)
            return _plain(f"{said.say} {said.why}")
    return ""


def _initiatives() -> str:
    """Every initiative with its verdict and what it rests on."""
    cards = initiatives(OPERATOR)
    told = [f"{card.initiative.name}: {aims.verdict(card)[1]}. {aims.because(card)}" for card in cards]
    return _plain(" ".join(told)) or "No initiative is registered."


def _drivers() -> str:
    try:
        return lead(drivers(OPERATOR, asked("kitchen-study")))
    except OyezError as refused:
        return str(refused)


def _accounts_at_risk() -> str:
    present = matrix(OPERATOR)
    lost = risk(OPERATOR, present)
    low = [account for account in present.placed if account.large_and_low]
    if lost is None or not low:
        return "No account was lost so far, so nothing can be said."
    names = ", ".join(present.rows[account.key].name for account in low[:3])
    amounts = [numerals.short_money(amount, present.currency) for amount in (lost.expected, lost.lo, lost.hi)]
    return _plain(
        f"{len(low)} large accounts are dissatisfied, first {names}. If history repeats, "
        f"{amounts[0]} of all accounts' revenue is lost in a year (95% {amounts[1]} to {amounts[2]})."
    )


def _link(member: Member) -> Link:
    """A secret for somebody to come in with once; a GET shows a button, the POST spends it."""
    row = member_by_email(member.email)
    role = member.grants[0].role
    secret = changes.issue_token(OPERATOR, row, Token.Purpose.SIGN_IN, role=role, lasts=LINKS_LAST)
    return Link(member.name, ROLES[role].title, member.title, f"{settings.OYEZ_URL}/link/{secret}/")
