"""What a response becomes in the journal: one fact, and one more where contact is wanted."""

from collections.abc import Mapping
from typing import Any

from oyez.journal.core.facts import Fact, Value
from oyez.surveys.core.conditions import UNKNOWN, evaluate
from oyez.surveys.core.definition import Definition
from oyez.surveys.core.kinds import Answer, kind_of
from oyez.surveys.core.route import Respondent, values

WISH = "contact_request"
WORDS_ON = "words_on"  # the question that the words answer, where several ask for words
LONGEST_ATTRIBUTE = 2_000


def response(definition: Definition, who: Respondent, **about: Any) -> Fact:
    """A response as a fact: scores, attributes by question, and all own words as its text.

    `about`: id, occurred_at (µs), channel, language, and whatever else the fact has, as keywords.
    """
    scores: dict[str, float] = {}
    attributes: dict[str, Value] = dict(about.pop("attributes", {}))
    texts: list[tuple[str, str]] = []
    for question in definition.questions:
        answer = who.answers.get(question.id)
        if answer is None:
            continue
        told = kind_of(question).tell(question, answer)
        scores |= told.scores
        attributes |= told.attributes
        if told.text:
            texts.append((question.id, told.text))
    if len(texts) > 1:  # which words answered which question
        attributes |= {name: text[:LONGEST_ATTRIBUTE] for name, text in texts}
    elif texts and sum(kind_of(one).is_open for one in definition.questions) > 1:
        attributes[WORDS_ON] = texts[0][0]
    attributes |= _calculated(definition, who)
    return Fact(
        source=source(definition),
        kind="response",
        mode=definition.mode,
        survey=definition.survey,
        scores=scores,
        text="\n\n".join(text for _, text in texts),
        attributes=attributes,
        **about,
    )


def source(definition: Definition) -> str:
    return f"survey:{definition.survey}"


def _calculated(definition: Definition, who: Respondent) -> dict[str, Value]:
    known = values(definition, who)
    found = {name: evaluate(text, known) for name, text in definition.calculated.items()}
    return {
        name: value
        for name, value in found.items()
        if value is not UNKNOWN and isinstance(value, str | int | float | bool)
    }


def wants_contact(definition: Definition, answers: Mapping[str, Answer]) -> dict[str, str] | None:
    """How somebody wants to be reached; `None` where nobody asked for it."""
    wishes = [one for one in definition.questions if one.type == "contact" and answers.get(one.id)]
    found: dict[str, str] | None = answers[wishes[0].id] if wishes else None
    return found


def wish(definition: Definition, said: Fact, how: Mapping[str, str], address: str) -> Fact:
    """A wish to be contacted, told apart and with the name: the one thing a confidential answer says openly.

    It carries the words that were written, and no score, so that nothing counts twice.
    """
    attributes: dict[str, Value] = {"survey": definition.survey}
    if case := said.attributes.get("case"):
        attributes["case"] = case
    if written := how.get("how", ""):
        attributes["reach"] = written
    return Fact(
        source=said.source,
        id=f"{said.id}:contact",
        occurred_at=said.occurred_at,
        kind=WISH,
        channel=said.channel,
        subject=address or None,
        account=said.account,
        unit=said.unit,
        touchpoint=said.touchpoint,
        survey=definition.survey,
        language=said.language,
        text=said.text,
        attributes=attributes,
        news=True,
    )
