"""The order of commit is the order of sequence: a reader misses nothing, and both mistakes about the lock lose a row.

The scenes are tests (`tests/journal/test_order.py`), played here on SQLite and on PostgreSQL, each several times,
since what they look for is a race.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

from prove.crashing.stage import on_a_server
from tests import postgres

ROOT = Path(__file__).parent.parent
TESTS = "tests/journal/test_order.py"
TIMES = 3
LINE = re.compile(r"::test_(\w+) (PASSED|FAILED|ERROR|SKIPPED)")


def main() -> int:
    held = [_play("SQLite", "")]
    if reason := postgres.missing():
        print(f"PostgreSQL: not run, {reason}")
    else:
        with on_a_server() as url:
            held.append(_play("PostgreSQL", url))
    return 0 if all(held) else 1


def _play(name: str, url: str) -> bool:
    """Whether every scene that this database can play ended as it must, every time."""
    outcomes: dict[str, list[str]] = {}
    for _ in range(TIMES):
        for scene, outcome in LINE.findall(_run(url)):
            outcomes.setdefault(scene.replace("_", " "), []).append(outcome)
    played = {scene: found for scene, found in outcomes.items() if "SKIPPED" not in found}
    print(f"{name}: {len(played)} scenes, each {TIMES} times")
    for scene, found in played.items():
        print(f"  {found.count('PASSED')} of {TIMES}  {scene}")
    sys.stdout.flush()
    return bool(played) and all(found == ["PASSED"] * TIMES for found in played.values())


def _run(url: str) -> str:
    words = [sys.executable, "-m", "pytest", TESTS, "-v", "--no-header", "-p", "no:cacheprovider"]
    env = os.environ | {"OYEZ_DATABASE_URL": url}
    done = subprocess.run(words, cwd=ROOT, env=env, check=False, text=True, stdout=subprocess.PIPE)
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
