"""A draft goes out: looked at by the lint first; what it blocks is mended, or published over with a reason."""

from collections.abc import Mapping

from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.journal.queries import scales
from oyez.kit.errors import Refused
from oyez.surveys import queries
from oyez.surveys.changes import editing
from oyez.surveys.core.lint import Finding, Linted, blocks
from oyez.surveys.core.reading import definition
from oyez.surveys.linting import linted, sentence
from oyez.surveys.models import Survey, Version

LONGEST = 300


def looked_at(viewer: Viewer, row: Survey) -> Linted:
    """What the lint says of a draft, with everything that the company knows."""
    return linted(viewer, definition(row.draft, scales()), row)


def release(
    viewer: Viewer, key: str, over: int, *, note: str = "", reasons: Mapping[str, str] | None = None
) -> Version:
    """The draft is asked from now on. `reasons`: by rule, why it is published over what the rule blocks."""
    viewer.needs(Can.PROGRAMME)
    row = queries.survey(viewer, key)
    given = {rule: " ".join(reason.split())[:LONGEST] for rule, reason in (reasons or {}).items()}
    found = blocks(looked_at(viewer, row).findings)
    missing = unanswered(found, given)
    if missing:
        said = "; ".join(f"{one.rule}: {sentence(one)}" for one in missing)
        raise Refused(f"{said}. Change that, or say why it is published all the same.")
    overridden = [f"{rule}: {given[rule]}" for rule in dict.fromkeys(one.rule for one in found)]
    return editing.publish(viewer, key, over, note=note, overridden=overridden)


def unanswered(found: tuple[Finding, ...], reasons: Mapping[str, str]) -> list[Finding]:
    """Of what blocks, the first of each rule that nobody gave a reason for."""
    first = {one.rule: one for one in reversed(found)}
    return [one for rule, one in first.items() if not reasons.get(rule, "").strip()]
