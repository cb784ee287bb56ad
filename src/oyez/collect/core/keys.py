"""Keys that the company knows, found by key or by name; what is missing is refused, or made when asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from oyez.collect.core.mapping.trouble import Unusable
from oyez.collect.core.tables import shorten
from oyez.kit.keys import KEY_LENGTH, key_for


@dataclass
class Keys:
    """The keys of one sort of thing (units, touchpoints, accounts) as an import meets them, row by row."""

    sort: str
    names: Mapping[str, str] = field(default_factory=dict)  # key → name
    add_missing: bool = False
    found: dict[str, str] = field(default_factory=dict)  # what cells say → key
    of_this_row: list[str] = field(default_factory=list)
    made: dict[str, str] = field(default_factory=dict)  # by this row: key → name

    def __post_init__(self) -> None:
        for key, name in self.names.items():
            self.found.setdefault(name.casefold(), key)
        for key in self.names:
            self.found[key] = self.found[key.casefold()] = key

    def of(self, said: str) -> str:
        """The key behind what a cell says."""
        try:
            return self.found[said]
        except KeyError:
            pass
        key = self.found.get(said.casefold())
        if key is not None:
            return key
        if not self.add_missing:
            raise Unusable(f"there is no {self.sort} “{shorten(said)}”")
        return self._make(said)

    def learn(self, key: str, name: str = "") -> None:
        """A key that the row at hand brings; it exists once the row is taken."""
        for said in (key, key.casefold(), name.casefold()):
            if said and said not in self.found:
                self.found[said] = key
                self.of_this_row.append(said)

    def _make(self, name: str) -> str:
        """A new key for a name nobody has heard of."""
        stem = key_for(name)
        key, again = stem, 1
        while key in self.found:
            again += 1
            key = f"{stem[: KEY_LENGTH - 5]}-{again}"
        self.made[key] = name
        self.learn(key, name)
        return key

    def settle(self) -> dict[str, str]:
        """The row is taken: what it made without describing it, once."""
        if self.of_this_row:
            self.of_this_row = []
        if not self.made:
            return NOTHING
        made, self.made = self.made, {}
        return made

    def forget(self) -> None:
        """The row is refused, so what it would have made does not exist."""
        for said in self.of_this_row:
            del self.found[said]
        self.of_this_row, self.made = [], {}


NOTHING: dict[str, str] = {}
