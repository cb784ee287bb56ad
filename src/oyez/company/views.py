"""Pages of the company: signing in by a link, choosing a role, members, keys, units, the audit trail."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from oyez.company import changes, queries, sentences
from oyez.company.asking import viewer_of
from oyez.company.core.roles import Can
from oyez.company.core.scope import role_of
from oyez.company.forms import GrantForm, InviteForm, KeyForm, PasswordForm, TouchpointForm, UnitForm
from oyez.company.models import Member, Token
from oyez.kit.errors import NotAllowed, NotFound, Refused

AUDIT_LINES = 50


def _me(request: HttpRequest) -> Member:
    if not isinstance(request.user, Member):
        raise NotAllowed(_("Sign in first."))
    return request.user


@never_cache
@require_http_methods(["GET", "POST"])
def sign_in_link(request: HttpRequest, secret: str) -> HttpResponse:
    """A one-time link: looking at it shows a button, pressing the button spends it."""
    if request.method != "POST":
        return render(request, "company/link.html")
    token = changes.spend_token(secret, Token.Purpose.SIGN_IN)
    _enter(request, token)
    return redirect("/")


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """An invited member chooses a password, which spends the invitation."""
    token = queries.open_token(secret, Token.Purpose.INVITATION)
    form = PasswordForm(token.member, request.POST or None)
    if request.method == "POST" and form.is_valid():
        _enter(request, changes.accept_invitation(secret, form.cleaned_data["password"]))
        return redirect("/")
    return render(request, "company/invitation.html", {"form": form, "member": token.member})


def _enter(request: HttpRequest, token: Token) -> None:
    login(request, token.member, backend="allauth.account.auth_backends.AuthenticationBackend")
    if token.role:
        request.session["role"] = token.role


@require_POST
def switch_role(request: HttpRequest) -> HttpResponse:
    """One role at a time; a member with several chooses."""
    role = role_of(request.POST.get("role", ""))
    if role.key not in queries.roles_of(_me(request)):
        raise NotAllowed(_("This role is not yours."))
    request.session["role"] = role.key
    return HttpResponseRedirect("/")


@require_http_methods(["GET", "POST"])
def members(request: HttpRequest) -> HttpResponse:
    """Who may sign in and as what; inviting many at once."""
    viewer = viewer_of(request)
    viewer.needs(Can.MEMBERS)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        invited = changes.invite(viewer, form.cleaned_data["lines"])
        messages.success(request, _("%(count)d invited; the mails are on their way.") % {"count": invited})
        return redirect("company:members")
    status = 422 if form.is_bound else 200
    context = {"members": queries.members(viewer), "form": form}
    return render(request, "company/members.html", context, status=status)


@require_GET
def member(request: HttpRequest, member_id: int) -> HttpResponse:
    """One member: roles, keys, whether they may sign in."""
    return _member_page(request, member_id, GrantForm())


def _member_page(request: HttpRequest, member_id: int, form: GrantForm, status: int = 200) -> HttpResponse:
    found = queries.member(viewer_of(request), member_id)
    return render(request, "company/member.html", {"member": found, "form": form}, status=status)


@require_POST
def grant(request: HttpRequest, member_id: int) -> HttpResponse:
    """Give a role."""
    form = GrantForm(request.POST)
    found = queries.member(viewer_of(request), member_id)
    if not form.is_valid():
        return _member_page(request, member_id, form, 422)
    hierarchy, unit = form.chosen_place()
    changes.grant(viewer_of(request), found, form.cleaned_data["role"], unit, hierarchy)
    return redirect("company:member", member_id)


@require_POST
def revoke(request: HttpRequest, member_id: int, grant_id: int) -> HttpResponse:
    """Take a role away."""
    changes.revoke(viewer_of(request), member_id, grant_id)
    return redirect("company:member", member_id)


@require_POST
def set_active(request: HttpRequest, member_id: int) -> HttpResponse:
    """Let a member in, or keep them out."""
    changes.set_active(viewer_of(request), member_id, request.POST.get("active") == "yes")
    return redirect("company:member", member_id)


@require_http_methods(["GET", "POST"])
def keys(request: HttpRequest) -> HttpResponse:
    """The signed-in member's own API keys."""
    me, viewer = _me(request), viewer_of(request)
    form = KeyForm(queries.roles_of(me), request.POST or None)
    secret = None
    if request.method == "POST" and form.is_valid():
        _row, secret = changes.create_api_key(
            viewer, me, form.cleaned_data["role"], form.cleaned_data["name"]
        )
        form = KeyForm(queries.roles_of(me))
    context: dict[str, Any] = {"keys": queries.api_keys(viewer, me), "form": form, "secret": secret}
    return render(request, "company/keys.html", context)


