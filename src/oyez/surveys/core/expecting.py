"""When another question of a long study is not worth asking: what it would tell, times the chance of an answer.

METHOD 10, adaptive length (4): graded-response information at the respondent's standing, as far as it is known, times
the probability that the next question is answered at all; below `LEAST` it is passed over.
"""

from collections.abc import Iterator, Mapping
from math import exp

from oyez.surveys.core.definition import Definition, Question
from oyez.surveys.core.information import categories, information
from oyez.surveys.core.kinds import Answer
from oyez.surveys.core.kinds.scale import bounds

LEAST = 0.1
STAYS = 0.97  # the share of respondents who go on after one more question
GRID = tuple(step / 10 for step in range(-40, 41))


def is_worth_asking(question: Question, definition: Definition, answers: Mapping[str, Answer]) -> bool:
    """Whether an item of known slope and thresholds still tells enough; every other question does.

    The first such item is always asked: nothing is known yet that could make it superfluous.
    """
    if not question.thresholds or question.id in answers:
        return True
    known = list(_known(definition, answers))
    if not known:
        return True
    expected = information(standing(known), question.slope, question.thresholds)
    return expected * STAYS ** len(answers) >= LEAST


def _known(definition: Definition, answers: Mapping[str, Answer]) -> Iterator[tuple[Question, int]]:
    for question in definition.questions:
        answer = answers.get(question.id)
        if question.thresholds and isinstance(answer, int | float):
            yield question, int(answer) - bounds(question)[0]


def standing(known: list[tuple[Question, int]]) -> float:
    """Where a respondent stands (θ, standard deviations from the usual): the mean after their answers (EAP)."""
    weights = [exp(-theta * theta / 2) for theta in GRID]
    for question, category in known:
        for at, theta in enumerate(GRID):
            weights[at] *= categories(theta, question.slope, question.thresholds)[category]
    return sum(theta * weight for theta, weight in zip(GRID, weights, strict=True)) / sum(weights)
