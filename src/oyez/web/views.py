"""The pages of the shell: signing in by a link, choosing a role, members, the audit trail, health."""

from django.contrib.auth import login
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from oyez.company import changes, queries
from oyez.company.core.scope import role_of
from oyez.company.models import Member, Token
from oyez.journal.queries import inbox_count, last_seq
from oyez.kit.errors import NotAllowed


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Where somebody lands: the page of their role."""
    return render(request, "home.html")


@require_http_methods(["GET", "POST"])
def link(request: HttpRequest, secret: str) -> HttpResponse:
    """A one-time link: looking at it shows a button, pressing the button spends it."""
    if request.method == "GET":
        return render(request, "link.html", {"secret": secret})
    token = changes.spend_token(secret, Token.Purpose.SIGN_IN)
    login(request, token.member, backend="django.contrib.auth.backends.ModelBackend")
    if token.role:
        request.session["role"] = token.role
    return HttpResponseRedirect("/")


@require_POST
def switch_role(request: HttpRequest) -> HttpResponse:
    """One role at a time; a member with several chooses."""
    role = role_of(request.POST.get("role", ""))
    if not isinstance(request.user, Member) or role.key not in queries.roles_of(request.user):
        raise NotAllowed("This role is not yours.")
    request.session["role"] = role.key
    return HttpResponseRedirect("/")


@require_GET
def members(request: HttpRequest) -> HttpResponse:
    """Who may sign in, and as what."""
    return render(request, "members.html", {"members": queries.members(request.viewer)})  # type: ignore[attr-defined]


@require_GET
def audit(request: HttpRequest) -> HttpResponse:
    """Who did what."""
    before = request.GET.get("before", "")
    lines = queries.audit_lines(
        request.viewer,  # type: ignore[attr-defined]
        before=int(before) if before.isdigit() else None,
    )
    return render(request, "audit.html", {"lines": lines})


@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """Whether the house stands, for a load balancer: no numbers of the company."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok", "journal": last_seq() >= 0, "inbox": inbox_count() < 100_000})
