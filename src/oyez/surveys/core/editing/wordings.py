"""Every text of a survey by the name of its place: read, and set."""

from collections.abc import Callable, Mapping

from msgspec.structs import replace

from oyez.surveys.core.definition import Definition, Option, Question
from oyez.surveys.core.words import Words

Change = Callable[[str, Words], Words]  # the place of a text and its words → its words from now on


def reworded(definition: Definition, new: Mapping[str, Words]) -> Definition:
    """With words put over those that stand at a place (`questions.why.text`), where the survey has it."""
    return throughout(definition, lambda place, words: words | new.get(place, {}))


def spoken(definition: Definition, languages: tuple[str, ...]) -> Definition:
    """In these languages: the words of others go, and what loses all its words keeps the first ones it had."""

    def kept(place: str, words: Words) -> Words:
        staying = {tag: words[tag] for tag in languages if tag in words}
        if staying or not words:
            return staying
        return {languages[0]: words.get(definition.languages[0]) or next(iter(words.values()))}

    return replace(throughout(definition, kept), languages=languages)


def throughout(definition: Definition, change: Change) -> Definition:
    """With each text changed, its place named as `Definition.texts` does."""
    return replace(
        definition,
        title=change("title", definition.title),
        intro=change("intro", definition.intro),
        questions=tuple(_question(one, change) for one in definition.questions),
        endings=tuple(
            replace(
                one,
                text=change(f"endings.{at}.text", one.text),
                link_text=change(f"endings.{at}.link_text", one.link_text),
            )
            for at, one in enumerate(definition.endings, 1)
        ),
        invite=replace(
            definition.invite,
            **{
                name: change(f"invite.{name}", getattr(definition.invite, name))
                for name in ("subject", "text", "remind_subject", "remind_text")
            },
        ),
    )


def _question(one: Question, change: Change) -> Question:
    place = f"questions.{one.id}"

    def options(name: str, found: tuple[Option, ...]) -> tuple[Option, ...]:
        return tuple(replace(each, text=change(f"{place}.{name}.{each.key}", each.text)) for each in found)

    return replace(
        one,
        **{name: change(f"{place}.{name}", getattr(one, name)) for name in ("text", "help", "low", "high")},
        labels=tuple(change(f"{place}.labels.{at}", words) for at, words in enumerate(one.labels, 1)),
        options=options("options", one.options),
        rows=options("rows", one.rows),
    )
