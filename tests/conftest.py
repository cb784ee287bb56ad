"""What every test can ask for: real databases, a mail server, a browser, real data."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests import postgres
from tests.mailbox import Mailbox

ROOT = Path(__file__).parent.parent
REAL_DATA = ROOT.parent / "shared" / "data"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
# However slow the machine, the same examples each time; new ones by `pytest --hypothesis-profile searching`.
settings.register_profile("searching", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("steady", settings.get_profile("searching"), derandomize=True)
settings.load_profile("steady")
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_serialized_rollback", "live_server", "town"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what touches the database, and skip by name what this machine cannot run."""
    without_postgres = postgres.missing()
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if item.get_closest_marker("django_db") or fixtures & DATABASE_FIXTURES:
            item.add_marker("database")
        if "postgres_url" in fixtures:
            item.add_marker("postgres")
        if "chromium" in fixtures or "page" in fixtures:
            item.add_marker("browser")
        if item.get_closest_marker("postgres") and without_postgres:
            item.add_marker(pytest.mark.skip(reason=without_postgres))
        if item.get_closest_marker("browser") and not CHROMIUM:
            item.add_marker(pytest.mark.skip(reason="Chromium is not installed"))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Name the tests that this machine could not run, say why, and count them."""
    missed: dict[str, list[str]] = {}
    for report in terminalreporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        missed.setdefault(reason.removeprefix("Skipped: "), []).append(report.nodeid)
    for reason, names in missed.items():
        terminalreporter.section(f"{len(names)} not run here: {reason}", sep="-")
        for name in names:
            terminalreporter.write_line(name)


@pytest.fixture(autouse=True)
def nothing_billed_before() -> None:
    """A database that is rolled back gives the numbers of its rows out again; a living one never does."""
    from oyez.people.queries import REVENUES
    from oyez.share.queries.billed import BILLED

    REVENUES.clear()
    BILLED.clear()


@pytest.fixture
def town(db: None) -> Any:
    """The small named world of `tests/town.py`."""
    from tests import town

    return town.found()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL server of this run's own."""
    with postgres.running() as url:
        yield url


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """An SMTP server that keeps what it is given."""
    with Mailbox() as box:
        yield box


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A browser that asks nobody anything by itself."""
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # playwright keeps an event loop in this thread
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=CHROMIUM,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-quic",
                "--no-first-run",
            ],
        )
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    """A fresh browser page; what it asks of another host fails the test."""
    context = chromium.new_context()
    strangers: list[str] = []
    context.on("request", lambda request: _is_local(request.url) or strangers.append(request.url))
    yield context.new_page()
    context.close()
    assert not strangers, f"The page asked other hosts: {strangers}"


def _is_local(url: str) -> bool:
    return url.startswith(("http://localhost", "http://127.0.0.1", "data:", "blob:", "about:"))


class RealData:
    """Real data beside the repository; it is read, never copied into it."""

    def __call__(self, name: str) -> Path:
        path = REAL_DATA / name
        if not path.exists():
            pytest.skip(f"real data is not beside the repository: {name}")
        return path


@pytest.fixture(scope="session")
def real_data() -> RealData:
    return RealData()


@pytest.fixture(autouse=True)
def no_versions_remembered() -> None:
    """A process reads each published survey once, by its number; each test's database counts them anew."""
    if (queries := sys.modules.get("oyez.surveys.queries")) is not None:
        queries.asked_in.cache_clear()
    if (doors := sys.modules.get("oyez.surveys.doors")) is not None:
        doors._published.cache_clear()
    if (public := sys.modules.get("oyez.surveys.views.public")) is not None:
        public._company.cache_clear()
