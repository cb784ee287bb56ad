"""The mails that cases cause: to their owner, to whoever they are referred to, and to the customer."""

from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from oyez.act import sentences
from oyez.act.core.headlines import headline
from oyez.act.models import Case
from oyez.company.models import Company, Member, Touchpoint, Unit
from oyez.journal.core.scales import scale_of
from oyez.journal.queries import scales
from oyez.kit.clock import now
from oyez.kit.models import Outgoing
from oyez.kit.outbox import Mail, post
from oyez.people.models import Account

QUOTE_LENGTH = 600


@dataclass(frozen=True)
class Notice:
    """What a member is told about a case: once for ever by rule and cause."""

    rule: str
    cause: str
    title: str
    why: str


def tell_owner(case: Case, owner: Member, quote: str, company: Company) -> None:
    """Tell the owner about a new case."""
    with translation.override(owner.language or settings.LANGUAGE_CODE):
        what = headline(quote) or sentences.reason(case)
        why = _("Case %(number)s, opened by %(reason)s.") % {
            "number": case.number,
            "reason": sentences.reason(case),
        }
        _tell(Notice("case_opened", case.number, what, why), case, owner, quote, company)


def tell_referred(
    case: Case, owner: Member, quote: str, company: Company, *, by: str, note: str, cause: str
) -> None:
    """Tell a member that a case was referred to them."""
    with translation.override(owner.language or settings.LANGUAGE_CODE):
        title = _("%(by)s referred case %(number)s to you") % {"by": by, "number": case.number}
        why = note or _("Opened by %(reason)s.") % {"reason": sentences.reason(case)}
        _tell(Notice("case_referred", cause, title, why), case, owner, quote, company)


def _tell(notice: Notice, case: Case, owner: Member, quote: str, company: Company) -> None:
    scale = scale_of(case.score_name, scales()) if case.score_name else None
    context = {
        "company": company,
        "title": notice.title,
        "who": str(case.person),
        "where": _where(case),
        "why": notice.why,
        "due": sentences.clock(case, now(), company.time_zone).until,
        "quote": quote if len(quote) <= QUOTE_LENGTH else quote[: QUOTE_LENGTH - 1].rstrip() + "…",
        "score": sentences.plain(case.score) if case.score is not None else "",
        "maximum": sentences.plain(scale.maximum) if scale else "",
        "action": _("Open the case"),
        "action_url": settings.OYEZ_URL + reverse("act:case", args=[case.number]),
    }
    post(
        Mail(
            rule=notice.rule,
            cause=notice.cause,
            recipient=owner.email,
            audience=Outgoing.Audience.STAFF,
            subject=f"{case.person}: {notice.title}",
            text=render_to_string("mail/case_opened.txt", context),
            html=render_to_string("mail/case_opened.html", context),
        )
    )


def _where(case: Case) -> str:
    """The touchpoint, unit and account of a case by name."""
    names = (
        Touchpoint.objects.filter(key=case.touchpoint).values_list("name", flat=True).first(),
        Unit.objects.filter(key=case.unit).values_list("name", flat=True).first(),
        Account.objects.filter(key=case.account).values_list("name", flat=True).first(),
    )
    return " · ".join(name for name in names if name)


@dataclass(frozen=True)
class Reply:
    """A member's words to the customer of a case."""

    address: str
    text: str
    cause: str
    reply_to: str


def write_to_customer(case: Case, reply: Reply, company: Company) -> None:
    """Send a member's words to the customer, in the customer's language around them."""
    with translation.override(case.person.language or settings.LANGUAGE_CODE):
        subject = _("%(company)s: your feedback (%(number)s)") % {
            "company": company.name,
            "number": case.number,
        }
        context = {"company": company, "subject": subject, "text": reply.text}
        post(
            Mail(
                rule="case_reply",
                cause=reply.cause,
                recipient=reply.address,
                audience=Outgoing.Audience.CUSTOMER,
                subject=subject,
                text=render_to_string("act/mail/reply.txt", context),
                html=render_to_string("act/mail/reply.html", context),
                reply_to=reply.reply_to,
            )
        )
