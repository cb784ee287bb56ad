"""Lookups: what a row takes from other files."""

from pathlib import Path

import pytest

from oyez.collect.core.tables import Unreadable
from tests.collect.reading import facts, outcomes, reason, taken, write

VISIT = """
name: visits
persons:
  - identifiers: {card: "{card}"}
interactions:
  - id: "{visit}"
    occurred: "{when}"
    kind: visit
"""


def test_another_file_is_looked_up_by_key(tmp_path: Path) -> None:
    write(tmp_path, "shops.csv", "shop,unit\nS1,harbour\nS2,hill\n")
    path = write(tmp_path, "a.csv", "visit,when,card,shop\n1,2026-01-01,K,S2\n2,2026-01-01,K,S9\n")
    mapping = VISIT + '    unit: "{shops.unit}"\nlookups: {shops: {file: shops.csv, key: "{shop}"}}\n'
    assert [fact.unit for fact in facts(outcomes(path, mapping))] == ["hill", None]
    required = mapping.replace('key: "{shop}"', 'key: "{shop}", required: true')
    assert reason(outcomes(path, required)[1]) == "there is no row for “S9” in shops"


def test_two_rows_of_one_key_need_an_aggregate(tmp_path: Path) -> None:
    write(tmp_path, "items.csv", "visit,price,name\n1,1.10,a\n1,2.20,b\n2,5,c\n")
    path = write(tmp_path, "a.csv", "visit,when,card\n1,2026-01-01,K\n3,2026-01-01,K\n")
    plain = (
        VISIT + '    attributes: {p: "{items.price}"}\nlookups: {items: {file: items.csv, key: "{visit}"}}\n'
    )
    with pytest.raises(
        Unreadable, match=r"items, line 3: a second row for “1”. Say under “take” which to use"
    ):
        outcomes(path, plain)
    gathered = (
        VISIT
        + """
    attributes: {sum: "{items.sum}", n: "{items.n}", first: "{items.first}", last: "{items.last}",
                 most: "{items.most}", least: "{items.least}", mean: "{items.mean}"}
lookups:
  items:
    file: items.csv
    key: "{visit}"
    take: {sum: "sum({price} * 2)", n: count(), first: "first({name})", last: "last({name})",
           most: "max({price})", least: "min({price})", mean: "mean({price})"}
"""
    )
    one, three = facts(outcomes(path, gathered))
    assert one.attributes == {
        "sum": 6.6,
        "n": 2,
        "first": "a",
        "last": "b",
        "most": 2.2,
        "least": 1.1,
        "mean": 1.65,
    }
    assert three.attributes == {}


def test_lookups_may_ask_each_other(tmp_path: Path) -> None:
    write(tmp_path, "lines.csv", "order,amount\nO1,10\nO1,5\nO2,1\n")
    write(tmp_path, "orders.csv", "order,customer\nO1,C1\nO2,C1\n")
    path = write(tmp_path, "a.csv", "customer,day\nC1,2026-01-01\n")
    mapping = """
name: x
lookups:
  lines: {file: lines.csv, key: "{order}", take: {total: "sum({amount})"}}
  orders: {file: orders.csv, key: "{customer}", take: {revenue: "sum({lines.total})"}}
accounts:
  - key: "{customer}"
    billed: {reference: all, on: "{day}", amount: "{orders.revenue}", currency: eur}
"""
    (outcome,) = outcomes(path, mapping)
    billed = taken(outcome).billed[0]
    assert (billed.amount, billed.currency, billed.on.isoformat()) == (16, "EUR", "2026-01-01")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "visit,when,card\n1,2026-01-01,K\n")
    with pytest.raises(Unreadable, match=r"visits needs the file shops\.csv, which is not in"):
        outcomes(path, VISIT + 'lookups: {shops: {file: shops.csv, key: "{shop}"}}\n')
