"""How long a survey is and may be: L01, L02, L12, L13."""

from oyez.surveys.core.definition import Invite, Kind, Option
from oyez.surveys.core.lint import Facts, Severity, lint
from tests.surveys.lint.surveys import codes, findings, options, question, survey


def short(number: int, **more: object) -> object:
    return question("short", "A word, please.", id=f"q{number}", **more)


def test_a_good_survey_gives_no_finding() -> None:
    assert not findings(survey())


def test_six_questions_are_too_many_after_a_transaction() -> None:
    assert "L01.many" in codes(survey(question(), *(short(n) for n in range(5))))  # type: ignore[arg-type]
    assert not codes(survey(question(), *(short(n) for n in range(4))), rule="L01.many")  # type: ignore[arg-type]


def test_questions_that_exclude_each_other_count_once() -> None:
    low = [short(n, when="csat <= 2") for n in range(4)]
    high = [short(n + 4, when="csat > 2") for n in range(4)]
    linted = lint(survey(question(), *low, *high))  # type: ignore[arg-type]
    assert len(linted.longest) == 5


def test_of_missing_blocks_only_as_many_count_as_a_person_gets() -> None:
    blocks = [short(n, block=f"b{n}") for n in range(5)]
    assert len(lint(survey(question(), *blocks, per_person=2)).longest) == 3  # type: ignore[arg-type]


def test_a_comment_that_some_are_asked_for_only_warns() -> None:
    asked = (
        question(),
        question("multiple", "What was it?", options=options("One", "Two"), when="csat <= 2"),
    )
    why = question("long", "What happened?", when="csat <= 2")
    again = question("short", "Where?", id="where", when="csat <= 2")
    found = [one for one in findings(survey(*asked, why, again)) if one.rule == "L01"]
    assert [(one.code, one.severity) for one in found] == [("slow", Severity.WARNING)]


def test_two_comments_that_all_are_asked_for_block() -> None:
    asked = (question(), question("long", "Why?"), question("long", "What else?", id="more"))
    found = [one for one in findings(survey(*asked)) if one.rule == "L01"]
    assert [(one.code, one.severity) for one in found] == [("slow", Severity.ERROR)]


def test_the_invitation_may_not_claim_less() -> None:
    asked = (question(), question("long", "Why?"))
    claim = survey(*asked, invite=Invite(text={"en": "It takes ten seconds."}))
    assert "L02.less" in codes(claim)
    assert not codes(survey(*asked, invite=Invite(text={"en": "It takes one or two minutes."})), rule="L02")


def test_the_own_median_replaces_the_estimate_from_fifty_answers_on() -> None:
    claim = survey(invite=Invite(text={"en": "It takes a minute."}))
    assert not codes(claim, Facts(median_seconds=95, completes=49), rule="L02")
    assert codes(claim, Facts(median_seconds=95, completes=50), rule="L02") == [
        "L02.less_measured",
        "L02.slower",
    ]
    assert lint(claim, Facts(median_seconds=95, completes=50)).seconds == 95


def test_a_long_matrix_and_one_at_the_beginning_are_seen() -> None:
    rows = tuple(Option(key=f"r{n}", text={"en": f"Row {n}"}) for n in range(6))
    ends = {"low": {"en": "bad"}, "high": {"en": "good"}}
    matrix = question("matrix", "How good was it?", score="csat", rows=rows, **ends)
    assert codes(survey(matrix), rule="L12") == ["L12.rows", "L12.first"]


def test_one_open_question_may_stand_before_the_end() -> None:
    one, two, three = (question("long", "Why?", id=f"q{n}") for n in range(3))
    relationship = {"kind": Kind.RELATIONSHIP}
    assert not codes(survey(question(), one, two, **relationship), rule="L13")
    assert codes(survey(question(), one, two, three, **relationship), rule="L13") == ["L13.open"]


def test_a_word_that_no_telephone_holds_is_seen() -> None:
    wide = question("long", "Rindfleischetikettierungsüberwachungsaufgabe?")
    assert "L13.wide" not in codes(survey(question("long", "Vertragsverlängerung?")))
    assert codes(survey(question(), wide), rule="L13") == []  # a question mark belongs to no word
    word = question("long", "Rindfleischetikettierungsüberwachungsaufgabe bitte")
    assert codes(survey(question(), word), rule="L13") == ["L13.wide"]
