"""A new survey as people begin it."""

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from msgspec import structs

from oyez.company.core.scope import Viewer
from oyez.journal.queries import scales
from oyez.kit.errors import NotFound, Refused
from oyez.surveys.core.foreign import FORMATS, HEAD, import_survey
from oyez.surveys.core.foreign.bounded import check_size
from oyez.surveys.core.reading import definition
from oyez.surveys.core.words import say
from oyez.surveys.foreign import Brought, as_draft
from oyez.surveys.models import Survey
from oyez.surveys.starting import begun, check_key, start, starts

LARGEST = 400_000
Create = Callable[[Viewer, str], Survey]


class BeginningForm(forms.Form):
    """One of the surveys that come with Oyez, under a key and a title of one's own."""

    template = forms.ChoiceField(label=_("Start from"), widget=forms.RadioSelect)
    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    key = forms.CharField(
        label=_("Key"),
        max_length=48,
        help_text=_(
            "Small letters, digits and hyphens. Answers name it, so it stays as it is: after-a-visit."
        ),
    )

    def __init__(self, language: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language = language.partition("-")[0]
        choices = [(one.key, say(one.definition.title, (self.language,))) for one in starts()]
        self.fields["template"].choices = choices  # type: ignore[attr-defined]

    def clean_key(self) -> str:
        try:
            check_key(self.cleaned_data["key"])
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from None
        return str(self.cleaned_data["key"])

    def begin(self, viewer: Viewer, create: Create) -> Survey | None:
        """The survey, or nothing and the reason beside the field."""
        said = self.cleaned_data
        try:
            return create(viewer, begun(start(said["template"]), said["key"], said["title"], self.language))
        except (Refused, NotFound) as refusal:
            self.add_error("key", str(refusal))
            return None


class TextForm(forms.Form):
    """A survey written here or elsewhere: pasted, or a file of ours or of another tool."""

    text = forms.CharField(
        label=_("Survey in YAML"),
        required=False,
        max_length=LARGEST,
        widget=forms.Textarea({"rows": 12, "class": "is-source", "spellcheck": "false"}),
        strip=False,
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        help_text=_("YAML or JSON of ours; or a survey of Qualtrics, LimeSurvey, SurveyJS or Formbricks."),
    )
    key = forms.CharField(
        label=_("Key"),
        max_length=48,
        required=False,
        help_text=_("Only for a survey of another tool: under which key it is kept here."),
    )
    brought: Brought | None = None

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        file = said.get("file")
        if file is not None:
            try:
                self._read(said, file)
            except Refused as refusal:
                self.add_error("file", str(refusal))
        elif not self.errors and not (said.get("text") or "").strip():
            self.add_error("text", _("Paste a survey, or choose a file."))
        return said

    def _read(self, said: dict[str, Any], file: Any) -> None:
        """Of another tool, the survey as ours; else the text, which also fills the field, to be mended there."""
        check_size(file.size)
        raw = file.read()
        if any(one.recognises(raw[:HEAD]) for one in FORMATS.values()):
            self.brought = Brought(import_survey(raw, file.name), raw)
            return
        if len(raw) > LARGEST:
            raise Refused(gettext("This file is larger than any survey."))
        try:
            said["text"] = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise Refused(gettext("This file is not text in UTF-8.")) from None
        typed = cast(QueryDict, self.data).copy()
        typed["text"] = said["text"]
        self.data = typed

    def begin(self, viewer: Viewer, create: Create) -> Survey | None:
        """The survey, or nothing and what is wrong, with its line."""
        try:
            if self.brought is not None:
                return as_draft(viewer, self._named(self.brought))
            check_key(definition(self.cleaned_data["text"], scales()).survey)
            return create(viewer, self.cleaned_data["text"])
        except (Refused, NotFound) as refusal:
            self.add_error("file" if self.brought else "text", str(refusal))
            return None

    def _named(self, brought: Brought) -> Brought:
        """Under the key that was typed, where one was."""
        key, found = self.cleaned_data["key"], brought.imported
        said = structs.replace(found.definition, survey=key) if key else found.definition
        check_key(said.survey)
        return Brought(structs.replace(found, definition=said), brought.raw)
