"""What a page says was written down was on the disk before it said so, and is there after the server was killed.

Notes are posted to a real `oyez serve` on SQLite; `strace` looks at the web process. Between the request and the
first byte of the answer there must be an `fdatasync` of the write-ahead log.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from tests.served import Served, below, environment, inside

NOTES = 20
TOKEN = "c" * 32
CALLS = "trace=fsync,fdatasync,recvfrom,sendto,write"
ASKED = re.compile(r'recvfrom\(.*"POST /people/')
SYNCED = re.compile(r"fdatasync\(\d+<[^>]*\.sqlite3-wal>")
ANSWERED = re.compile(r'sendto\(.*"HTTP/1\.1 302 ')
TOWN = """
from importlib import import_module
from django.conf import settings
from django.db import transaction
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from oyez.web.upgrade import migrate
from tests import town
migrate()
with transaction.atomic():
    people = town.found()
    town.tell(town.fact("first", text="first"))
session = import_module(settings.SESSION_ENGINE).SessionStore()
session[SESSION_KEY] = str(people.cem.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = people.cem.get_session_auth_hash()
session.create()
print(people.ana.pk, session.session_key, settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME)
"""
COUNT = """
from oyez.journal.models import Inbox
found = b"".join(bytes(row.payload) for row in Inbox.objects.all())
print(sum(b"this is note %d." % at in found for at in range({notes})))
"""


def main() -> int:
    if shutil.which("strace") is None or os.geteuid() != 0:
        print("not looked at: strace or root is missing")
        return 0
    with tempfile.TemporaryDirectory(prefix="oyez-answered-") as name:
        folder = Path(name)
        events, answered = _post_and_kill(folder)
        kept = int(inside(COUNT.format(notes=NOTES), environment(folder)))
    unsafe = _unsafe(events)
    print(
        f"{answered} notes answered, {events.count('synced')} fdatasync of oyez.sqlite3-wal, {unsafe} answers before it"
    )
    print(f"killed right after the last answer: {kept} of {answered} notes are there")
    return 0 if (answered, kept, unsafe, events.count("answered")) == (NOTES, NOTES, 0, NOTES) else 1


def _post_and_kill(folder: Path) -> tuple[list[str], int]:
    person, session, session_cookie, csrf_cookie = inside(TOWN, environment(folder)).split()
    with Served(folder, "--no-worker") as served:
        cookies = f"{session_cookie}={session}; {csrf_cookie}={TOKEN}"
        url = f"{served.url}people/{person}/note/"
        pids = [pid for pid, command in served.children.items() if "oyez.web.server" in command]
        trace = folder / "trace"
        with _traced(pids, trace):
            answered = sum(_note(url, cookies, at) for at in range(NOTES))
            for pid in [served.process.pid, *below(served.process.pid)]:
                os.kill(pid, signal.SIGKILL)
        return list(_events(trace)), answered


class _traced:
    """strace at work on some processes, until they are gone."""

    def __init__(self, pids: list[int], path: Path) -> None:
        asked = [word for pid in pids for word in ("-p", str(pid))]
        self.command = ["strace", "-f", "-y", "-s", "40", "-e", CALLS, *asked, "-o", str(path)]

    def __enter__(self) -> None:
        self.process = subprocess.Popen(self.command, stderr=subprocess.PIPE)
        assert self.process.stderr is not None
        assert b"attached" in self.process.stderr.readline()
        time.sleep(1)

    def __exit__(self, *reason: object) -> None:
        self.process.wait(60)


def _note(url: str, cookies: str, at: int) -> bool:
    """Write a note as a member does on a person's page; say whether it was answered as written down."""
    form = urllib.parse.urlencode({"text": f"this is note {at}.", "csrfmiddlewaretoken": TOKEN}).encode()
    request = urllib.request.Request(url, form, {"Cookie": cookies})
    try:
        urllib.request.build_opener(_Stay).open(request, timeout=120)
    except urllib.error.HTTPError as answer:
        return answer.code == 302 and "/people/" in answer.headers["Location"]
    return False


class _Stay(urllib.request.HTTPRedirectHandler):
    """The answer is the redirection itself."""

    def redirect_request(self, *answer: object) -> None:
        return None


def _events(trace: Path) -> Iterator[str]:
    for line in trace.read_text(errors="replace").splitlines():
        if ASKED.search(line):
            yield "asked"
        elif SYNCED.search(line):
            yield "synced"
        elif ANSWERED.search(line):
            yield "answered"


def _unsafe(events: list[str]) -> int:
    """Answers without a sync since their request."""
    unsafe, synced = 0, False
    for event in events:
        unsafe += event == "answered" and not synced
        synced = event == "synced" or (synced and event != "asked")
    return unsafe


if __name__ == "__main__":
    sys.exit(main())
