"""Plans print as SQL in which no value can become a command."""

from datetime import date

import duckdb
import sqlglot

from oyez.journal.core.scales import BUILT_IN
from oyez.measure.core.metric import column_of
from oyez.measure.core.plan import (
    PERIOD,
    Aggregate,
    Attribute,
    Column,
    Derive,
    Dimension,
    Identified,
    Is,
    Keep,
    Narrow,
    Plan,
    Scan,
    Since,
    one_of,
)
from oyez.measure.core.printer import to_sql
from oyez.measure.core.question import Every
from oyez.measure.metrics import metric_for

NASTY = "x'); DROP TABLE interactions; --"


def plan_for(unit: str, attribute: str) -> Plan:
    metric = metric_for("nps", BUILT_IN)
    return (
        Scan(),
        Narrow((one_of(Column("unit"), [unit]),)),
        Identified(corrected=True),
        Keep((Is("mention", False), Since(date(2026, 1, 1)), one_of(Attribute(attribute), ["true"]))),
        Derive((Dimension("by0", Column("channel")),), Every.MONTH),
        Aggregate(("by0", PERIOD), metric.sums),
    )


def test_values_stay_values_whatever_they_hold() -> None:
    tree = sqlglot.parse(to_sql(plan_for(NASTY, NASTY)), dialect="duckdb")
    assert len(tree) == 1
    assert {literal.this for literal in tree[0].find_all(sqlglot.exp.Literal)} >= {NASTY}  # type: ignore[union-attr]


def test_names_of_columns_are_quoted() -> None:
    metric = metric_for("csat_a; drop", BUILT_IN)
    plan = (Scan(), Aggregate((), metric.sums))
    assert f'"{column_of("csat_a; drop")}"' in to_sql(plan)


def test_a_plan_counts_what_it_says() -> None:
    with duckdb.connect() as con:
        con.execute(
            """CREATE TABLE interactions AS
            SELECT *, MAP {'late': late} AS attributes, date_trunc('month', day)::DATE AS month FROM (VALUES
            (1, 1::UBIGINT, NULL::UBIGINT, 'a', 'web', 'identified', false, DATE '2026-01-05', 9.0, 'true'),
            (2, 2, NULL, 'a', 'web', 'identified', false, DATE '2026-01-31', 2.0, 'true'),
            (3, 3, NULL, 'b', 'web', 'identified', false, DATE '2026-01-31', 2.0, 'true'),
            (4, 4, NULL, 'a', 'web', 'anonymous', false, DATE '2026-01-31', 2.0, 'true'),
            (5, 5, NULL, 'a', 'web', 'identified', true, DATE '2026-01-31', 2.0, 'true'),
            (6, 6, NULL, 'a', 'web', 'identified', false, DATE '2026-02-01', 2.0, 'no'),
            (7, 7, NULL, 'a', 'web', 'identified', false, DATE '2025-12-31', 9.0, 'true'),
            (8, 8, 2::UBIGINT, 'a', 'web', 'identified', false, DATE '2026-02-01', 10.0, 'true')
            ) t(seq, key, replaces, unit, channel, mode, mention, day, score_nps, late)"""
        )
        con.execute("CREATE TABLE corrections AS SELECT 2::UBIGINT AS fact, 8 AS latest")
        found = con.execute(to_sql(plan_for("a", "late"))).fetchall()
    assert sorted(found) == [("web", date(2026, 1, 1), 1, 1, 0), ("web", date(2026, 2, 1), 1, 1, 0)]


def test_the_same_plan_prints_for_a_cluster() -> None:
    text = to_sql(plan_for("a", "late"), "spark")
    assert "NOT MATERIALIZED" not in text
    assert sqlglot.parse_one(text, dialect="spark")
