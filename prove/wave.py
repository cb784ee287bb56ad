"""A relationship wave through real mail: everything that people and servers do with it ends where it should.

Aurora, the sample company, asks the decision-makers of its accounts through a real SMTP server into real mailboxes
(Dovecot). The worker is killed twice on the way. Then a scanner opens every link; people answer in Chromium from the
mail, write back, leave, complain, are away; servers report bounces. `--pictures FOLDER` keeps screenshots, and
`OYEZ_PROVE_DEMO` names a folder of `oyez demo` that is copied in place of building one.
"""

import argparse
import imaplib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from typing import TYPE_CHECKING

from tests.imap import PASSWORD, ImapMailbox, ImapServer, missing
from tests.postgres import free_port
from tests.served import Served, environment, oyez

if TYPE_CHECKING:
    from oyez.contact.core.decisions import Decision

OURS = "feedback@aurora.example"
ENGLISH = "Thanks for asking. Your fitters are friendly, but invoices reach us late."
GERMAN = "Danke der Nachfrage. Die Lieferung war beschädigt und niemand meldet sich."
LOW = "Three promised dates were not kept."
PARTS = (
    "happy", "unhappy", "small", "german", "hard", "soft", "away", "angry", "one_click", "button", "writer",
    "schreiber",
)  # fmt: skip
IN_GERMAN = ("german", "schreiber")


class Checks:
    """One line for each check, with its figure."""

    def __init__(self) -> None:
        self.failed = 0

    def __call__(self, what: str, holds: bool, figure: object = "") -> None:
        self.failed += not holds
        print(f"{'holds' if holds else 'FAILS'}: {what}{f': {figure}' if figure != '' else ''}", flush=True)


def main() -> int:
    wanted = argparse.ArgumentParser()
    wanted.add_argument("--pictures", type=Path)
    pictures = wanted.parse_args().pictures
    without = missing() or (None if Path("/usr/bin/chromium").exists() else "Chromium is not installed")
    if without:
        print(f"not looked at: {without}")
        return 0
    with tempfile.TemporaryDirectory(prefix="oyez-wave-") as name, ImapServer() as imap:
        folder = Path(name)
        (folder / "failing").touch()
        with _mail_server(imap.port, folder / "failing") as smtp:
            said = _company(folder) | _settings(imap.port, smtp)
            os.environ.update(said, DJANGO_SETTINGS_MODULE="oyez.web.settings", DJANGO_ALLOW_ASYNC_UNSAFE="1")
            import django

            django.setup()
            return _prove(folder, said, imap.port, pictures)


def _company(folder: Path) -> dict[str, str]:
    """Aurora in a folder of its own, and what makes commands speak of it."""
    place = folder / "aurora"
    given = os.environ.get("OYEZ_PROVE_DEMO")
    if given:
        shutil.copytree(given, place)
    else:
        print("building the sample company", file=sys.stderr)
        done = oyez("demo", "--no-serve", "--folder", str(place), env=environment(folder))
        assert done.returncode == 0, done.stderr
    lines = (place / "environment").read_text().splitlines()
    pairs = (line.removeprefix("export ").split("=", 1) for line in lines)
    return {key: value.strip("'") for key, value in pairs} | {"OYEZ_DATA": str(place / "data")}


def _settings(imap: int, smtp: int) -> dict[str, str]:
    return {
        "OYEZ_URL": f"http://127.0.0.1:{free_port()}",
        "OYEZ_MAIL_URL": f"smtp://127.0.0.1:{smtp}",
        "OYEZ_MAIL_FROM": f"Aurora <{OURS}>",
        "OYEZ_INBOX_URL": f"imap://{OURS.replace('@', '%40')}:{PASSWORD}@127.0.0.1:{imap}/INBOX",
    }


