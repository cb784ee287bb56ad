"""Text messages through Twilio's Messages API: one request for each, a clear answer or none."""

import base64
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

import requests

from oyez.kit.errors import Refused, Unavailable
from oyez.kit.reached import TROUBLE, never_connected
from oyez.kit.settings import SMS_URL

API = "https://api.twilio.com"
SECONDS = (5, 20)  # to connect, and to answer


class Unclear(Exception):
    """The request was on its way and no usable answer came: whether the message left, nobody can say."""


@dataclass(frozen=True)
class Line:
    """An account at the provider, and whom its messages come from."""

    sid: str
    token: str
    sender: str
    api: str = API

    @property
    def address(self) -> str:
        return f"{self.api}/2010-04-01/Accounts/{self.sid}/Messages.json"


def line() -> Line:
    """The way out that this installation was told."""
    url = SMS_URL.text()
    if not url:
        raise Unavailable("Text messages have no way out: no provider is set (OYEZ_SMS_URL).")
    SMS_URL.check()
    parts = urlsplit(url)
    said = parse_qs(parts.query)
    return Line(
        sid=unquote(parts.username or ""),
        token=unquote(parts.password or ""),
        sender=unquote(parts.netloc.rpartition("@")[2]),  # not `hostname`, which would lose capital letters
        api=said.get("api", [API])[0].rstrip("/"),
    )


def is_set() -> bool:
    """Whether text messages can leave at all."""
    return bool(SMS_URL.text())


def send(way: Line, to: str, text: str) -> str:
    """Hand over one message; the provider's name for it. Refused by a clear answer, or `Unclear`."""
    said = {"To": to, "Body": text}
    said["MessagingServiceSid" if way.sender.startswith("MG") else "From"] = way.sender
    try:
        answer = requests.post(
            way.address, data=said, auth=(way.sid, way.token), timeout=SECONDS, allow_redirects=False
        )
    except requests.RequestException as error:
        if never_connected(error):
            raise Unavailable("The provider of text messages cannot be reached.") from error
        raise Unclear(type(error).__name__) from error
    return _name(answer)


def _name(answer: requests.Response) -> str:
    if answer.status_code >= TROUBLE:
        raise Unclear(f"The provider answered {answer.status_code}.")
    said = _json(answer)
    if not answer.ok or answer.is_redirect:
        why = str(said.get("message", "")) or "no reason"
        raise Refused(f"The provider refused it with {answer.status_code} {said.get('code', '')}: {why}")
    return str(said.get("sid", ""))


def _json(answer: requests.Response) -> dict[str, object]:
    try:
        said = answer.json()
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def signature(token: str, url: str, fields: Mapping[str, str]) -> str:
    """What the provider signs a form with: the address, then every field's name and value in order of the names."""
    said = url + "".join(name + fields[name] for name in sorted(fields))
    return base64.b64encode(hmac.digest(token.encode(), said.encode(), "sha1")).decode()


def is_signed(given: str, url: str, fields: Mapping[str, str]) -> bool:
    """Whether a form was signed with our token, so that it comes from the provider and nobody else."""
    return hmac.compare_digest(given.encode(), signature(line().token, url, fields).encode())
