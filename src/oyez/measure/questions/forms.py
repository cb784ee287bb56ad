"""Which survey's questions a page shows."""

from django import forms
from django.utils.translation import gettext_lazy as _


class QuestionsForm(forms.Form):
    """A survey and a period."""

    use_required_attribute = False

    survey = forms.ChoiceField(label=_("Survey"))
    since = forms.CharField(label=_("From"), widget=forms.DateInput({"type": "date"}))
    until = forms.CharField(label=_("To, not included"), widget=forms.DateInput({"type": "date"}))

    def __init__(self, surveys: list[str], survey: str, since: str, until: str) -> None:
        super().__init__(initial={"survey": survey, "since": since, "until": until})
        keys = dict.fromkeys([*surveys, survey, ""])
        self.fields["survey"] = forms.ChoiceField(
            label=_("Survey"), choices=[(key, key or _("Everything")) for key in keys]
        )
