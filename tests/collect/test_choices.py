"""Several choices of one answer, however a file writes them."""

from pathlib import Path

import pytest

from oyez.collect.core.mapping.trouble import MappingError
from tests.collect.reading import facts, outcomes, write


@pytest.mark.parametrize(
    ("cell", "separator", "found"),
    [
        ("Price; Service ;Price", ";", "Price | Service"),
        ("Price", ";", "Price"),
        ('Price,"Friendly, quick staff",Other', ",", "Price | Friendly, quick staff | Other"),
        ('5" screen, Price', ",", '5" screen | Price'),
        ("good: yes|no:Köln", ":", "good | yes/no | Köln"),
        (" ; ", ";", None),
        ("", ";", None),
    ],
)
def test_several_choices_become_one_text(
    tmp_path: Path, cell: str, separator: str, found: str | None
) -> None:
    mapping = f"""
name: chosen
interactions:
  - id: "{{id}}"
    occurred: "{{day}}"
    kind: response
    attributes: {{reasons: {{choices: "{{why}}", separator: "{separator}"}}}}
"""
    quoted = cell.replace('"', '""')
    path = write(tmp_path, "a.csv", f'id,day,why\n1,2026-01-01,"{quoted}"\n')
    (fact,) = facts(outcomes(path, mapping))
    assert fact.attributes.get("reasons") == found


def test_a_column_for_each_choice_is_gathered(tmp_path: Path) -> None:
    mapping = """
name: ticked
interactions:
  - id: "{id}"
    occurred: "{day}"
    kind: response
    attributes:
      reasons:
        choices:
          - {if: {filled: "{price}"}, then: Price}
          - {map: {"1": Service, "0": null}, from: "{service}"}
          - "{other}"
"""
    path = write(
        tmp_path, "a.csv", "id,day,price,service,other\n1,2026-01-01,x,1,Parking\n2,2026-01-01,,0,\n"
    )
    first, second = facts(outcomes(path, mapping))
    assert first.attributes == {"reasons": "Price | Service | Parking"}
    assert second.attributes == {}


def test_what_stands_between_choices_has_to_be_said(tmp_path: Path) -> None:
    mapping = """
name: chosen
interactions: [{id: "{id}", occurred: "{day}", kind: r, attributes: {why: {choices: "{why}", separator: " "}}}]
"""
    path = write(tmp_path, "a.csv", "id,day,why\n1,2026-01-01,a\n")
    with pytest.raises(MappingError, match="what stands between choices"):
        outcomes(path, mapping)


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("1,2", "price | staff"),
        ("Price,Friendly, quick staff", "price | staff"),
        ("friendly,quick  STAFF", "staff"),
        ("9,1", "price"),
        ("", None),
    ],
)
def test_choices_are_renamed_also_where_they_hold_the_separator(
    tmp_path: Path, cell: str, found: str | None
) -> None:
    path = write(tmp_path, "a.csv", f'id,day,why\n1,2026-01-01,"{cell}"\n')
    (fact,) = facts(outcomes(path, RENAMED))
    assert fact.attributes.get("reasons") == found


def test_a_choice_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", 'id,day,why\n1,2026-01-01,"1,7"\n')
    assert "“7” is none of the choices" in str(outcomes(path, RENAMED)[0])


RENAMED = """
name: chosen
interactions:
  - id: "{id}"
    occurred: "{day}"
    kind: response
    attributes:
      reasons:
        choices: "{why}"
        separator: ","
        known: {"1": price, Price: price, "2": staff, "Friendly, quick staff": staff, "9": null}
"""
