"""What people type about members, keys and units, checked before it is done."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from oyez.company.changes import WantedTouchpoint, WantedUnit
from oyez.company.core import invitations
from oyez.company.core.roles import ROLES
from oyez.company.models import Hierarchy, Member, Place, Unit


class InviteForm(forms.Form):
    """Members to invite, one a line."""

    lines = forms.CharField(
        label=_("Members, one a line"),
        help_text=_("name, e-mail, role, unit, hierarchy (the last two only for roles of a unit)"),
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        max_length=200_000,
    )

    def clean_lines(self) -> list[invitations.Wanted]:
        places = set(Place.objects.values_list("hierarchy__key", "unit__key"))
        wanted, wrong = invitations.read(self.cleaned_data["lines"], places)
        if wrong:
            raise forms.ValidationError(
                [*wrong[:20], _("Nobody was invited; mend these lines and send again.")]
            )
        return wanted


class GrantForm(forms.Form):
    """One more role for a member."""

    role = forms.ChoiceField(label=_("Role"), choices=[(role.key, role.title) for role in ROLES.values()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Place.objects.select_related("unit", "hierarchy").order_by("hierarchy__name", "unit__name")
        places = [(f"{row.hierarchy.key}/{row.unit.key}", f"{row.unit} ({row.hierarchy})") for row in rows]
        self.fields["place"] = forms.ChoiceField(
            label=_("For"), required=False, choices=[("", _("the whole company")), *places]
        )

    def chosen_place(self) -> tuple[str | None, str | None]:
        """Hierarchy and unit, or neither."""
        hierarchy, _slash, unit = self.cleaned_data["place"].partition("/")
        return (hierarchy, unit) if unit else (None, None)


class KeyForm(forms.Form):
    """A new API key."""

    name = forms.CharField(label=_("What the key is for"), max_length=120)
    role = forms.ChoiceField(label=_("Role it looks in"))

    def __init__(self, roles: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"] = forms.ChoiceField(
            label=_("Role it looks in"), choices=[(key, ROLES[key].title) for key in roles]
        )


class PasswordForm(forms.Form):
    """A first password, chosen by an invited member."""

    password = forms.CharField(
        label=_("Choose a password"),
        help_text=_("At least ten characters."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        max_length=200,
    )

    def __init__(self, member: Member | None, *args: Any, **kwargs: Any) -> None:
        self.member = member
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.member)
        return password


class UnitForm(forms.Form):
    """A unit and its place in one hierarchy."""

    name = forms.CharField(label=_("Name"), max_length=160)
    kind = forms.CharField(
        label=_("Kind"), max_length=32, initial="branch", help_text=_("region, branch, dealer, installer …")
    )
    hierarchy = forms.CharField(
        label=_("Hierarchy"),
        max_length=64,
        required=False,
        help_text=_("Regions, Partners; a new name makes a new one."),
    )
    parent = forms.ChoiceField(label=_("Stands below"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Unit.objects.order_by("name").values_list("key", "name")
        self.fields["parent"] = forms.ChoiceField(
            label=_("Stands below"), required=False, choices=[("", _("nothing, it is at the top")), *units]
        )
        self.fields["hierarchy"].widget.attrs["list"] = "hierarchies"

    def hierarchies(self) -> list[str]:
        """What is offered while typing."""
        return list(Hierarchy.objects.order_by("name").values_list("key", flat=True))

    def wanted(self) -> WantedUnit:
        return WantedUnit(**self.cleaned_data)


class TouchpointForm(forms.Form):
    """Where customers meet the company: its stage, and who gets what goes wrong there."""

    name = forms.CharField(label=_("Name"), max_length=160)
    stage = forms.CharField(
        label=_("Stage"), max_length=64, required=False, help_text=_("discover, order, deliver, use …")
    )
    unit = forms.ModelChoiceField(
        label=_("Unit"), queryset=Unit.objects.order_by("name"), required=False, to_field_name="key"
    )
    owner = forms.ModelChoiceField(
        label=_("Owner"), queryset=Member.objects.filter(is_active=True).order_by("name"), required=False
    )

    def wanted(self) -> WantedTouchpoint:
        said = self.cleaned_data
        unit, owner = said["unit"], said["owner"]
        return WantedTouchpoint(
            name=said["name"],
            stage=said["stage"],
            unit=unit.key if unit else "",
            owner=owner.pk if owner else None,
        )
