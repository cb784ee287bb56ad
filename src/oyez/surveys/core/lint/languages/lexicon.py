"""What a language brings for the rules that read texts. Patterns are searched without regard to case."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from oyez.kit.registry import Registry
from oyez.surveys.core.words import base

Pattern = re.Pattern[str]
TAGS = ("date", "product", "region", "size", "contract", "contact_reason", "agent")


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    """One language's words, each a pattern.

    Two in one (L03): `joined`; `joined_not` looks so and is one; `clause` opens a sentence and only leads in.
    Leading (L04): `loaded` evaluates; `leaning` asks how bad it was; `pressed` has authority, flattery and questions
    that expect a yes; `one_pole` asks how good it was; `both_poles` names both ends.
    Negation (L05): `negative`, one each; `adverse` comes close to one; `agreement`: anchors that ask for agreement.
    Frequency (L06): `absolute`, `vague`, and `period`, a time that they refer to.
    Options (L09): `rare` is not experienced by everybody, `exit` is for whoever did not; `below`, `at_most`, `above`,
    `at_least`, `until`: ends of a range; `ordered`: options with an order of their own.
    Order (L19): `overall`, `demographic`. Known (L10): `asks`, by tag.
    Begging and advertising (L16, L22): `begs` and `advertises` anywhere, `invites` in a question.
    Privacy (L17): `identity` asks who somebody is, `special` for a special category of data (GDPR, article 9),
    `promises` says that nobody will know.
    Time (L20, L02): `recall`, number and unit of a time that an answer refers to; `since_ever`, one without beginning;
    `claims`, how long the survey takes; `numbers`, numerals; `days` and `seconds` of a unit's word.
    Scales (L07): `wording` and `anchors` by scale; `good` and `bad` ends.
    """

    language: str
    joined: Pattern
    joined_not: Pattern
    clause: Pattern
    loaded: Pattern
    leaning: Pattern
    pressed: Pattern
    one_pole: Pattern
    both_poles: Pattern
    negative: Pattern
    adverse: Pattern
    agreement: Pattern
    absolute: Pattern
    vague: Pattern
    period: Pattern
    rare: Pattern
    exit: Pattern
    below: Pattern
    at_most: Pattern
    above: Pattern
    at_least: Pattern
    until: Pattern
    ordered: Pattern
    overall: Pattern
    demographic: Pattern
    asks: Mapping[str, Pattern]
    begs: Pattern
    advertises: Pattern
    invites: Pattern
    identity: Pattern
    special: Pattern
    promises: Pattern
    recall: Pattern
    since_ever: Pattern
    claims: Pattern
    numbers: Mapping[str, float]
    days: Mapping[str, float]
    seconds: Mapping[str, float]
    wording: Mapping[str, Pattern]
    anchors: Mapping[str, frozenset[tuple[str, str]]]
    good: Pattern
    bad: Pattern


LEXICONS: Registry[Lexicon] = Registry("language of the lint")


def lexicon(language: str) -> Lexicon | None:
    """The words of a language, a regional one's by its base; `None` where there are none."""
    tag = base(language)
    return LEXICONS[tag] if tag in LEXICONS else None  # noqa: SIM401


def pattern(*alternatives: str) -> Pattern:
    """Any of these, as whole words: a hyphen joins, an apostrophe does not."""
    return re.compile(rf"(?<![\w-])(?:{'|'.join(alternatives)})(?![\w-])", re.IGNORECASE)


def anywhere(*alternatives: str) -> Pattern:
    """Any of these, also as a part of a word."""
    return re.compile("|".join(alternatives), re.IGNORECASE)


def amount(said: str, numbers: Mapping[str, float]) -> float | None:
    """A number in digits or as a word."""
    plain = said.strip().lower().replace(",", ".")
    try:
        return float(plain)
    except ValueError:
        return numbers.get(plain)


for _tag in ("en", "de", "fr"):
    LEXICONS.later(f"oyez.surveys.core.lint.languages.{_tag}")
