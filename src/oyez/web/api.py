"""`/api/v1/`: the routers of the rooms, one error shape, keys or the session of a signed-in member."""

from importlib import import_module

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.utils import check_csrf

from oyez import __version__
from oyez.company.core.scope import Viewer
from oyez.kit.errors import OyezError

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
    return JsonResponse({"error": {"code": error.code, "message": str(error)}}, status=error.status)


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    problems = "; ".join(f"{'.'.join(map(str, item['loc'][1:]))}: {item['msg']}" for item in error.errors)
    return JsonResponse({"error": {"code": "refused", "message": problems}}, status=422)


for room in ("measure", "act", "share", "company"):
    api.add_router("", import_module(f"oyez.{room}.api").router)
