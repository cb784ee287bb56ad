"""The mapping language, and the mappings that come with Oyez."""

from pathlib import Path

import oyez.collect
from oyez.collect.core.mapping import interactions, language, lookups, people, scope, sums, values
from oyez.collect.core.mapping.dates import DIGITS, SPOKEN
from oyez.collect.core.mapping.language import Mapping, mapping_from
from oyez.web.reference import PAGES
from oyez.web.reference.markdown import code, table

BUILT_IN = Path(oyez.collect.__file__).parent / "mappings"

TOP = {
    "name": "the mapping's name: small letters, digits, - and _",
    "about": "what it is for, in a sentence",
    "source": "where facts come from; the same id in the same source is the same fact (the name, unless said)",
    "scales": "scales of your own: `{csat7: {from: 1, to: 7, top: 2}}`, with `whole` and `higher_is_better`",
    "touchpoints": "touchpoints it brings along: `{delivery: {name: Delivery, stage: receive}}`",
    "hierarchies": "hierarchies that its units stand in: `{partners: Partner channel}`",
    "steps": "several files, read one after the other; each step has the settings of reading and of a row",
}

READING = {
    "file": "the file of this step, in the folder that is imported",
    "table": "the table, in an SQLite file",
    "sheet": "the sheet, in a workbook",
    "encoding": "found out unless said",
    "delimiter": "found out unless said",
    "quote": "found out unless said",
    "header_rows": "how many rows stand above the values; found out unless said",
}

ROW = {
    "columns": "names of your own for columns, each with what files call them",
    "required": "columns without which a file is refused",
    "lookups": "other files, asked by key",
    "values": "values computed once a row and used like columns",
    "when": "only rows for which this holds; others are kept as rejected",
    "units": "parts of the brand that a row names",
    "accounts": "accounts that a row names, with what they were billed",
    "persons": "persons that a row names",
    "interactions": "what happened, one or several a row",
    "time_zone": "of dates without one; the company's unless said",
    "dates": "formats of dates, tried in order; ISO 8601 unless said",
    "decimal": "the decimal mark of numbers, `.` or `,`",
    "empty": "what files write for nothing, such as `n/a`",
}

INTERACTION = {
    "id": "what identifies it in its source",
    "source": "another source than the mapping's",
    "when": "only where this holds",
    "for_each": "one interaction for each entry whose cell is not empty; `{key}` and `{value}` name the two",
    "occurred": "when it happened",
    "sent": "when it was sent",
    "received": "when it was received",
    "kind": "what sort: response, review, ticket, order, visit, call, …",
    "channel": "by which way",
    "person": "which of the row's persons, by their `as`; `false` for none",
    "account": "the account, by key or name",
    "unit": "the unit, by key or name",
    "touchpoint": "the touchpoint, by key or name",
    "direction": "`in` (from the customer) or `out`",
    "mode": "`identified`, `confidential` or `anonymous`; without person and account it is anonymous",
    "mention": "`true` for what is said about the brand to others",
    "survey": "the survey it answers",
    "language": "the language of its text",
    "scores": 'scores by the name of their scale: `{nps: "{recommend}"}`',
    "text": "its text",
    "attributes": "anything else, by name: texts, numbers, true and false",
    "replaces": "the id of the fact that it corrects",
}

PERSON = {
    "as": "a name to refer to, where a row has several persons",
    "when": "only where this holds",
    "identifiers": "how the person is known: `{email: …, crm: …}`; those named together belong to one person",
    "name": "the person's name",
    "language": "the language they speak",
    "country": "where they are",
    "prospect": "true where they are not a customer yet",
    "preferences": 'what they prefer, by name: `{diet: "{diet}"}`',
    "noted": "the day on which preferences were said",
    "account": "the account at which they are a contact",
    "role": f"their role there: {', '.join(map(code, people.ROLES))}",
    "required": "`true` rejects rows that name nobody",
}

ACCOUNT = {
    "key": "the account's key",
    "when": "only where this holds",
    "name": "its name",
    "tier": "its contract tier",
    "renewal": "the day its contract renews",
    "manager": "the e-mail address of the member who manages it",
    "unit": "the unit it belongs to",
    "parent": "the account above it",
    "lost": "the day it was lost",
    "billed": "what it was billed: `reference`, `on`, `amount`, `currency`, `when`; one reference counts once",
}

