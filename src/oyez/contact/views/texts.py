"""Where the provider posts the text messages that arrive, each form signed with our token."""

import hmac

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from oyez.contact.changes.texted import Text, take
from oyez.kit import sms
from oyez.kit.errors import NotAllowed, NotFound
from oyez.kit.settings import SMS_HOOK

SAY_NOTHING = '<?xml version="1.0" encoding="UTF-8"?><Response/>'  # the provider would text any other answer


@csrf_exempt  # no browser posts here: the secret in the address and the signature are the authorisation
@require_POST
def text(request: HttpRequest, secret: str) -> HttpResponse:
    """Take one text message. A wrong secret gets the answer of a page that does not exist."""
    wanted = SMS_HOOK.text()
    if not wanted or not sms.is_set() or not hmac.compare_digest(wanted.encode(), secret.encode()):
        raise NotFound(_("There is no such page."))
    said = request.POST.dict()
    fields = {name: str(value) for name, value in said.items()}
    given = request.headers.get("X-Twilio-Signature", "")
    if not sms.is_signed(given, settings.OYEZ_URL + request.get_full_path(), fields):
        raise NotAllowed(_("This was not signed by the provider of text messages."))
    take(
        Text(
            name=fields.get("MessageSid", ""),
            sender=fields.get("From", ""),
            body=fields.get("Body", ""),
            stopped=fields.get("OptOutType", "").upper() == "STOP",
        )
    )
    return HttpResponse(SAY_NOTHING, content_type="text/xml")
