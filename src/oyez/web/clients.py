"""From where a request comes: what limits count by, and what the audit trail writes down."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The client's address: what the outermost trusted proxy saw, else who is at the other end of the line.

    Each proxy adds on the right whom it heard from, so what stands further to the left may be forged.
    """
    heard = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    if 0 < settings.OYEZ_PROXIES <= len(heard):
        try:
            return str(ip_address(heard[-settings.OYEZ_PROXIES]))
        except ValueError:
            pass  # not what a proxy writes: whoever is at the other end sent it
    return str(request.META.get("REMOTE_ADDR", ""))
