"""The form that shows a question again; it needs no script."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from oyez.kit.errors import Refused
from oyez.measure import wording
from oyez.measure.asked import Asked
from oyez.measure.choices import Choices, called, named
from oyez.measure.core.question import is_segment, parse_filter

PERIODS = [
    ("", _("not over time")),
    ("day", _("by day")),
    ("week", _("by week")),
    ("month", _("by month")),
    ("quarter", _("by quarter")),
    ("year", _("by year")),
]


COMPARISONS = [
    ("", _("nothing")),
    ("before", _("the period before")),
    ("year", _("a year earlier")),
]
WINDOWS = [
    ("", _("none")),
    ("3", _("3 periods, pooled")),
    ("12", _("12 periods, pooled")),
]


class ExploreForm(forms.Form):
    """Two dimensions, a rhythm, a place, a touchpoint, a period, and filters as text."""

    use_required_attribute = False
    SAME: ClassVar[dict[str, str]] = {"then": "by", "place": "where", "touchpoint": "where"}

    metric = forms.ChoiceField(label=_("Metric"))
    by = forms.ChoiceField(label=_("By"))
    then = forms.ChoiceField(label=_("And by"))
    every = forms.ChoiceField(label=_("Over time"), choices=PERIODS)
    place = forms.ChoiceField(label=_("Only in"))
    touchpoint = forms.ChoiceField(label=_("Touchpoint"))
    compare = forms.ChoiceField(label=_("Compare with"), choices=COMPARISONS)
    rolling = forms.ChoiceField(label=_("Rolling window"), choices=WINDOWS)
    weigh = forms.ChoiceField(label=_("Weight to accounts by"))
    versus = forms.CharField(label=_("Against the segment"))
    since = forms.CharField(label=_("From"))
    until = forms.CharField(label=_("To, not included"))

    def __init__(self, asked: Asked, offered: Choices) -> None:
        super().__init__()
        self.asked = asked
        self._choose("metric", [(one.name, called(one)) for one in offered.metrics], asked.metric)
        by = _grouped(offered)
        self._choose("by", by, *asked.by[:1])
        self._choose("then", by, *asked.by[1:2])
        self.initial["every"] = asked.every
        self.initial["compare"] = asked.compare
        windows = [
            *WINDOWS,
            *([(asked.rolling, asked.rolling)] if asked.rolling not in dict(WINDOWS) else []),
        ]
        self._choices_of("rolling", windows)
        self.initial["rolling"] = asked.rolling
        levels = [(name, wording.dimension(name)) for name in ("tier", *offered.units) if name]
        self._choose("weigh", [("", _("not weighted")), *levels], *asked.weigh[:1])
        self.fields["versus"].widget.attrs["placeholder"] = "tier=silver"
        self.initial["versus"] = " ".join(asked.versus[:1])
        rest = self._narrowed(offered)
        self._texts(rest)
        for name in ("since", "until"):
            value = getattr(asked, name)
            self.fields[name].widget = (
                forms.DateInput({"type": "date"}) if _is_day(value) else forms.TextInput()
            )
            self.initial[name] = value
        for name in self.SAME:
            self.fields[name].widget.attrs["id"] = f"id_{name}"

    def add_prefix(self, field_name: str) -> str:
        """Several fields say the same parameter again, as an address does."""
        return "where" if field_name.startswith("filter") else self.SAME.get(field_name, field_name)

    @property
    def first(self) -> list[forms.BoundField]:
        return [self[name] for name in ("metric", "by", "then", "every")]

    @property
    def more(self) -> list[forms.BoundField]:
        texts = [name for name in self.fields if name.startswith("filter")]
        names = ("since", "until", "place", "touchpoint", "compare", "rolling", "weigh", "versus", *texts)
        return [self[name] for name in names]

    @property
    def more_is_open(self) -> bool:
        return any(bound.initial for bound in self.more)

    def _choose(self, name: str, pairs: list[tuple[Any, Any]], *chosen: str) -> None:
        """What is asked for stays chosen, also if it is not on offer: an attribute, a misspelt name."""
        offered = {key for key, label in pairs if not isinstance(label, list)}
        offered.update(key for _group, label in pairs if isinstance(label, list) for key, _name in label)
        added = [(key, wording.dimension(key)) for key in chosen if key and key not in offered]
        self._choices_of(name, [*pairs, *added])
        self.initial[name] = chosen[0] if chosen else ""

    def _narrowed(self, offered: Choices) -> list[str]:
        """Filters that a select can show are chosen there; gives back the others."""
        units = [
            (
                capfirst(wording.dimension(kind or "unit")),
                [(f"unit={key}", name) for key, name in names.items()],
            )
            for kind, names in offered.units.items()
        ]
        self._choices_of("place", [("", _("everywhere")), *units])
        points = [(f"touchpoint={key}", name) for key, name in offered.touchpoints.items()]
        self._choices_of("touchpoint", [("", _("all")), *points])
        rest = []
        for text in self.asked.where:
            dimension, value = _single(text)
            in_units = dimension in ("unit", *offered.units) and offered.unit_name(value) is not None
            if in_units and not self.initial.get("place"):
                self.initial["place"] = f"unit={value}"
            elif (
                dimension == "touchpoint"
                and value in offered.touchpoints
                and not self.initial.get("touchpoint")
            ):
                self.initial["touchpoint"] = f"touchpoint={value}"
            else:
                rest.append(text)
        return rest

    def _texts(self, filters: list[str]) -> None:
        """One field for each filter that is set, and an empty one."""
        for at, text in enumerate([*filters, ""]):
            name = f"filter{at}"
            attrs = {"id": f"id_{name}", "placeholder": "channel=web"}
            self.fields[name] = forms.CharField(label=_("Filter"), widget=forms.TextInput(attrs))
            self.initial[name] = text

    def _choices_of(self, name: str, pairs: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = pairs


def _grouped(offered: Choices) -> list[tuple[Any, Any]]:
    """Dimensions to ask by, segments by themselves."""
    shown = [(one.name, one.label) for one in offered.dimensions if not one.only_filter]
    segments = [pair for pair in shown if is_segment(pair[0])]
    plain = named(pair for pair in shown if not is_segment(pair[0]))
    return [*plain, (_("Segments"), segments)] if segments else [*plain]


def _single(text: str) -> tuple[str, str]:
    """The dimension and the value of a filter that has only one; nothing of any other."""
    try:
        found = parse_filter(text)
    except Refused:
        return "", ""
    return (found.dimension, found.values[0]) if len(found.values) == 1 else ("", "")


def _is_day(text: str) -> bool:
    """A browser's field for days shows nothing else; what is not a day must stay to be mended."""
    try:
        return not text or bool(date.fromisoformat(text))
    except ValueError:
        return False
