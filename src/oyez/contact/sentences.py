"""Why somebody was or was not asked, in words."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oyez.contact.core.eligible import Code
from oyez.contact.core.moments import date_of

KINDS = {
    "transaction": gettext_lazy("a survey about a transaction"),
    "relationship": gettext_lazy("a relationship survey"),
    "study": gettext_lazy("a study"),
    "recontact": gettext_lazy("the question whether a case was solved"),
    "marketing": gettext_lazy("a marketing mail"),
    "reminder": gettext_lazy("a reminder"),
}

REASONS = {
    Code.send: gettext_lazy("may be asked"),
    Code.already_asked: gettext_lazy("was asked in this wave already"),
    Code.opted_out: gettext_lazy("wants no more of this"),
    Code.no_lawful_basis: gettext_lazy("there is no lawful basis: no consent, or not a customer"),
    Code.no_address: gettext_lazy("there is no address"),
    Code.undeliverable: gettext_lazy("the address takes no mail"),
    Code.open_case: gettext_lazy("a case is open and waits for us"),
    Code.delayed: gettext_lazy("the account manager asked to wait until %(day)s"),
    Code.regular_buyer_exempt: gettext_lazy("buys regularly and is not asked about single purchases"),
    Code.key_customer: gettext_lazy("key customers are kept out of random samples"),
    Code.recontacted: gettext_lazy("was asked about this case already"),
    Code.not_invited: gettext_lazy("was not invited"),
    Code.answered: gettext_lazy("answered"),
    Code.reminded: gettext_lazy("was reminded as often as the rules allow"),
    Code.too_soon: gettext_lazy("a reminder may come from %(day)s on"),
    Code.quarantine_any: gettext_lazy("was approached lately and rests until %(day)s"),
    Code.quarantine_kind: gettext_lazy("had a survey of this kind and rests from those until %(day)s"),
    Code.annual_cap: gettext_lazy("was asked %(count)s times within a year"),
    Code.outranked: gettext_lazy("something more important is due on %(day)s"),
    Code.account_cap: gettext_lazy("enough persons of the account are being asked"),
    Code.sampled_out: gettext_lazy("was not drawn for the sample"),
}
WITH_DAY = {Code.delayed, Code.too_soon, Code.quarantine_any, Code.quarantine_kind, Code.outranked}


def reason(code: Code, detail: int) -> str:
    """Why, with the day or the count that explains it."""
    said = str(REASONS[code])
    if code in WITH_DAY:
        return said % {"day": date_format(date_of(detail), "j F Y")}
    return said % {"count": detail} if code == Code.annual_cap else said


def kind_words(kind: str) -> str:
    """What somebody was asked, as part of a sentence."""
    return str(KINDS.get(kind, kind))


def asked(kind: str, key: str, channel: str) -> str:
    """A line about an approach."""
    words = {"what": kind_words(kind), "key": key, "channel": channel}
    if channel:
        return _("Received %(what)s (%(key)s) by %(channel)s.") % words
    return _("Received %(what)s (%(key)s).") % words


def not_asked(kind: str, key: str, code: Code, detail: int) -> str:
    """A line about somebody who was left alone."""
    words = {"what": kind_words(kind), "key": key, "why": reason(code, detail)}
    return _("Not sent %(what)s (%(key)s): %(why)s.") % words
