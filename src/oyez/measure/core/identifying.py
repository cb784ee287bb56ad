"""Which attributes of an interaction may tell who a person is, by their names and by what their values look like.

Decided with suspicion: what looks like a name, a way to reach somebody, a place or free text stays at home; what
numbers things (an order, a questionnaire) is replaced by a pseudonym, which still tells which rows belong together.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

LONGEST = 80
FEW = 20
SHARED = 5  # rows that have a value of words, on average, before it goes along as it is
PARTS = re.compile(r"[^A-Za-z0-9]+|(?<=[a-z])(?=[A-Z])")
PERSONAL = frozenset(
    ("achternaam", "address", "adres", "adresse", "anschrift", "apellido", "apellidos", "author", "avatar",
     "benutzername", "bic", "birth", "birthdate", "birthday", "card", "cognome", "comment", "comments",
     "correo", "courriel", "direccion", "dob", "email", "fax", "firstname", "forename", "geburtsdatum",
     "geo", "handle", "house", "iban", "imie", "indirizzo", "ip", "kundenname", "lastname", "lat",
     "latitude", "link", "lng", "login", "lon", "longitude", "mail", "message", "mobile", "nachname",
     "nazwisko", "nickname", "nombre", "note", "notes", "passport", "phone", "photo", "plate", "plz",
     "postal", "postcode", "prenom", "remark", "remarks", "reviewer", "rue", "signature", "ssn", "strasse",
     "street", "surname", "tax", "tel", "telefon", "telefono", "telephone", "text", "url", "user",
     "username", "verbatim", "voornaam", "vorname", "zip", "zipcode")
)  # fmt: skip
WHOSE = frozenset(
    ("agent", "client", "contact", "customer", "employee", "family", "first", "full", "given", "guest", "last",
     "owner", "patient", "person", "respondent", "user")
)  # fmt: skip
NUMBERING = frozenset(
    ("booking", "case", "contract", "conversation", "guid", "id", "ids", "invoice", "key", "no", "nr", "number",
     "order", "parcel", "ref", "reference", "response", "serial", "session", "shipment", "thread", "ticket",
     "token", "tracking", "uuid", "vin")
)  # fmt: skip


class Telling(StrEnum):
    """What becomes of an attribute: it goes along, as a pseudonym, or not at all."""

    NOTHING = "nothing"
    WHICH = "which"
    WHO = "who"


@dataclass(frozen=True)
class Profile:
    """What the values of an attribute look like: how many there are, and of what looks."""

    name: str
    n: int
    different: int
    longest: int
    numbers: int
    padded: int
    whole: int
    yes_no: int
    reaching: int

    @property
    def is_number(self) -> bool:
        """All are numbers, and none has zeros before it that a number would lose."""
        return self.numbers == self.n and not self.padded

    @property
    def is_yes_no(self) -> bool:
        return self.yes_no == self.n


def telling(one: Profile) -> Telling:
    """What an attribute could tell; `reaching` counts values that look like an address or a telephone number."""
    words = [word.lower() for word in PARTS.split(one.name) if word]
    if _is_personal(words) or one.reaching or one.longest > LONGEST:
        return Telling.WHO
    if words and (words[-1] in NUMBERING or (len(words) == 1 and words[0] in NUMBERING)):
        return Telling.WHICH
    return Telling.WHICH if _is_fingerprint(one) else Telling.NOTHING


def _is_personal(words: list[str]) -> bool:
    known = set(words)
    return bool(known & PERSONAL) or ("name" in known and (len(words) == 1 or bool(known & WHOSE)))


def _is_fingerprint(one: Profile) -> bool:
    """So few rows share a value that it would tell the row, and whose it is, to whoever has it elsewhere."""
    if one.n < FEW:
        return False
    if one.is_number:
        return one.whole == one.n and one.longest >= 5 and one.different > 0.9 * one.n
    return not one.is_yes_no and one.n < SHARED * one.different
