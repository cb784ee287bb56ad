"""A PostgreSQL of our own, on a free port and in a temporary folder.

`python -m tests.postgres COMMAND …` runs a command with `OYEZ_DATABASE_URL` pointing at one.
"""

import contextlib
import ctypes
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg

START_SECONDS = 60
PR_SET_PDEATHSIG = 1
OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": 200,
    "fsync": "off",  # the proofs kill processes, not the machine
    "synchronous_commit": "off",
    "full_page_writes": "off",
}


def binaries() -> Path | None:
    """The folder with initdb and postgres: the newest of Debian's, or the one on the path."""
    debian = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: path.parts[-3].zfill(3)
    )
    if debian:
        return debian[-1].parent
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def missing() -> str | None:
    """Why no PostgreSQL can be started here, or None."""
    if binaries() is None:
        return "PostgreSQL is not installed"
    if os.geteuid() == 0 and _postgres_user() is None:
        return "PostgreSQL refuses to run as root, and there is no user “postgres”"
    return None


@contextlib.contextmanager
def running() -> Iterator[str]:
    """Start a server, give the address of its database, and stop it again."""
    tools = binaries()
    assert tools is not None, missing()
    folder = Path(tempfile.mkdtemp(prefix="oyez-postgres-"))
    try:
        _own(folder)
        _run(
            tools / "initdb",
            "-D",
            folder / "data",
            "-U",
            "oyez",
            "--auth=trust",
            "-E",
            "UTF8",
            "--no-locale",
            "--no-sync",
        )
        port = free_port()
        with _server(tools, folder, port):
            yield f"postgresql://oyez@127.0.0.1:{port}/postgres"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    """A port of this machine that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def _server(tools: Path, folder: Path, port: int) -> Iterator[None]:
    arguments = [f"--{name}={value}" for name, value in (OPTIONS | {"port": port}).items()]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [tools / "postgres", "-D", folder / "data", *arguments],
            stdout=log,
            stderr=log,
            start_new_session=True,
            preexec_fn=_end_with_parent,
            **_as_postgres(),
        )
    try:
        _wait(process, port, folder / "log")
        yield
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(psycopg.OperationalError):
            psycopg.connect(host="127.0.0.1", port=port, user="oyez", dbname="postgres").close()
            return
        time.sleep(0.1)
    raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text()}")


def _end_with_parent() -> None:
    """A killed test run must not leave a server behind."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)


def _run(*command: str | Path) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/", **_as_postgres())
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed:\n{done.stderr}")


def _postgres_user() -> pwd.struct_passwd | None:
    with contextlib.suppress(KeyError):
        return pwd.getpwnam("postgres")
    return None


def _as_postgres() -> dict[str, Any]:
    """PostgreSQL refuses to run as root."""
    user = _postgres_user()
    if os.geteuid() != 0 or user is None:
        return {}
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _own(folder: Path) -> None:
    user = _postgres_user()
    if os.geteuid() == 0 and user is not None:
        os.chown(folder, user.pw_uid, user.pw_gid)


def main(command: list[str]) -> int:
    reason = missing()
    if reason:
        print(f"   skipped: {reason}.")
        return 0
    with running() as url:
        return subprocess.run(command, env=os.environ | {"OYEZ_DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
