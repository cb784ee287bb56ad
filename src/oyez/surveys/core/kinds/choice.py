"""Choices: one, several, or an order of preference."""

from collections.abc import Sequence

from oyez.surveys.core.definition import Question
from oyez.surveys.core.kinds import KINDS, SEPARATOR, Answer, AnswerKind, Form, Told, WrongAnswer, one

OTHER_LENGTH = 200
OTHER = "_other"  # the name of the room for own words


def keys(question: Question) -> tuple[str, ...]:
    return tuple(option.key for option in question.options)


def take_one(question: Question, form: Form) -> Answer | None:
    said = one(form, question.id)
    if not said:
        return None
    return _with_words(question, form, _known(question, said))


def take_several(question: Question, form: Form) -> Answer | None:
    chosen = [_known(question, said) for said in dict.fromkeys(form.get(question.id, ())) if said]
    if not chosen:
        return None
    alone = [option.key for option in question.options if option.exclusive and option.key in chosen]
    if alone and len(chosen) > 1:
        raise WrongAnswer(question.id, "goes_alone", option=alone[0])
    if question.most and len(chosen) > question.most:
        raise WrongAnswer(question.id, "too_many", most=question.most)
    return _with_words(question, form, sorted(chosen, key=keys(question).index))


def take_order(question: Question, form: Form) -> list[str] | None:
    """Places 1, 2, 3 … given to options; some may go without."""
    places: dict[int, str] = {}
    for key in keys(question):
        said = one(form, f"{question.id}.{key}")
        if not said:
            continue
        if not said.isdecimal() or not 1 <= int(said) <= len(keys(question)):
            raise WrongAnswer(question.id, "not_a_place", most=len(keys(question)))
        if int(said) in places:
            raise WrongAnswer(question.id, "place_twice", place=int(said))
        places[int(said)] = key
    return [places[place] for place in sorted(places)] or None


def _known(question: Question, said: str) -> str:
    if said not in keys(question):
        raise WrongAnswer(question.id, "not_listed")
    return said


def _with_words(question: Question, form: Form, chosen: str | list[str]) -> Answer:
    """The choice, with the words that somebody wrote beside “something else”."""
    words = one(form, question.id + OTHER)[:OTHER_LENGTH]
    others = {option.key for option in question.options if option.other}
    if not words or not others & set(chosen if isinstance(chosen, list) else [chosen]):
        return chosen
    return {"chosen": chosen, "words": words}


def chosen(answer: Answer) -> list[str]:
    """The keys that were chosen, with or without own words beside them."""
    picked = answer["chosen"] if isinstance(answer, dict) else answer
    return list(picked) if isinstance(picked, list) else [str(picked)]


def tell(question: Question, answer: Answer) -> Told:
    said: dict[str, str | float | bool] = {question.id: SEPARATOR.join(chosen(answer))}
    if isinstance(answer, dict):
        said[f"{question.id}{OTHER}"] = str(answer["words"])
    return Told(attributes=said)


def tell_order(question: Question, answer: list[str]) -> Told:
    """The order as it was given, and each option's place as a number."""
    places = {f"{question.id}_{key}": float(at) for at, key in enumerate(answer, 1)}
    return Told(attributes={question.id: SEPARATOR.join(answer), **places})


def check(question: Question) -> str | None:
    if len(question.options) < 2:
        return "a choice needs two options or more"
    twice = [key for key in keys(question) if keys(question).count(key) > 1]
    if twice:
        return f"the option “{twice[0]}” stands here twice"
    joined = next((key for key in keys(question) if SEPARATOR.strip() in key), None)
    return f"the option “{joined}” holds a |, which stands between choices" if joined else None


def values(question: Question) -> Sequence[str]:
    return keys(question)


KINDS.add(
    "single",
    AnswerKind("single", take_one, tell, lambda question: 6.0, "choice", check, values, has_options=True),
)
KINDS.add(
    "multiple",
    AnswerKind("multiple", take_several, tell, lambda question: 10.0, "choice", check, has_options=True),
)
KINDS.add(
    "ranking",
    AnswerKind(
        "ranking", take_order, tell_order, lambda question: 4.0 * len(question.options), "ranking", check,
        has_options=True,
    ),
)  # fmt: skip
