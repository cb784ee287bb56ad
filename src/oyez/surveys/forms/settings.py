"""What a survey is, whom it is for and how it looks: one form a section, each giving a changed definition."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _
from msgspec.structs import replace

from oyez.company.core.scope import Viewer
from oyez.company.queries import touchpoints, visible_units
from oyez.journal.core.facts import Mode
from oyez.surveys.core.definition import Definition, Kind, Look, Purpose, Quota
from oyez.surveys.core.editing.wordings import spoken
from oyez.surveys.forms.words import fields_of, initial_of, name_of, words_of
from oyez.surveys.naming import KINDS_OF_SURVEY, MODES, PURPOSES

Texts = dict[str, tuple[Any, int]]


class Section(forms.Form):
    """Some settings of a survey. `TEXTS` come in every language, before the plain fields."""

    NAME = ""
    TITLE: Any = ""
    TEXTS: Texts = {}

    def __init__(self, viewer: Viewer, said: Definition, data: Any = None) -> None:
        super().__init__(data, prefix=None)
        self.auto_id = f"id_{self.NAME}_%s"
        self.viewer, self.said, self.tags = viewer, said, said.languages
        self.plain = list(self.fields)
        for name, (label, rows) in self.TEXTS.items():
            self.fields |= fields_of(name, label, self.tags, rows=rows, needed=name == "title")
            self.initial.update(initial_of(name, self.kept(name)))
        self.begin()

    def kept(self, name: str) -> dict[str, str]:
        found: dict[str, str] = getattr(self.said, name)
        return found

    def begin(self) -> None:
        """Fill in what is kept."""
        self.initial.update({name: getattr(self.said, name) for name in self.plain})

    def apply(self) -> Definition:
        """The survey with these settings."""
        return replace(self.said, **self.words(), **{name: self.cleaned_data[name] for name in self.plain})

    def words(self) -> dict[str, Any]:
        return {name: words_of(self.cleaned_data, name, self.tags) for name in self.TEXTS}

    def choose(self, name: str, choices: Iterable[tuple[str, Any]]) -> None:
        """Choices of a field, with what is kept among them even where nobody else knows it."""
        listed = list(choices)
        here = self.initial.get(name, "")
        if here and here not in dict(listed):
            listed.append((here, here))
        self.fields[name].choices = listed  # type: ignore[attr-defined]

    def words_groups(self) -> list[tuple[Any, list[BoundField]]]:
        return [
            (label, [self[name_of(name, tag)] for tag in self.tags])
            for name, (label, _rows) in self.TEXTS.items()
        ]

    def plain_fields(self) -> list[BoundField]:
        return [self[name] for name in self.plain]


def _with_sentences(names: dict[str, tuple[Any, Any]]) -> list[tuple[str, Any]]:
    return [(key, _Sentence(title, said)) for key, (title, said) in names.items()]


class _Sentence:
    """A choice with its sentence, put together in the language of the page."""

    def __init__(self, title: Any, said: Any) -> None:
        self.title, self.said = title, said

    def __str__(self) -> str:
        return f"{self.title}. {self.said}"


class General(Section):
    NAME, TITLE = "general", _("What it is")
    TEXTS: Texts = {"title": (_("Title"), 1), "intro": (_("A line before the first question"), 2)}

    kind = forms.ChoiceField(label=_("Kind"), widget=forms.RadioSelect)
    mode = forms.ChoiceField(
        label=_("Who answered"),
        widget=forms.RadioSelect,
        help_text=_("Said to everybody in one sentence. Once published it cannot change."),
    )
    purpose = forms.ChoiceField(label=_("Purpose"), widget=forms.RadioSelect)
    languages = forms.CharField(
        label=_("Languages"),
        max_length=200,
        help_text=_("The main one first: en, de, pt-BR. Texts of a language that you take out are removed."),
    )
    touchpoint = forms.ChoiceField(label=_("Touchpoint"), required=False)
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    audience = forms.CharField(
        label=_("For whom"),
        max_length=500,
        required=False,
        help_text=_('An expression such as account.tier == "A"; empty: for everybody.'),
    )

    def begin(self) -> None:
        super().begin()
        self.initial["languages"] = ", ".join(self.said.languages)
        self.fields["kind"].choices = _with_sentences(KINDS_OF_SURVEY)  # type: ignore[attr-defined]
        self.fields["mode"].choices = _with_sentences(MODES)  # type: ignore[attr-defined]
        self.fields["purpose"].choices = _with_sentences(PURPOSES)  # type: ignore[attr-defined]
        stops = [(row.key, row.name) for row in touchpoints(self.viewer)]
        units = [(unit.key, unit.name) for unit in visible_units(self.viewer)]
        self.choose("touchpoint", [("", _("as the interaction says")), *stops])
        self.choose("unit", [("", _("as the interaction says")), *units])

    def apply(self) -> Definition:
        said = self.cleaned_data
        languages = tuple(dict.fromkeys(tag.strip() for tag in said["languages"].split(",") if tag.strip()))
        new = replace(
            self.said,
            **self.words(),
            kind=Kind(said["kind"]),
            mode=Mode(said["mode"]),
            purpose=Purpose(said["purpose"]),
            **{name: said[name] for name in ("touchpoint", "unit", "audience")},
        )
        return spoken(new, languages or self.said.languages)


class Mailing(Section):
    NAME, TITLE = "invite", _("The invitation")
    TEXTS: Texts = {
        "subject": (_("Subject"), 1),
        "text": (_("Before the first question"), 3),
        "remind_subject": (_("Subject of the reminder"), 1),
        "remind_text": (_("Text of the reminder"), 3),
    }

    sender = forms.CharField(
        label=_("Sender's name"), max_length=80, required=False, help_text=_("Without an address.")
    )

    def kept(self, name: str) -> dict[str, str]:
        found: dict[str, str] = getattr(self.said.invite, name)
        return found

    def begin(self) -> None:
        self.initial["sender"] = self.said.invite.sender

    def apply(self) -> Definition:
        invite = replace(self.said.invite, **self.words(), sender=self.cleaned_data["sender"])
        return replace(self.said, invite=invite)


class Looking(Section):
    NAME, TITLE = "look", _("Colour and logo")

    colour = forms.CharField(
        label=_("Colour"),
        max_length=7,
        required=False,
        help_text=_("Such as #2a43b3; made darker or lighter where it could not be read."),
    )
    logo = forms.CharField(label=_("Logo"), max_length=200, required=False)

    def begin(self) -> None:
        self.initial.update({"colour": self.said.look.colour, "logo": self.said.look.logo})

    def apply(self) -> Definition:
        return replace(self.said, look=Look(**{name: self.cleaned_data[name] for name in ("colour", "logo")}))


class Reckoning(Section):
    NAME, TITLE = "more", _("Fields, calculations, quotas")

    fields_said = forms.CharField(
        label=_("Fields that a link may bring along"),
        max_length=500,
        required=False,
        help_text=_("Names apart by commas: order, region. Texts use them as {field.order|your order}."),
    )
    calculated = forms.CharField(
        label=_("Calculated"),
        required=False,
        max_length=5_000,
        widget=forms.Textarea({"rows": 3, "class": "is-source", "spellcheck": "false"}),
        help_text=_("One a line: a name, a colon, an expression. effort: mean(ces_order, ces_delivery)"),
    )
    quotas = forms.CharField(
        label=_("Quotas"),
        required=False,
        max_length=5_000,
        widget=forms.Textarea({"rows": 3, "class": "is-source", "spellcheck": "false"}),
        help_text=_("One a line: name; most; condition. architects; 200; field.role == “architect”"),
    )
    per_person = forms.IntegerField(
        label=_("Blocks for each person"),
        min_value=0,
        max_value=50,
        required=False,
        help_text=_("Of the blocks that questions name, each person gets so many; 0: all."),
    )

    def begin(self) -> None:
        said = self.said
        self.initial.update(
            {
                "fields_said": ", ".join(said.fields),
                "calculated": "\n".join(f"{name}: {text}" for name, text in said.calculated.items()),
                "quotas": "\n".join("; ".join(_of_quota(one)) for one in said.quotas),
                "per_person": said.per_person,
            }
        )

    def clean_calculated(self) -> dict[str, str]:
        found = {}
        for line in filter(str.strip, self.cleaned_data["calculated"].splitlines()):
            name, colon, text = line.partition(":")
            if not colon or not text.strip():
                raise forms.ValidationError(
                    _("“%(line)s” is not a name, a colon and an expression."), params={"line": line}
                )
            found[name.strip()] = text.strip()
        return found

    def clean_quotas(self) -> tuple[Quota, ...]:
        return tuple(_quota(line) for line in filter(str.strip, self.cleaned_data["quotas"].splitlines()))

    def apply(self) -> Definition:
        said = self.cleaned_data
        names = tuple(name.strip() for name in said["fields_said"].split(",") if name.strip())
        return replace(
            self.said,
            fields=names,
            calculated=said["calculated"],
            quotas=said["quotas"],
            per_person=said["per_person"] or 0,
        )


def _of_quota(one: Quota) -> tuple[str, ...]:
    return (one.name, str(one.most), *([one.when] if one.when else []))


def _quota(line: str) -> Quota:
    name, most, when = ([part.strip() for part in line.split(";", 2)] + ["", ""])[:3]
    if not name or not most.isdecimal() or not int(most):
        raise forms.ValidationError(_("“%(line)s” is not a name; a number."), params={"line": line})
    return Quota(name=name, most=int(most), when=when)
