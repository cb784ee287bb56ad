"""What is wrong with a definition is said in a sentence with its line and column."""

import pytest

from oyez.company.core.scope import OPERATOR
from oyez.measure.core.definitions.trouble import DefinitionError
from oyez.measure.definitions import changes
from oyez.measure.models import Definition
from tests.town import Town

pytestmark = pytest.mark.django_db

WEB = "segment: x\nlabel: x\nwhere: {channel: web}\n"
GOLDEN = "golden: [{rows: [{%s}], expect: [no]}]\n"
PAST = "{any: [%s]}\n"


@pytest.mark.parametrize(
    ("text", "line", "column", "sentence"),
    [
        ("", 1, 1, "begins with settings"),
        ("segment: [\nlabel: x\n", 3, 0, "this is not YAML"),
        ("segmnt: x\n", 1, 1, "no kind of definition “segmnt”; did you mean “segment”"),
        ("label: x\nsegment: x\n", 1, 1, "no kind of definition “label”"),
        ("segment: X y\nlabel: x\nwhere: {channel: web}\n", 1, 10, "a key is small letters"),
        ("segment: x\nwhere: {channel: web}\n", 1, 1, "a segment needs “label”"),
        ("segment: x\nlabel: x\nlable: y\n", 3, 1, "no setting of a segment “lable”; did you mean “label”"),
        ("segment: x\nlabel: x\nlabel: y\n", 3, 1, "“label” stands here twice"),
        ("segment: x\nlabel: x\n", 1, 1, "needs either “where”.* or “groups”"),
        ("segment: x\nlabel: x\nwhere: {}\n", 3, 8, "there is no condition here"),
        (
            "segment: x\nlabel: x\nwhere: {chanel: web}\n",
            3,
            9,
            "no dimension “chanel”; did you mean “channel”",
        ),
        ("segment: x\nlabel: x\nwhere: {unit: harbor}\n", 3, 9, "no unit “harbor”; did you mean “harbour”"),
        ("segment: x\nlabel: x\nwhere: {touchpoint: fittin}\n", 3, 9, "did you mean “fitting”"),
        ("segment: x\nlabel: x\nwhere: {mention: maybe}\n", 3, 9, "“mention” is true or false"),
        (
            "segment: x\nlabel: x\nwhere:\n  before: {kind: order, within: 3 moons}\n",
            4,
            33,
            "“within” is a time such as “30 days”",
        ),
        ("segment: x\nlabel: x\nwhere: {before: {at_least: 3, at_most: 1}}\n", 3, 18, "is more than"),
        ("segment: x\nlabel: x\nwhere: {before: {at_least: 0}}\n", 3, 18, "at least 0 always holds"),
        (
            "segment: x\nlabel: x\nwhere: {before: {at_least: few}}\n",
            3,
            28,
            "“at_least” is a number; “few” is not",
        ),
        ("segment: x\nlabel: x\nwhere: {before: {of: firm}}\n", 3, 22, "known: person, account"),
        ("segment: x\nlabel: x\nwhere: {before: {tenure: {to: 3 days}}}\n", 3, 18, "cannot stand here"),
        (
            "segment: x\nlabel: x\nwhere: {channel: {from: 3}}\n",
            3,
            9,
            "only attr:NAME and score:NAME take bounds",
        ),
        (
            "segment: x\nlabel: x\nwhere: {attr:a: {from: 3, below: 3}}\n",
            3,
            17,
            "nothing can lie in this band",
        ),
        (
            "segment: x\nlabel: x\nwhere: {attr:a: {from: 3, above: 2}}\n",
            3,
            17,
            "one lower and one upper end",
        ),
        ("segment: x\nlabel: x\nwhere: {attr:a: {from: 3, to: 2026-01-01}}\n", 3, 17, "both ends"),
        ("segment: x\nlabel: x\nwhere: {score:nps: 3}\n", 3, 9, "takes bounds"),
        ("segment: x\nlabel: x\nwhere: {share_before: {channel: web, from: 40}}\n", 3, 23, "between 0 and 1"),
        ("segment: x\nlabel: x\nwhere: {segment: gone}\n", 3, 18, "no segment “gone”"),
        ("segment: x\nlabel: x\nwhere: {segment: x}\n", 3, 18, "stands on itself: x → x"),
        (
            "segment: x\nlabel: x\ngroups:\n  - {key: a, where: {channel: web}}\n",
            3,
            1,
            "one group alone",
        ),
        ("metric: csat\nlabel: x\nshare: {of: csat, from: 5}\n", 1, 1, "there is a metric “csat” already"),
        ("metric: count\nlabel: x\ncount: {of: rows}\n", 1, 1, "there is a metric “count” already"),
        ("metric: x\nlabel: x\n", 1, 1, "a metric says one of: share, net, mean, count, ratio"),
        ("metric: x\nlabel: x\nshare: {of: csta, from: 5}\n", 3, 13, "no score “csta”; did you mean “csat”"),
        ("metric: x\nlabel: x\nshare: {of: csat, from: 9}\n", 3, 13, "nothing of the scale 1 to 5"),
        ("metric: x\nlabel: x\nshare: {of: csat, from: 1}\n", 3, 13, "the range is the whole scale"),
        (
            "metric: x\nlabel: x\nnet: {of: csat, better: {from: 4}, worse: {to: 4}}\n",
            3,
            36,
            "share a value",
        ),
        ("metric: x\nlabel: x\nmean: {of: attr:a}\n", 3, 7, "needs “minimum”"),
        (
            "metric: x\nlabel: x\nratio: {count: {kind: a}, per: {kind: [b, a]}}\n",
            3,
            8,
            "both sides of a ratio name a kind, and not the same",
        ),
        (
            "metric: x\nlabel: x\nshare: {of: csat, from: 5}\nwhere: {before: {kind: order}}\n",
            4,
            9,
            "put anything else into a segment",
        ),
        (
            "metric: x\nlabel: x\nshare: {of: csat, from: 5}\nwhere: {segment: gone}\n",
            4,
            9,
            "There is no segment “gone”",
        ),
        (
            "metric: x\nlabel: x\nshare: {of: csat, from: 5}\ngolden:\n  - answers: [5, 1]\n"
            "    expect: {value: 1, n: 2}\n",
            6,
            5,
            "the golden case expects value 1, and it is 0.5",
        ),
        (
            "dimension: unit\nlabel: x\nof: channel\nvalues: {a: web}\n",
            1,
            1,
            "there is a dimension “unit” already",
        ),
        (
            "dimension: region\nlabel: x\nof: channel\nvalues: {a: web}\n",
            1,
            1,
            "a dimension “region” already",
        ),
        ("dimension: x\nlabel: x\nof: chanel\nvalues: {a: web}\n", 3, 5, "did you mean “channel”"),
        (
            "dimension: x\nlabel: x\nof: channel\nvalues: {a: web, b: [app, web]}\n",
            4,
            27,
            "stands in two groups",
        ),
        (
            "dimension: x\nlabel: x\nof: channel\nbands: [{key: a, from: 3}]\n",
            4,
            1,
            "only an attribute has them",
        ),
        (
            "goal: x\nlabel: x\nmetric: npss\ntarget: 30\nuntil: 2027-01-01\nowner: cem@example.org\n",
            3,
            9,
            "There is no metric “npss”",
        ),
        (
            "goal: x\nlabel: x\nmetric: nps\ntarget: 30\nuntil: soon\nowner: cem@example.org\n",
            5,
            8,
            "“until” is a day such as",
        ),
        (
            "goal: x\nlabel: x\nmetric: nps\ntarget: 30\nuntil: 2027-01-01\nowner: who@example.org\n",
            6,
            8,
            "there is no member “who@example.org”",
        ),
        ("segment: " + "[" * 32_000, 1, 33, "nested too deeply"),
        ("segment: " + "[" * 30_000 + "]" * 30_000, 1, 33, "nested too deeply"),
        ('segment: x\nlabel: "a\\0b"\nwhere: {channel: web}\n', 2, 8, "cannot hold the character zero"),
        (
            "segment: x\nlabel: x\nwhere: " + PAST % ", ".join(["{before: {kind: order}}"] * 31),
            1,
            1,
            "looks at the past 31 times; 30 are the most",
        ),
        ("segment: x\nlabel: x\nwhere: {attr:amount: {from: 5000}}\n", 1, 1, "“attr:amount” holds nothing"),
        (
            "segment: x\nlabel: x\nwhere: {before: {attr:currency: EUR}}\n",
            1,
            1,
            "“attr:currency” holds nothing",
        ),
        ("dimension: x\nlabel: x\nof: attr:amount\nbands: [{key: a, from: 3}]\n", 1, 1, "holds nothing"),
        ("metric: x\nlabel: x\nmean: {of: attr:amount, minimum: 0, maximum: 9}\n", 1, 1, "holds nothing"),
        (WEB + GOLDEN % "score:nps: nan", 4, 0, "is a number; “nan” is not"),
        (WEB + GOLDEN % "score:nps: inf", 4, 0, "is a number; “inf” is not"),
        (WEB + GOLDEN % "at: 0001-01-01", 4, 0, "lies between 1900 and 2200"),
        (WEB + GOLDEN % "at: 9999-12-31", 4, 0, "lies between 1900 and 2200"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(
    town: Town, text: str, line: int, column: int, sentence: str
) -> None:
    with pytest.raises(DefinitionError, match=sentence) as wrong:
        changes.define(OPERATOR, text)
    assert wrong.value.place.line == line
    assert not column or wrong.value.place.column == column
    assert not Definition.objects.exists()


def test_small_texts_that_name_each_other_again_and_again_do_not_grow_without_end(town: Town) -> None:
    changes.define(OPERATOR, WEB)
    for at, before in enumerate(("x", "x0", "x1", "x2")):
        several = ", ".join([f"{{segment: {before}}}"] * 10)
        text = f"segment: x{at}\nlabel: x\nwhere: {{any: [{several}]}}\n"
        if at < 2:
            changes.define(OPERATOR, text)
        else:
            with pytest.raises(DefinitionError, match=r"comes to .* conditions; 2,000 are the most"):
                changes.check(OPERATOR, text)
            break
    many = ", ".join(["{channel: web}"] * 50)
    with pytest.raises(DefinitionError, match="with it, the segment “x1” comes to"):
        changes.check(OPERATOR, f"segment: x\nlabel: x\nwhere: {{any: [{many}]}}\n")
