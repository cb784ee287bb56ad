"""The mapping language: what one row becomes, and what is said about mistakes."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from oyez.collect.core.mapping.language import read_mapping
from oyez.collect.core.mapping.trouble import MappingError
from oyez.collect.core.plan import Choices
from tests.collect.reading import facts, outcomes, reason, results, taken, write


def micros(text: str) -> int:
    moment = datetime.fromisoformat(text).replace(tzinfo=UTC)
    return int(moment.timestamp()) * 1_000_000


VISIT = """
name: visits
persons:
  - identifiers: {card: "{card}"}
interactions:
  - id: "{visit}"
    occurred: "{when}"
    kind: visit
"""


def test_a_row_becomes_a_fact_with_its_person(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "visit,when,card\n1001,2026-07-02 14:05,K-77\n")
    (outcome,) = outcomes(path, VISIT)
    (fact,) = taken(outcome).facts
    assert (fact.source, fact.id, fact.kind, fact.subject) == ("visits", "1001", "visit", "card:K-77")
    assert fact.occurred_at == micros("2026-07-02 12:05:00")
    assert taken(outcome).persons[0].subjects == ("card:K-77",)
    assert (fact.mode, fact.news) == ("identified", False)


def test_a_row_without_person_or_account_is_anonymous(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "visit,when,card\n1001,2026-07-02,\n")
    (fact,) = facts(outcomes(path, VISIT))
    assert (fact.mode, fact.subject) == ("anonymous", None)


REACHED = """
name: reached
persons: [{identifiers: {email: "{mail}", phone: "{phone}", crm: "{crm}"}}]
interactions: [{id: "{id}", occurred: "{day}", kind: response}]
"""


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (
            "jo(at)example.org,,",
            "“jo(at)example.org” is not an e-mail address; mend it, or leave the cell empty",
        ),
        ("jo@example,,", "“jo@example” is not an e-mail address"),
        ("jo@example.org,call me,", "“call me” is not a phone number"),
        ("jo(at)example.org,,K-7", "“jo(at)example.org” is not an e-mail address"),
        (f",,{'7' * 201}", "is too long to name a person"),
    ],
)
def test_a_slip_in_a_person_does_not_make_an_answer_anonymous(tmp_path: Path, cells: str, said: str) -> None:
    path = write(tmp_path, "a.csv", f"id,day,mail,phone,crm\n1,2026-07-02,{cells}\n")
    assert said in reason(outcomes(path, REACHED)[0])


@pytest.mark.parametrize(
    "cells",
    [
        ",,",
        "n/a,,",
        "-,-,-",
        "Anonymous,,",
        "keine Angabe,,",
        "anonyme,—,",
        "noreply@example.org,,",
        "unknown,?,0",
    ],
)
def test_a_word_for_nobody_names_nobody(tmp_path: Path, cells: str) -> None:
    path = write(tmp_path, "a.csv", f"id,day,mail,phone,crm\n1,2026-07-02,{cells}\n")
    (fact,) = facts(outcomes(path, REACHED))
    assert (fact.mode, fact.subject) == ("anonymous", None)


def test_an_anonymous_answer_leaves_its_person_behind(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "visit,when,card\n1001,2026-07-02,K-77\n")
    (outcome,) = outcomes(path, VISIT + "    mode: anonymous\n")
    assert taken(outcome).persons == []
    assert taken(outcome).facts[0].subject is None


def test_one_row_becomes_an_order_a_promise_a_delivery_and_a_review(tmp_path: Path) -> None:
    mapping = """
name: shop
time_zone: UTC
touchpoints: {delivery: {name: Delivery, stage: receive}}
values:
  arrived: {date: "{delivered}"}
  promised: {date: "{promise}"}
  late: {later: ["{arrived}", "{promised}"]}
persons:
  - identifiers: {email: "{mail}"}
