"""Goals, initiatives and expectations as people type them: scores as they read them, 85 for 85 percent."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oyez.act.changes.aims import WantedGoal, WantedInitiative
from oyez.company.core.scope import Viewer
from oyez.company.models import Member
from oyez.company.queries import touchpoints, visible_units
from oyez.measure.choices import called, metrics
from oyez.measure.core.result import Card
from oyez.measure.metrics import MEAN

HUNDREDTHS = ("share", "points")
AS_READ = _("As it is read: 30 for an NPS of +30, 85 for 85 percent.")


class _Day(forms.DateInput):
    input_type = "date"


class _Several(forms.SelectMultiple):
    """Tall enough to find one's units in."""

    def __init__(self) -> None:
        super().__init__({"size": 8})


def _in_hundredths(shown: str) -> bool:
    return shown in HUNDREDTHS


class _AboutMetric(forms.Form):
    """A metric, and numbers on its scale as people read them."""

    metric = forms.ChoiceField(label=_("Metric"))

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cards = {one.name: one for one in metrics(viewer) if one.shown in (*HUNDREDTHS, "mean")}
        self._choose("metric", [(name, called(one)) for name, one in self.cards.items()])
        self.units = [(unit.key, unit.name) for unit in visible_units(viewer)]

    def _choose(self, name: str, choices: list[tuple[Any, str]], *, none: str = "") -> None:
        self.fields[name].choices = [("", none), *choices] if none else choices  # type: ignore[attr-defined]  # of choice fields

    def on_scale(self, typed: float) -> float:
        """What was typed, on the metric's own scale."""
        chosen: Card | None = self.cards.get(self.cleaned_data["metric"])
        return typed / 100 if chosen is not None and _in_hundredths(chosen.shown) else typed


class GoalForm(_AboutMetric):
    """What is to be reached, by whom, until when."""

    name = forms.CharField(label=_("Name"), max_length=120)
    target = forms.FloatField(label=_("Target"), help_text=AS_READ)
    unit = forms.ChoiceField(label=_("Only in"), required=False)
    stage = forms.ChoiceField(label=_("Only at the stage"), required=False)
    survey = forms.CharField(label=_("Only in the survey"), max_length=64, required=False)
    until = forms.DateField(label=_("Until, not included"), widget=_Day)
    owner = forms.ChoiceField(label=_("Owner"))
    field_order = ("name", "metric", "target", "unit", "stage", "survey", "until", "owner")

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(viewer, *args, **kwargs)
        everywhere = gettext("everywhere")
        stages = sorted({row.stage for row in touchpoints(viewer) if row.stage})
        self._choose("unit", self.units, none=everywhere)
        self._choose("stage", [(stage, stage) for stage in stages], none=everywhere)
        self._choose("owner", _members())
        self.initial.setdefault("owner", viewer.member)

    def wanted(self) -> WantedGoal:
        said = dict(self.cleaned_data)
        said["target"], said["owner"] = self.on_scale(said["target"]), int(said["owner"])
        return WantedGoal(**said)


class InitiativeForm(_AboutMetric):
    """What is done, where, since when, and how its effect will be judged."""

    name = forms.CharField(label=_("Name"), max_length=120)
    about = forms.CharField(
        label=_("What is done, and against what"), widget=forms.Textarea({"rows": 4}), required=False
    )
    hit = forms.CharField(
        label=_("Share of rows where"),
        max_length=140,
        required=False,
        help_text=_("With the metric “share of rows”: attr:finished_at_first_visit=true"),
    )
    where = forms.CharField(
        label=_("Only where"),
        max_length=200,
        required=False,
        help_text=_("Filters apart by semicolons: kind=fitting; attr:visit=1"),
    )
    treated = forms.MultipleChoiceField(label=_("Units where something is done"), widget=_Several)
    others = forms.MultipleChoiceField(
        label=_("Units to compare with"),
        widget=_Several,
        required=False,
        help_text=_("Without them it is before and after only, which says nothing of causes."),
    )
    since = forms.DateField(label=_("Begins on"), widget=_Day)
    check_on = forms.DateField(label=_("Effect is checked on"), widget=_Day)
    worthwhile = forms.FloatField(label=_("Smallest effect that would be worth it"), help_text=AS_READ)
    owner = forms.ChoiceField(label=_("Owner"))
    sponsor = forms.ChoiceField(label=_("Sponsor"))
    budget = forms.DecimalField(
        label=_("Budget"), max_digits=14, decimal_places=2, min_value=0, required=False
    )
    field_order = (
        "name", "about", "metric", "hit", "where", "treated", "others", "since", "check_on", "worthwhile",
        "owner", "sponsor", "budget",
    )  # fmt: skip

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(viewer, *args, **kwargs)
        shares = [(name, called(one)) for name, one in self.cards.items()]
        means = [
            (f"{MEAN}{name}", gettext("%(metric)s, mean") % {"metric": called(one)})
            for name, one in self.cards.items()
            if one.shown == "share"
        ]
        self._choose("metric", [*shares, *means, ("count", gettext("share of rows"))])
        for name in ("treated", "others"):
            self._choose(name, self.units)
        for name in ("owner", "sponsor"):
            self._choose(name, _members())
        self.initial.setdefault("owner", viewer.member)

    def wanted(self) -> WantedInitiative:
        said = dict(self.cleaned_data)
        is_share = said["metric"] == "count"
        said["worthwhile"] = said["worthwhile"] / 100 if is_share else self.on_scale(said["worthwhile"])
        said["owner"], said["sponsor"] = int(said["owner"]), int(said["sponsor"])
        return WantedInitiative(**said)


class ExpectationForm(_AboutMetric):
    """What one expects of a period that has not begun."""

    value = forms.FloatField(label=_("You expect"), help_text=AS_READ)
    unit = forms.ChoiceField(label=_("Only in"), required=False)
    survey = forms.CharField(label=_("Only in the survey"), max_length=64, required=False)
    since = forms.DateField(label=_("From"), widget=_Day)
    until = forms.DateField(label=_("Until, not included"), widget=_Day)
    driver = forms.CharField(label=_("What will drive it most"), max_length=120, required=False)

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(viewer, *args, **kwargs)
        self._choose("unit", self.units, none=gettext("everywhere"))

    def expected(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        return said | {"value": self.on_scale(said["value"])}


class CostForm(forms.Form):
    """What an initiative has cost so far."""

    cost = forms.DecimalField(label=_("Cost so far"), max_digits=14, decimal_places=2, min_value=0)


def _members() -> list[tuple[int, str]]:
    return list(Member.objects.filter(is_active=True).order_by("name").values_list("pk", "name"))
