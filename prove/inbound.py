"""Mail that comes back is read for what it is: bounces, complaints, automatic answers, and a person's own words.

Counted on public mails (`../shared/data`), against labels that people wrote (`prove/labels`): which addresses failed,
whether the address is to blame, what sort a mail is, and whether a reply is cut to exactly its sender's words.
"""

import hashlib
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from oyez.contact.core.inbound.reading import read_mail
from oyez.contact.core.inbound.received import Kind, Received
from oyez.contact.core.inbound.replies.cutting import own_words

HERE = Path(__file__).parent
DATA = HERE.parents[1] / "shared" / "data"
SETS = ("email_bounce_sisimai", "email_mime_mikel_mail", "email_reply_crisp", "email_reply_zapier")
BOUNCES = DATA / "email_bounce_sisimai" / "maildir"
TORTURE = DATA / "email_mime_mikel_mail" / "emails"
REPLIES = {
    "crisp": DATA / "email_reply_crisp" / "test" / "fixtures",
    "zapier": DATA / "email_reply_zapier" / "test" / "emails",
}
CLASSES = {
    Kind.HARD_BOUNCE: "bounce",
    Kind.SOFT_BOUNCE: "bounce",
    Kind.COMPLAINT: "complaint",
    Kind.AUTO_REPLY: "auto_reply",
}
FLOORS = {
    "address found": 0.97,
    "address right": 0.97,
    "hard told from soft": 0.95,
    "bounce found": 0.97,
    "bounce right": 0.98,
    "complaint found": 1.0,
    "complaint right": 1.0,
    "auto_reply found": 1.0,
    "auto_reply right": 1.0,
    "reply cut exactly": 0.95,
}


@dataclass
class Tally:
    """How often something was so, of how often it might have been."""

    right: int = 0
    of: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, good: bool, name: str) -> None:
        self.right += good
        self.of += 1
        if not good:
            self.wrong.append(name)

    @property
    def share(self) -> float:
        return self.right / self.of if self.of else 1.0


def main() -> int:
    if missing := [name for name in SETS if not (DATA / name).is_dir()]:
        print(f"Not run: there is no {missing[0]} beside this repository.")
        return 0
    tallies = measured()
    for name, tally in tallies.items():
        held = tally.share >= FLOORS.get(name, 0)
        print(f"{name}: {tally.share:.3f} ({tally.right} of {tally.of}){'' if held else ' BELOW ITS FLOOR'}")
        if tally.wrong:
            print(f"  not: {', '.join(tally.wrong[:8])}", file=sys.stderr)
    return 0 if all(tallies[name].share >= floor for name, floor in FLOORS.items()) else 1


def measured() -> dict[str, Tally]:
    """Each measure by name; a mail that cannot be read at all raises."""
    return {**bounces(), **replies(), "read without a crash": torture()}


def bounces() -> dict[str, Tally]:
    """Recall (“found”) and precision (“right”) of classes and of addresses, and hard against soft."""
    tallies: dict[str, Tally] = {}

    def count(name: str, good: bool, file: str) -> None:
        tallies.setdefault(name, Tally()).add(good, file)

    for file, kind, labels in _labelled():
        mail = read_mail(_file(file).read_bytes())
        guessed = CLASSES.get(mail.kind, "other")
        if kind != "other":
            count(f"{kind} found", guessed == kind, file)
        if guessed != "other":
            count(f"{guessed} right", guessed == kind, file)
        if kind in ("bounce", "complaint"):
            _count_addresses(count, file, labels, mail)
    return dict(sorted(tallies.items()))


def _count_addresses(
    count: Callable[[str, bool, str], None], file: str, labels: dict[str, str], mail: Received
) -> None:
    found = {_hash(failure.address): failure.hard for failure in mail.failures}
    found |= {_hash(mail.person): False} if mail.person else {}
    for address, severity in labels.items():
        count("address found", address in found, file)
        if address in found and severity in ("hard", "soft"):
            count("hard told from soft", found[address] == (severity == "hard"), file)
    for address in found:
        count("address right", address in labels, file)


def replies() -> dict[str, Tally]:
    exact = Tally()
    for line in _lines("replies.txt"):
        name, _, digest = line.split()
        folder, file = name.split("/")
        text = " ".join(own_words((REPLIES[folder] / file).read_text("utf-8")).split())
        exact.add(_hash(text, 16) == digest, name)
    return {"reply cut exactly": exact}


def torture() -> Tally:
    read = Tally()
    for path in sorted(path for path in TORTURE.rglob("*") if path.is_file()):
        read.add(read_mail(path.read_bytes()).kind in Kind, path.name)
    return read


def _labelled() -> Iterator[tuple[str, str, dict[str, str]]]:
    for line in _lines("bounces.txt"):
        file, kind, *addresses = line.split()
        yield file, kind, dict(_pair(address) for address in addresses)


def _pair(address: str) -> tuple[str, str]:
    digest, severity = address.split(":")
    return digest, severity


def _file(name: str) -> Path:
    folder = "bsd" if (BOUNCES / "bsd" / f"{name}.eml").exists() else "not"
    return BOUNCES / folder / f"{name}.eml"


def _lines(name: str) -> list[str]:
    lines = (HERE / "labels" / name).read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _hash(text: str, digits: int = 12) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:digits]


if __name__ == "__main__":
    sys.exit(main())
