"""Cells that name a person: one identifier each, nobody where they say so, and a refusal where it is a slip."""

from oyez.collect.core.mapping.trouble import Unusable
from oyez.collect.core.tables import shorten
from oyez.people.core.identifiers import BLOCKED_VALUES, EMAIL, LONGEST, subject

SAID_OF_NOBODY = frozenset(
    {
        "--", "–", "—", "?", "x", "not given", "not known", "no email", "no e-mail",
        "anonym", "keine", "keiner", "keine angabe", "k.a.", "k. a.", "unbekannt",
        "anonyme", "aucun", "aucune", "inconnu", "inconnue", "non renseigné",
    }
)  # fmt: skip
SHAPED = {"email": "an e-mail address", "phone": "a phone number"}


def subject_of(kind: str, cell: str) -> str | None:
    """The identifier in a cell, or None where the cell means nobody; anything else cannot be taken.

    A slip must not make an answer anonymous: who answered would be lost for ever.
    """
    found = subject(kind, cell)
    if found is not None or _means_nobody(kind, cell.strip().casefold()):
        return found
    if kind in SHAPED and len(cell) <= LONGEST:
        raise Unusable(
            f"“{shorten(cell, 60)}” is not {SHAPED[kind]}; mend it, or leave the cell empty if nobody is named"
        )
    raise Unusable(f"“{shorten(cell, 20)}” is too long to name a person; {LONGEST} characters are the most")


def _means_nobody(kind: str, said: str) -> bool:
    """Words for nobody, and mailboxes that belong to no person."""
    if said in BLOCKED_VALUES or kind not in SHAPED:
        return said in BLOCKED_VALUES
    return said in SAID_OF_NOBODY or (kind == "email" and len(said) <= LONGEST and bool(EMAIL.match(said)))
