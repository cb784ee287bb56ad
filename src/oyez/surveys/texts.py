"""The text message that asks: who asks, the short invitation, the link; its ways out are the link and STOP."""

from django.conf import settings

from oyez.company.models import Company
from oyez.kit.models import Outgoing
from oyez.kit.outbox import Mail
from oyez.surveys import doors
from oyez.surveys.core.definition import Definition
from oyez.surveys.core.route import Respondent
from oyez.surveys.core.segments import segments
from oyez.surveys.core.words import Words
from oyez.surveys.models import Invitation
from oyez.surveys.queries import asked_in
from oyez.surveys.rendering import reader

LIKELY = {"person.name": "Maximiliane Mustermann"}  # a name as long as most


def invitation(row: Invitation, company: Company) -> Mail:
    """The first text of an invitation."""
    definition = asked_in(row.version_id)
    return _text(row, company, definition, definition.invite.subject, "survey_invitation")


def reminder(row: Invitation, company: Company) -> Mail:
    """The one that reminds, in words of its own where the survey has them."""
    definition = asked_in(row.version_id)
    words = definition.invite.remind_subject or definition.invite.subject
    return _text(row, company, definition, words, "survey_reminder")


def _text(row: Invitation, company: Company, definition: Definition, words: Words, rule: str) -> Mail:
    by = reader(definition, [row.language], Respondent(given=row.given), str(row.pk))
    said = by.say(words) or by.say(definition.title)
    return Mail(
        rule=rule,
        cause=f"invitation:{row.pk}",
        recipient=row.subject.partition(":")[2],
        audience=Outgoing.Audience.CUSTOMER,
        subject=said,
        text=_put(company.name, said, doors.token_of(row)),
        channel=Outgoing.Channel.SMS,
    )


def _put(company: str, said: str, token: str) -> str:
    who = "" if company.casefold() in said.casefold() else f"{company}: "
    return f"{who}{' '.join(said.split())} {settings.OYEZ_URL}/s/i/{token}/"


def parts(definition: Definition, company: Company) -> dict[str, int]:
    """For each language, in how many parts the text leaves; more than one costs more, and says so in the plan."""
    token = doors.token_of(Invitation(pk=10**9))
    found = {}
    for language in definition.languages:
        by = reader(definition, [language], Respondent(given=LIKELY), "plan")
        said = by.say(definition.invite.subject) or by.say(definition.title)
        found[language] = segments(_put(company.name, said, token))
    return found
