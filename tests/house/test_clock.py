"""Only `kit` asks what time it is, so that a test or a sample company can hold the clock."""

import ast
from collections.abc import Iterator

from tests.house.names import calls, used
from tests.house.sources import Finding, Source, expect_none, python

CLOCKS = {
    "datetime.datetime.now",
    "datetime.datetime.utcnow",
    "datetime.datetime.today",
    "datetime.date.today",
    "time.time",
    "time.time_ns",
    "time.localtime",
    "time.gmtime",
    "time.ctime",
    "django.utils.timezone.now",
    "django.utils.timezone.localdate",
    "django.utils.timezone.localtime",
    "django.db.models.functions.Now",
    "django.db.models.functions.datetime.Now",
}
AUTOMATIC = {"auto_now", "auto_now_add"}


def asks_the_time(source: Source) -> Iterator[Finding]:
    """Each line that reads the clock, also as a default that Django will call."""
    for line, name in used(source):
        if name in CLOCKS:
            yield Finding(source.path, line, f"{name}: ask kit.clock")
    for call in calls(source):
        for keyword in call.keywords:
            if keyword.arg in AUTOMATIC and not _is_false(keyword.value):
                yield Finding(source.path, call.lineno, f"{keyword.arg}: set it from kit.clock")


def _is_false(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is False


def test_only_the_kit_asks_the_time() -> None:
    others = [source for source in python() if source.room != "kit" and not source.is_migration]
    expect_none(finding for source in others for finding in asks_the_time(source))


def seen(code: str) -> int:
    return len(list(asks_the_time(Source("act/views.py", code))))


def test_a_clock_is_seen_under_any_name() -> None:
    assert seen("from datetime import datetime\ndatetime.now()") == 1
    assert seen("import datetime as dt\ndt.datetime.now(dt.UTC)") == 1
    assert seen("from datetime import date\ndate.today()") == 1
    assert seen("from time import time as moment\nmoment()") == 1
    assert seen("from django.utils import timezone\ntimezone.now()") == 1


def test_a_clock_that_django_asks_is_seen() -> None:
    assert seen("from django.utils import timezone\nmodels.DateTimeField(default=timezone.now)") == 1
    assert seen("models.DateTimeField(auto_now_add=True)") == 1


def test_a_stopwatch_is_no_clock() -> None:
    assert seen("import time\ntime.monotonic()") == 0
    assert seen("from oyez.kit.clock import now\nnow()") == 0
