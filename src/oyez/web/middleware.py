"""Who is looking, on every request; and one shape for every error."""

import logging
from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve
from django.utils import translation

from oyez.company.changes import origin
from oyez.company.core.scope import NOBODY, Viewer
from oyez.company.core.secrets import digest
from oyez.company.models import Member
from oyez.company.queries import api_key_by_digest, viewer_for
from oyez.kit.errors import NotAllowed, OyezError
from oyez.kit.look import one_look
from oyez.web.clients import address_of
from oyez.web.errors import answer, bad_request, not_found, wrong_verb

log = logging.getLogger("oyez.web")
Respond = Callable[[HttpRequest], HttpResponse]
RESPONDENTS = "/s/"
LOOKING = ("GET", "HEAD")
PUBLIC = ("/s/", "/hooks/", "/accounts/", "/link/", "/invitation/", "/static/", "/health")


class LookMiddleware:
    """Who only looks sees one moment: what a page needs in many places is read once."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in LOOKING:
            return self.respond(request)
        with one_look():
            return self.respond(request)


class ViewerMiddleware:
    """Sets `request.viewer`; whoever is not known is sent to sign in, whatever the page. Deny by default."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        origin.set(address_of(request))
        if request.path.startswith("/api/"):
            named = "Authorization" in request.headers
            request.viewer = _by_key(request) if named else _by_session(request)  # type: ignore[attr-defined]
            return self.respond(request)
        viewer = _by_session(request)
        request.viewer = viewer or NOBODY  # type: ignore[attr-defined]
        if viewer is None and not request.path.startswith(PUBLIC):
            return HttpResponseRedirect(f"/accounts/login/?{urlencode({'next': request.get_full_path()})}")
        if viewer is not None and viewer.language:
            translation.activate(viewer.language)
            request.LANGUAGE_CODE = translation.get_language()
        return self.respond(request)


def _by_session(request: HttpRequest) -> Viewer | None:
    user = request.user
    if not isinstance(user, Member) or not user.is_active:
        return None
    role = request.session.get("role")
    try:
        return viewer_for(user, role)
    except NotAllowed:
        request.session.pop("role", None)
    try:
        return viewer_for(user)
    except NotAllowed:
        return Viewer(name=user.name, role="nobody", member=user.pk, language=user.language)


def _by_key(request: HttpRequest) -> Viewer | None:
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not secret:
        return None
    key = api_key_by_digest(digest(secret))
    try:
        return viewer_for(key.member, key.role) if key else None
    except NotAllowed:  # the role was taken away from its member
        return None


class PrivacyMiddleware:
    """Nothing that was made for somebody stays in a browser or on the way: after signing out it cannot be read."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.respond(request)
        response.headers["Cache-Control"] = "no-store, private"
        return response


class RespondentMiddleware:
    """The short way for whoever answers a survey: no session, no sign-in, no cookie is looked at or set.

    It takes only views that name no member and check no token of a session; all others go the long way.
    """

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(RESPONDENTS):
            return self.respond(request)
        with translation.override(settings.LANGUAGE_CODE):  # not that of whom this thread served before
            return self._short(request)

    def _short(self, request: HttpRequest) -> HttpResponse:
        try:
            match = resolve(request.path_info)
        except Resolver404:
            return not_found(request)
        if not getattr(match.func, "csrf_exempt", False):
            return self.respond(request)
        origin.set(address_of(request))
        request.resolver_match = match
        request.viewer = NOBODY  # type: ignore[attr-defined]
        try:
            response: HttpResponse = match.func(request, *match.args, **match.kwargs)
        except OyezError as error:
            response = answer(request, error)
        except (BadRequest, SuspiciousOperation):
            response = bad_request(request)
        if not response.streaming:
            response.headers["Content-Length"] = str(len(response.content))
        return wrong_verb(request, response) if response.status_code == 405 else response


class ErrorMiddleware:
    """Our own errors become a page or one JSON shape, with their sentence."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.respond(request)
        return wrong_verb(request, response) if response.status_code == 405 else response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return answer(request, error) if isinstance(error, OyezError) else None
