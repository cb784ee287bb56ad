"""Field notes and insights as people write them."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from oyez.company.models import Touchpoint, Unit
from oyez.surveys.changes.studying import Written
from oyez.surveys.core.evidence import codes_of
from oyez.surveys.models import FieldNote, Insight, Survey

METHODS = (
    ("interview", _("Interview")),
    ("focus_group", _("Focus group")),
    ("observation", _("Observation")),
    ("forum", _("User forum")),
    ("visit", _("Visit")),
)
STATUSES = (("open", _("open")), ("confirmed", _("confirmed")), ("dropped", _("dropped")))


class NoteForm(forms.Form):
    """What somebody said or did, where, and under which codes."""

    use_required_attribute = False

    method = forms.ChoiceField(label=_("Method"), choices=METHODS)
    on = forms.DateField(label=_("Day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    text = forms.CharField(
        label=_("What was said or seen"),
        max_length=8_000,
        widget=forms.Textarea({"rows": 8, "dir": "auto"}),
        help_text=_("In their own words where you can. One observation a note."),
    )
    codes = forms.CharField(
        label=_("Evidence codes"),
        required=False,
        max_length=400,
        help_text=_("With commas between them: late, price_talk."),
    )
    study = forms.ChoiceField(label=_("Study"), required=False)
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    touchpoint = forms.ChoiceField(label=_("Touchpoint"), required=False)
    person = forms.CharField(
        label=_("Person"),
        required=False,
        max_length=200,
        help_text=_("Their e-mail address. The note then stands on their timeline."),
    )
    agreed = forms.BooleanField(label=_("This person agreed to being noted with their name"), required=False)

    def __init__(self, data: Any = None, *, row: FieldNote | None = None) -> None:
        super().__init__(data, initial=_initial(row) if row is not None else None)
        self.row = row
        self._choose("study", Survey.objects.order_by("title").values_list("key", "title"))
        self._choose("unit", Unit.objects.order_by("name").values_list("key", "name"))
        self._choose("touchpoint", Touchpoint.objects.order_by("name").values_list("key", "name"))
        if row is not None:
            del self.fields["person"], self.fields["agreed"]

    def _choose(self, name: str, known: Iterable[tuple[str, str]]) -> None:
        self.fields[name].choices = [("", _("none")), *known]  # type: ignore[attr-defined]

    @property
    def written(self) -> Written:
        said = self.cleaned_data
        subject = self.row.subject if self.row is not None else _subject(said["person"])
        return Written(
            method=said["method"],
            on=said["on"],
            text=said["text"],
            unit=said["unit"],
            touchpoint=said["touchpoint"],
            study=said["study"],
            codes=codes_of(said["codes"]),
            subject=subject,
            agreed=True if self.row is not None else said["agreed"],
        )


def _initial(row: FieldNote) -> dict[str, Any]:
    kept = {name: getattr(row, name) for name in ("method", "on", "text", "unit", "touchpoint", "study")}
    return {**kept, "codes": ", ".join(row.codes)}


def _subject(said: str) -> str:
    """An e-mail address, or any identifier written with its kind, as a subject."""
    said = said.strip()
    return f"email:{said.lower()}" if "@" in said and ":" not in said else said


class InsightForm(forms.Form):
    """A statement and the notes that it stands on."""

    use_required_attribute = False

    statement = forms.CharField(
        label=_("What we learned"), max_length=400, widget=forms.Textarea({"rows": 3, "dir": "auto"})
    )
    notes = forms.MultipleChoiceField(
        label=_("It stands on"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Two notes or more."),
    )
    status = forms.ChoiceField(label=_("Status"), choices=STATUSES)
    use = forms.CharField(
        label=_("Used in"),
        required=False,
        max_length=300,
        help_text=_("Such as the initiative that follows from it."),
    )

    def __init__(self, notes: Iterable[FieldNote], data: Any = None, *, row: Insight | None = None) -> None:
        initial = None
        if row is not None:
            chosen = [str(pk) for pk in row.notes.values_list("pk", flat=True)]
            initial = {
                "statement": row.statement, "status": row.status, "use": row.use, "notes": chosen,
            }  # fmt: skip
        super().__init__(data, initial=initial)
        self.fields["notes"].choices = [  # type: ignore[attr-defined]
            (str(one.pk), f"{one.on:%Y-%m-%d}: {one.text[:110]}{'…' if len(one.text) > 110 else ''}")
            for one in notes
        ]


class CodeForm(forms.Form):
    """A code and what it means."""

    use_required_attribute = False

    key = forms.CharField(label=_("Code"), max_length=40)
    meaning = forms.CharField(label=_("What it means"), max_length=300)
