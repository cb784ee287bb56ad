"""The settings of the house for tests: real databases on disk, in a folder that goes away afterwards."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

DATA = Path(tempfile.mkdtemp(prefix="oyez-tests-"))
atexit.register(shutil.rmtree, DATA, ignore_errors=True)

for name in [name for name in os.environ if name.startswith("OYEZ_") and name != "OYEZ_DATABASE_URL"]:
    del os.environ[name]
os.environ["OYEZ_DATA"] = str(DATA)

from oyez.web.settings import *  # noqa: E402, F403  # the environment has to be set first

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
