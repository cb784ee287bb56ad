"""One question as people change it: the fields that its kind has, each text in all languages."""

from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _
from msgspec.structs import replace

from oyez.journal.core.scales import BUILT_IN
from oyez.surveys.core.definition import Definition, Question
from oyez.surveys.core.editing.options import which
from oyez.surveys.core.kinds import kind_of
from oyez.surveys.core.kinds.scale import stem
from oyez.surveys.core.reading import KEY
from oyez.surveys.forms import choices, condition
from oyez.surveys.forms.words import fields_of, initial_of, name_of, words_of

ON_SCALE = ("nps", "csat", "ces", "stars", "rating", "gap", "matrix")
WORDS: dict[str, tuple[Any, int]] = {
    "text": (_("Question"), 2),
    "help": (_("A line below it"), 1),
    "low": (_("Word for the lowest"), 1),
    "high": (_("Word for the highest"), 1),
}
LABELS = "labels"
PLAIN: dict[str, tuple[type[forms.Field], dict[str, Any]]] = {
    "score": (forms.CharField, {
        "label": _("Counts as"), "max_length": 60,
        "help_text": _("The score's name: a scale, and after it what it is about, such as csat_delivery."),
    }),
    "minimum": (forms.FloatField, {"label": _("Lowest")}),
    "maximum": (forms.FloatField, {"label": _("Highest")}),
    "most": (forms.IntegerField, {"label": _("At most so many"), "min_value": 1}),
    "shuffle": (forms.BooleanField, {"label": _("Options in another order for each person")}),
    "required": (forms.BooleanField, {
        "label": _("Needs an answer"),
        "help_text": _("Rarely right: who cannot answer leaves, or says anything."),
    }),
}  # fmt: skip
FURTHER: dict[str, tuple[type[forms.Field], dict[str, Any]]] = {
    "id": (forms.CharField, {
        "label": _("Name"), "max_length": 40,
        "help_text": _("Answers are kept under it: small letters, digits and _."),
    }),
    "more": (forms.BooleanField, {"label": _("Only for those who want to tell more")}),
    "sensitive": (forms.BooleanField, {"label": _("Asks for something sensitive")}),
    "known": (forms.CharField, {
        "label": _("Not asked where this is known"), "max_length": 60,
        "help_text": _("A field that answers it, such as field.region or account.tier."),
    }),
    "about": (forms.CharField, {
        "label": _("Asks for"), "max_length": 60,
        "help_text": _("In a word, such as region or last_purchase: what is known already need not be asked."),
    }),
    "owner": (forms.CharField, {"label": _("Whom the answer is for"), "max_length": 120}),
    "decision": (forms.CharField, {"label": _("What it decides"), "max_length": 200}),
    "block": (forms.CharField, {
        "label": _("Block"), "max_length": 40,
        "help_text": _("Of several blocks each person gets some (see the settings)."),
    }),
}  # fmt: skip


def fields_for(question: Question) -> list[str]:
    """The plain fields that a question of this kind has, in order."""
    kind, is_fixed = kind_of(question), stem(question) in BUILT_IN
    has_bounds = question.type == "number" or (question.type in ("rating", "gap", "matrix") and not is_fixed)
    shown = {
        "score": question.type in ON_SCALE,
        "minimum": has_bounds,
        "maximum": has_bounds,
        "most": question.type == "multiple",
        "shuffle": kind.has_options,
        "required": question.type != "statement",
    }
    return [name for name in PLAIN if shown[name]]


class QuestionForm(forms.Form):
    """A question of one kind; `question()` gives it as it was typed."""

    def __init__(self, said: Definition, one: Question, data: Any = None) -> None:
        super().__init__(data)
        self.said, self.one, self.languages = said, one, said.languages
        self.plain_names = fields_for(one)
        self.words_names = [name for name in WORDS if name in ("text", "help") or one.type in ON_SCALE]
        self.has_labels = one.type in ("rating", "matrix", "csat", "ces")
        self.which = which(one)
        self._add_fields()
        self.rows = self._rows(data)

    def _add_fields(self) -> None:
        one = self.one
        for name in self.words_names:
            label, rows = WORDS[name]
            self.fields |= fields_of(name, label, self.languages, rows=rows, needed=name == "text")
            self.initial.update(initial_of(name, getattr(one, name)))
        if self.has_labels:
            self.fields |= fields_of(LABELS, _("A word for each point"), self.languages, rows=5)
            self.initial.update(
                {
                    name_of(LABELS, tag): "\n".join(words.get(tag, "") for words in one.labels)
                    for tag in self.languages
                }
            )
        for name in self.plain_names:
            self._plain(name, *PLAIN[name])
        self.fields |= condition.fields(self.said, self._before())
        offered = [name for name, _label in self.fields["when_name"].choices]  # type: ignore[attr-defined]
        self.initial.update(condition.initial(one.when, offered))
        for name, made in FURTHER.items():
            self._plain(name, *made)
        self.fields["id"].required = True

    def _plain(self, name: str, make: type[forms.Field], said: dict[str, Any]) -> None:
        self.fields[name] = make(required=False, **said)
        self.initial[name] = getattr(self.one, name)

    def _before(self) -> list[Question]:
        ids = list(self.said.by_id)
        return list(self.said.questions[: ids.index(self.one.id)])

    def _rows(self, data: Any) -> list[choices.Row]:
        if self.which is None:
            return []
        if data is not None:
            return choices.typed(data, self.languages)
        return choices.kept(choices.room_of(self.one, self.which), self.languages)

    def clean_id(self) -> str:
        if not KEY.fullmatch(self.cleaned_data["id"]):
            raise forms.ValidationError(_("A name is made of small letters, digits and _."))
        return str(self.cleaned_data["id"])

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        try:
            said["when"] = condition.condition(said, self.said)
        except forms.ValidationError as error:
            self.add_error(None, error)
        return said

    def question(self) -> Question:
        """The question as typed, still under its old name."""
        said = self.cleaned_data
        new: dict[str, Any] = {name: words_of(said, name, self.languages) for name in self.words_names}
        new |= {name: said[name] for name in (*self.plain_names, *FURTHER) if name != "id"}
        new |= {"when": said["when"]}
        if self.has_labels:
            new[LABELS] = self._labels(said)
        if self.which:
            new[self.which] = choices.options(self.rows)
        return replace(self.one, **new)

    def _labels(self, said: dict[str, Any]) -> tuple[dict[str, str], ...]:
        """A line a point, each language in a field of its own."""
        columns = {tag: str(said[name_of(LABELS, tag)]).strip().splitlines() for tag in self.languages}
        points = max(map(len, columns.values()), default=0)
        return tuple(
            {
                tag: lines[at].strip()
                for tag, lines in columns.items()
                if at < len(lines) and lines[at].strip()
            }
            for at in range(points)
        )

    # What the page shows, part by part

    def words_groups(self) -> list[tuple[Any, list[BoundField]]]:
        """Each text with its field for every language."""
        named = [(name, WORDS[name][0]) for name in self.words_names]
        if self.has_labels:
            named.append((LABELS, _("A word for each point, one a line")))
        return [(label, [self[name_of(name, tag)] for tag in self.languages]) for name, label in named]

    def plain_fields(self) -> list[BoundField]:
        return [self[name] for name in self.plain_names]

    def condition_fields(self) -> list[BoundField]:
        return [self[name] for name in ("when_name", "when_sign", "when_value")]

    def further_fields(self) -> list[BoundField]:
        return [self[name] for name in FURTHER]
