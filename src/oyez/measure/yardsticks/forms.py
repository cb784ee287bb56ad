"""Forms for a published figure and for the weights of an index; values as people read them."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from oyez.measure.choices import called
from oyez.measure.core.result import Card
from oyez.measure.yardsticks.changes import Figure

READ_TIMES_HUNDRED = ("points", "share")


class BenchmarkForm(forms.Form):
    """A figure that somebody published, with its source and day."""

    metric = forms.ChoiceField(label=_("Metric"))
    value = forms.FloatField(
        label=_("Value"), help_text=_("As it is read: 32 for +32 points, 74 for 74%, 4.2 for 4.2 stars.")
    )
    about = forms.CharField(
        label=_("Whose customers"),
        max_length=160,
        help_text=_("An industry, a country: furniture retail, Germany."),
    )
    source = forms.CharField(
        label=_("Source"), max_length=300, help_text=_("Publisher, title, page or address.")
    )
    dated = forms.DateField(label=_("Figure of the day"), widget=forms.DateInput({"type": "date"}))
    n = forms.IntegerField(label=_("Answers behind it"), required=False, min_value=1)

    def __init__(self, cards: Sequence[Card], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cards = {card.name: card for card in cards}
        self.fields["metric"] = forms.ChoiceField(
            label=_("Metric"), choices=[(card.name, called(card)) for card in cards]
        )

    def wanted(self) -> Figure:
        said = self.cleaned_data
        factor = 100 if self.cards[said["metric"]].shown in READ_TIMES_HUNDRED else 1
        return Figure(
            metric=said["metric"],
            value=said["value"] / factor,
            about=said["about"],
            source=said["source"],
            dated=said["dated"],
            n=said["n"],
        )


class IndexForm(forms.Form):
    """An index: its name, and its parts with their weights in percent."""

    name = forms.SlugField(
        label=_("Name"), max_length=64, help_text=_("Small letters and _, such as experience.")
    )
    weights = forms.CharField(
        label=_("Parts and weights in percent, one a line"),
        help_text=_("nps 40, then csat 60 on the next line; together 100."),
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        max_length=2_000,
    )

    def clean_weights(self) -> dict[str, float]:
        found: dict[str, float] = {}
        for line in filter(None, map(str.strip, self.cleaned_data["weights"].splitlines())):
            name, _space, percent = line.rpartition(" ")
            try:
                found[name.strip()] = float(percent.replace(",", ".").rstrip("%")) / 100
            except ValueError:
                raise forms.ValidationError(
                    _("“%(line)s” is not a metric and a number."), params={"line": line}
                ) from None
        return found
