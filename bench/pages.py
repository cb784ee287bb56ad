"""How long the server takes for each staff page at 1 M interactions, and with how many queries, as each role.

Claimed: 150 ms for a page viewed before (the median of 20 views), and as many queries as with a hundredth of the
interactions. Every page is asked for as every role, through all of the middleware; what a role may not see is
left out.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from bench.machine import beside
from bench.world import BRANCHES, REGIONS, ROLES, ROWS, branch, folder_of

MOST_MS = 150
ROUNDS = int(os.environ.get("OYEZ_BENCH_ROUNDS", "20"))
SLACK = 3  # a list that is empty in the small world asks less
ONLY = os.environ.get("OYEZ_BENCH_PAGES", "")
PAGES = (
    "/",
    "/findings/",
    "/explore/",
    "/explore/?metric=nps&by=unit&every=month",
    "/explore/?metric=csat&by=touchpoint&where=channel%3Dweb",
    "/explore/formulas/",
    "/explore/?metric=nps&since=2026-01-01&compare=before",
    "/changes/",
    "/drivers/",
    "/goals/",
    "/initiatives/",
    "/benchmarks/",
    "/account/",
    "/account/?page=3",
    "/account/{account}/",
    "/account/{near}/",
    "/people/",
    "/people/?q=person+77",
    "/people/?q=p77",
    "/people/{person}/",
    "/people/{contact}/",
    "/cases/",
    "/cases/?view=closed",
    "/cases/{case}/",
    "/triggers/",
    "/triggers/nps-low/",
    "/root-causes/",
    "/imports/",
    "/imports/{import}/",
    "/rejected/",
    "/rejected/{rejected}/",
    "/members/",
    "/members/{member}/",
    "/units/",
    "/touchpoints/touchpoint1/",
    "/audit/",
    "/keys/",
    "/lag/",
)


def main() -> int:
    small, large = _measured(ROWS // 100), _measured(ROWS)
    print(f"{'page':52} {'role':16} {'first':>6} {'median':>7} {'95 %':>6} {'CPU':>6}  ms, queries")
    held = True
    for name, figures in sorted(large.items(), key=lambda pair: -pair[1]["median"]):
        same = figures["queries"] <= small.get(name, figures)["queries"] + SLACK
        fast = figures["median"] <= MOST_MS
        held &= same and fast
        marks = ("" if fast else "  SLOW") + ("" if same else f"  GROWS from {small[name]['queries']}")
        page, role = name.split("|")
        times = " ".join(f"{figures[one]:>6.0f}" for one in ("first", "median", "worst", "cpu"))
        print(f"{page:52} {role:16} {times}  {figures['queries']:>7}{marks}")
    slow = sum(figures["median"] > MOST_MS for figures in large.values())
    busy = sum(figures["cpu"] > MOST_MS for figures in large.values())
    print(f"{len(large)} pages at {ROWS:,} interactions: {slow} above {MOST_MS} ms, {busy} by CPU time alone")
    print(beside())
    return 0 if held else 1


def _measured(rows: int) -> dict[str, dict[str, float]]:
    """In a process of its own, since a process is one installation."""
    words = [sys.executable, "-m", "bench.pages", str(rows)]
    done = subprocess.run(words, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, dict[str, float]] = json.loads(done.stdout)
    return found


def measure(rows: int) -> dict[str, dict[str, float]]:
    """The figures of every page that somebody may see, by page and role."""
    with folder_of(rows):
        from django.conf import settings

        from oyez.web.warm import warm

        settings.ALLOWED_HOSTS = ["testserver"]
        warm()  # as `oyez serve` does before its first request
        places = _places()
        found = {}
        for role in (*ROLES, "account_manager0"):
            browser = _signed_in(role)
            for page in PAGES:
                if ONLY not in page:
                    continue
                figures = _view(browser, page.format(**places))
                if figures:
                    found[f"{page}|{role}"] = figures
                    print(".", end="", file=sys.stderr, flush=True)
    return found


def _places() -> dict[str, Any]:
    """Something of every sort that all who may see such a thing see."""
    from oyez.act.models import Case
    from oyez.collect.models import Import
    from oyez.company.models import Member
    from oyez.journal.models import Interaction, Rejected
    from oyez.people.queries import person_of

    near = [branch(at) for at in range(1, BRANCHES, REGIONS)]
    case = Case.objects.exclude(state="closed").filter(unit__in=near).earliest("pk")
    known = Interaction.objects.filter(unit__in=near, touchpoint="touchpoint1", account=None)
    contact = Interaction.objects.filter(account="account8", kind="response").latest("seq")
    return {
        "account": "account8",
        "near": "account1",
        "person": person_of(known.latest("seq").subject),
        "contact": person_of(contact.subject),
        "case": case.number,
        "import": Import.objects.latest("pk").pk,
        "rejected": Rejected.objects.latest("pk").pk,
        "member": Member.objects.earliest("pk").pk,
    }


def _signed_in(name: str) -> Any:
    from django.test import Client

    from oyez.company.models import Member

    browser = Client(raise_request_exception=False)
    browser.force_login(Member.objects.get(email=f"{name}@example.org"))
    return browser


def _view(browser: Any, address: str) -> dict[str, float]:
    """Nothing where the role may not see it."""
    first, status = _timed(browser, address)
    if status != 200:
        return {}
    with _counting() as queries:
        browser.get(address)
    began = time.process_time()
    times = sorted(_timed(browser, address)[0] for _ in range(ROUNDS))
    return {
        "first": first,
        "median": statistics.median(times),
        "worst": times[int(0.95 * len(times)) - 1],
        "cpu": (time.process_time() - began) / ROUNDS * 1000,
        "queries": len(queries),
    }


def _timed(browser: Any, address: str) -> tuple[float, int]:
    began = time.perf_counter()
    answer = browser.get(address)
    return (time.perf_counter() - began) * 1000, answer.status_code


@contextmanager
def _counting() -> Iterator[list[str]]:
    from django.db import connection

    asked: list[str] = []

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        yield asked


if __name__ == "__main__":
    if len(sys.argv) > 1:
        json.dump(measure(int(sys.argv[1])), sys.stdout)
        sys.exit(0)
    sys.exit(main())
