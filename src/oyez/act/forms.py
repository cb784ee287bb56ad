"""What people type about triggers, checked before it is done."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oyez.act.changes.triggers import Wanted
from oyez.act.models import Trigger
from oyez.act.queries.triggers import tiers
from oyez.company.core.scope import Viewer
from oyez.company.queries import touchpoints
from oyez.journal.queries import scales


class TriggerForm(forms.Form):
    """A trigger: what it looks for, where, whose desk, until when."""

    name = forms.CharField(label=_("Name"), max_length=120)
    kind = forms.ChoiceField(label=_("Opens a case on"), choices=Trigger.Kind.choices)
    score = forms.CharField(
        label=_("Score"), max_length=64, help_text=_("A scale (csat) covers all its scores (csat_delivery).")
    )
    limit = forms.FloatField(label=_("At this score or worse"), required=False)
    z = forms.FloatField(
        label=_("Standard deviations under what this person was expected to say"),
        initial=-2.0,
        required=False,
        help_text=_("For a drop: −2 is rare, −3 very rare."),
    )
    previous = forms.IntegerField(
        label=_("After at least so many earlier answers"),
        initial=3,
        required=False,
        min_value=3,
        max_value=100,
    )
    touchpoint = forms.ChoiceField(label=_("Only at the touchpoint"), required=False)
    route = forms.ChoiceField(label=_("Goes first to the"), choices=Trigger.Routes.choices)
    general_manager_at = forms.FloatField(
        label=_("To the general manager at this score or worse"), required=False
    )
    answer_hours = forms.IntegerField(
        label=_("Answer within working hours"), initial=8, min_value=1, max_value=2000
    )
    solve_hours = forms.IntegerField(
        label=_("Solve within working hours"), initial=40, min_value=1, max_value=2000
    )
    rank = forms.IntegerField(
        label=_("Rank"),
        initial=100,
        min_value=0,
        max_value=30_000,
        help_text=_("Where an answer sets off several triggers, the lowest rank opens the case."),
    )

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tiers = tiers(viewer)
        for tier in self.tiers:
            label = gettext("At this score or worse, tier %(tier)s") % {"tier": tier}
            self.fields[self.tier_field(tier)] = forms.FloatField(label=label, required=False)
        places = [(row.key, row.name) for row in touchpoints(viewer)]
        self.fields["touchpoint"].choices = [("", gettext("everywhere")), *places]  # type: ignore[attr-defined]
        self.fields["score"].widget.attrs["list"] = "scales"
        self.scales = list(scales())
        after_limit = list(self.fields)
        tier_names = [self.tier_field(tier) for tier in self.tiers]
        rest = [name for name in after_limit if name not in tier_names]
        at = rest.index("limit") + 1
        self.order_fields([*rest[:at], *tier_names, *rest[at:]])

    def tier_field(self, tier: str) -> str:
        return f"tier:{tier}"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("kind") == Trigger.Kind.LIMIT and cleaned.get("limit") is None:
            self.add_error("limit", gettext("Say at which score a case is opened."))
        return cleaned

    def wanted(self, enabled: bool = True) -> Wanted:
        """What was typed, as a trigger."""
        said = self.cleaned_data
        return Wanted(
            name=said["name"].strip(),
            kind=said["kind"],
            score=said["score"].strip(),
            enabled=enabled,
            rank=said["rank"],
            limit=said["limit"],
            tier_limits={
                tier: said[self.tier_field(tier)]
                for tier in self.tiers
                if said.get(self.tier_field(tier)) is not None
            },
            z=-2.0 if said["z"] is None else said["z"],
            previous=said["previous"] or 3,
            touchpoint=said["touchpoint"],
            route=said["route"],
            general_manager_at=said["general_manager_at"],
            answer_hours=said["answer_hours"],
            solve_hours=said["solve_hours"],
        )


def initial(trigger: Trigger) -> dict[str, Any]:
    """A trigger as the form shows it."""
    names = TriggerForm.base_fields
    said = {name: getattr(trigger, name) for name in names}
    return said | {f"tier:{tier}": limit for tier, limit in trigger.tier_limits.items()}
