"""Whatever dies whenever: nothing acknowledged is lost, nothing is doubled, every case is opened once.

A sender writes facts and says which are acknowledged; that list is the oracle. The worker (the real one, with a real
mail server) dies at each named crash point, and at random moments; the sender and an import die too. Afterwards what
the house holds, and what the mail server got, is compared with the oracle. On SQLite and on PostgreSQL.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests import postgres

SAFE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
ROOT = Path(__file__).parent.parent


def play(name: str, url: str) -> int:
    """One database, in a process of its own, since a process has its settings for life."""
    print(f"{name}", flush=True)
    with tempfile.TemporaryDirectory(prefix="oyez-crash-") as folder:
        env = {key: value for key, value in os.environ.items() if not key.startswith(("OYEZ_", "DJANGO_"))}
        env |= {"OYEZ_DATA": folder, "OYEZ_DATABASE_URL": url}
        words = [sys.executable, "-m", "prove.crashing.play", *sys.argv[1:]]
        return subprocess.run(words, cwd=ROOT, env=env, check=False).returncode


def main() -> None:
    outcomes = [play("SQLite", "")]
    if reason := postgres.missing():
        print(f"PostgreSQL: not run, {reason}")
    else:
        postgres.OPTIONS |= SAFE
        with postgres.running() as url:
            outcomes.append(play("PostgreSQL", url))
    if any(outcomes):
        raise SystemExit("The claim does not hold.")


if __name__ == "__main__":
    main()
