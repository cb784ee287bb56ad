"""What figures depend on, printed beside them."""

import os
import sqlite3


def beside() -> str:
    """Cores, how busy they were, and the release of SQLite."""
    return f"cores {os.cpu_count()}, load {os.getloadavg()[0]:.1f}, SQLite {sqlite3.sqlite_version}"