UNIT = {
    "key": "the unit's key",
    "when": "only where this holds",
    "name": "its name",
    "kind": "region, branch, dealer, partner, …",
    "hierarchy": "the hierarchy it stands in",
    "parent": "the unit above it there",
}

LOOKUP = {
    "file": "the other file",
    "table": "its table, in an SQLite file",
    "sheet": "its sheet, in a workbook",
    "encoding": "found out unless said",
    "delimiter": "found out unless said",
    "key": "the key of its rows; each key once, unless `take` says what to gather",
    "on": "what of this row is looked up; the same columns unless said",
    "take": 'what is gathered over the rows of a key: `{paid: "sum({value})"}`',
    "when": "only rows of it for which this holds",
    "required": "`true` rejects rows that find nothing",
}

OPERATIONS = {
    "text": "text, cut to `max` characters",
    "number": "a number, with its `decimal` mark",
    "date": "a moment, with `format` and `zone`",
    "flag": "true or false, from the usual words",
    "map": "the entry for the value of `from`; one that is not listed is refused, unless `otherwise: keep`",
    "first": "the first of several that is not empty",
    "choices": "several choices as one text, for `each:NAME`: a column with its `separator`, or a list of columns;"
    " `known` renames each",
    "math": "arithmetic with numbers, columns, + - * / and parentheses",
    "later": "whether the first of two moments is after the second",
    "above": "whether the first of two numbers is greater",
    "below": "whether the first of two numbers is smaller",
    "equals": "whether two texts are the same, whatever their case",
    "in": 'whether a value is one of several: `in: ["{status}", open, new]`',
    "filled": "whether there is something",
    "empty": "whether there is nothing",
    "not": "the opposite",
    "all": "whether all hold",
    "any": "whether at least one holds",
    "if": "`then` or `else`",
}

ROW_ITSELF = {
    scope.LINE: "the line of the file",
    scope.FILE: "the name of the file",
    scope.FINGERPRINT: "a text that is the same whenever this very row is read again",
}


def page() -> str:
    totals = ", ".join(code(f"{name}(…)") for name in [*sums.OVER_AMOUNTS, *sums.OVER_CELLS])
    formats = ", ".join(map(code, DIGITS))
    own = [mapping_from(file) for file in sorted(BUILT_IN.glob("*.yaml"))]
    return f"""
# Mappings

A mapping is a small YAML file that says what one row of a file becomes. How to write one is told in
[write a mapping](../how-to/write-a-mapping.md).

## Mappings that come with Oyez

{table(("mapping", "what it reads", "columns that it must find"), map(_built_in, own))}

Columns are found by these names or by what files commonly call them; case, spaces and underscores do not matter.

{_columns(own)}

## At the top

{_settings(language.TOP, TOP)}

## Reading a file

{_settings(language.READING, READING)}

## A row

{_settings(language.ROW, ROW)}

## An interaction

{_settings(interactions.SETTINGS, INTERACTION)}

## A person

{_settings(people.PERSON, PERSON)}

## An account

{_settings(people.ACCOUNT, ACCOUNT)}

## A unit

{_settings(people.UNIT, UNIT)}

## A lookup

{_settings(lookups.SETTINGS, LOOKUP)}

`take` gathers with {totals}.

## Values

A value is a constant, a template such as `"{{first}} {{last}}"` whose names are columns, computed values or
`lookup.column`, or one of these operations, each with an optional `default`:

{_settings(tuple(values.OPERATIONS), OPERATIONS)}

Besides columns, a template may name the row itself:

{_settings(scope.BUILT_IN, ROW_ITSELF)}

Dates are read by formats of {formats}, or by {", ".join(map(code, SPOKEN))}.
"""


def _settings(names: tuple[str, ...], help_lines: dict[str, str]) -> str:
    return table(("name", "what it says"), [(code(name), help_lines[name]) for name in names])


def _built_in(mapping: Mapping) -> tuple[str, str, str]:
    needed = mapping.required()
    return code(mapping.name), mapping.about, ", ".join(map(code, needed)) or "those of its files"


def _columns(mappings: list[Mapping]) -> str:
    rows = [
        (code(mapping.name), ", ".join(map(code, mapping.columns())))
        for mapping in mappings
        if mapping.columns()
    ]
    return table(("mapping", "columns"), rows)


PAGES.add("mappings", page)
