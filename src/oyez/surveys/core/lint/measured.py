"""How often each rule that reads texts is right and how much it finds, on labelled questions it was not tuned on.

Written by `python -m prove.lint --write`; a test compares. Per language and rule: findings, right ones, labelled ones.
"""

from oyez.surveys.core.words import base

LEAST_PRECISION = 0.6

MEASURED: dict[str, dict[str, tuple[int, int, int]]] = {}


def is_precise(rule: str, language: str) -> bool:
    """Whether a rule's findings in a language are right often enough for more than information (METHOD 10)."""
    found, right, _labelled = MEASURED.get(base(language), {}).get(rule, (0, 0, 0))
    return found > 0 and right / found >= LEAST_PRECISION
