"""What may be wrong with an installation, each with a sentence that says what to do."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from enum import StrEnum
from pathlib import Path

from django.conf import settings
from django.core.checks import run_checks
from django.db import Error, connection
from django.db.backends.utils import CursorWrapper

from oyez.company.models import Company
from oyez.kit import outbox
from oyez.kit import settings as told
from oyez.kit.clock import wall
from oyez.kit.errors import OyezError
from oyez.kit.models import Bookmark, Outgoing, Parked
from oyez.kit.worker import is_held_by_hand
from oyez.web.upgrade import pending, refuse_newer

LITTLE_SPACE = 1 << 30
NO_SPACE = 100 << 20
OLDEST_POSTGRESQL = 150_000
LATE = timedelta(minutes=10)


class Verdict(StrEnum):
    """How an examination ended."""

    WELL = "well"
    LOOK = "look"
    ILL = "ill"


@dataclass(frozen=True)
class Finding:
    """One thing that was examined."""

    part: str
    verdict: Verdict
    sentence: str


Examination = Callable[[], Iterator[tuple[Verdict, str]]]


def examine() -> list[Finding]:
    """Look at every part; where the database does not answer, what needs it is left out."""
    found = [
        *_of("settings", _settings),
        *_of("disk", _disk),
        *_of("deploy", _deploy),
        *_of("database", _database),
    ]
    if not any(finding.part == "database" and finding.verdict == Verdict.ILL for finding in found):
        for part, examination in (
            ("power", _power),
            ("company", _company),
            ("worker", _worker),
            ("mail", _mail),
        ):
            found += _of(part, examination)
    return found


def _of(part: str, examination: Examination) -> list[Finding]:
    try:
        return [Finding(part, verdict, sentence) for verdict, sentence in examination()]
    except OyezError as error:
        return [Finding(part, Verdict.ILL, str(error))]
    except Error as error:
        return [Finding(part, Verdict.ILL, f"The database does not answer ({type(error).__name__}).")]


def _settings() -> Iterator[tuple[Verdict, str]]:
    for name in told.unknown():
        yield Verdict.LOOK, f"{name} is not a setting of this release; is it spelled right?"
    for problem in told.problems():
        yield Verdict.ILL, problem
    changed = [name for name, setting in told.SETTINGS.items() if setting.text() != setting.default]
    yield Verdict.WELL, f"Set: {', '.join(changed) or 'nothing, all is as it comes'}."


def _disk() -> Iterator[tuple[Verdict, str]]:
    folder = Path(settings.OYEZ_DATA)
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"\x00")
    except OSError as error:
        yield Verdict.ILL, f"The data folder {folder} cannot be written: {error.strerror}."
        return
    free = shutil.disk_usage(folder).free
    verdict = Verdict.ILL if free < NO_SPACE else Verdict.LOOK if free < LITTLE_SPACE else Verdict.WELL
    yield verdict, f"{free / 1e9:,.1f} GB are free where {folder} lies."
    secret = folder / "secret"
    if secret.exists() and secret.stat().st_mode & 0o077:
        yield Verdict.ILL, f"Others on this machine can read {secret}: chmod 600 it."


def _deploy() -> Iterator[tuple[Verdict, str]]:
    if settings.DEBUG:
        yield Verdict.ILL, "OYEZ_DEBUG is on: pages show what only developers should see."
    if told.PROXY.flag() and not told.PROXIES.number():
        yield (
            Verdict.LOOK,
            "OYEZ_BEHIND_PROXY is on and OYEZ_PROXIES is 0: everybody who signs in counts as one client, the "
            "proxy. Say how many proxies there are.",
        )
    if not settings.OYEZ_HTTPS:
        yield (
            Verdict.LOOK,
            f"{settings.OYEZ_URL} is without TLS: fine on this machine, not where others reach it.",
        )
        return
    problems = run_checks(include_deployment_checks=True)
    for problem in problems:
        yield Verdict.ILL, f"{problem.id}: {problem.msg}"
    if not problems:
        yield Verdict.WELL, "Django's checks for deployment find nothing."


def _database() -> Iterator[tuple[Verdict, str]]:
    with connection.cursor() as cursor:
        version, sound = (_postgresql if connection.vendor == "postgresql" else _sqlite)(cursor)
    yield (Verdict.WELL if sound else Verdict.ILL), version
    refuse_newer()
    todo = pending()
    if todo:
        yield Verdict.ILL, f"{len(todo)} steps of this release are missing: run `oyez upgrade`."


def _sqlite(cursor: CursorWrapper) -> tuple[str, bool]:
    cursor.execute("PRAGMA journal_mode")
    mode = cursor.fetchone()[0]
    cursor.execute("PRAGMA quick_check(1)")
    sound = cursor.fetchone()[0]
    if sound != "ok":
        return f"The database is damaged ({sound}): restore a backup.", False
    return f"SQLite in {mode.upper()} mode, and sound.", mode == "wal"


def _postgresql(cursor: CursorWrapper) -> tuple[str, bool]:
    cursor.execute("SELECT current_setting('server_version_num')::int")
    version = cursor.fetchone()[0]
    if version < OLDEST_POSTGRESQL:
        return f"PostgreSQL {version // 10_000} is too old: 15 or newer is needed.", False
    return f"PostgreSQL {version // 10_000}.{version % 10_000}.", True


def _power() -> Iterator[tuple[Verdict, str]]:
    """What was acknowledged must survive that the power fails."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT current_setting('fsync'), current_setting('synchronous_commit')")
            fsync, commit = cursor.fetchone()
            safe, answer = fsync == "on" and commit != "off", f"fsync {fsync}, synchronous_commit {commit}"
        else:
            cursor.execute("PRAGMA synchronous")
            answer = f"synchronous {cursor.fetchone()[0]}"
            safe = answer == "synchronous 2"
    if safe:
        yield Verdict.WELL, "What is accepted is on the disk before it is acknowledged."
    else:
        yield (
            Verdict.ILL,
            f"What is accepted can be lost with the power: the database is set to {answer}.",
        )


