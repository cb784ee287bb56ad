"""Where a mail provider posts the mails that arrive: raw (RFC 5322), or as one field of a form."""

import hmac

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from oyez.contact.changes.fetching import take_or_keep
from oyez.kit.errors import NotFound, Refused
from oyez.kit.imap import LARGEST, Message
from oyez.kit.settings import MAIL_HOOK

RAW = ("message/rfc822", "application/octet-stream", "text/plain")
FIELDS = ("email", "body-mime")  # as SendGrid and Mailgun name it


@csrf_exempt  # no browser posts here: the secret in the address is the authorisation
@require_POST
def mail(request: HttpRequest, secret: str) -> HttpResponse:
    """Take one mail. A wrong secret gets the answer of a page that does not exist."""
    wanted = MAIL_HOOK.text()
    if not wanted or not hmac.compare_digest(wanted.encode(), secret.encode()):
        raise NotFound(_("There is no such page."))
    raw = _posted(request)
    if not raw.strip():
        raise Refused(_("A mail is posted as message/rfc822, or in the field email or body-mime."))
    outcome = take_or_keep(Message(0, raw, len(raw)))
    return JsonResponse({"kind": outcome.kind, "state": outcome.state, "known": outcome.known})


def _posted(request: HttpRequest) -> bytes:
    try:
        if (request.content_type or "") in RAW:
            return _bounded(request.read(LARGEST + 1))
        for field in FIELDS:
            file = request.FILES.get(field)
            if isinstance(file, UploadedFile):
                return _bounded(file.read(LARGEST + 1))
            if text := request.POST.get(field):
                return _bounded(text.encode("utf-8", "replace"))
    except RequestDataTooBig:
        raise Refused(_("This mail is larger than what is taken here.")) from None
    return b""


def _bounded(raw: bytes) -> bytes:
    if len(raw) > LARGEST:
        raise Refused(_("This mail is larger than what is taken here."))
    return raw
