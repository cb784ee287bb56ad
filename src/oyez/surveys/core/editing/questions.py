"""Questions of a survey: added, moved, copied, changed, removed."""

from collections.abc import Iterator
from typing import Literal

from msgspec.structs import replace

from oyez.kit.errors import NotFound, Refused
from oyez.surveys.core.conditions import names
from oyez.surveys.core.definition import Definition, Question, texts_of
from oyez.surveys.core.editing.pages import groups, of_groups, page_of, unused
from oyez.surveys.core.kinds import kind_of
from oyez.surveys.core.piping import places

Direction = Literal["up", "down"]


def question(definition: Definition, id: str) -> Question:
    """One question by its name."""
    found = definition.by_id.get(id)
    if found is None:
        raise NotFound(f"There is no question “{id}” in this draft.")
    return found


def add(definition: Definition, new: Question, after: str = "") -> Definition:
    """With a new question on a page of its own, after the page of another, or at the end."""
    found = groups(definition)
    at = page_of(found, after) + 1 if after in definition.by_id else len(found)
    return of_groups(definition, [*found[:at], [replace(new, page="")], *found[at:]])


def copy(definition: Definition, id: str) -> Definition:
    """With the same question once more, right after it and under a name and a score of its own."""
    original = question(definition, id)
    name = unused(id, taken(definition))
    new = replace(original, id=name, score=_another_score(definition, original, name))
    found = groups(definition)
    group = found[page_of(found, id)]
    group.insert([one.id for one in group].index(id) + 1, new)
    return of_groups(definition, found)


def copied(definition: Definition, id: str) -> str:
    """The name that a copy of this question gets."""
    return unused(id, taken(definition))


def _another_score(definition: Definition, original: Question, name: str) -> str:
    if not (original.score or kind_of(original).is_scored):
        return ""
    scores = {one.score or one.type for one in definition.questions}
    own = name if name.startswith(original.type) else f"{original.type}_{name}"
    return unused(original.score or own, scores)


def taken(definition: Definition) -> set[str]:
    """Names that a new question cannot have."""
    return {*definition.by_id, *definition.calculated}


def move(definition: Definition, id: str, direction: Direction) -> Definition:
    """One step up or down: past its neighbour on the page, off the page at its edge, past a whole page if alone."""
    moving = question(definition, id)
    found = groups(definition)
    at = page_of(found, id)
    group, step = found[at], -1 if direction == "up" else 1
    place = [one.id for one in group].index(id)
    if 0 <= place + step < len(group):
        group[place], group[place + step] = group[place + step], group[place]
    elif len(group) > 1:
        group.remove(moving)
        found.insert(at if step < 0 else at + 1, [moving])
    elif 0 <= at + step < len(found):
        found[at], found[at + step] = found[at + step], found[at]
    return _in_order(of_groups(definition, found))


def _in_order(definition: Definition) -> Definition:
    """Refused where a question would stand before an answer that decides whether it is shown."""
    before: set[str] = set()
    for one in definition.questions:
        for name in names(one.when) if one.when else ():
            if name in definition.by_id and name not in before:
                raise Refused(f"“{one.id}” is shown only after an answer to “{name}”, so it stands after it.")
        before.add(one.id)
    return definition


def change(definition: Definition, id: str, new: Question) -> Definition:
    """With another question in place of this one; a new name goes wherever the old one stood."""
    question(definition, id)
    questions = tuple(new if one.id == id else one for one in definition.questions)
    return replace(definition, questions=questions)


def remove(definition: Definition, id: str) -> Definition:
    """Without this question; refused where something else asks for its answer."""
    question(definition, id)
    using = list(dependents(definition, id))
    if using:
        raise Refused(f"{', '.join(using)} asks for the answer to “{id}”. Change that first.")
    found = [[one for one in group if one.id != id] for group in groups(definition)]
    return of_groups(definition, found)


def dependents(definition: Definition, id: str) -> Iterator[str]:
    """Where the answer to a question is asked for: conditions, calculations, texts that it is put into."""
    for one in definition.questions:
        piped = any(id in places(text) for _, words in texts_of(one) for text in words.values())
        if one.id != id and ((one.when and id in names(one.when)) or piped):
            yield f"“{one.id}”"
    for name, text in definition.calculated.items():
        if id in names(text):
            yield f"“{name}”"
    for at, ending in enumerate(definition.endings, 1):
        piped = any(id in places(text) for text in ending.text.values())
        if (ending.when and id in names(ending.when)) or piped:
            yield f"ending {at}"
    for quota in definition.quotas:
        if quota.when and id in names(quota.when):
            yield f"the quota “{quota.name}”"
