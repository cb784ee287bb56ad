"""Which table a page is about: what stands down, what stands across, filters and a period."""

from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from oyez.journal.core.scales import scale_of
from oyez.journal.queries import scales
from oyez.measure import wording
from oyez.measure.choices import Choices, called, named
from oyez.measure.crosstabs import ask

SHOWN_BANNERS = 3


@dataclass(frozen=True)
class Written:
    """What stands in the address, whether it can be asked or not."""

    of: str = ""
    banners: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    since: str = ""
    until: str = ""

    @classmethod
    def in_address(cls, said: QueryDict) -> "Written":
        banners = [name.strip() for part in said.getlist("banner") for name in part.split(",")]
        return cls(
            of=said.get("of", "").strip(),
            banners=tuple(dict.fromkeys(name for name in banners if name)),
            where=tuple(dict.fromkeys(text for text in map(str.strip, said.getlist("where")) if text)),
            since=said.get("since", "").strip(),
            until=said.get("until", "").strip(),
        )

    def asked(self) -> ask.Asked:
        return ask.asked(self.of, self.banners, self.where, self.since, self.until)

    def query(self, **more: str) -> str:
        """The same table as an address has it; equal tables have equal addresses."""
        said = {
            "of": self.of,
            "banner": self.banners,
            "where": self.where,
            "since": self.since,
            "until": self.until,
            **more,
        }
        return urlencode({name: value for name, value in said.items() if value}, doseq=True)


class CrosstabForm(forms.Form):
    """A question, up to three banners, a period, and filters as text."""

    use_required_attribute = False
    SAME: ClassVar[dict[str, str]] = {f"banner{at}": "banner" for at in range(ask.MOST_BANNERS)}

    of = forms.ChoiceField(label=_("Answers to"))
    since = forms.CharField(label=_("From"), widget=forms.DateInput({"type": "date"}))
    until = forms.CharField(label=_("To, not included"), widget=forms.DateInput({"type": "date"}))

    def __init__(self, written: Written, offered: Choices, of: str) -> None:
        super().__init__()
        known = scales()
        down = [(one.name, called(one)) for one in offered.metrics if scale_of(one.name, known)]
        dimensions = [(one.name, one.label) for one in offered.dimensions if not one.only_filter]
        self._choose("of", [*down, *dimensions], of)
        banners = written.banners[: ask.MOST_BANNERS]
        self._banners = [f"banner{at}" for at in range(max(SHOWN_BANNERS, len(banners)))]
        for at, name in enumerate(self._banners):
            self.fields[name] = forms.ChoiceField(label=_("By") if at == 0 else _("And by"))
            self._choose(name, named(dimensions), banners[at] if at < len(banners) else "")
        self._filters = []
        for at, text in enumerate([*written.where, ""]):
            name = f"filter{at}"
            self._filters.append(name)
            self.fields[name] = forms.CharField(label=_("Filter"))
            self.fields[name].widget.attrs["placeholder"] = "channel=web"
            self.initial[name] = text
        for name in ("since", "until"):
            self.initial[name] = getattr(written, name)
        for name in self.fields:
            self.fields[name].widget.attrs["id"] = f"id_{name}"

    def add_prefix(self, field_name: str) -> str:
        """Several fields say the same parameter again, as an address does."""
        return "where" if field_name.startswith("filter") else self.SAME.get(field_name, field_name)

    @property
    def first(self) -> list[forms.BoundField]:
        return [self[name] for name in ("of", *self._banners)]

    @property
    def more(self) -> list[forms.BoundField]:
        return [self[name] for name in ("since", "until", *self._filters)]

    @property
    def more_is_open(self) -> bool:
        return any(bound.initial for bound in self.more)

    def _choose(self, name: str, pairs: list[tuple[Any, Any]], chosen: str) -> None:
        """What is asked for stays chosen, also if it is not on offer."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        known = {key for key, _label in pairs}
        added = [(chosen, wording.dimension(chosen))] if chosen and chosen not in known else []
        field.choices = [*pairs, *added]
        self.initial[name] = chosen
