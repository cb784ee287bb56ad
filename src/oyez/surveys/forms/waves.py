"""A wave as people plan it."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oyez.company.queries import the_company
from oyez.kit.clock import now
from oyez.kit.errors import Refused
from oyez.surveys.changes.waving import Plan
from oyez.surveys.core.conditions import names, read

KEY_LENGTH = 64
KNOWN = (
    "person.name", "person.language", "person.country", "person.prospect", "person.role", "account.key",
    "account.name", "account.tier", "account.unit",
)  # fmt: skip


class WaveForm(forms.Form):
    """Whom to ask, how fast, and until when."""

    use_required_attribute = False

    name = forms.CharField(
        label=_("Name"), max_length=80, help_text=_("Such as Spring 2027. Its key is made from it and stays.")
    )
    audience = forms.CharField(
        label=_("Only those for whom this holds"),
        required=False,
        max_length=500,
        widget=forms.TextInput({"spellcheck": "false", "dir": "ltr"}),
        help_text=_('Such as account.tier == "A" and person.country in ["DE", "AT"]. Empty: everybody.'),
    )
    rate = forms.FloatField(
        label=_("Draw, in percent"),
        min_value=1,
        max_value=100,
        initial=100,
        help_text=_("Of those who may be asked; the same persons whenever it is drawn."),
    )
    per_minute = forms.IntegerField(
        label=_("Mails a minute to one domain"), min_value=1, max_value=60_000, initial=120
    )
    reminder_days = forms.IntegerField(
        label=_("Remind after working days"),
        min_value=0,
        max_value=30,
        initial=3,
        help_text=_("Once, whoever neither began nor refused. 0: never."),
    )
    opens_at = forms.CharField(
        label=_("Opens"),
        required=False,
        widget=forms.DateTimeInput({"type": "datetime-local"}),
        help_text=_("On the company's clock. Empty: at once."),
    )
    channel = forms.ChoiceField(
        label=_("By"),
        choices=[("email", _("E-mail")), ("sms", _("Text message"))],
        help_text=_("Text messages go to whoever said yes to them and has a number with its country code."),
    )
    any_hour = forms.BooleanField(
        label=_("Also at night and on days off"),
        required=False,
        help_text=_("Otherwise mails leave in working hours alone."),
    )
    days = forms.IntegerField(label=_("Days until it closes"), min_value=1, max_value=365, initial=28)

    def __init__(self, survey: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.survey = survey

    def clean_audience(self) -> str:
        text = str(self.cleaned_data["audience"]).strip()
        if not text:
            return ""
        try:
            read(text)
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from None
        strange = sorted(names(text) - set(KNOWN))
        if strange:
            known = ", ".join(KNOWN)
            raise forms.ValidationError(
                gettext("Nothing is known as “%(name)s”. Known: %(known)s.")
                % {"name": strange[0], "known": known}
            )
        return text

    def clean_opens_at(self) -> datetime | None:
        said = str(self.cleaned_data["opens_at"]).strip()
        if not said:
            return None
        try:
            local = datetime.fromisoformat(said)
        except ValueError:
            raise forms.ValidationError(gettext("This is no day and time.")) from None
        moment = local.replace(tzinfo=ZoneInfo(the_company().time_zone)).astimezone(UTC)
        if moment < now() - timedelta(hours=1):
            raise forms.ValidationError(gettext("This has passed. Leave it empty to open at once."))
        return moment

    @property
    def key(self) -> str:
        """The key that the name gives."""
        part = slugify(str(self.cleaned_data["name"])) or f"{now():%Y-%m-%d}"
        whole = part if part.startswith(self.survey) else f"{self.survey}-{part}"
        return whole[:KEY_LENGTH].rstrip("-")

    @property
    def plan(self) -> Plan:
        said = self.cleaned_data
        return Plan(
            name=said["name"],
            audience=said["audience"],
            rate=said["rate"] / 100,
            per_minute=said["per_minute"],
            reminder_days=said["reminder_days"],
            opens_at=said["opens_at"],
            days=said["days"],
            any_hour=said["any_hour"],
            channel=said["channel"],
        )
