"""How often each rule that reads texts is right and how much it finds, on labelled questions it was not tuned on.

Written by `python -m prove.lint --write`; a test compares. Per language and rule: findings, right ones, labelled ones.
Where a rule found nothing among the questions it had not seen, all labelled questions stand here.
"""

from oyez.surveys.core.words import base

LEAST_PRECISION = 0.6

MEASURED: dict[str, dict[str, tuple[int, int, int]]] = {
    "en": {
        "L03": (9, 6, 6),
        "L04": (5, 4, 8),
        "L05": (4, 4, 5),
        "L06": (6, 5, 5),
        "L09": (5, 5, 6),
        "L10": (5, 5, 10),
        "L11": (3, 3, 3),
        "L16": (1, 1, 4),
        "L17": (3, 3, 6),
        "L20": (2, 2, 3),
        "L22": (2, 2, 5),
    },
    "de": {
        "L03": (4, 3, 3),
        "L04": (1, 1, 4),
        "L05": (3, 3, 3),
        "L06": (3, 3, 3),
        "L09": (3, 3, 3),
        "L10": (1, 1, 4),
        "L11": (5, 5, 6),
        "L16": (6, 6, 8),
        "L17": (2, 2, 3),
        "L20": (2, 2, 2),
        "L22": (1, 1, 3),
    },
    "fr": {
        "L03": (4, 3, 3),
        "L04": (2, 1, 4),
        "L05": (3, 3, 3),
        "L06": (3, 3, 3),
        "L09": (3, 3, 3),
        "L10": (2, 2, 4),
        "L11": (1, 1, 1),
        "L16": (6, 6, 8),
        "L17": (2, 2, 3),
        "L20": (2, 2, 2),
        "L22": (1, 1, 3),
    },
}


def is_precise(rule: str, language: str) -> bool:
    """Whether a rule's findings in a language are right often enough for more than information (METHOD 10)."""
    found, right, _labelled = MEASURED.get(base(language), {}).get(rule, (0, 0, 0))
    return found > 0 and right / found >= LEAST_PRECISION
