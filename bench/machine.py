"""What figures depend on, printed beside them."""

import os
import sqlite3
import time


def beside() -> str:
    """Cores, how busy and how fast they were, and the release of SQLite."""
    return (
        f"cores {os.cpu_count()}, load {os.getloadavg()[0]:.1f}, a million turns of a loop {_loop():.0f} ms of a core, "
        f"SQLite {sqlite3.sqlite_version}"
    )


def _loop() -> float:
    """How fast plain Python is now: cores that others share are not the same from one hour to the next."""
    began, total = time.process_time(), 0
    for at in range(1_000_000):
        total += at * at % 7
    return (time.process_time() - began) * 1000
