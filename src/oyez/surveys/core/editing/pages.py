"""Which questions stand on one page together: pages as groups, and the names that hold them together."""

from collections.abc import Iterable

from msgspec.structs import replace

from oyez.surveys.core.definition import Definition, Question

Groups = list[list[Question]]


def groups(definition: Definition) -> Groups:
    """The questions page by page."""
    return [list(page) for page in definition.pages]


def of_groups(definition: Definition, found: Groups) -> Definition:
    """The survey with these pages; a page of several keeps its name where no other has it, a single one needs none."""
    taken: set[str] = set()
    questions: list[Question] = []
    for group in filter(None, found):
        name = "" if len(group) == 1 else _name(group, taken)
        taken.add(name)
        questions += [replace(question, page=name) for question in group]
    return replace(definition, questions=tuple(questions))


def _name(group: list[Question], taken: set[str]) -> str:
    wanted = next((question.page for question in group if question.page), "page")
    return unused(wanted, taken)


def unused(wanted: str, taken: Iterable[str]) -> str:
    """A name that is not taken: the wanted one, or the first of it with a number."""
    taken = set(taken)
    if wanted not in taken:
        return wanted
    stem = wanted[:36]
    return next(name for at in range(2, len(taken) + 3) if (name := f"{stem}_{at}") not in taken)


def join(definition: Definition, id: str) -> Definition:
    """A page goes onto the one before it; the first page has none before it and stays."""
    found = groups(definition)
    at = page_of(found, id)
    if at:
        found[at - 1 : at + 1] = [found[at - 1] + found[at]]
    return of_groups(definition, found)


def split(definition: Definition, id: str) -> Definition:
    """A new page begins at this question."""
    found = groups(definition)
    at = page_of(found, id)
    place = [question.id for question in found[at]].index(id)
    found[at : at + 1] = [found[at][:place], found[at][place:]]
    return of_groups(definition, found)


def page_of(found: Groups, id: str) -> int:
    """The number of the page that a question stands on."""
    return next(at for at, group in enumerate(found) if any(one.id == id for one in group))
