"""Writes around trying a draft: a test to oneself, and links under which named people may comment on it."""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse

from oyez.company.changes import audit
from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.company.models import Member
from oyez.company.queries import the_company
from oyez.journal.queries import scales
from oyez.kit.clock import from_micros, now, to_micros
from oyez.kit.errors import NotFound, Refused
from oyez.kit.outbox import post
from oyez.surveys.changes.editing import comment
from oyez.surveys.core.reading import definition
from oyez.surveys.mails import trial
from oyez.surveys.models import DraftComment, Survey

DRAFT_SALT = "survey-draft"
DRAFT_DAYS = 14
MOST_COMMENTS = 200  # of one person on one draft: a page without a login has an end


@transaction.atomic
def send_test(viewer: Viewer, row: Survey) -> str:
    """The mail that asks, to whoever tries the draft, leading to the test of it; gives the address it goes to."""
    viewer.needs(Can.PROGRAMME)
    member = Member.objects.filter(pk=viewer.member or 0).first()
    if member is None:
        raise Refused("A test goes to a member's own address, and nobody is signed in here.")
    said = definition(row.draft, scales())
    post(trial(row, said, the_company(), member, f"{row.key}:{row.revision}:{to_micros(now())}"))
    audit(viewer, "send_survey_test", f"survey:{row.key}", after={"revision": row.revision})
    return member.email


@transaction.atomic
def comment_link(viewer: Viewer, row: Survey, name: str) -> str:
    """An address under which one named person may read and comment on the draft for two weeks."""
    viewer.needs(Can.PROGRAMME)
    who = " ".join(name.split())[:120]
    if not who:
        raise Refused("Say who may comment: the name stands beside what is said.")
    until = to_micros(now() + timedelta(days=DRAFT_DAYS))
    token = signing.dumps([row.key, who, until], salt=DRAFT_SALT, compress=True)
    audit(viewer, "invite_to_comment", f"survey:{row.key}", after={"who": who})
    return settings.OYEZ_URL + reverse("surveys:draft", args=[token])


def commenter(token: str) -> tuple[Survey, str]:
    """The survey and the name behind an address that was given to somebody."""
    try:
        key, who, until = signing.loads(token, salt=DRAFT_SALT)
    except (signing.BadSignature, ValueError):
        raise NotFound("This link is not complete. Copy all of it from the message.") from None
    if from_micros(until) < now():
        raise NotFound("This link was good for two weeks, which are over. Ask for a new one.")
    row = Survey.objects.filter(key=key).first()
    if row is None:
        raise NotFound("There is no such survey any more.")
    return row, who


@transaction.atomic
def comment_as(row: Survey, who: str, said: dict[str, str]) -> list[DraftComment]:
    """What a named person says about some questions of a draft, up to a number that nobody needs."""
    before = Survey.objects.select_for_update().get(pk=row.pk).comments.filter(by=who).count()
    if before + len(said) > MOST_COMMENTS:
        raise Refused("That is more than anybody can settle. Thank you; please write to us for the rest.")
    return [comment(row, question, text, who) for question, text in said.items()]


@transaction.atomic
def settle(viewer: Viewer, survey: str, number: int) -> None:
    """A comment that was heard; it stays readable."""
    viewer.needs(Can.PROGRAMME)
    row = DraftComment.objects.filter(pk=number, survey__key=survey).first()
    if row is None:
        raise NotFound("There is no such comment.")
    row.settled_at = row.settled_at or now()
    row.save(update_fields=["settled_at"])
    audit(viewer, "settle_comment", f"survey:{survey}", after={"comment": number})
