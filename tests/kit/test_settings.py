"""A setting that cannot be used is refused at the start, by its name."""

import pytest

from oyez.kit import settings
from oyez.kit.errors import Misconfigured


def test_everything_as_it_comes_can_be_used() -> None:
    settings.check()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("OYEZ_WORKING_HOURS", "xyz"), ("OYEZ_WORKING_HOURS", "Mon-Fri 17:00-09:00"), ("OYEZ_HOLIDAYS", "Christmas"),
        ("OYEZ_AS_OF", "yesterday"), ("OYEZ_URL", "oyez.example.org"), ("OYEZ_HOSTS", "https://a.example"),
        ("OYEZ_DEBUG", "maybe"), ("OYEZ_BEHIND_PROXY", "caddy"), ("OYEZ_PROXIES", "-1"), ("OYEZ_PROXIES", "one"),
        ("OYEZ_MAIL_FROM", "nobody"), ("OYEZ_LANGUAGE", "German"), ("OYEZ_ANALYTICS_THREADS", "0"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_refused_by_name(
    name: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, said)
    with pytest.raises(Misconfigured, match=f"^{name} must .*“{said}”"):
        settings.check()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("OYEZ_MAIL_URL", "smtp://bea:hushhush@mail.example:port"),
        ("OYEZ_DATABASE_URL", "mysql://bea:hushhush@db/x"),
        ("OYEZ_DATABASE_URL", "postgresql://bea:hushhush@db/x?sslmod=require"),
    ],
)
def test_a_password_is_not_repeated(name: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, said)
    with pytest.raises(Misconfigured, match=f"^{name} must begin with") as refused:
        settings.check()
    assert "hushhush" not in str(refused.value)


def test_all_that_is_wrong_is_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OYEZ_AS_OF", "yesterday")
    monkeypatch.setenv("OYEZ_PROXIES", "one")
    assert [problem.split()[0] for problem in settings.problems()] == ["OYEZ_PROXIES", "OYEZ_AS_OF"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("OYEZ_WORKING_HOURS", "sun-thu 8:30-16:00"), ("OYEZ_HOLIDAYS", "2026-12-25, 2027-01-01"),
        ("OYEZ_AS_OF", "2026-11-16T09:00+01:00"), ("OYEZ_HOSTS", "a.example, b.example"),
        ("OYEZ_MAIL_URL", "folder:/tmp/mail"), ("OYEZ_DATABASE_URL", "postgresql:///oyez"),
        ("OYEZ_DATABASE_URL", "postgresql://db/oyez?sslmode=verify-full&sslrootcert=/etc/ssl/db.pem"),
        ("OYEZ_DEBUG", "NO"),
    ],
)  # fmt: skip
def test_what_can_be_used_is_taken(name: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, said)
    settings.check()
