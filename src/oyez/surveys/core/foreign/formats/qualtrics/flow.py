"""The flow of a Qualtrics survey: which blocks come in which order, for whom, and where it ends."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from oyez.surveys.core.foreign.bounded import Json, rows, said, table
from oyez.surveys.core.foreign.drafting import Draft
from oyez.surveys.core.foreign.plain import plain

DEEPEST = 30
MOST_STEPS = 2_000
SILENT = {
    "WebService": "a call of a web service", "Authenticator": "an authenticator", "Quota": "a check of a quota",
    "QuotaCheck": "a check of a quota", "TableOfContents": "a table of contents",
    "ReferenceSurvey": "another survey put in",
    "SupplementalData": "supplemental data", "Conjoint": "a conjoint part", "MaxDiff": "a MaxDiff part",
}  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """A block, or an end, and the branches it stands in: the logic of each, and an id that tells them apart."""

    block: str
    under: tuple[tuple[str, Json], ...] = ()
    ends: bool = False
    drawn: bool = False


@dataclass
class Flow:
    """What was read of a flow."""

    draft: Draft
    per_person: int = 0
    endings: list[Json] = field(default_factory=list)

    def steps(self, root: Any, blocks: Mapping[str, Json]) -> list[Shown]:
        """The blocks in order; all but the trash in the file's order where there is no flow."""
        nodes = rows(table(root).get("Flow"))
        found = list(islice(self._of(nodes, (), False, 0), MOST_STEPS)) if nodes else []
        if len(found) == MOST_STEPS:
            self.draft.losses.dropped("the flow", f"steps beyond {MOST_STEPS:,}")
        if not found:
            found = [Shown(id) for id in blocks]
        shown = {one.block for one in found}
        for id, block in blocks.items():
            if id not in shown and rows(block.get("BlockElements")):
                self.draft.losses.dropped(block_name(block), "a block that the flow leaves out")
        return found

    def _of(
        self, nodes: list[Json], under: tuple[tuple[str, Json], ...], drawn: bool, depth: int
    ) -> Iterator[Shown]:
        if depth > DEEPEST:
            self.draft.losses.dropped("the flow", "what is nested too deeply")
            return
        for at, node in enumerate(nodes):
            kind = said(node.get("Type"))
            inside = rows(node.get("Flow"))
            if kind in ("Block", "Standard", "Default") or (not kind and node.get("ID")):
                yield Shown(said(node.get("ID")), under, drawn=drawn)
            elif kind == "Branch":
                name = said(node.get("FlowID")) or f"{depth}.{at}"
                yield from self._of(
                    inside, (*under, (name, table(node.get("BranchLogic")))), drawn, depth + 1
                )
            elif kind == "Group":
                yield from self._of(inside, under, drawn, depth + 1)
            elif kind in ("BlockRandomizer", "Randomizer"):
                yield from self._of(inside, under, self._draws(node, inside) or drawn, depth + 1)
            elif kind == "EmbeddedData":
                self._fields(node)
            elif kind in ("EndSurvey", "EndOfSurvey"):
                self.endings.append(node)
                yield Shown("", under, ends=True)
            elif kind != "Root":
                self.draft.losses.dropped("the flow", SILENT.get(kind, f"a step of type {kind or 'unknown'}"))

    def _draws(self, node: Json, inside: list[Json]) -> bool:
        """Whether a person gets some of these blocks: ours can do so once in a survey."""
        some = said(node.get("SubSet"))
        plain_blocks = all(said(one.get("Type")) in ("Block", "Standard") for one in inside)
        count = int(some) if some.isdecimal() and len(some) < 4 else 0
        if 0 < count < len(inside) and plain_blocks and not self.per_person:
            self.per_person = count
            self.draft.losses.approximated(
                "the flow",
                f"{count} of {len(inside)} blocks a person, drawn by chance: always in the same order",
            )
            return True
        self.draft.losses.dropped("the flow", "blocks in an order by chance: they come in the file's order")
        return False

    def _fields(self, node: Json) -> None:
        for one in rows(node.get("EmbeddedData")):
            name = said(one.get("Field"))
            if not name:
                continue
            self.draft.field(name, "the flow")
            if said(one.get("Value")):
                self.draft.losses.dropped(
                    f"the field {name}", f"the value that the flow gives it: {said(one.get('Value'))}"
                )


def block_name(block: Json) -> str:
    """What a block is called."""
    return f"block {plain(said(block.get('Description'))).text or said(block.get('ID'))}"


def is_trash(block: Json) -> bool:
    return said(block.get("Type")) == "Trash"


def blocks_of(payload: Any) -> dict[str, Json]:
    """All blocks by id, however the file lists them."""
    return {said(one.get("ID")) or f"block {at}": one for at, one in enumerate(rows(payload), 1)}
