"""An IMAP server for tests: Dovecot, started on this machine; whoever signs in has a mailbox."""

import imaplib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.postgres import free_port

PROGRAM = shutil.which("dovecot") or next(
    (path for path in ("/usr/sbin/dovecot",) if Path(path).exists()), None
)
PASSWORD = "aWordForTheMailbox"
SECONDS = 15

CONFIGURATION = """
protocols = imap
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
mail_location = maildir:{folder}/mail/%u
disable_plaintext_auth = no
ssl = yes
ssl_cert = <{folder}/certificate.pem
ssl_key = <{folder}/key.pem
first_valid_uid = 1
default_internal_user = {internal}
default_login_user = {login}
default_internal_group = {group}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    address = 127.0.0.1
    port = {port}
  }}
  inet_listener imaps {{
    address = 127.0.0.1
    port = {tls_port}
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


def missing() -> str | None:
    """Why there can be no server here."""
    if PROGRAM is None:
        return "Dovecot is not installed"
    return None if shutil.which("openssl") else "openssl is not installed"


@dataclass(frozen=True)
class ImapMailbox:
    """The mailbox of one user: `url` for the setting, `deliver` a mail, `seen` for how many were marked."""

    user: str
    port: int
    tls_port: int

    @property
    def url(self) -> str:
        return f"imap://{self.user}:{PASSWORD}@127.0.0.1:{self.port}/INBOX"

    @property
    def tls_url(self) -> str:
        return f"imaps://{self.user}:{PASSWORD}@localhost:{self.tls_port}/INBOX"

    def deliver(self, raw: bytes) -> None:
        with self._signed_in() as connection:
            connection.append("INBOX", "", imaplib.Time2Internaldate(time.time()), raw)

    def seen(self) -> int:
        with self._signed_in() as connection:
            connection.select("INBOX", readonly=True)
            _, found = connection.search(None, "SEEN")
            return len(found[0].split())

    def _signed_in(self) -> imaplib.IMAP4:
        connection = imaplib.IMAP4("127.0.0.1", self.port)
        connection.login(self.user, PASSWORD)
        return connection


class ImapServer:
    """Used in a `with`: `mailbox()` is a new and empty one each time."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="oyez-imap-"))
        self.port, self.tls_port = free_port(), free_port()
        self.users = 0

    def mailbox(self) -> ImapMailbox:
        self.users += 1
        return ImapMailbox(f"surveys{self.users}", self.port, self.tls_port)

    @property
    def certificate(self) -> Path:
        return self.folder / "certificate.pem"

    def __enter__(self) -> "ImapServer":
        self._certify()
        self._configure()
        self._process = subprocess.Popen([str(PROGRAM), "-F", "-c", str(self.folder / "dovecot.conf")])
        until = time.monotonic() + SECONDS
        while not self._answers():
            if time.monotonic() > until or self._process.poll() is not None:
                log = self.folder / "log"
                raise RuntimeError(f"Dovecot did not start: {log.read_text() if log.exists() else ''}")
            time.sleep(0.05)
        return self

    def __exit__(self, *reason: object) -> None:
        self._process.terminate()
        self._process.wait(SECONDS)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as talk:
                return talk.recv(4) == b"* OK"
        except OSError:
            return False

    def _certify(self) -> None:
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
             "-addext", "subjectAltName=DNS:localhost", "-keyout", self.folder / "key.pem", "-out", self.certificate],
            check=True, capture_output=True,
        )  # fmt: skip

    def _configure(self) -> None:
        me = pwd.getpwuid(os.getuid())
        is_root = me.pw_uid == 0
        owner = pwd.getpwnam("nobody") if is_root else me
        mail = self.folder / "mail"
        mail.mkdir()
        if is_root:
            self.folder.chmod(0o755)
            os.chown(mail, owner.pw_uid, owner.pw_gid)
        text = CONFIGURATION.format(
            folder=self.folder, password=PASSWORD, port=self.port, tls_port=self.tls_port, uid=owner.pw_uid,
            gid=owner.pw_gid, internal="dovecot" if is_root else me.pw_name,
            login="dovenull" if is_root else me.pw_name, group="dovecot" if is_root else "",
        )  # fmt: skip
        (self.folder / "dovecot.conf").write_text(text)
