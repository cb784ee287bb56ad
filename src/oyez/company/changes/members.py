"""Members: who may sign in and as what, how they are invited, their one-time tokens and API keys."""

import secrets
from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from oyez.company.changes.trail import audit
from oyez.company.core.invitations import Wanted
from oyez.company.core.roles import ROLES, Can, Narrowing
from oyez.company.core.scope import Viewer
from oyez.company.core.secrets import digest
from oyez.company.models import (
    ApiKey,
    Company,
    Grant,
    Member,
    Place,
    Token,
)
from oyez.kit.clock import now, wall
from oyez.kit.errors import NotFound, Refused
from oyez.kit.models import Outgoing
from oyez.kit.outbox import Mail, post


@transaction.atomic
def add_member(
    viewer: Viewer, email: str, name: str, *, password: str | None = None, language: str = ""
) -> Member:
    """Add somebody who may sign in; without a password they come by invitation."""
    viewer.needs(Can.MEMBERS)
    if Member.objects.filter(email__iexact=email).exists():
        raise Refused(f"{email} is a member already.")
    member = Member(email=email.lower(), name=name, language=language, created_at=now())
    member.set_password(password)
    member.save()
    audit(viewer, "add_member", f"member:{member.pk}", after={"name": name})
    return member


@transaction.atomic
def grant(
    viewer: Viewer, member: Member, role: str, unit: str | None = None, hierarchy: str | None = None
) -> Grant:
    """Give a member a role, company-wide or for a unit with all below it in a hierarchy."""
    viewer.needs(Can.MEMBERS)
    if role not in ROLES:
        raise Refused(f"There is no role “{role}”.")
    if unit is not None and ROLES[role].narrowed_by is not Narrowing.UNITS:
        raise Refused(f"The role {ROLES[role].title} is not narrowed to units: grant it without one.")
    place = None
    if unit is not None:
        standing = Place.objects.select_related("unit", "hierarchy")
        place = standing.filter(unit__key=unit, hierarchy__key=hierarchy).first()
        if place is None:
            raise NotFound(f"There is no unit “{unit}” in the hierarchy “{hierarchy}”.")
    row, fresh = Grant.objects.get_or_create(
        member=member,
        role=role,
        unit=place.unit if place else None,
        hierarchy=place.hierarchy if place else None,
        defaults={"granted_at": now()},
    )
    if fresh:
        audit(viewer, "grant", f"member:{member.pk}", after={"role": role, "unit": unit})
    return row


@transaction.atomic
def revoke(viewer: Viewer, member_id: int, grant_id: int) -> None:
    """Take a role away."""
    viewer.needs(Can.MEMBERS)
    row = Grant.objects.select_related("unit").filter(pk=grant_id, member=member_id).first()
    if row is None:
        raise NotFound("There is no such role to take away.")
    last_admin = row.role == "administrator" and Grant.objects.filter(role="administrator").count() == 1
    if last_admin:
        raise Refused("This is the last administrator; name another one first.")
    audit(viewer, "revoke", f"member:{row.member_id}", {"role": row.role, "unit": row.unit and row.unit.key})
    row.delete()


@transaction.atomic
def set_active(viewer: Viewer, member_id: int, active: bool) -> None:
    """Let a member in, or keep them out; what they did stays theirs."""
    viewer.needs(Can.MEMBERS)
    if member_id == viewer.member:
        raise Refused("You cannot shut yourself out.")
    if not Member.objects.filter(pk=member_id).update(is_active=active):
        raise NotFound("There is no such member.")
    audit(viewer, "set_active", f"member:{member_id}", {"active": not active}, {"active": active})


@transaction.atomic
def issue_token(
    viewer: Viewer,
    member: Member,
    purpose: Token.Purpose,
    *,
    role: str = "",
    lasts: timedelta = timedelta(days=7),
) -> str:
    """A one-time link's secret for a member; only its digest is kept."""
    viewer.needs(Can.MEMBERS)
    secret = secrets.token_urlsafe(32)
    Token.objects.create(
        digest=digest(secret), purpose=purpose, member=member, role=role, expires_at=wall() + lasts
    )
    audit(viewer, f"issue_{purpose}", f"member:{member.pk}")
    return secret


@transaction.atomic
def spend_token(secret: str, purpose: Token.Purpose) -> Token:
    """Spend a one-time secret by a conditional update: of two at once, one gets it."""
    open_tokens = Token.objects.filter(
        digest=digest(secret), purpose=purpose, spent_at=None, expires_at__gt=wall(), member__is_active=True
    )
    if not open_tokens.update(spent_at=wall()):
        raise NotFound("This link was used before or is too old. Ask for a new one.")
    return Token.objects.select_related("member").get(digest=digest(secret))


@transaction.atomic
def accept_invitation(secret: str, password: str) -> Token:
    """Spend an invitation on a first password."""
    token = spend_token(secret, Token.Purpose.INVITATION)
    token.member.set_password(password)
    token.member.save(update_fields=["password"])
    return token


@transaction.atomic
def invite(viewer: Viewer, wanted: Sequence[Wanted]) -> int:
    """Add members with their roles and mail each newcomer an invitation; all of them, or nobody."""
    viewer.needs(Can.MEMBERS)
    newcomers: dict[str, Member] = {}
    for line in wanted:
        member = newcomers.get(line.email) or Member.objects.filter(email__iexact=line.email).first()
        if member is None:
            member = newcomers[line.email] = add_member(viewer, line.email, line.name)
        grant(viewer, member, line.role, line.unit, line.hierarchy)
    for member in newcomers.values():
        _post_invitation(viewer, member)
    return len(newcomers)


def _post_invitation(viewer: Viewer, member: Member) -> None:
    secret = issue_token(viewer, member, Token.Purpose.INVITATION)
    company = Company.objects.get()
    text = _(
        "Hello %(name)s,\n\n%(who)s invites you to %(company)s on Oyez. Choose a password here within "
        "seven days:\n\n%(link)s\n"
    ) % {
        "name": member.name,
        "who": viewer.name,
        "company": company.name,
        "link": f"{settings.OYEZ_URL}/invitation/{secret}/",
    }
    post(
        Mail(
            rule="invitation",
            cause=digest(secret),
            recipient=member.email,
            audience=Outgoing.Audience.STAFF,
            subject=_("Your invitation to %(company)s") % {"company": company.name},
            text=text,
        )
    )


@transaction.atomic
def create_api_key(viewer: Viewer, member: Member, role: str, name: str) -> tuple[ApiKey, str]:
    """A key for a program that looks as this member in this role; the secret is shown once."""
    if viewer.member != member.pk:
        viewer.needs(Can.MEMBERS)
    if not Grant.objects.filter(member=member, role=role).exists():
        raise Refused(f"{member.name} does not have the role “{role}”.")
    secret = f"oyez_{secrets.token_urlsafe(32)}"
    row = ApiKey.objects.create(
        name=name, prefix=secret[:10], digest=digest(secret), member=member, role=role, created_at=now()
    )
    audit(viewer, "create_api_key", f"api_key:{row.pk}", after={"name": name, "role": role})
    return row, secret


@transaction.atomic
def revoke_api_key(viewer: Viewer, key_id: int) -> None:
    """Make a key worthless at once."""
    row = ApiKey.objects.filter(pk=key_id, revoked_at=None).first()
    if row is None or (row.member_id != viewer.member and not viewer.may(Can.MEMBERS)):
        raise NotFound("There is no such key.")
    row.revoked_at = now()
    row.save(update_fields=["revoked_at"])
    audit(viewer, "revoke_api_key", f"api_key:{key_id}")
