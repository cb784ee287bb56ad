"""The lint with what the company knows: which fields are filled, what was asked before, which goals there are."""

from collections.abc import Iterable, Mapping
from statistics import median
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext

from oyez.company.core.roles import ROLES, Can
from oyez.company.core.scope import Viewer
from oyez.company.models import Member, Touchpoint, Unit
from oyez.journal.models import Interaction
from oyez.people.models import Contact, Person
from oyez.surveys.core.definition import Definition
from oyez.surveys.core.lint import RULES, Facts, Finding, Linted, lint
from oyez.surveys.core.lint.facts import AIMS
from oyez.surveys.models import Response, Survey, Version
from oyez.surveys.queries import asked, newest_version

LOOKED_AT = 5_000  # the newest interactions are enough to see which fields are kept
ANSWERS = 1_000
FIELDS: Mapping[str, tuple[str, ...]] = {
    "date": (),
    "product": ("product", "model", "article", "item", "sku"),
    "region": ("region", "country", "state", "city", "postcode", "zip"),
    "size": ("employees", "size", "company_size"),
    "contract": ("contract", "plan", "tariff", "subscription"),
    "contact_reason": ("reason", "contact_reason", "topic", "category"),
    "agent": ("agent", "adviser", "technician", "fitter", "employee"),
}
BOUGHT = ("order", "purchase", "visit", "delivery")


def linted(viewer: Viewer, definition: Definition, row: Survey | None = None) -> Linted:
    """A survey as it stands in a draft or a file, looked at with everything that the company knows."""
    return lint(definition, facts(viewer, definition, row))


def facts(viewer: Viewer, definition: Definition, row: Survey | None = None) -> Facts:
    """What the rules may know; nothing of it names a person."""
    viewer.needs(Can.NUMBERS)
    version = newest_version(row) if row else None
    previous = asked(version) if version else None
    is_same = previous is not None and previous.questions == definition.questions
    seconds = _seconds(version) if version and is_same else []
    return Facts(
        filled=filled(viewer, definition) or None,
        median_seconds=median(seconds) if seconds else None,
        completes=len(seconds),
        previous=previous,
        aims=tuple(aim for source in AIMS.values() for aim in source(definition.survey)),
        owners=_owners(),
        answers=_answers(row) if row else None,
        business=2 * Contact.objects.count() > Person.objects.count(),
    )


def filled(viewer: Viewer, definition: Definition) -> dict[str, float]:
    """By what a question may ask for, and by field: the share of persons of whom it is known.

    Looked at among the persons of the newest interactions, at the survey's touchpoint and unit where it has them.
    """
    viewer.needs(Can.NUMBERS)
    known = _known(_about_persons(definition))
    if not known:
        return {}
    names = frozenset(name for fields in known.values() for name in fields)
    tags = {tag: _share(known, (tag, *fields)) for tag, fields in FIELDS.items()}
    return tags | {name: _share(known, (name,)) for name in names - set(tags)}


def _about_persons(definition: Definition) -> "QuerySet[Interaction]":
    rows = Interaction.objects.exclude(subject=None).exclude(mode="anonymous")
    if definition.touchpoint:
        rows = rows.filter(touchpoint=definition.touchpoint)
    return rows.filter(unit=definition.unit) if definition.unit else rows


def _known(rows: "QuerySet[Interaction]") -> dict[str, set[str]]:
    """The names of what is known of each person of the newest rows."""
    known: dict[str, set[str]] = {}
    newest = rows.order_by("-seq").values_list("subject", "kind", "unit", "attributes")[:LOOKED_AT]
    for subject, kind, unit, attributes in newest:
        fields = known.setdefault(str(subject), set())
        fields.update(name for name, value in attributes.items() if value not in ("", None))
        fields.update(["date"] if kind in BOUGHT else [])
        fields.update(["region"] if unit else [])
    return known


def _share(known: Mapping[str, set[str]], names: Iterable[str]) -> float:
    wanted = set(names)
    return sum(not wanted.isdisjoint(fields) for fields in known.values()) / len(known)


def _seconds(version: Version) -> list[float]:
    """How long the newest complete answers took; of anonymous ones no moment is kept."""
    rows = Response.objects.filter(version=version).exclude(finished_at=None).exclude(mode="anonymous")
    newest = rows.order_by("-started_at").values_list("started_at", "finished_at")[:ANSWERS]
    return [(end - start).total_seconds() for start, end in newest if end]


def _owners() -> frozenset[str]:
    """Roles, members by address, units and touchpoints: whoever can be named as owner of an answer."""
    keys = (Unit.objects.values_list("key", flat=True), Touchpoint.objects.values_list("key", flat=True))
    members = Member.objects.filter(is_active=True).values_list("email", flat=True)
    return frozenset((*ROLES, *members, *(key for rows in keys for key in rows)))


def _answers(row: Survey) -> dict[str, int]:
    found = Response.objects.filter(version__survey=row).exclude(finished_at=None)
    return dict(found.values_list("language").annotate(Count("pk")).order_by())


def sentence(finding: Finding) -> str:
    """What was found, in the reader's language."""
    return gettext(RULES[finding.rule].says[finding.code]) % finding.parameters


def as_plain(finding: Finding) -> dict[str, Any]:
    """A finding for programs."""
    return {
        "rule": finding.rule,
        "severity": str(finding.severity),
        "place": finding.place,
        "language": finding.language,
        "sentence": finding.sentence,
        "span": list(finding.span) if finding.span else None,
    }
