"""Waves in words: states, reasons, rates, and what the dry run says."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from oyez.contact.core.decisions import Decisions
from oyez.contact.core.eligible import Code
from oyez.kit.charts import numerals
from oyez.surveys.core.response.frame import OTHERS

STATES: dict[str, tuple[Any, str]] = {
    "planned": (lazy("planned"), ""),
    "sending": (lazy("sending"), "accent"),
    "paused": (lazy("paused"), "wait"),
    "open": (lazy("open for answers"), "good"),
    "closed": (lazy("closed"), ""),
}
HELD: dict[str, Any] = {
    "already_asked": lazy("asked in this wave already"),
    "opted_out": lazy("opted out"),
    "no_lawful_basis": lazy("no lawful basis"),
    "no_address": lazy("no address"),
    "undeliverable": lazy("undeliverable"),
    "open_case": lazy("open case"),
    "delayed": lazy("delayed by the account manager"),
    "regular_buyer_exempt": lazy("regular buyers"),
    "key_customer": lazy("key customers"),
    "recontacted": lazy("asked about this case already"),
    "not_invited": lazy("not invited"),
    "answered": lazy("answered"),
    "reminded": lazy("reminded already"),
    "too_soon": lazy("too soon to remind"),
    "quarantine_any": lazy("rest period"),
    "quarantine_kind": lazy("rest period of this kind"),
    "annual_cap": lazy("yearly cap"),
    "outranked": lazy("something more important is due"),
    "account_cap": lazy("account cap"),
    "sampled_out": lazy("not drawn"),
    "": lazy("the wave ended before"),
}
WHY: dict[str, Any] = {
    "opted_out": lazy("They asked to be left alone."),
    "no_lawful_basis": lazy("No consent, or not a customer, in a country where that is needed."),
    "no_address": lazy("Nothing to write to."),
    "undeliverable": lazy("Mail came back from the address."),
    "open_case": lazy("They wait for us to solve something."),
    "delayed": lazy("The account manager asked to wait, with a reason."),
    "regular_buyer_exempt": lazy("They buy too often to be asked about every purchase."),
    "key_customer": lazy("They are asked personally, never drawn."),
    "quarantine_any": lazy("They were approached lately, by whichever survey or channel."),
    "quarantine_kind": lazy("They had a survey of this kind lately."),
    "annual_cap": lazy("They were asked as often as a year allows."),
    "outranked": lazy("A survey that matters more to them is due."),
    "account_cap": lazy("Enough colleagues of theirs are being asked."),
    "sampled_out": lazy("The draw left them out; the same people each time it is looked at."),
}
VARIABLES: dict[str, Any] = {
    "tier": lazy("Tier"),
    "language": lazy("Language"),
    "country": lazy("Country"),
    "tenure": lazy("Customer for"),
}
TENURES: dict[str, Any] = {
    "under_a_year": lazy("under a year"),
    "one_to_three": lazy("one to three years"),
    "over_three": lazy("over three years"),
}


def reason(code: str) -> str:
    """Why somebody was held back, as a noun."""
    return str(HELD.get(code, code.replace("_", " ")))


def held(counts: Mapping[str, int], total: int) -> str:
    """Such as `1,204 of 5,000 held back: 611 rest period, 302 regular buyers, …`; the most frequent first."""
    kept = {code: n for code, n in counts.items() if n and code != Code.send.name}
    words = {"total": numerals.number(total), "held": numerals.number(sum(kept.values()))}
    if not kept:
        return _("None of %(total)s held back.") % words
    said = ", ".join(f"{numerals.number(n)} {reason(code)}" for code, n in by_size(kept))
    return _("%(held)s of %(total)s held back: %(reasons)s.") % {**words, "reasons": said}


def by_size(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """The most frequent first."""
    return sorted(counts.items(), key=lambda one: (-one[1], one[0]))


def foreseen(decisions: Decisions) -> str:
    """The dry run in a sentence."""
    return held(decisions.counts(), len(decisions))


def group(variable: str, name: str) -> str:
    """What a group of the frame is called."""
    if name == OTHERS:
        return _("All others")
    if not name:
        return _("not known")
    return str(TENURES.get(name, name)) if variable == "tenure" else name
