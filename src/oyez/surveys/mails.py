"""The mail that asks: the first question inside it, HTML and text, with its ways out in headers and in words."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from oyez.company.models import Company, Member
from oyez.kit.models import Outgoing
from oyez.kit.outbox import Mail
from oyez.surveys import doors
from oyez.surveys.core.contrast import accents
from oyez.surveys.core.definition import Definition
from oyez.surveys.core.kinds import kind_of
from oyez.surveys.core.lint.seconds import longest_seconds, longest_way
from oyez.surveys.core.route import Respondent
from oyez.surveys.core.words import Words
from oyez.surveys.models import Invitation, Survey
from oyez.surveys.queries import asked_in
from oyez.surveys.rendering import Asked, Reader, asked, reader

ACCENT = "#2a43b3"


@dataclass(frozen=True)
class Texts:
    """What is said around the first question."""

    subject: Words
    text: Words


def invitation(row: Invitation, company: Company) -> Mail:
    """The first mail of an invitation."""
    definition = asked_in(row.version_id)
    said = definition.invite
    return _mail(row, company, definition, Texts(said.subject, said.text), "survey_invitation")


def reminder(row: Invitation, company: Company) -> Mail:
    """The one that reminds, in words of its own where the survey has them."""
    definition = asked_in(row.version_id)
    said = definition.invite
    texts = Texts(said.remind_subject or said.subject, said.remind_text or said.text)
    return _mail(row, company, definition, texts, "survey_reminder")


def _mail(row: Invitation, company: Company, definition: Definition, texts: Texts, rule: str) -> Mail:
    who = Respondent(given=row.given)
    by = reader(definition, [row.language], who, str(row.pk))
    home = f"{settings.OYEZ_URL}/s/i/{doors.token_of(row)}/"
    context = _context(definition, by, who, company, home) | {"text": by.say(texts.text)}
    subject = by.say(texts.subject) or by.say(definition.title)
    return Mail(
        rule=rule,
        cause=f"invitation:{row.pk}",
        recipient=row.subject.partition(":")[2],
        audience=Outgoing.Audience.CUSTOMER,
        subject=subject,
        text=render_to_string("surveys/mail/invitation.txt", context),
        html=render_to_string("surveys/mail/invitation.html", context),
        sender=definition.invite.sender or company.name,
        headers=headers(home),
    )


def trial(row: Survey, definition: Definition, company: Company, member: Member, cause: str) -> Mail:
    """The first mail as a member gets it to try a draft: it leads to the test, and has no ways out to press."""
    who = Respondent(given={"person.name": member.name})
    by = reader(definition, [member.language], who, "test")
    home = f"{settings.OYEZ_URL}/s/test/{doors.test_token(row)}/"
    context = _context(definition, by, who, company, home)
    context |= {"text": by.say(definition.invite.text), "is_test": True, "test": by.phrase("test")}
    return Mail(
        rule="survey_test",
        cause=cause,
        recipient=member.email,
        audience=Outgoing.Audience.STAFF,
        subject=by.say(definition.invite.subject) or by.say(definition.title),
        text=render_to_string("surveys/mail/invitation.txt", context),
        html=render_to_string("surveys/mail/invitation.html", context),
        sender=definition.invite.sender or company.name,
    )


def headers(home: str) -> dict[str, str]:
    """One-click unsubscribing by RFC 8058, and what keeps well-behaved machines from answering."""
    return {
        "List-Unsubscribe": f"<{home}one-click/>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "List-ID": f"surveys <surveys.{settings.OYEZ_MAIL_DOMAIN}>",
        "Precedence": "bulk",
        "X-Auto-Response-Suppress": "All",
    }


def _context(
    definition: Definition, by: Reader, who: Respondent, company: Company, home: str
) -> dict[str, Any]:
    first = definition.pages[0][0] if definition.pages else None
    shown: Asked | None = asked((first,), who, by)[0] if first else None
    kind = kind_of(first) if first else None
    colour = accents(definition.look.colour or ACCENT)
    name = str(who.given.get("person.name", ""))
    return {
        "by": by,
        "company": company.name,
        "greeting": by.phrase("dear", name=name) if name else by.phrase("hello"),
        "question": shown,
        "taps": shown is not None and kind is not None and kind.is_scored and len(shown.points) <= 11,
        "choices": shown is not None and kind is not None and kind.name == "single",
        "home": home,
        "accent": colour["day"],
        "accent_ink": colour["day_ink"],
        "length": length(definition, by),
        "mode": by.phrase(definition.mode, k=company.k),
        "stop": by.phrase("stop"),
        "wrong": by.phrase("wrong"),
        "open": by.phrase("open"),
        "about": by.phrase("about"),
    }


def length(definition: Definition, by: Reader) -> str:
    """How many questions at most, and how long that takes: never less than the lint estimates (METHOD 10, L02)."""
    questions = len(longest_way(definition, by.language))
    seconds = longest_seconds(definition, by.language)
    rounded = max(10, -(-int(seconds) // 10) * 10)
    if questions <= 1:
        return by.phrase("one_question", seconds=rounded)
    return by.phrase("minutes", questions=questions, seconds=rounded)
