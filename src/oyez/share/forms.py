"""What people type about customers, checked before it is done."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from oyez.share.changes import LONGEST_NOTE
from oyez.share.models import NextStep


class RevealForm(forms.Form):
    """Why an analyst needs to know who somebody is."""

    reason = forms.CharField(
        label=_("Why do you need to know who this is?"),
        help_text=_("The reason is kept in the audit trail; the name shows for an hour."),
        min_length=10,
        max_length=500,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class NoteForm(forms.Form):
    """What was said, and what was promised until when."""

    text = forms.CharField(
        label=_("Note"),
        help_text=_("Colleagues who see this customer see it; the customer does not."),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    due = forms.DateTimeField(
        label=_("Promised until"),
        help_text=_("Leave it empty for a note that promises nothing."),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def due_in(self, zone: ZoneInfo) -> datetime | None:
        """The moment as the company's clock shows it."""
        due: datetime | None = self.cleaned_data["due"]
        return due.replace(tzinfo=zone) if due else None


class JoinForm(forms.Form):
    """Two records that are one person."""

    other = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("How do you know?"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


class StepForm(forms.Form):
    """What is done next at an account, and by when."""

    text = forms.CharField(
        label=_("Next step"),
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    due = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class OutcomeForm(forms.Form):
    """What came of it."""

    outcome = forms.ChoiceField(label=_("What came of it"), choices=NextStep.Outcome.choices[1:])
    worth = forms.DecimalField(
        label=_("Worth a year"), required=False, min_value=0, max_digits=16, decimal_places=2
    )