@require_POST
def revoke_key(request: HttpRequest, key_id: int) -> HttpResponse:
    """Make a key worthless."""
    changes.revoke_api_key(viewer_of(request), key_id)
    return redirect("company:keys")


@require_GET
def units(request: HttpRequest) -> HttpResponse:
    """The hierarchies with their units, and the touchpoints with their owners."""
    viewer = viewer_of(request)
    context = {
        "trees": queries.outline(viewer),
        "touchpoints": queries.touchpoints(viewer),
        "may_shape": changes.may_shape(viewer),
    }
    return render(request, "company/units.html", context)


@require_http_methods(["GET", "POST"])
def new_unit(request: HttpRequest) -> HttpResponse:
    """One more unit."""
    form = UnitForm(request.POST or None)
    return _shape(request, form, None, lambda: changes.add_unit(viewer_of(request), form.wanted()))


@require_http_methods(["GET", "POST"])
def unit(request: HttpRequest, key: str) -> HttpResponse:
    """Rename a unit, or put it elsewhere."""
    viewer = viewer_of(request)
    row = next((row for row in queries.visible_units(viewer) if row.key == key), None)
    if row is None:
        raise NotFound(_("There is no such unit."))
    form = UnitForm(request.POST or None, initial=queries.place_of(viewer, row))
    return _shape(request, form, row.name, lambda: changes.change_unit(viewer, key, form.wanted()))


@require_http_methods(["GET", "POST"])
def new_touchpoint(request: HttpRequest) -> HttpResponse:
    """One more touchpoint."""
    form = TouchpointForm(request.POST or None)
    return _shape(request, form, None, lambda: changes.add_touchpoint(viewer_of(request), form.wanted()))


@require_http_methods(["GET", "POST"])
def touchpoint(request: HttpRequest, key: str) -> HttpResponse:
    """A touchpoint's name, stage, unit and owner."""
    viewer = viewer_of(request)
    row = next((row for row in queries.touchpoints(viewer) if row.key == key), None)
    if row is None:
        raise NotFound(_("There is no such touchpoint."))
    initial = {"name": row.name, "stage": row.stage, "unit": row.unit, "owner": row.owner_id}
    form = TouchpointForm(request.POST or None, initial=initial)
    return _shape(request, form, row.name, lambda: changes.change_touchpoint(viewer, key, form.wanted()))


def _shape(
    request: HttpRequest, form: UnitForm | TouchpointForm, name: str | None, change: Callable[[], object]
) -> HttpResponse:
    """The form of a unit or touchpoint; a refusal stands above it."""
    if not changes.may_shape(viewer_of(request)):
        raise NotAllowed(_("Units and touchpoints are shaped by the CX manager or an administrator."))
    if request.method == "POST" and form.is_valid():
        try:
            change()
        except (Refused, NotFound) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("company:units")
    context = {"form": form, "name": name, "is_unit": isinstance(form, UnitForm)}
    return render(request, "company/structure.html", context, status=422 if form.errors else 200)


@require_GET
def audit(request: HttpRequest) -> HttpResponse:
    """Who did what."""
    before = request.GET.get("before", "")
    until = int(before) if before.isdecimal() else None
    lines = queries.audit_lines(viewer_of(request), before=until, limit=AUDIT_LINES)
    zone = ZoneInfo(queries.the_company().time_zone)
    context = {"lines": [sentences.told(line, zone) for line in lines], "older": lines[AUDIT_LINES - 1 :]}
    return render(request, "company/audit.html", context)
