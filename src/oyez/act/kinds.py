"""What an interaction is called, by its kind: on a case as on a timeline."""

from typing import Any

from django.utils.translation import gettext_lazy

TITLES: dict[str, Any] = {
    "response": gettext_lazy("Answered a survey"),
    "review": gettext_lazy("Wrote a review"),
    "post": gettext_lazy("Wrote about us in public"),
    "order": gettext_lazy("Ordered"),
    "delivery": gettext_lazy("Delivered"),
    "promise_kept": gettext_lazy("Promise kept"),
    "fitting": gettext_lazy("Fitting"),
    "service_visit": gettext_lazy("Service visit"),
    "visit": gettext_lazy("Visit"),
    "web_visit": gettext_lazy("Looked at a page"),
    "login": gettext_lazy("Registered in the portal"),
    "appointment": gettext_lazy("Asked for an appointment"),
    "ticket": gettext_lazy("Opened a ticket"),
    "ticket_closed": gettext_lazy("Ticket solved"),
    "suggestion": gettext_lazy("Made a suggestion"),
    "quote": gettext_lazy("Quote sent"),
    "invoice": gettext_lazy("Invoice sent"),
    "payment": gettext_lazy("Paid"),
    "invitation": gettext_lazy("Was asked to answer"),
    "reminder": gettext_lazy("Was reminded"),
    "bounce": gettext_lazy("Our mail did not arrive"),
    "auto_reply": gettext_lazy("Answered automatically"),
    "opt_out": gettext_lazy("Wants to be left alone"),
    "opt_in": gettext_lazy("May be asked again"),
    "not_me": gettext_lazy("Says it was somebody else"),
    "observation": gettext_lazy("Was observed"),
    "renewal": gettext_lazy("Contract came up for renewal"),
    "note": gettext_lazy("Note"),
    "case_opened": gettext_lazy("Case opened"),
    "case_closed": gettext_lazy("Case closed"),
    "call": gettext_lazy("Called"),
    "message": gettext_lazy("Wrote to us"),
    "mail": gettext_lazy("Wrote to us"),
    "chat": gettext_lazy("Wrote to us"),
    "contact_request": gettext_lazy("Asked to be contacted"),
    "complaint": gettext_lazy("Complained"),
    "promise": gettext_lazy("Promised"),
}


OURS: dict[str, Any] = {
    "call": gettext_lazy("We called"),
    "message": gettext_lazy("We wrote"),
    "mail": gettext_lazy("We wrote"),
    "chat": gettext_lazy("We wrote"),
}


def named(kind: str, direction: str = "in") -> str:
    """What happened, in a few words; a company's own kind as it is written, without underscores."""
    known = OURS.get(kind) if direction == "out" else None
    known = known or TITLES.get(kind)
    return str(known) if known else kind.replace("_", " ").capitalize()
