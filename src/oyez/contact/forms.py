"""What account managers type about their accounts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from oyez.company.core.scope import Viewer
from oyez.contact.queries.accounts import ahead, contacts


class _Day(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class DelayForm(forms.Form):
    """Until when, and why."""

    until = forms.DateField(label=_("Ask nobody before"), widget=_Day)
    reason = forms.CharField(label=_("Why it should wait"), max_length=300)


class PrepareForm(forms.Form):
    """Who was told about which wave."""

    wave = forms.ChoiceField(label=_("For"))
    persons = forms.MultipleChoiceField(label=_("Who was told"), widget=forms.CheckboxSelectMultiple)
    note = forms.CharField(label=_("What was said"), max_length=300, required=False)

    def __init__(self, viewer: Viewer, account: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.waves = ahead(viewer, account)
        self.fields["wave"].choices = [  # type: ignore[attr-defined]
            (str(at), f"{one.key} {one.wave}".strip()) for at, one in enumerate(self.waves)
        ]
        people = {one.person_id: str(one.person) for one in contacts(viewer, account)}
        self.fields["persons"].choices = list(people.items())  # type: ignore[attr-defined]

    def chosen(self) -> tuple[str, str]:
        """The key of the survey, and its wave."""
        one = self.waves[int(self.cleaned_data["wave"])]
        return one.key, one.wave
