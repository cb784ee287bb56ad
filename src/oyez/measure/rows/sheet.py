"""Single answers as a table: a row an answer, its scores and attributes as columns, nobody's name."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from oyez.company.core.scope import Viewer
from oyez.company.queries import touchpoints, tree
from oyez.kit.charts import numerals
from oyez.kit.sheets.sheet import Column, Kind, Note, Sheet, Stream
from oyez.measure.core.plan import Attribute
from oyez.measure.core.result import Period
from oyez.measure.rows.ask import ACCOUNT, PERSON, SCORE, Told
from oyez.measure.rows.printing import Picked
from oyez.measure.rows.wordings import Wording, wordings
from oyez.measure.sheets.notes import address, footnote, period_said, where_from
from oyez.people.queries import accounts

KINDS = {"double": Kind.NUMBER, "boolean": Kind.YES_NO, "": Kind.TEXT}


def rows_sheet(viewer: Viewer, told: Told) -> Sheet:
    """The answers as they may leave, read while they are written."""
    question = told.question
    period = period_said(Period(question.since, question.until))
    only = "; ".join(map(str, question.where)) or _("no filter")
    names = labels(viewer, told)
    said = wordings(viewer, question)
    return Sheet(
        name="oyez-answers",
        title=_("Single answers"),
        sentence=_("%(count)s answers of identified persons, under pseudonyms.")
        % {"count": numerals.number(told.count)},
        columns=tuple(_column(one, names, said) for one in told.picked),
        footnote=footnote(period, only),
        notes=(
            Note(_("Period"), period),
            Note(_("Only"), only),
            Note(
                _("Who"),
                _(
                    "Identified answers in the data scope. Confidential and anonymous answers are left out, and so are"
                    " answers that were corrected later: the corrections are here."
                ),
            ),
            Note(
                _("Persons"),
                _(
                    "Under pseudonyms that stay the same here and mean nothing elsewhere; days instead of moments; no"
                    " texts. Rare combinations may still point to somebody: give this file to nobody who need not have"
                    " it."
                ),
            ),
            *_left_out(told),
            *where_from(viewer, address("measure:explore", {"where": list(map(str, question.where))})),
        ),
        stream=Stream(told.batches, told.count),
    )


def labels(viewer: Viewer, told: Told) -> dict[str, dict[str, str]]:
    """What keys are called, as far as the viewer may know."""
    units = viewer.scope.units
    near = {key: name for key, name in tree().names.items() if units is None or key in units}
    known = {
        "unit": near,
        "touchpoint": {
            one.key: one.name for one in touchpoints(viewer) if one.unit is None or one.unit.key in near
        },
    }
    if told.names_accounts:
        known[ACCOUNT] = dict(accounts(viewer).values_list("key", "name"))
    return known


def _column(one: Picked, names: Mapping[str, Mapping[str, str]], wordings: Mapping[str, Wording]) -> Column:
    if isinstance(one.source, Attribute):
        said = wordings.get(one.source.name, Wording(one.source.name))
        return Column(name=one.name, label=said.label, kind=KINDS[one.read_as], labels=said.values)
    if one.source.name.startswith(SCORE) and one.name in wordings:
        said = wordings[one.name]
        return Column(name=one.name, label=said.label, kind=Kind.NUMBER, labels=said.values)
    kind = Kind.TEXT
    if one.name == "day":
        kind = Kind.DATE
    elif one.name == "amount":
        kind = Kind.MONEY
    elif one.source.name.startswith(SCORE):
        kind = Kind.NUMBER
    headings = {PERSON: _("Person"), ACCOUNT: _("Account"), "day": _("Day"), "amount": _("Amount")}
    return Column(
        name=one.name,
        label=headings.get(one.name, one.name.replace("_", " ").capitalize()),
        kind=kind,
        labels=names.get(one.name, {}),
    )


def _left_out(told: Told) -> list[Note]:
    """Which attributes stayed at home, and which became pseudonyms."""
    found = []
    if told.hidden_names:
        names = ", ".join(told.hidden_names)
        said = _("%(names)s: they may tell who somebody is, or hold free text.") % {"names": names}
        found.append(Note(_("Attributes left out"), said))
    numbers = [kind for name, kind in told.replaced.items() if name not in (PERSON, ACCOUNT)]
    if numbers:
        said = _("%(names)s: they number things that others know by these numbers.")
        found.append(Note(_("Attributes under pseudonyms"), said % {"names": ", ".join(numbers)}))
    if not told.names_accounts:
        found.append(Note(_("Accounts"), _("Under pseudonyms, as persons are.")))
    return found
