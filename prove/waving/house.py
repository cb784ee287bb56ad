"""The house as the proof looks at it: the survey, the wave, and what stands in it about a person."""

from collections import Counter
from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from oyez.act.changes import defaults
from oyez.act.models import Case, CaseEntry
from oyez.company.core.scope import OPERATOR
from oyez.company.models import Member
from oyez.contact.core.decisions import Decisions
from oyez.contact.models import Address, OptOut
from oyez.journal.models import Interaction
from oyez.kit.models import Outgoing
from oyez.surveys.changes import editing, waving
from oyez.surveys.foreseeing import foresight, unsaved
from oyez.surveys.models import Invitation, Response, Wave
from oyez.surveys.releasing import release
from oyez.surveys.starting import begun, start

SURVEY = "as-your-partner"


def publish() -> None:
    """The built-in survey for decision-makers, as it is; a company that was built earlier gets today's triggers."""
    defaults.install(OPERATOR)
    row = editing.create(OPERATOR, begun(start("relationship_decision_maker"), SURVEY, "", "en"))
    release(OPERATOR, SURVEY, row.revision)


def dry_run(wave: str) -> Decisions:
    return foresight(OPERATOR, unsaved(OPERATOR, SURVEY, wave, _plan())).decisions


def plan(wave: str) -> None:
    waving.plan(OPERATOR, SURVEY, wave, _plan())


def _plan() -> waving.Plan:
    return waving.Plan("Relationship", any_hour=True)


def is_sent(wave: str) -> bool:
    row = Wave.objects.get(key=wave)
    mails = Outgoing.objects.filter(rule="survey_invitation").exclude(state=Outgoing.State.SENT)
    return row.state in (Wave.State.SENDING, Wave.State.OPEN) and not (
        row.invitations.filter(state=Invitation.State.WAITING).exists() or mails.exists()
    )


def invitations(wave: str) -> list[Invitation]:
    return list(Invitation.objects.filter(wave__key=wave).order_by("pk"))


def invitation(subject: str) -> tuple[str, str]:
    row = Invitation.objects.get(subject=subject, survey__key=SURVEY)
    return row.state, row.reason


def counted() -> dict[str, int]:
    """What a scanner must not change."""
    states = Counter(Invitation.objects.values_list("state", flat=True))
    return {
        "responses": Response.objects.count(),
        "opt-outs": OptOut.objects.count(),
        "addresses": Address.objects.count(),
        **{f"invitations {name}": count for name, count in sorted(states.items())},
    }


def kinds(subject: str) -> set[str]:
    """What stands on somebody's timeline after this survey's invitation."""
    rows = Interaction.objects.filter(subject=subject)
    asked = (
        rows.filter(kind="invitation", survey=SURVEY).order_by("seq").values_list("seq", flat=True).first()
    )
    return set(rows.filter(seq__gt=asked or 0).values_list("kind", flat=True)) if asked else set()


def words(subject: str, kind: str) -> str:
    row = Interaction.objects.filter(subject=subject, kind=kind).order_by("-seq").first()
    return row.text if row is not None else ""


def address(subject: str) -> str:
    row = Address.objects.filter(subject=subject).first()
    return row.state if row is not None else "ok"


def opted_out(subject: str) -> str:
    """How somebody opted out."""
    row = OptOut.objects.filter(subject=subject, withdrawn_at=None).first()
    return row.how if row is not None else ""


def desks(person: int) -> dict[str, str]:
    """The open cases of a person: each trigger with whose desk it lies on."""
    rows = Case.objects.filter(person=person).exclude(state=Case.States.CLOSED).select_related("owner")
    return {row.trigger: row.owner.email if row.owner else "" for row in rows}


def heard_in(subject: str, kind: str) -> str:
    """The trigger of the case in which something that somebody said is heard, with whose desk that lies on."""
    said = Interaction.objects.filter(subject=subject, kind=kind).values_list("seq", flat=True)
    entries = CaseEntry.objects.filter(interaction_seq__in=list(said)).select_related("case__owner")
    found = entries.order_by("-pk").first()
    return f"{found.case.trigger}, {found.case.owner}" if found and found.case.owner else ""


def manager(account: str) -> str:
    from oyez.people.models import Account

    row = Account.objects.filter(key=account).select_related("manager").first()
    return row.manager.email if row is not None and row.manager else ""


def cookie() -> dict[str, str]:
    """A session of Aurora's CX manager."""
    member = Member.objects.get(email__startswith="marta")
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session["role"] = "cx_manager"
    session[SESSION_KEY] = str(member.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = member.get_session_auth_hash()
    session.create()
    return {"name": settings.SESSION_COOKIE_NAME, "value": str(session.session_key)}
