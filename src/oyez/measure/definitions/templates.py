"""What a new definition begins with: a text that can be checked as it stands."""

TEMPLATES = {
    "segment": """\
segment: after_a_call
label: After a call
explained: >
  Somebody who called within two weeks before.
where:
  before: {kind: call, within: 2 weeks}
""",
    "metric": """\
metric: called_again
label: Called again
explained: >
  Share of calls after a call of the same person within a week.
share:
  of: rows
  among: {kind: call}
  where: {attr:again: true}
higher_is_better: false
golden:
  - rows:
      - {kind: call, attr:again: true}
      - {kind: call, attr:again: false}
      - {kind: order}
    expect: {value: 0.5, n: 2}
""",
    "dimension": """\
dimension: size
label: Size
of: attr:rooms
bands:
  - {key: small, label: one or two rooms, to: 2}
  - {key: large, label: three rooms and more, above: 2}
""",
    "goal": """\
goal: better_fitting
label: Better fitting
metric: nps
target: 40
until: 2027-07-01
owner: somebody@example.org
""",
}
