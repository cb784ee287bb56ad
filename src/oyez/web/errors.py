"""One shape for errors: a page for people, `{"error": {"code", "message"}}` for programs."""

import sys

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from oyez.kit.disk import is_full
from oyez.kit.errors import OyezError


def answer(request: HttpRequest, error: OyezError) -> HttpResponse:
    """The response to one of our errors."""
    return respond(request, error.status, error.code, str(error))


def respond(request: HttpRequest, status: int, code: str, message: str) -> HttpResponse:
    if request.path.startswith("/api/") or request.headers.get("Accept") == "application/json":
        return JsonResponse({"error": {"code": code, "message": message}}, status=status)
    return render(request, "error.html", {"status": status, "message": message}, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return respond(request, 400, "bad_request", _("This request could not be understood."))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return respond(request, 403, "not_allowed", _("This is not open to you."))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return respond(request, 404, "not_found", _("There is nothing here, or it is not yours to see."))


def wrong_verb(request: HttpRequest, plain: HttpResponse) -> HttpResponse:
    """This address answers to other verbs than the one it was asked with: a sentence for Django's plain answer."""
    allowed = ", ".join(sorted(plain.headers["Allow"].split(", ")))
    message = _("This address answers to %(allowed)s only.") % {"allowed": allowed}
    response = respond(request, 405, "wrong_verb", message)
    response.headers["Allow"] = allowed
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    if is_full(sys.exc_info()[1]):
        message = _("The disk is full. Nothing you entered was half saved; free some space and try again.")
        return respond(request, 503, "unavailable", message)
    message = _("Something went wrong on our side. Nothing you entered was half saved; try again.")
    return respond(request, 500, "error", message)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    message = _("This form was open too long or came from elsewhere. Go back, reload it and send it again.")
    return respond(request, 403, "csrf", message)
