"""Who was approached, who wants to be left alone, and what is known of their addresses."""

from oyez.contact.models.addresses import Address
from oyez.contact.models.known import OpenCase, Purchase
from oyez.contact.models.ledger import Approach, Held
from oyez.contact.models.planning import Delay, Planned, Preparation
from oyez.contact.models.received import Folder, Received
from oyez.contact.models.rules import RulesVersion
from oyez.contact.models.wishes import Consent, OptOut

__all__ = [
    "Address", "Approach", "Consent", "Delay", "Folder", "Held", "OpenCase", "OptOut", "Planned", "Preparation",
    "Purchase", "Received", "RulesVersion",
]  # fmt: skip