def _company() -> Iterator[tuple[Verdict, str]]:
    company = Company.objects.first()
    if company is None:
        yield Verdict.LOOK, "There is no company yet: run `oyez init`, or `oyez demo` for a sample."
    else:
        yield Verdict.WELL, f"{company.name}, {company.time_zone}, {company.currency}."


def _worker() -> Iterator[tuple[Verdict, str]]:
    for step in Bookmark.objects.filter(failures__gt=0):
        yield Verdict.ILL, f"{step.name} failed {step.failures} times in a row: {step.last_error}"
    if parked := Parked.objects.filter(replayed_at=None).count():
        yield (
            Verdict.LOOK,
            f"{parked} rows were set aside: see the page Health, mend the cause and replay them.",
        )
    newest = (
        Bookmark.objects.exclude(ran_at=None).order_by("-ran_at").values_list("ran_at", flat=True).first()
    )
    yield Verdict.WELL, f"The worker last did something {_ago(newest)}." if newest else "No worker ran yet."


def _ago(moment: datetime) -> str:
    seconds = int((wall() - moment).total_seconds())
    return f"{seconds} s ago" if seconds < 120 else f"{seconds // 60} min ago"


def _mail() -> Iterator[tuple[Verdict, str]]:
    if is_held_by_hand(outbox.STEP):
        yield Verdict.LOOK, "All outgoing traffic is held after a restore: see `oyez outbox`."
    for state, sentence in (
        (
            Outgoing.State.PARKED,
            "were refused again and again: see `oyez outbox list`, then `oyez outbox retry`.",
        ),
        (Outgoing.State.UNKNOWN, "to customers may or may not have arrived: see `oyez outbox list`."),
    ):
        if count := Outgoing.objects.filter(state=state).count():
            yield Verdict.LOOK, f"{count} mails {sentence}"
    late = Outgoing.objects.filter(state=Outgoing.State.WAITING, created_at__lt=wall() - LATE).count()
    if late:
        yield Verdict.LOOK, f"{late} mails wait for more than ten minutes: is the worker running?"
    outbox.reach_server().close()
    if settings.EMAIL_BACKEND.endswith("FolderBackend"):
        yield (
            Verdict.LOOK,
            f"Mail is written to {settings.OYEZ_MAIL_FOLDER} and reaches nobody: set OYEZ_MAIL_URL.",
        )
        return
    yield Verdict.WELL, f"{_way_out()} answers."
    yield from _sender()


def _way_out() -> str:
    """The mail server, or the provider whose program takes our mail."""
    parts = settings.EMAIL_BACKEND.split(".")
    return f"The provider {parts[-2]}" if parts[0] == "anymail" else f"The mail server {settings.EMAIL_HOST}"


def _sender() -> Iterator[tuple[Verdict, str]]:
    """What large mailbox providers ask of whoever writes to many; only the owner of the domain can see to it."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    if "." not in domain:
        yield (
            Verdict.LOOK,
            f"Mail from @{domain} is refused by most: set OYEZ_MAIL_FROM to an address of yours.",
        )
        return
    yield (
        Verdict.WELL,
        f"Surveys come from @{domain}. Let your mail server sign them by DKIM for {domain}, with List-Unsubscribe and "
        f"List-Unsubscribe-Post among the signed headers (h=), and publish SPF and DMARC for {domain}.",
    )
