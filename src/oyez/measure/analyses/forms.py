"""What somebody wants to keep."""

from django import forms
from django.utils.translation import gettext_lazy as _

from oyez.measure.analyses.changes import LONGEST_NAME, Wanted


class SaveForm(forms.Form):
    """A name, and whether others see it and its period moves along; page and query come from where it stands."""

    name = forms.CharField(label=_("Name"), max_length=LONGEST_NAME)
    page = forms.CharField(max_length=16, widget=forms.HiddenInput)
    query = forms.CharField(required=False, widget=forms.HiddenInput)
    shared = forms.BooleanField(label=_("Others may open it"), required=False)
    rolling = forms.BooleanField(label=_("Let its period move along"), required=False)

    def wanted(self) -> Wanted:
        return Wanted(**self.cleaned_data)
