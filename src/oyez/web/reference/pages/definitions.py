"""The language of definitions, and those that come with Oyez."""

from oyez.measure.core.definitions import conditions, metric
from oyez.measure.core.definitions.dimension import COLUMNS
from oyez.web.reference import PAGES
from oyez.web.reference.markdown import code, table

CONDITIONS = {
    "DIMENSION": "one of these values, as in any filter: `channel: [web, email]`, `attr:late: true`",
    "attr:NAME": "bounds of a number or a day: `{from: 2, below: 5}`, `{from: 2026-01-01}`",
    "score:NAME": "bounds of a score: `{below: 3}`",
    "days_away": "under an attribute: how many days after the interaction its day lies: `{days_away: {to: 3}}`",
    "before": "earlier interactions of the same person, of which all that stands in the block holds",
    "tenure": "the time since the first interaction: `{from: 30 days, below: 365 days}`",
    "share_before": "which share of the earlier interactions `among` holds the rest too: `{channel: app, from: 0.5}`",
    "segment": 'lies in another segment; `"!KEY"` is outside it, `KEY=GROUP` one of its groups',
    "any": "at least one of several blocks holds",
    "all": "all of several blocks hold",
    "not": "not all of the block holds",
}

BEFORE = {
    "within": "at most so long before: " + ", ".join(f"`2 {unit}s`" for unit in conditions.SECONDS),
    "at_least": "so many at least; 1 where neither is said",
    "at_most": "so many at most; 0 is “never”",
    "of": "`person`, unless said, or `account`",
}

ESTIMATES = {
    "share": "`{of: SCORE, from: 4}`, `{of: attr:NAME, above: 3}`, or `{of: rows, where: …, among: …}`; Wilson",
    "net": "`{of: SCORE, better: {from: 4}, worse: {to: 2}}`: a share less another; adjusted Wald",
    "mean": "`{of: SCORE}`, or `{of: attr:NAME, minimum: 0, maximum: 72}`; Wilson for means",
    "count": "`{of: rows}`, with `where`; counted",
    "ratio": "`{count: {kind: ticket}, per: {kind: order}}`: two kinds of interactions; conditional Wilson",
}

METRIC = {
    "label": "what it is called",
    "explained": "what it means, in a sentence",
    "where": "filters that are part of what it means; a segment may be named",
    "shown": "how it is shown, unless as usual: " + ", ".join(f"`{one}`" for one in metric.SHOWN),
    "higher_is_better": "`true` unless said",
    "golden": "`answers` or `rows`, and `expect` with `value`, `n`, `lo`, `hi`; `tolerance` is 0.0005",
}


def page() -> str:
    from oyez.measure.definitions.standing import built_in

    shipped = [(code(one.key), one.kind, one.thing.heading.explained) for one in built_in()]
    return "\n\n".join(
        [
            "# Definitions",
            "One text defines one thing. Its first line says the kind and the key; unknown settings are refused"
            " with line and column. [How to write them](../how-to/define-metrics-and-segments.md).",
            "## Segment",
            "`segment`, `label`, `explained`, and `where` for yes and no, or `groups` with `key`, `label`, `where`"
            " each; `golden` cases have `rows` and `expect`, the group of each row (`none` without a person)."
            " Conditions:",
            table(("Condition", "What holds"), [(code(name), said) for name, said in CONDITIONS.items()]),
            "Beside the conditions in `before` (the first and last also in `share_before` and `tenure`):",
            table(("Setting", "Meaning"), [(code(name), said) for name, said in BEFORE.items()]),
            "Bounds are "
            + ", ".join(f"{code(word)} ({sign})" for word, sign in conditions.SIDES.items())
            + ".",
            "## Metric",
            table(
                ("Estimate", "How it is written"), [(code(name), said) for name, said in ESTIMATES.items()]
            ),
            table(("Setting", "Meaning"), [(code(name), said) for name, said in METRIC.items()]),
            "## Dimension",
            "`dimension`, `label`, `explained`, `of`: an attribute (`attr:NAME`) or "
            + ", ".join(code(name) for name in COLUMNS)
            + "; `values` with what each stands for, or `bands` with `key`, `label` and bounds; `others` is the rest.",
            "## Goal",
            "`goal`, `label`, `metric`, `target` (as people read it: 85 for 85%), `until`, `owner` (an address), and"
            " perhaps `since`, `unit`, `stage`, `touchpoint`, `survey`.",
            "## What comes with Oyez",
            table(("Key", "Kind", "Meaning"), shipped),
        ]
    )


PAGES.add("definitions", page)
