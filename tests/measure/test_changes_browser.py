"""Changes, one chart, benchmarks and a comparison in a browser: without barriers, nothing sticks out."""

from datetime import date
from typing import Any

import pytest

from oyez.company.core.scope import OPERATOR
from oyez.measure.yardsticks import changes
from oyez.measure.yardsticks.changes import Figure
from tests import town as towns
from tests.barriers import barriers
from tests.town import HARBOUR, HILL, Town, fact, tell

PAGES = (
    "/changes/",
    "/changes/chart/?stream=csat@branch=harbour",
    "/benchmarks/",
    "/explore/?metric=csat&by=region&every=month&rolling=3",
    "/explore/?metric=csat&since=2025-06&until=2025-12&compare=before",
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def fell(unit: str, low: int) -> Any:
    """Twenty-four months of thirty answers, in the last two of which so many are low."""
    for month in range(24):
        for n in range(30):
            few = low if month >= 22 else 7 + month % 3
            yield fact(
                f"{unit}-{month}-{n}", f"{2024 + month // 12}-{month % 12 + 1:02}-10", unit=unit,
                scores={"csat": 2 if n < few else 5}, subject=f"email:{unit}{n}@example.org",
            )  # fmt: skip


@pytest.fixture
def town(transactional_db: None) -> Town:
    built = towns.found()
    tell(*fell(HARBOUR, 24), *fell(HILL, 8))
    changes.enter_benchmark(OPERATOR, Figure("csat", 0.8, "Retail", "Monitor 2025", date(2025, 6, 1)))
    changes.set_index(OPERATOR, "experience", {"nps": 0.5, "csat": 0.5})
    return built


def test_no_page_has_a_barrier_or_scrolls_sideways(chromium: Any, live_server: Any, town: Town) -> None:
    cookie = town.client(town.member("cx_manager")).cookies["oyez_session"].value
    context = chromium.new_context()
    context.add_cookies([{"name": "oyez_session", "value": cookie, "url": live_server.url}])
    found: list[tuple[str, int, str]] = []
    context.on("weberror", lambda trouble: found.append(("", 0, str(trouble.error))))
    for address in PAGES:
        page = context.new_page()
        page.goto(f"{live_server.url}{address}")
        found += barriers(page, address)
        page.close()
    context.close()
    assert not found
