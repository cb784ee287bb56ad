"""A disk that is full: how the system and the databases say so."""

import errno
import shutil

from django.conf import settings
from django.db import DatabaseError

FULL = {errno.ENOSPC, errno.EDQUOT}
TOO_LITTLE = 1 << 18


def is_full(error: BaseException | None) -> bool:
    """Whether an error says that no space is left."""
    if isinstance(error, OSError):
        return error.errno in FULL
    if not isinstance(error, DatabaseError):
        return False
    said = str(error).lower()
    if "disk i/o error" in said:  # SQLite's word for a disk so full that not even its index of the log fits
        return shutil.disk_usage(settings.OYEZ_DATA).free < TOO_LITTLE
    return "is full" in said or "no space left" in said
