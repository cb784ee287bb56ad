"""A web process is warm before its first request."""

import subprocess
import sys

ASK = """
import gc, sys, django
django.setup()
from oyez.web.warm import warm
warm()
print("oyez.share.views" in sys.modules, "oyez.measure.views" in sys.modules, gc.get_freeze_count() > 50_000)
"""


def test_every_page_is_loaded_and_out_of_the_collectors_sight() -> None:
    done = subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "True", "True"]
