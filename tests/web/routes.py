"""Every page and API route of the house, found in the URL configuration so that none can be forgotten."""

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

FOREIGN = ("accounts/",)  # allauth's own pages, tested by allauth; ours are its templates


@dataclass(frozen=True)
class Route:
    """One address with its parameters still open: `/persons/<int:person_id>/`."""

    pattern: str
    name: str

    def parameters(self) -> list[str]:
        return re.findall(r"<(?:\w+:)?(\w+)>", self.pattern)

    def addresses(self, values: Mapping[str, Sequence[object]]) -> Iterator[str]:
        """The address for every combination of the values that its parameters can take."""
        names = self.parameters()
        missing = [name for name in names if name not in values]
        if missing:
            raise LookupError(f"{self.pattern}: the crawl has no values for {missing}; add some to its world")
        for chosen in itertools.product(*(values[name] for name in names)):
            address = self.pattern
            for name, value in zip(names, chosen, strict=True):
                address = re.sub(rf"<(?:\w+:)?{name}>", str(value), address)
            yield address


def routes() -> list[Route]:
    """All addresses that the house answers to, pages and API alike."""
    found = [Route(f"/{pattern}", name) for pattern, name in _walk(get_resolver().url_patterns, "")]
    return [route for route in found if not route.pattern[1:].startswith(FOREIGN)]


def _walk(patterns: Sequence[URLPattern | URLResolver], before: str) -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        address = before + str(pattern.pattern).removeprefix("^").removesuffix("$")
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, address)
        else:
            yield address, pattern.name or ""
