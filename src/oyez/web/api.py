"""`/api/v1/`: the routers of the rooms, one error shape, keys or the session of a signed-in member."""

from importlib import import_module

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.utils import check_csrf

from oyez import __version__
from oyez.company.core.scope import Viewer
from oyez.kit.errors import OyezError
from oyez.web import errors

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def known(request: HttpRequest) -> Viewer | None:
    """The viewer behind a key or a session; nobody else gets an answer.

    A browser sends its session by itself, so a write by session needs the CSRF token as any form does.
    """
    by_session = "Authorization" not in request.headers
    if by_session and request.method not in SAFE and check_csrf(request) is not None:
        return None
    return getattr(request, "viewer", None)


api = NinjaAPI(title="Oyez", version=__version__, auth=known, docs_url=None, urls_namespace="api")


@api.exception_handler(OyezError)
def _ours(request: HttpRequest, error: OyezError) -> HttpResponse:
    return errors.answer(request, error)


@api.exception_handler(AuthenticationError)
def _unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    if "Authorization" in request.headers:
        message = _("This key is not known, or was revoked.")
    elif getattr(request, "viewer", None) is not None:
        message = _("A write by session needs the CSRF token in X-CSRFToken, as any form does.")
    else:
        message = _("Send a key as Authorization: Bearer …, or sign in.")
    return errors.respond(request, 401, "not_known", message)


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return errors.not_found(request)


@api.exception_handler(HttpError)
def _other(request: HttpRequest, error: HttpError) -> HttpResponse:
    return errors.respond(request, error.status_code, "bad_request", str(error))


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    problems = "; ".join(f"{'.'.join(map(str, item['loc'][1:]))}: {item['msg']}" for item in error.errors)
    return errors.respond(request, 422, "refused", problems)


for room in ("measure", "act", "surveys", "contact", "share", "company"):
    api.add_router("", import_module(f"oyez.{room}.api").router)
