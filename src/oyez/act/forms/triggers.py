"""What people type about triggers, checked before it is done."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oyez.act.changes.triggers import Wanted
from oyez.act.core.wording import listed
from oyez.act.kinds import named
from oyez.act.models import Trigger
from oyez.act.queries.triggers import tiers
from oyez.act.sentences import plain
from oyez.company.core.scope import Viewer
from oyez.company.queries import touchpoints
from oyez.journal.queries import scales

OWN: dict[str, tuple[str, ...]] = {
    Trigger.Kind.LIMIT: ("score", "limit", "general_manager_at"),
    Trigger.Kind.DROP: ("score", "z", "previous", "general_manager_at"),
    Trigger.Kind.SAID: ("said_kinds", "words", "replies_only"),
}
SPEAKING = ("contact_request", "message", "complaint", "call", "ticket", "review", "suggestion")


class TriggerForm(forms.Form):
    """A trigger: what it looks for, where, whose desk, until when. It shows only the fields of its kind."""

    name = forms.CharField(label=_("Name"), max_length=120)
    score = forms.CharField(
        label=_("Score"), max_length=64, help_text=_("A scale (csat) covers all its scores (csat_delivery).")
    )
    limit = forms.FloatField(label=_("Opens a case at this score or worse"))
    z = forms.FloatField(
        label=_("Opens a case so many standard deviations off what this person was expected to say"),
        initial="-2",
        help_text=_("−2 is rare, −3 very rare."),
    )
    previous = forms.IntegerField(
        label=_("After at least so many earlier answers"), initial=3, min_value=3, max_value=100
    )
    said_kinds = forms.MultipleChoiceField(
        label=_("Opens a case when this comes in"), widget=forms.CheckboxSelectMultiple
    )
    words = forms.CharField(
        label=_("Only with one of these words"),
        widget=forms.Textarea({"rows": 8}),
        required=False,
        help_text=_(
            "One word or phrase in a line, in any language; “defekt*” takes any ending. Leave it empty to take "
            "everything."
        ),
    )
    replies_only = forms.BooleanField(label=_("Only in reply to a mail of ours"), required=False)
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

    def __init__(self, viewer: Viewer, kind: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.scales = kind, list(scales())
        self.tiers = tiers(viewer) if kind == Trigger.Kind.LIMIT else []
        for name in {name for names in OWN.values() for name in names} - set(OWN[kind]):
            del self.fields[name]
        if kind == Trigger.Kind.SAID:
            self._offer_kinds()
        for tier in self.tiers:
            label = gettext("At this score or worse, tier %(tier)s") % {"tier": tier}
            self.fields[_field_of(tier)] = forms.FloatField(label=label, required=False)
        self.order_fields(["name", *OWN[kind][:2], *map(_field_of, self.tiers)])
        places = [(row.key, row.name) for row in touchpoints(viewer)]
        self.fields["touchpoint"].choices = [("", gettext("everywhere")), *places]  # type: ignore[attr-defined]  # choice fields
        if "score" in self.fields:
            self.fields["score"].widget.attrs["list"] = "scales"

    def _offer_kinds(self) -> None:
        """The kinds that people say things by, and those that the trigger has already."""
        has = self.initial.get("said_kinds", [])
        chosen = [(kind, named(kind)) for kind in dict.fromkeys([*SPEAKING, *has])]
        self.fields["said_kinds"].choices = chosen  # type: ignore[attr-defined]  # as above

    def clean_words(self) -> list[str]:
        return list(listed(self.cleaned_data["words"].splitlines()))

    def wanted(self, enabled: bool = True) -> Wanted:
        """What was typed, as a trigger."""
        said = self.cleaned_data
        limits = {tier: said[_field_of(tier)] for tier in self.tiers}
        names = ("name", "touchpoint", "route", "answer_hours", "solve_hours", "rank")
        return Wanted(
            kind=self.kind,
            enabled=enabled,
            tier_limits={tier: limit for tier, limit in limits.items() if limit is not None},
            **{name: said[name] for name in (*names, *OWN[self.kind])},
        )


def _field_of(tier: str) -> str:
    return f"tier:{tier}"


def initial(trigger: Trigger) -> dict[str, Any]:
    """A trigger as the form shows it."""
    said = {name: getattr(trigger, name) for name in TriggerForm.base_fields}
    said["words"] = "\n".join(trigger.words)
    said |= {_field_of(tier): limit for tier, limit in trigger.tier_limits.items()}
    return {name: plain(value) if isinstance(value, float) else value for name, value in said.items()}
