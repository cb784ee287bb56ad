"""The pages that can be saved: how the address of each is written, and what its total says to a viewer."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from oyez.company.core.scope import Viewer
from oyez.company.queries import the_company
from oyez.kit.clock import today
from oyez.kit.errors import NotFound, Refused
from oyez.measure import wording
from oyez.measure.ask import ask
from oyez.measure.asked import Asked
from oyez.measure.choices import metrics
from oyez.measure.core.calendar import add_months
from oyez.measure.core.change.watched import parse_stream
from oyez.measure.core.question import parse
from oyez.measure.crosstabs.ask import table
from oyez.measure.crosstabs.ask import usual as usual_score
from oyez.measure.crosstabs.forms import Written
from oyez.measure.drivers.forms import in_address as drivers_in_address
from oyez.measure.fixed import fixed

DRIVERS = ("survey", "outcome", "where", "not_lived", "since", "until")
LONGEST = 4_000
MOST_MONTHS = 600


@dataclass(frozen=True)
class Figure:
    """What the total of a page says: of how many, which value, and both in words."""

    n: int | None
    value: float | None
    words: str


@dataclass(frozen=True)
class Page:
    """A page by the name of its address. `canonical` writes what an address asks, so that equal ones are equal."""

    name: str
    label: Any
    url_name: str
    canonical: Callable[[Viewer, QueryDict], dict[str, Any]]
    figure: Callable[[Viewer, QueryDict], Figure | None]
    has_period: bool = True


def page_of(name: str) -> Page:
    if name not in PAGES:
        raise NotFound(f"There is no page “{name}” to be saved. Known: {', '.join(PAGES)}.")
    return PAGES[name]


def written(said: dict[str, Any]) -> str:
    """Parameters as an address has them, empty ones left away."""
    return urlencode({name: value for name, value in said.items() if value}, doseq=True)


def canonical(viewer: Viewer, page: Page, query: str, *, rolling: bool) -> tuple[str, int | None]:
    """A query with a fixed beginning and end; or, if it is to move along, without them and of how many months."""
    if len(query) > LONGEST:
        raise Refused("This address is too long to be saved: take filters away.")
    said = page.canonical(viewer, QueryDict(query))
    if not page.has_period:
        return written(said), None
    period = fixed(viewer, said.get("since", ""), said.get("until", ""))
    if not rolling:
        return written({**said, **period}), None
    bare = {name: value for name, value in said.items() if name not in period}
    return written(bare), _months(period["since"])


def address(viewer: Viewer, query: str, months: int | None) -> str:
    """The query as it is today: one that moves along ends with this month."""
    if not months:
        return query
    first = add_months(today(the_company().time_zone).replace(day=1), 1 - months)
    said = dict(QueryDict(query).lists())
    return written({**said, **fixed(viewer, first.isoformat(), "")})


def _months(since: str) -> int:
    """How many months from the one it began in to this one, both counted."""
    first, this = parse("", since=since).since, today(the_company().time_zone)
    assert first is not None
    return max(1, min(MOST_MONTHS, _ordinal(this) - _ordinal(first) + 1))


def _ordinal(day: date) -> int:
    return 12 * day.year + day.month


def _explored(viewer: Viewer, query: QueryDict) -> dict[str, Any]:
    asked = Asked.in_address(query, metrics(viewer)[0].name)
    asked.question()
    return dict(QueryDict(asked.query()).lists()) | {"since": asked.since, "until": asked.until}


def _explored_figure(viewer: Viewer, query: QueryDict) -> Figure | None:
    asked = replace(Asked.in_address(query, metrics(viewer)[0].name), every="", by=(), rolling="")
    answer = ask(viewer, asked.question())
    if answer.total is None:
        return None
    said = wording.value(answer.metric, answer.total) or wording.interval(answer.metric, answer.total)
    return Figure(answer.total.n, answer.total.value, said)


def _crossed(viewer: Viewer, query: QueryDict) -> dict[str, Any]:
    asked = Written.in_address(query)
    asked.asked()
    asked = replace(asked, of=asked.of or usual_score(metrics(viewer)))
    return dict(QueryDict(asked.query()).lists()) | {"since": asked.since, "until": asked.until}


def _crossed_figure(viewer: Viewer, query: QueryDict) -> Figure:
    asked = Written.in_address(query)
    total = table(viewer, replace(asked, banners=()).asked()).total
    value = total.mean.value if total.mean else None
    return Figure(total.n, value, "" if value is None else f"{value:.2f}")


def _driven(viewer: Viewer, query: QueryDict) -> dict[str, Any]:
    drivers_in_address(query)
    lists = {name: [one for one in query.getlist(name) if one] for name in DRIVERS}
    return lists | {name: query.get(name, "") for name in ("since", "until")}


def _changes(viewer: Viewer, query: QueryDict) -> dict[str, Any]:
    return {}


def _change(viewer: Viewer, query: QueryDict) -> dict[str, Any]:
    return {"stream": str(parse_stream(query.get("stream", "")))}


def _no_figure(viewer: Viewer, query: QueryDict) -> None:
    """What takes long to compute, or has no total, is not computed only to be noted."""


PAGES = {
    page.name: page
    for page in (
        Page("explore", _("Explore"), "measure:explore", _explored, _explored_figure),
        Page("crosstab", _("Crosstab"), "measure:crosstab", _crossed, _crossed_figure),
        Page("drivers", _("Drivers"), "measure:drivers", _driven, _no_figure),
        Page("changes", _("Changes"), "measure:changes", _changes, _no_figure, has_period=False),
        Page("change", _("One chart"), "measure:change", _change, _no_figure, has_period=False),
    )
}
