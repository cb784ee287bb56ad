"""Who stands at a survey's door: an invitation's token, a survey's address, a test."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from django.conf import settings
from django.core import signing

from oyez.journal.queries import scales
from oyez.kit.clock import wall
from oyez.kit.errors import NotFound
from oyez.surveys.core import tokens
from oyez.surveys.core.definition import Definition
from oyez.surveys.core.reading import definition
from oyez.surveys.models import Invitation, Response, Survey, Version
from oyez.surveys.queries import asked_in

INVITED, STARTED = "invitation", "response"
TEST_SALT = "survey-test"
TEST_SECONDS = 7 * 24 * 3600
MOST_FIELD = 120
KEPT = 64
TEXTS = ("text", "survey__draft", "survey__undo", "survey__redo", "survey__original", "survey__losses")


@cache
def secret() -> bytes:
    return settings.SECRET_KEY.encode()


@dataclass(frozen=True)
class Door:
    """A survey as it is asked of whoever came this way."""

    survey: Survey
    version: Version
    definition: Definition
    invitation: Invitation | None = None
    given: Mapping[str, Any] = field(default_factory=dict)


def token_of(invitation: Invitation) -> str:
    """What the address in a mail ends with."""
    return tokens.of_number(secret(), INVITED, invitation.pk)


def fresh_name() -> str:
    """A name for a response that is about to begin; only names that we made are taken back."""
    return tokens.fresh(secret(), STARTED)


def is_name(name: str) -> bool:
    return tokens.is_ours(secret(), STARTED, name)


def invitation_of(token: str) -> Invitation:
    """The invitation behind a token."""
    number = tokens.number_of(secret(), INVITED, token)
    row = (
        Invitation.objects.select_related("version__survey")
        .defer(*(f"version__{name}" for name in TEXTS))
        .filter(pk=number)
        .first()
        if number is not None
        else None
    )
    if row is None:
        raise NotFound("This link is not complete. Copy all of it from the mail.")
    return row


def invited(token: str) -> Door:
    row = invitation_of(token)
    return Door(row.version.survey, row.version, asked_in(row.version_id), row, row.given)


def public(key: str, query: Mapping[str, str]) -> Door:
    """A survey that anybody may answer; its link may bring along the fields that the survey names."""
    version = _published(key, int(wall().timestamp()))
    if version is None:
        raise NotFound("There is no survey at this address.")
    asked = asked_in(version.pk)
    given = {
        f"field.{name}": query[name].replace("\x00", "")[:MOST_FIELD]
        for name in asked.fields
        if query.get(name)
    }
    return Door(version.survey, version, asked, given=given)


@lru_cache(KEPT)
def _published(key: str, second: int) -> Version | None:
    """The version that anybody may answer, read once a second: a pause holds from the next one on."""
    published = Version.objects.filter(survey__key=key, survey__is_open=True).select_related("survey")
    return published.defer(*TEXTS).order_by("-number").first()


def of_response(response: Response) -> Door:
    version = response.version
    return Door(version.survey, version, asked_in(version.pk), response.invitation, response.given)


def test_token(survey: Survey) -> str:
    """An address at which the draft, as it is now, can be tried; what is answered there is told nowhere."""
    return signing.dumps([survey.key, survey.revision], salt=TEST_SALT, compress=True)


def tested(token: str) -> tuple[Survey, Definition]:
    """The draft behind a test's address."""
    try:
        key, _revision = signing.loads(token, salt=TEST_SALT, max_age=TEST_SECONDS)
    except (signing.BadSignature, ValueError):
        raise NotFound("This test link is not complete, or older than a week.") from None
    survey = Survey.objects.filter(key=key).first()
    if survey is None:
        raise NotFound("There is no survey at this address.")
    return survey, definition(survey.draft, scales())
