"""The verdicts on many persons in one wave, and how they are told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from oyez.contact.core.asking import Asking
from oyez.contact.core.eligible import Code

WORDS = {
    Code.already_asked: "asked in this wave already",
    Code.opted_out: "opted out",
    Code.no_lawful_basis: "no lawful basis",
    Code.no_address: "no address",
    Code.undeliverable: "undeliverable",
    Code.open_case: "open case",
    Code.delayed: "delayed by the account manager",
    Code.regular_buyer_exempt: "regular buyers",
    Code.key_customer: "key customers",
    Code.recontacted: "asked about this case already",
    Code.not_invited: "not invited",
    Code.answered: "answered",
    Code.reminded: "reminded already",
    Code.too_soon: "too soon to remind",
    Code.quarantine_any: "rest period",
    Code.quarantine_kind: "rest period of this kind",
    Code.annual_cap: "yearly cap",
    Code.outranked: "something more important is due",
    Code.account_cap: "account cap",
    Code.sampled_out: "not drawn",
}


@dataclass(frozen=True)
class Decision:
    """What becomes of one person."""

    person: int
    subject: str
    address: str
    account: str
    language: str
    country: str
    code: str
    detail: int
    basis: str
    owner: int


@dataclass(frozen=True)
class Decisions:
    """One verdict a person, in columns of the same length and order.

    `owners` has the person under whom the chosen address is kept: another one than `persons` after a merge.
    """

    asking: Asking
    day: int
    persons: npt.NDArray[np.int64]
    owners: npt.NDArray[np.int64]
    addresses: Sequence[str]
    accounts: Sequence[str]
    languages: Sequence[str]
    countries: Sequence[str]
    bases: Sequence[str]
    code: npt.NDArray[np.int8]
    detail: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.persons)

    def __iter__(self) -> Iterator[Decision]:
        return map(self.at, range(len(self)))

    def at(self, row: int) -> Decision:
        """The decision in one row."""
        return Decision(
            person=int(self.persons[row]),
            subject=self.subject(row),
            address=self.addresses[row],
            account=self.accounts[row],
            language=self.languages[row],
            country=self.countries[row],
            code=Code(int(self.code[row])).name,
            detail=int(self.detail[row]),
            basis=self.bases[row],
            owner=int(self.owners[row]),
        )

    def subject(self, row: int) -> str:
        """The identifier that is written to, as the journal keeps it; empty where there is none."""
        address, kind = self.addresses[row], self.asking.address_kind
        return f"{kind}:{address}" if address and kind else ""

    def sends(self) -> Iterator[Decision]:
        """Those who are asked."""
        return map(self.at, np.flatnonzero(self.code == Code.send).tolist())

    def counts(self) -> dict[str, int]:
        """How many have each verdict, in the order of the checks."""
        found = np.bincount(self.code, minlength=len(Code))
        return {code.name: int(found[code]) for code in Code if found[code]}

    def sentence(self) -> str:
        """Such as `1,204 of 5,000 held back: 611 rest period, 302 regular buyers, …`; most frequent first."""
        held = {Code[name]: count for name, count in self.counts().items() if name != Code.send.name}
        total = sum(held.values())
        if not total:
            return f"None of {len(self):,} held back."
        reasons = sorted(held.items(), key=lambda one: (-one[1], one[0]))
        said = ", ".join(f"{count:,} {WORDS[code]}" for code, count in reasons)
        return f"{total:,} of {len(self):,} held back: {said}."
