"""No Django signals: what happens after a write stands in the function that writes."""

from collections.abc import Iterator

from tests.house.names import imported
from tests.house.sources import Finding, Source, expect_none, python


def listens(source: Source) -> Iterator[Finding]:
    for line, name in imported(source):
        parts = name.split(".")
        if ("signals" in parts and "core" not in parts) or name.startswith("django.dispatch"):
            yield Finding(source.path, line, f"{name}: no signals")


def test_nobody_listens_to_signals() -> None:
    expect_none(finding for source in python() for finding in listens(source))


def seen(code: str) -> int:
    return len(list(listens(Source("act/apps.py", code))))


def test_a_signal_is_seen() -> None:
    assert seen("from django.db.models.signals import post_save") == 1
    assert seen("from django.db.models import signals") == 1
    assert seen("from django.dispatch import receiver") == 1
    assert seen("from allauth.account.signals import user_logged_in") == 1


def test_the_signals_of_the_operating_system_are_something_else() -> None:
    assert seen("import signal\nfrom signal import SIGTERM") == 0


def test_the_signals_of_a_control_chart_are_arithmetic() -> None:
    assert seen("from oyez.measure.core.change.signals import State") == 0
