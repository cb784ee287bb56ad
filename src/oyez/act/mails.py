"""The mails that cases cause: to their owner, to whoever they are referred to, and to the customer."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from oyez.act import sentences
from oyez.act.core.headlines import headline
from oyez.act.models import Case
from oyez.company.models import Company, Member, Touchpoint, Unit
from oyez.journal.core.scales import Scale, scale_of
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
    subject: str
    title: str
    why: str


@dataclass(frozen=True)
class Referral:
    """Who referred a case, and what they say to it."""

    by: str
    note: str
    cause: str


@dataclass(frozen=True)
class Reply:
    """A member's words to the customer of a case."""

    address: str
    text: str
    cause: str
    reply_to: str


def address_of(case: Case) -> str:
    """Where a case is looked at. The worker writes it by hand: loading all pages for it would cost it seconds."""
    return f"{settings.OYEZ_URL}/cases/{case.number}/"


class Mailroom:
    """Writes mails into the outbox; what it looked up once it remembers, so one lasts for one batch."""

    def __init__(self, company: Company) -> None:
        self.company = company
        self._names: dict[tuple[str, str | None], str] = {}

    @cached_property
    def _scales(self) -> dict[str, Scale]:
        return scales()

    def tell_owner(self, case: Case, owner: Member, quote: str) -> None:
        """Tell the owner about a new case."""
        with translation.override(owner.language or settings.LANGUAGE_CODE):
            opened_by = sentences.reason(case)
            title = _("A case for you: %(reason)s") % {"reason": opened_by}
            why = _("Case %(number)s is on your desk.") % {"number": case.number}
            notice = Notice("case_opened", case.number, headline(quote) or opened_by, title, why)
            self._tell(notice, case, owner, quote)

    def tell_referred(self, case: Case, owner: Member, quote: str, referral: Referral) -> None:
        """Tell a member that a case was referred to them."""
        with translation.override(owner.language or settings.LANGUAGE_CODE):
            title = _("%(by)s referred case %(number)s to you") % {"by": referral.by, "number": case.number}
            why = referral.note or _("Case %(number)s: %(reason)s.") % {
                "number": case.number,
                "reason": sentences.opened(case),
            }
            self._tell(Notice("case_referred", referral.cause, title, title, why), case, owner, quote)

    def tell_reopened(self, case: Case, owner: Member, quote: str, cause: str) -> None:
        """Tell the owner that the customer says it is not solved."""
        with translation.override(owner.language or settings.LANGUAGE_CODE):
            title = _("%(who)s says that it is not solved") % {"who": case.person}
            why = _("Case %(number)s is open again, on your desk.") % {"number": case.number}
            self._tell(
                Notice("case_reopened", cause, headline(quote) or title, title, why), case, owner, quote
            )

    def write_to_customer(self, case: Case, reply: Reply) -> None:
        """Send a member's words to the customer, in the customer's language around them."""
        with translation.override(case.person.language or settings.LANGUAGE_CODE):
            subject = _("%(company)s: your feedback (%(number)s)") % {
                "company": self.company.name,
                "number": case.number,
            }
            context = {"company": self.company, "subject": subject, "text": reply.text}
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

    def _tell(self, notice: Notice, case: Case, owner: Member, quote: str) -> None:
        context = self._context(notice, case, quote)
        post(
            Mail(
                rule=notice.rule,
                cause=notice.cause,
                recipient=owner.email,
                audience=Outgoing.Audience.STAFF,
                subject=f"{case.person}: {notice.subject}",
                text=render_to_string("mail/case_opened.txt", context),
                html=render_to_string("mail/case_opened.html", context),
            )
        )

    def _context(self, notice: Notice, case: Case, quote: str) -> dict[str, Any]:
        scale = scale_of(case.score_name, self._scales) if case.score_name else None
        return {
            "company": self.company,
            "title": notice.title,
            "who": str(case.person),
            "where": self._where(case),
            "why": notice.why,
            "due": sentences.clock(case, now(), self.company.time_zone).until,
            "quote": quote if len(quote) <= QUOTE_LENGTH else quote[: QUOTE_LENGTH - 1].rstrip() + "…",
            "score": sentences.plain(case.score) if case.score is not None else "",
            "maximum": sentences.plain(scale.maximum) if scale else "",
            "action": _("Open the case"),
            "action_url": address_of(case),
        }

    def _where(self, case: Case) -> str:
        """The touchpoint, unit and account of a case by name."""
        names = (
            self._name("touchpoint", case.touchpoint),
            self._name("unit", case.unit),
            self._name("account", case.account),
        )
        return " · ".join(name for name in names if name)

    def _name(self, sort: str, key: str | None) -> str:
        if (sort, key) not in self._names:
            table = {"touchpoint": Touchpoint, "unit": Unit, "account": Account}[sort]
            rows = table._default_manager.filter(key=key)
            self._names[sort, key] = rows.values_list("name", flat=True).first() or "" if key else ""
        return self._names[sort, key]
