"""A real `oyez serve` of one's own: its processes, its address, its end."""

import json
import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import IO, Any

START_SECONDS = 120
ADDRESS = re.compile(r"http://\S+/")


def environment(data: Path, **said: str) -> dict[str, str]:
    """The surroundings of an installation in a folder of its own."""
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith(("OYEZ_", "DJANGO_"))
    }
    return inherited | {"OYEZ_DATA": str(data), "PYTHONUNBUFFERED": "1", "COLUMNS": "200"} | said


def oyez(*words: str, env: dict[str, str], **options: Any) -> subprocess.CompletedProcess[str]:
    """Run a command and give what it said."""
    return subprocess.run(
        [sys.executable, "-m", "oyez.web", *words],
        env=env,
        capture_output=True,
        text=True,
        check=False,
        **options,
    )


def inside(code: str, env: dict[str, str]) -> str:
    """Run a few lines in an installation, and give what they print."""
    lines = f"from oyez.web.cli import setup; setup()\n{code}"
    done = subprocess.run([sys.executable, "-c", lines], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


class Served:
    """Used in a `with`: `url` to ask, `children` to look at, `stop` to end it."""

    def __init__(self, data: Path, *words: str, **said: str) -> None:
        self.data = data
        self.words = words
        self.env = environment(data, **said)
        self.url = ""

    def __enter__(self) -> "Served":
        self.log: IO[bytes] = (self.data / "serve.log").open("ab")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "oyez.web", "serve", "--port", "0", *self.words],
            env=self.env,
            stdout=subprocess.PIPE,
            stderr=self.log,
            text=True,
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        found = ADDRESS.search(line)
        if found is None:
            self.__exit__()
            raise RuntimeError(f"serve did not start: {line}\n{self.logged()}")
        self.url = found.group()
        return self

    def __exit__(self, *reason: object) -> None:
        self.stop()
        self.log.close()

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Ask it to end, and give its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        try:
            return self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise

    def get(self, path: str) -> tuple[int, str]:
        """Status and text of a page."""
        try:
            with urllib.request.urlopen(self.url + path.lstrip("/"), timeout=START_SECONDS) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def asked(self, metric: str, key: str) -> int:
        """How many answers a metric counts now, by the API."""
        request = urllib.request.Request(
            f"{self.url}api/v1/ask?metric={metric}", headers={"Authorization": f"Bearer {key}"}
        )
        with urllib.request.urlopen(request, timeout=START_SECONDS) as answer:
            return int(json.load(answer)["points"][0]["result"]["n"])

    def logged(self) -> str:
        return (self.data / "serve.log").read_text("utf-8")

    @property
    def children(self) -> dict[int, str]:
        """The processes below, with what they were called with."""
        return below(self.process.pid)


def below(parent: int) -> dict[int, str]:
    """All processes that a process started, and that those started, in one look: any may end after it."""
    listed = subprocess.run(
        ["ps", "-e", "-ww", "-o", "pid=,ppid=,args="], capture_output=True, text=True, check=True
    ).stdout
    lines = [line.split(maxsplit=2) for line in listed.splitlines()]
    found: dict[int, str] = {}
    parents = [parent]
    for one in parents:
        children = {int(pid): " ".join(words) for pid, ppid, *words in lines if int(ppid) == one}
        found |= children
        parents += children
    return found


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that ended and was not collected does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def memory(pid: int) -> int:
    """The share of memory that a process uses, in kB: what it shares is divided among those who share it."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
