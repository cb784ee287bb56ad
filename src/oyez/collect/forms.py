"""What people type about an import, checked before it is done."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oyez.collect.core.mapping.language import Mapping, read_mapping
from oyez.collect.core.plan import Choices
from oyez.collect.core.tables import ReadOptions
from oyez.collect.library import OWN, built_in, find_mapping
from oyez.journal.core.facts import SOURCE_LENGTH
from oyez.kit.errors import OyezError


class FilesInput(forms.ClearableFileInput):
    """An input that takes several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or several, each checked like one."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[bytes]]":
        files = data if isinstance(data, list) else [data]
        return [super(FilesField, self).clean(file, initial) for file in files or [None]]


class UploadForm(forms.Form):
    """One file, or several that belong together."""

    file = FilesField(
        label=_("Your file"),
        widget=FilesInput(attrs={"multiple": True}),
        help_text=_(
            "CSV, TSV, JSON Lines, Parquet, XLSX or SQLite. Several files together are read as a folder."
        ),
    )


USUAL = ("mapping", "source", "dates", "add_missing")


class ReadingForm(forms.Form):
    """How a file is read, where detection shall not decide."""

    mapping = forms.ChoiceField(label=_("What is in it"))
    own = forms.CharField(
        label=_("Your own mapping"),
        required=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false"}),
        help_text=_("A small YAML file that says what one row becomes; used when you choose it above."),
    )
    source = forms.CharField(
        label=_("Name of this survey or system"),
        required=False,
        max_length=SOURCE_LENGTH,
        help_text=_(
            "Only where its ids are like those of another survey or system. Give the same name each time."
        ),
    )
    dates = forms.ChoiceField(
        label=_("Dates are written"),
        required=False,
        choices=[
            ("", _("as detected")),
            ("iso", _("2026-11-22")),
            ("dotted", _("22.11.2026")),
            ("day-first", _("22/11/2026, day first")),
            ("month-first", _("11/22/2026, month first")),
        ],
    )
    add_missing = forms.BooleanField(
        label=_("Add units, touchpoints and accounts that are not known yet"), required=False
    )
    encoding = forms.CharField(label=_("Encoding"), required=False, max_length=40)
    delimiter = forms.CharField(label=_("Delimiter"), required=False, max_length=10, strip=False)
    header_rows = forms.IntegerField(label=_("Header rows"), required=False, min_value=0, max_value=10)
    sheet = forms.CharField(label=_("Sheet"), required=False, max_length=100)
    table = forms.CharField(label=_("Table"), required=False, max_length=100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(name, f"{name}: {find_mapping(name).about}") for name in built_in()]
        asked = [] if self.initial.get("mapping") else [("", gettext("choose what is in it"))]
        self.fields["mapping"].choices = [*asked, *names, (OWN, gettext("a mapping of my own"))]  # type: ignore[attr-defined]

    def usual(self) -> list[forms.BoundField]:
        return [self[name] for name in USUAL]

    def unusual(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in USUAL]

    def is_unusual(self) -> bool:
        """Whether something stands in the fields that are folded away."""
        return any(field.value() not in (None, "") or field.errors for field in self.unusual())

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("mapping") == OWN:
            try:
                read_mapping(said.get("own", ""))
            except OyezError as error:
                self.add_error("own", str(error))
        return said

    def chosen_mapping(self) -> Mapping:
        said = self.cleaned_data
        return read_mapping(said["own"]) if said["mapping"] == OWN else find_mapping(said["mapping"])

    def chosen(self, columns: dict[str, str]) -> Choices:
        """The choices, with the columns as they were chosen beside the form."""
        said = self.cleaned_data
        read = ReadOptions(
            encoding=said["encoding"] or None,
            delimiter=said["delimiter"] or None,
            header_rows=said["header_rows"],
            sheet=said["sheet"] or None,
            table=said["table"] or None,
        )
        return Choices(
            read=read,
            columns=columns,
            dates=(said["dates"],) if said["dates"] else (),
            add_missing=said["add_missing"],
            source=said["source"],
        )


class NewsForm(forms.Form):
    """Which day counts as today when rows are to count as news."""

    as_of = forms.DateField(
        label=_("The days before this day are news"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Empty for now."),
    )


class MendForm(forms.Form):
    """A rejected row as it should have been."""

    raw = forms.CharField(
        label=_("The row"),
        max_length=1 << 20,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
    )