interactions:
  - {id: "{order}", occurred: "{ordered}", kind: order, attributes: {amount: {number: "{sum}"}}}
  - {id: "{order}/promise", occurred: "{ordered}", kind: promise, direction: out,
     attributes: {promised: "{promised}"}}
  - {id: "{order}/delivery", when: "{arrived}", occurred: "{arrived}", kind: delivery, touchpoint: delivery,
     attributes: {late: "{late}"}}
  - {id: "{order}/review", when: {filled: "{stars}"}, occurred: "{arrived}", kind: review, mention: true,
     scores: {stars: {map: {FIVE: 5, ONE: 1}, from: "{stars}"}}, text: "{title}\\n{said}"}
"""
    path = write(
        tmp_path, "a.csv",
        "order,ordered,promise,delivered,mail,sum,stars,title,said\n"
        "1,2026-01-01,2026-01-05,2026-01-06 10:00,Ana@Example.org,12.50,FIVE,Nice,very nice\n"
        "2,2026-01-01,2026-01-05,2026-01-05 00:00,bea@example.org,7,,,\n"
        "3,2026-01-01,2026-01-05,,bea@example.org,,,,\n",
    )  # fmt: skip
    one, two, three = (taken(outcome).facts for outcome in outcomes(path, mapping))
    assert [fact.kind for fact in one] == ["order", "promise", "delivery", "review"]
    assert one[0].attributes == {"amount": 12.5}
    assert one[1].attributes == {"promised": "2026-01-05T00:00:00Z"}
    assert one[2].attributes == {"late": True}
    assert (one[3].scores, one[3].text, one[3].mention) == ({"stars": 5.0}, "Nice\nvery nice", True)
    assert one[3].subject == "email:ana@example.org"
    assert [fact.attributes.get("late") for fact in two] == [None, None, False]
    assert [fact.kind for fact in three] == ["order", "promise"]
    assert three[0].attributes == {}


def test_fourteen_ratings_of_one_response_become_fourteen_interactions(tmp_path: Path) -> None:
    names = [f"place{n}" for n in range(14)]
    ratings = "\n".join(
        f'      {name}: {{map: {{"0": null}}, from: "{{{name}}}", otherwise: keep}}' for name in names
    )
    mapping = f"""
name: study
touchpoints: {{{", ".join(f"{name}: {name}" for name in names)}}}
interactions:
  - id: "{{id}}/{{key}}"
    for_each:
{ratings}
    occurred: "{{day}}"
    kind: response
    touchpoint: "{{key}}"
    scores: {{csat: "{{value}}"}}
"""
    cells = ["5", "0", "", *["4"] * 11]
    path = write(tmp_path, "a.csv", f"id,day,{','.join(names)}\nR1,2026-01-01,{','.join(cells)}\n")
    found = facts(outcomes(path, mapping))
    assert len(found) == 12
    assert (found[0].id, found[0].touchpoint, found[0].scores) == ("R1/place0", "place0", {"csat": 5.0})
    assert {fact.touchpoint for fact in found} == {"place0", *names[3:]}


def test_units_and_touchpoints_are_found_by_key_or_name_and_unknown_ones_refused(tmp_path: Path) -> None:
    mapping = VISIT + '    unit: "{shop}"\n    touchpoint: fitting\n'
    path = write(
        tmp_path,
        "a.csv",
        "visit,when,card,shop\n1,2026-01-01,K,Harbour\n2,2026-01-01,K,HILL\n3,2026-01-01,K,Moon\n",
    )
    found = outcomes(path, mapping)
    assert [fact.unit for fact in facts(found[:2])] == ["harbour", "hill"]
    assert reason(found[2]) == "there is no unit “Moon”"


def test_missing_units_are_made_when_asked_for_but_not_by_rejected_rows(tmp_path: Path) -> None:
    mapping = VISIT + '    unit: "{shop}"\n'
    path = write(
        tmp_path, "a.csv",
        "visit,when,card,shop\n1,bad,K,Köln Süd\n2,2026-01-01,K,Köln Süd\n"
        "3,2026-01-01,K,köln süd\n4,2026-01-01,K,東京\n",
    )  # fmt: skip
    found = outcomes(path, mapping, Choices(add_missing=True))
    assert "is not a date" in reason(found[0])
    assert [(unit.key, unit.name) for unit in taken(found[1]).units] == [("koln-sud", "Köln Süd")]
    assert [fact.unit for fact in facts(found[1:])] == ["koln-sud", "koln-sud", "東京"]
    assert taken(found[2]).units == []


def test_values_can_be_chosen_by_condition(tmp_path: Path) -> None:
    mapping = """
