"""What somebody is about to be asked, as the contact rules see it: they never learn what a survey is."""

import msgspec

from oyez.contact.core.policy import KINDS, PURPOSES, Kind, Purpose
from oyez.kit.errors import Refused

ADDRESSES = {"email": "email", "sms": "phone", "phone": "phone"}


class Asking(msgspec.Struct, frozen=True, kw_only=True):
    """One survey or campaign in one wave. `rate` is the share of persons drawn, from 0 to 1.

    A recontact's `key` is the number of its case; a reminder has the key and wave of its invitation.
    """

    kind: Kind
    key: str
    purpose: Purpose
    wave: str = ""
    channel: str = "email"
    rate: float = 1.0
    about_the_seller: bool = False

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise Refused(f"“{self.kind}” is not a kind of approach: {', '.join(KINDS)}.")
        if self.purpose not in PURPOSES:
            raise Refused(f"“{self.purpose}” is not a purpose: {', '.join(PURPOSES)}.")
        if not self.key or not 0 <= self.rate <= 1:
            raise Refused("An approach needs a key, and a rate from 0 to 1.")

    @property
    def draw(self) -> str:
        """What a sample is drawn under, so that surveys and waves draw independently."""
        return f"{self.key}-{self.wave}" if self.wave else self.key

    @property
    def address_prefix(self) -> str:
        """What an address begins with; a text message finds nobody without the code of the country."""
        return "+" if self.channel == "sms" else ""

    @property
    def address_kind(self) -> str:
        """The kind of identifier that is written to; empty where no address is needed."""
        return ADDRESSES.get(self.channel, "")
