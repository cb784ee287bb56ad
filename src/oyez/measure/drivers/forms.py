"""Which survey's drivers a page is about."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from oyez.measure.drivers.ask import Asked, asked
from oyez.measure.drivers.studies import Study


def in_address(query: QueryDict) -> Asked:
    """The question that an address asks."""
    return asked(
        survey=query.get("survey", ""),
        outcome=query.get("outcome", ""),
        where=query.getlist("where"),
        since=query.get("since", ""),
        until=query.get("until", ""),
        not_lived=query.getlist("not_lived"),
    )


class DriversForm(forms.Form):
    """Survey, overall score, period and one filter."""

    survey = forms.ChoiceField()
    outcome = forms.ChoiceField()
    since = forms.CharField(required=False)
    until = forms.CharField(required=False)
    where = forms.CharField(required=False)

    def __init__(self, query: QueryDict, studies: dict[str, Study], chosen: Study | None) -> None:
        super().__init__(
            initial={name: query.get(name, "") for name in ("since", "until", "where", "outcome")}
        )
        self.fields["survey"] = forms.ChoiceField(label=_("Survey"), choices=[(key, key) for key in studies])
        outcomes = chosen.outcomes if chosen else ()
        self.fields["outcome"] = forms.ChoiceField(
            label=_("What is to be explained"), choices=[(name, name) for name in outcomes]
        )
        self.fields["since"].label = _("From")
        self.fields["until"].label = _("Before")
        self.fields["where"].label = _("Filter")
        self.initial["survey"] = chosen.survey if chosen else ""

    def shown(self) -> list[Any]:
        return [self[name] for name in ("survey", "outcome")]

    def more(self) -> list[Any]:
        return [self[name] for name in ("since", "until", "where")]