name: v
interactions:
  - id: "{id}"
    occurred: "{day}"
    kind: {if: {in: ["{what}", call, chat]}, then: talk, else: visit}
    channel: {first: ["{via}", "{what}"]}
    attributes:
      big: {above: ["{n}", 3]}
      small: {below: ["{n}", 3]}
      none: {empty: "{via}"}
      both: {all: [{filled: "{n}"}, {not: {equals: ["{what}", visit]}}]}
      either: {any: ["{via}", {equals: ["{what}", CALL]}]}
      twice: {math: "{n} * 2 - 1"}
      yes: {flag: "{ok}"}
"""
    path = write(
        tmp_path, "a.csv", "id,day,what,via,n,ok\n1,2026-01-01,call,,4,Ja\n2,2026-01-01,visit,web,,no\n"
    )
    call, visit = facts(outcomes(path, mapping))
    assert (call.kind, call.channel, visit.kind, visit.channel) == ("talk", "call", "visit", "web")
    assert call.attributes == {
        "big": True, "small": False, "none": True, "both": True, "either": True, "twice": 7, "yes": True,
    }  # fmt: skip
    assert visit.attributes == {"none": False, "both": False, "either": True, "yes": False}


def test_news_is_what_occurred_in_the_window_only(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "a.csv",
        "visit,when,card\n1,2026-01-01T00Z,K\n2,2026-01-02T00Z,K\n3,2026-01-03T00Z,K\n",
    )
    window = (micros("2026-01-01 00:00:00"), micros("2026-01-02 00:00:00"))
    assert [fact.news for fact in facts(outcomes(path, VISIT, Choices(news=window)))] == [False, True, False]


def test_rows_without_ids_are_told_apart_by_their_text_and_their_number(tmp_path: Path) -> None:
    mapping = """
name: bare
interactions: [{id: "{row.fingerprint}", occurred: "{day}", kind: response, scores: {nps: "{nps}"}}]
"""
    first = [
        fact.id
        for fact in facts(
            outcomes(write(tmp_path, "a.csv", "day,nps\n2026-01-01,9\n2026-01-01,9\n"), mapping)
        )
    ]
    longer = write(tmp_path, "b.csv", "day,nps\n2026-01-01,9\n2026-01-01,9\n2026-01-02,9\n2026-01-01,9\n")
    again = [fact.id for fact in facts(outcomes(longer, mapping))]
    assert len(set(again)) == 4
    assert again[:2] == first


# what is wrong with a row


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("1,2026-02-30,K,9", "“2026-02-30” is not a date"),
        ("1,soon,K,9", "“soon” is not a date as iso or dotted"),
        ("1,1066-10-14,K,9", "the date is not between 1900 and 2100"),
        ("1,,K,9", "the date is empty"),
        (",2026-01-01,K,9", "the id is empty"),
        ("1,2026-01-01,K,11", "nps must be 0 to 10, and is 11"),
        ("1,2026-01-01,K,9.5", "nps must be a whole number"),
        ("1,2026-01-01,K,many", "nps: “many” is not a number"),
        ("1,2026-01-01,K,nan", "is not a number"),
        ("1,2026-01-01,K,1e999", "is not a number"),
        ("1,2026-01-01,K\0,9", "NUL"),
    ],
)
def test_a_row_that_cannot_be_used_says_why(tmp_path: Path, row: str, why: str) -> None:
    path = write(tmp_path, "a.csv", f"visit,when,card,nps\n{row}\n")
    (outcome,) = outcomes(path, VISIT + '    scores: {nps: "{nps}"}\n')
    assert why in reason(outcome)


def test_a_date_in_the_future_is_a_mistake(tmp_path: Path) -> None:
    from dataclasses import replace

    from tests.collect.reading import TOWN

    path = write(tmp_path, "a.csv", "visit,when,card\n1,2062-09-18,K\n")
    (found,) = results(path, VISIT, house=replace(TOWN, latest=micros("2026-11-22 00:00:00")))
    assert reason(found.outcome) == "the date is in the future"


def test_a_row_is_all_or_nothing(tmp_path: Path) -> None:
    mapping = (
        VISIT
        + """
  - id: "{visit}/rating"
    occurred: "{when}"
    kind: response
    scores: {csat: "{csat}"}
