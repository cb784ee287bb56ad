"""A long study ends for a respondent when another answer would tell little."""

from oyez.surveys.core.expecting import is_worth_asking, standing
from oyez.surveys.core.reading import definition, to_yaml
from oyez.surveys.core.route import Respondent, shown

ITEM = "  - {{id: q{n}, type: rating, score: csat_q{n}, text: How was it?, slope: {slope}, thresholds: {cuts}}}\n"


def study(*items: tuple[float, str]) -> str:
    head = "survey: s\ntitle: S\nkind: study\nmode: confidential\nquestions:\n"
    return head + "".join(ITEM.format(n=n, slope=slope, cuts=cuts) for n, (slope, cuts) in enumerate(items))


SHARP, DULL = (1.5, "[-1.5, -0.5, 0.5, 1.5]"), (0.2, "[-1.5, -0.5, 0.5, 1.5]")


def test_an_item_that_tells_little_is_passed_over_and_a_sharp_one_is_asked() -> None:
    found = definition(study(SHARP, DULL, SHARP))
    who = Respondent(answers={"q0": 3})

    assert [bool(shown(found, who, page)) for page in range(3)] == [True, False, True]


def test_the_first_item_is_always_asked() -> None:
    found = definition(study(DULL))

    assert is_worth_asking(found.questions[0], found, {})


def test_an_answer_that_was_given_is_not_taken_back() -> None:
    found = definition(study(SHARP, DULL))

    assert shown(found, Respondent(answers={"q0": 3, "q1": 2}), 1)


def test_who_answers_high_stands_high() -> None:
    found = definition(study(SHARP, SHARP))
    high = standing([(one, 4) for one in found.questions])
    low = standing([(one, 0) for one in found.questions])

    assert high > 0.8 and abs(high + low) < 1e-9


def test_thresholds_are_written_and_read_back() -> None:
    found = definition(study(SHARP))

    assert definition(to_yaml(found)) == found
