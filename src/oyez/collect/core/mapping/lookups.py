"""Lookups: another file with one row a key, or with an explicit aggregate, held by key while a base file streams."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from oyez.collect.core.mapping.conditions import Holds, condition
from oyez.collect.core.mapping.scope import Get, Scope, Value
from oyez.collect.core.mapping.sections import Section, each
from oyez.collect.core.mapping.sums import Total, total_maker
from oyez.collect.core.mapping.texts import whole_template
from oyez.collect.core.mapping.trouble import MappingError, Unusable, unknown
from oyez.collect.core.tables import Cell, Row, Table, Unreadable

SETTINGS = ("file", "table", "sheet", "encoding", "delimiter", "key", "on", "take", "when", "required")
KEY_LIMIT = 2_000_000


@dataclass
class Lookup:
    """One other file: filled once, then asked for every row."""

    name: str
    section: Section
    table: Table
    scope: Scope
    required: bool = False
    wanted: list[str] = field(default_factory=list)
    getters: list[Get] = field(default_factory=list)
    rows: dict[str, tuple[Cell, ...]] = field(default_factory=dict)
    kinds: dict[str, Value] = field(default_factory=dict)

    def column(self, name: str, line: int, asking: Scope) -> Value:
        """A column of this file for a row of the file that asks: the base file, or another lookup."""
        at = self._position(name, line)
        on = whole_template(self.section.text("on", self.section.text("key")), asking, self._line_of_on())
        rows, required = self.rows, self.required
        label = self.name

        def get(row: Row) -> Cell:
            key = on(row)
            found = rows.get(key) if isinstance(key, str) else None
            if found is None:
                if required:
                    raise Unusable(f"there is no row for “{key or ''}” in {label}")
                return None
            return found[at]

        return Value(get, self.kinds[name].kind if name in self.kinds else "any")

    def _line_of_on(self) -> int:
        return self.section.line_of("on" if "on" in self.section else "key")

    def _position(self, name: str, line: int) -> int:
        if name in self.wanted:
            return self.wanted.index(name)
        if "take" in self.section:
            raise unknown(line, f"value taken from {self.name}", name, self.wanted)
        found = self.scope.find(name, line)
        self.kinds[name] = found
        self.wanted.append(name)
        self.getters.append(found.get)
        return len(self.wanted) - 1

    def fill(self) -> None:
        """Read the other file once."""
        if "take" in self.section:
            self._gather()
        else:
            self._collect()

    def prepare(self) -> None:
        """Find every mistake, and every column wanted of other lookups, before any of them is filled."""
        self.keyed = self._keyed()
        self.makers = self._makers()

    def _keyed(self) -> Callable[[Row], str | None]:
        line = self.section.line_of("key")
        key = whole_template(self.section.text("key"), self.scope, line)
        holds: Holds | None = None
        if "when" in self.section:
            holds = condition(self.section["when"], self.scope, self.section.line_of("when"))

        def keyed(row: Row) -> str | None:
            if holds is not None and not holds(row):
                return None
            return key(row)  # type: ignore[return-value]  # keys are texts

        return keyed

    def _collect(self) -> None:
        """One row a key; two are a mistake that only an aggregate can settle."""
        keyed, getters = self.keyed, self.getters
        for number, row in self._rows():
            key = keyed(row)
            if key is None:
                continue
            if key in self.rows:
                raise Unreadable(
                    f"{self.name}, line {number:,}: a second row for “{key}”. Say under “take” which to use, "
                    "such as first({column}) or sum({column})."
                )
            self._refuse_too_many(len(self.rows))
            self.rows[key] = tuple([get(row) for get in getters])

    def _gather(self) -> None:
        """One total of each sort a key."""
        keyed, makers = self.keyed, self.makers
        gathered: dict[str, list[Total]] = {}
        for number, row in self._rows():
            key = keyed(row)
            if key is None:
                continue
            totals = gathered.get(key)
            if totals is None:
                self._refuse_too_many(len(gathered))
                totals = gathered[key] = [make() for make in makers]
            for total in totals:
                try:
                    total.add(row)
                except Unusable as error:
                    raise Unreadable(f"{self.name}, line {number:,}: {error}.") from None
        self.rows.update((key, tuple(total.result() for total in totals)) for key, totals in gathered.items())

    def _makers(self) -> list[Callable[[], Total]]:
        makers = []
        for name, entry, line in each(self.section.section("take")):
            maker = total_maker(str(entry), self.scope, line)
            if maker is None:
                raise MappingError(
                    line, f"“{name}” needs sum(…), count(), first(…), last(…), mean(…), min(…) or max(…)."
                )
            makers.append(maker)
        return makers

    def _rows(self) -> Iterator[tuple[int, Row]]:
        for line in self.table.lines():
            if line.problem:
                raise Unreadable(f"{self.name}, line {line.number:,}: {line.problem}")
            yield line.number, line.row

    def _refuse_too_many(self, keys: int) -> None:
        if keys >= KEY_LIMIT:
            raise Unreadable(
                f"{self.name} has more than {KEY_LIMIT:,} keys, too many to hold while another file streams; "
                "import it the other way round."
            )


def make_lookup(name: str, section: Section, table: Table, scope: Scope) -> Lookup:
    """A lookup that is ready to be asked for columns, and then to be filled."""
    section.only(f"the lookup {name}", SETTINGS)
    if "key" not in section:
        raise MappingError(
            section.line, f"the lookup {name} needs “key”, the value by which its rows are found."
        )
    lookup = Lookup(
        name=name,
        section=section,
        table=table,
        scope=scope,
        required=section.get("required") is True,
    )
    if "take" in section:
        lookup.wanted = list(section.section("take"))
    lookup.prepare()
    return lookup