"""
    )
    path = write(tmp_path, "a.csv", "visit,when,card,csat\n1,2026-01-01,K,6\n")
    (outcome,) = outcomes(path, mapping)
    assert reason(outcome) == "csat must be 1 to 5, and is 6"


# what is wrong with a mapping


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        (
            "name: x\nintractions: []",
            "line 2: there is no setting of a mapping “intractions”; did you mean “interactions”?",
        ),
        ("name: X Y\npersons: [{identifiers: {a: b}}]", "line 1: the name “X Y” must be"),
        ("name: x", "says nothing of units, accounts, persons or interactions"),
        ("- a", "must begin with settings"),
        ("name: [", "not YAML"),
        ("name: x\nname: y", "“name” stands here twice"),
        ("name: x\nscales: {a_b: {from: 1, to: 2}}\npersons: []", "one word of letters and digits"),
        ("name: x\nscales: {a: {from: 2, to: 1}}\npersons: []", "needs “from” and a higher “to”"),
    ],
)
def test_mistakes_in_a_mapping_are_told_with_their_line(mapping: str, said: str) -> None:
    with pytest.raises(MappingError) as error:
        read_mapping(mapping)
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("{when}", "{wen}"), "line 7: there is no column “wen”; did you mean “when”?"),
        (("{when}", "{elsewhere}"), "the file has no column “elsewhere”. It has: visit, when, card."),
        (("{when}", "{when"), "a brace is not closed"),
        (("kind: visit", "kid: visit"), "did you mean “kind”?"),
        (("    kind: visit\n", ""), "an interaction needs “kind”"),
        (
            ("kind: visit", 'kind: visit\n    scores: {joy: "{visit}"}'),
            "there is no scale for the score “joy”",
        ),
        (("kind: visit", "kind: {mapp: {}, from: x}"), "a value needs one of"),
        (("kind: visit", "kind: {map: {a: b}}"), "a “map” needs “from”"),
        (("kind: visit", "kind: {text: x, most: 3}"), "there is no setting of “text” “most”"),
        (
            ("kind: visit", 'kind: visit\n    attributes: {a: {math: "{visit} ** 2"}}'),
            "stands where a number was expected",
        ),
        (("kind: visit", "kind: visit\n    person: nobody"), "there is no person called “nobody”"),
        (("{card: ", "{Card No: "), "cannot be a sort of identifier"),
    ],
)
def test_mistakes_over_a_file_are_told_before_the_first_row(
    tmp_path: Path, change: tuple[str, str], said: str
) -> None:
    path = write(tmp_path, "a.csv", "visit,when,card\n1,2026-01-01,K\n")
    with pytest.raises(MappingError) as error:
        outcomes(path, VISIT.replace(*change))
    assert said in str(error.value)


def test_a_mapping_cannot_reach_other_folders(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "visit,when,card\n1,2026-01-01,K\n")
    for name in ("../secret.csv", "/etc/passwd", "..", "a/b.csv"):
        with pytest.raises(MappingError, match="must be the name of a file in the same folder"):
            outcomes(path, VISIT + f'lookups: {{other: {{file: "{name}", key: "{{visit}}"}}}}\n')


def test_aliases_cannot_make_a_mapping_endless() -> None:
    levels = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9))
    with pytest.raises(MappingError, match="more than 20,000 entries"):
        read_mapping(f"a0: &a0 [x]\n{levels}\n")


def test_yes_no_and_dates_stay_what_they_are() -> None:
    mapping = read_mapping("name: x\nvalues: {a: no, b: 2026-01-01}\npersons: []\n")
    assert mapping.steps[0]["values"] == {"a": "no", "b": "2026-01-01"}