@contextmanager
def _mail_server(imap: int, failing: Path) -> Iterator[int]:
    process = subprocess.Popen(
        [sys.executable, "-m", "prove.waving.post", str(imap), str(failing)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        yield int(process.stdout.readline())
    finally:
        process.terminate()
        process.wait(20)


def _prove(folder: Path, said: dict[str, str], imap: int, pictures: Path | None) -> int:
    from oyez.web.upgrade import migrate
    from prove.waving import house

    migrate()
    check = Checks()
    house.publish()
    foreseen = house.dry_run("first")
    print(
        f"dry run: {foreseen.counts().get('send', 0)} of {len(foreseen)} would be asked. {foreseen.sentence()}"
    )
    parts = _parts(list(foreseen.sends()))
    _fail(folder / "failing", parts)
    house.plan("first")
    _kill(said, check)
    port = said["OYEZ_URL"].rpartition(":")[2]
    rest = {name: value for name, value in said.items() if name != "OYEZ_DATA"}
    with Served(Path(said["OYEZ_DATA"]), "--port", port, **rest):
        check("the wave is sent", _wait(lambda: house.is_sent("first"), 240))
        asked = {row.person for row in house.invitations("first")}
        meant = {one.person for one in foreseen.sends()}
        check(
            "who was asked is who the dry run named, person by person",
            asked == meant,
            f"{len(asked)} persons",
        )
        mails = {one.subject: _mails(one.subject, imap) for one in foreseen.sends()}
        _check_once(mails, parts, check)
        came = {"bounce"}
        both = [parts[name].subject for name in ("hard", "soft")]
        check("both reports are read", _wait(lambda: all(came <= house.kinds(one) for one in both), 150))
        _scan(mails, check)
        _act(parts, mails, imap, pictures)
        _check_ends(parts, check)
        _look(said["OYEZ_URL"], parts, pictures, check)
    _second(parts, check)
    print(f"{check.failed} checks failed" if check.failed else "all checks hold")
    return 1 if check.failed else 0


def _parts(asked: "list[Decision]") -> "dict[str, Decision]":
    """Who plays what: in the language that it needs, each of another account."""
    free, found = list(asked), {}
    for name in PARTS:
        language = "de" if name in IN_GERMAN else "en"
        one = next((one for one in free if one.language == language), free[0])
        found[name] = one
        free = [other for other in free if other.account != one.account]
    return found


def _fail(failing: Path, parts: "dict[str, Decision]") -> None:
    hard, soft = (parts[name].subject.removeprefix("email:") for name in ("hard", "soft"))
    failing.write_text(f"{hard} 5.1.1\n{soft} 4.2.2\n")


def _kill(said: dict[str, str], check: Checks) -> None:
    """Two workers die in the middle of the wave."""
    for point in ("wave-slice", "invitations-posted"):
        done = oyez(
            "work", env=environment(Path(said["OYEZ_DATA"])) | said | {"OYEZ_CRASH_AT": point}, timeout=300
        )
        check(f"the worker died at {point}", done.returncode == -9, f"status {done.returncode}")


def _mails(subject: str, imap: int) -> list[Message]:
    """What lies in somebody's mailbox."""
    box = ImapMailbox(subject.removeprefix("email:").lower(), imap, 0)
    with imaplib.IMAP4("127.0.0.1", box.port) as connection:
        connection.login(box.user, PASSWORD)
        connection.select("INBOX", readonly=True)
        _, found = connection.search(None, "ALL")
        parts = [connection.fetch(number.decode(), "(RFC822)")[1] for number in found[0].split()]
    return [message_from_bytes(part[0][1]) for part in parts if isinstance(part[0], tuple)]


def _check_once(mails: dict[str, list[Message]], parts: "dict[str, Decision]", check: Checks) -> None:
    bounced = {parts["hard"].subject, parts["soft"].subject}
    counts = Counter(len(found) for subject, found in mails.items() if subject not in bounced)
    check(
        "after two deaths each mailbox holds one mail, none two and none none",
        set(counts) == {1},
        dict(counts),
    )
    lost = sum(len(mails[subject]) for subject in bounced)
    check("the two that bounce arrived nowhere", lost == 0, lost)


def _scan(mails: dict[str, list[Message]], check: Checks) -> None:
    from prove.waving import hands, house

    before = house.counted()
    statuses = hands.scan(mail for found in mails.values() for mail in found)
    time.sleep(5)
    after = house.counted()
    check(f"a scanner that opens {sum(statuses.values()):,} links changes nothing", before == after, after)
    print(f"  its answers by status: {statuses}")


def _act(
    parts: "dict[str, Decision]", mails: dict[str, list[Message]], imap: int, pictures: Path | None
) -> None:
    from prove.waving import hands, letters

    got = {name: mails[one.subject][0] for name, one in parts.items() if mails[one.subject]}
    writers = {name: one.subject.removeprefix("email:") for name, one in parts.items()}
    if pictures is not None:
        pictures.mkdir(parents=True, exist_ok=True)
    shot = (lambda name: pictures / name) if pictures is not None else (lambda name: None)
    with hands.chromium() as browser:
        hands.answer(browser, got["happy"], hands.Hand(9, "The fitters."), shot("happy"))
        hands.answer(browser, got["unhappy"], hands.Hand(3, LOW, wants_contact=True), shot("unhappy"))
        hands.answer(browser, got["small"], hands.Hand(8, width=320, script=False), shot("small"))
        hands.answer(browser, got["german"], hands.Hand(10, "Die Monteure."), shot("german"))
        hands.press_stop(browser, got["button"])
        if pictures is not None:
            hands.mail_pictures(browser, got["happy"], pictures, "en")
            hands.mail_pictures(browser, got["german"], pictures, "de")
    hands.one_click(got["one_click"])
    inbox = ImapMailbox(OURS, imap, 0)
    inbox.deliver(letters.absence(got["away"], writers["away"]))
    inbox.deliver(letters.complaint(got["angry"], writers["angry"]))
    heading = f"On Mon, 23 Nov 2026 at 09:12, Aurora <{OURS}> wrote:"
    kopf = f"Am 23.11.2026 um 09:12 schrieb Aurora <{OURS}>:"
    inbox.deliver(
        letters.reply(got["writer"], writers["writer"], ENGLISH, heading, "Jo Reed\nFacility manager")
    )
    inbox.deliver(letters.reply(got["schreiber"], writers["schreiber"], GERMAN, kopf, "Jo Rehm\nEinkauf"))


TOLD = {
    "unhappy": LOW,
    "writer": ENGLISH,
    "schreiber": GERMAN,
    "hard": "Our mail did not arrive",
    "angry": "Complained",
    "button": "Wants to be left alone",
}
ENDS: dict[str, tuple[tuple[str, str], str]] = {
    "happy": (("answered", ""), "response"),
    "unhappy": (("answered", ""), "contact_request"),
    "small": (("answered", ""), "response"),
    "german": (("answered", ""), "response"),
    "hard": (("bounced", "bounced"), "bounce"),
    "soft": (("posted", ""), "bounce"),
    "away": (("posted", ""), "auto_reply"),
    "angry": (("refused", "complained"), "complaint"),
    "one_click": (("refused", "opted_out"), "opt_out"),
    "button": (("refused", "opted_out"), "opt_out"),
    "writer": (("posted", "wrote_back"), "message"),
    "schreiber": (("posted", "wrote_back"), "message"),
}


def _check_ends(parts: "dict[str, Decision]", check: Checks) -> None:
    from prove.waving import house

    for name, (state, kind) in ENDS.items():
        subject = parts[name].subject
        _wait(lambda s=subject, e=state, k=kind: house.invitation(s) == e and k in house.kinds(s), 150)  # type: ignore[misc]
        found, told = house.invitation(subject), house.kinds(subject)
        check(
            f"{name}: invitation, and timeline with {kind}", found == state and kind in told, " ".join(found)
        )
    addresses = {name: house.address(parts[name].subject) for name in ("hard", "soft", "angry", "away")}
    wanted = {"hard": "undeliverable", "soft": "soft", "angry": "complained", "away": "ok"}
    check("addresses", addresses == wanted, addresses)
    outs = {name: house.opted_out(parts[name].subject) for name in ("angry", "one_click", "button", "away")}
    wished = {"angry": "complaint", "one_click": "one-click", "button": "page", "away": ""}
    check("opt-outs", outs == wished, outs)
    cut = {
        house.words(parts["writer"].subject, "message"),
        house.words(parts["schreiber"].subject, "message"),
    }
    check("prose without quote and signature", cut == {ENGLISH, GERMAN}, cut)
    low = parts["unhappy"]
    _wait(lambda: bool(house.heard_in(low.subject, "contact_request")), 60)
    desks, owner = house.desks(low.person), house.manager(low.account)
    check(
        "a low score is a case of the account's manager", bool(owner) and desks.get("nps-low") == owner, owner
    )
    heard = house.heard_in(low.subject, "contact_request")
    check("the wish to be contacted is heard in a case that lies on a desk", bool(heard), heard)
    _wait(lambda: "reply-problem" in house.desks(parts["schreiber"].person), 60)
    problem = house.desks(parts["schreiber"].person)
    check("a problem told in prose is a case on a desk", bool(problem.get("reply-problem")), problem)


def _look(url: str, parts: "dict[str, Decision]", pictures: Path | None, check: Checks) -> None:
    from prove.waving import hands, house

    cookie = house.cookie()
    with hands.chromium() as browser:
        for name in TOLD:
            picture = pictures / f"person-{name}.png" if pictures is not None else None
            page = hands.seen(browser, f"{url}/people/{parts[name].person}/", cookie, picture)
            wanted = TOLD[name]
            check(
                f"{name}: the person's page tells it",
                wanted in page and bool(page),
                wanted or f"{len(page)} letters",
            )


def _second(parts: "dict[str, Decision]", check: Checks) -> None:
    """Another wave right after asks nobody who must be left alone."""
    from prove.waving import house

    found = house.dry_run("second")
    verdicts = {one.person: one.code for one in found}
    print(f"second wave: {found.sentence()}")
    asked = [name for name, one in parts.items() if verdicts.get(one.person) == "send"]
    check(
        "a second wave asks none of them",
        not asked,
        {name: verdicts.get(one.person) for name, one in parts.items()},
    )


def _wait(holds: Callable[[], bool], seconds: float) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if holds():
            return True
        time.sleep(0.5)
    return holds()


if __name__ == "__main__":
    sys.exit(main())
