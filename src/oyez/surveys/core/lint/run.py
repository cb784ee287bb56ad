"""Runs every rule over a survey and says what could not be looked at."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from oyez.surveys.core.definition import Definition
from oyez.surveys.core.lint.facts import NOTHING, Facts
from oyez.surveys.core.lint.languages import lexicon
from oyez.surveys.core.lint.measured import is_precise
from oyez.surveys.core.lint.rule import RULES, Finding, Hit, Rule, Severity
from oyez.surveys.core.lint.seconds import ENOUGH_COMPLETES, longest_seconds, longest_way

GRAVITY = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFORMATION: 2}


@dataclass(frozen=True)
class Checked:
    """How far one rule could look: which facts it missed, and for which languages it has no words."""

    rule: str
    missing: tuple[str, ...] = ()
    without_words: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        return not self.missing and not self.without_words


@dataclass(frozen=True)
class Linted:
    """What was found, the gravest first; what the longest way takes in seconds, and its questions by id.

    `seconds` is the survey's own median where enough people have answered, else estimated in the slowest language.
    """

    findings: tuple[Finding, ...]
    seconds: float
    is_measured: bool
    longest: tuple[str, ...]
    checked: Mapping[str, Checked]


def lint(definition: Definition, facts: Facts = NOTHING, languages: Iterable[str] = ()) -> Linted:
    """Look at a survey in its languages, or in some of them."""
    tags = tuple(languages) or definition.languages
    found = [finding for rule in RULES.values() for finding in _of_rule(rule, definition, facts, tags)]
    slowest = max(tags, key=lambda tag: longest_seconds(definition, tag))
    measured = facts.median_seconds if facts.completes >= ENOUGH_COMPLETES else None
    return Linted(
        findings=tuple(sorted(found, key=lambda one: (GRAVITY[one.severity], one.rule))),
        seconds=longest_seconds(definition, slowest) if measured is None else measured,
        is_measured=measured is not None,
        longest=tuple(question.id for question in longest_way(definition, slowest)),
        checked={rule.code: _checked(rule, facts, tags) for rule in RULES.values()},
    )


def blocks(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that keep a survey from being published, unless somebody overrides them by name."""
    return tuple(one for one in findings if one.severity is Severity.ERROR)


def _of_rule(rule: Rule, definition: Definition, facts: Facts, tags: tuple[str, ...]) -> Iterator[Finding]:
    if not all(facts.knows(name) for name in rule.needs):
        return
    for tag in tags if rule.by_language else tags[:1]:
        if _lacks_words(rule, tag):
            continue
        for hit in rule.check(definition, facts, tag):
            yield _finding(rule, hit, tag)


def _finding(rule: Rule, hit: Hit, tag: str) -> Finding:
    severity = hit.severity or rule.severity
    if rule.worded and not hit.exact and not is_precise(rule.code, tag):
        severity = Severity.INFORMATION
    return Finding(
        rule=rule.code,
        severity=severity,
        place=hit.place,
        language=hit.language or (tag if rule.by_language else ""),
        code=hit.code,
        parameters=hit.parameters,
        sentence=rule.says[hit.code] % hit.parameters,
        span=hit.span,
    )


def _checked(rule: Rule, facts: Facts, tags: tuple[str, ...]) -> Checked:
    return Checked(
        rule=rule.code,
        missing=tuple(name for name in rule.needs if not facts.knows(name)),
        without_words=tuple(tag for tag in tags if _lacks_words(rule, tag)),
    )


def _lacks_words(rule: Rule, tag: str) -> bool:
    return (rule.worded or rule.needs_words) and lexicon(tag) is None
