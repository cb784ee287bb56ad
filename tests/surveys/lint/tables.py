"""The measured figures as the documents and the code hold them."""

from pathlib import Path

from oyez.surveys.core.lint import RULES
from tests.surveys.lint.measuring import LANGUAGES, MEASURED_RULES, Count, count, of_all, outcomes

ROOT = Path(__file__).parents[3]
DOCUMENT = ROOT / "docs/explanation/lint.md"
MODULE = ROOT / "src/oyez/surveys/core/lint/measured.py"
NAMES = {"en": "English", "de": "German", "fr": "French"}
OPEN_MARK, CLOSE_MARK = "<!-- written by prove/lint.py -->", "<!-- until here -->"
CODE_MARK = "MEASURED: dict[str, dict[str, tuple[int, int, int]]] = "


def judged(rule: str, language: str) -> Count:
    """What decides whether a rule may do more than inform: unseen questions, or all where it found nothing there."""
    unseen = count(outcomes(f"unseen_{language}"), rule)
    return unseen if unseen.found else count(of_all(language), rule)


def document_table() -> str:
    """Precision and recall, one row a rule, a pair of columns a language."""
    heads = [f"{NAMES[tag]}: precision | recall" for tag in LANGUAGES]
    lines = [f"| rule | {' | '.join(heads)} |", "|---" * (1 + 2 * len(LANGUAGES)) + "|"]
    for rule in MEASURED_RULES:
        cells = [_cell(count(outcomes(f"unseen_{tag}"), rule)) for tag in LANGUAGES]
        lines.append(f"| {rule} {RULES[rule].name.lower()} | {' | '.join(cells)} |")
    return "\n".join(["", *lines, "", _sizes(), ""])


def _cell(found: Count) -> str:
    return f"{_share(found.right, found.found)} | {_share(found.right, found.labelled)}"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2f} ({part}/{whole})" if whole else "–"


def _sizes() -> str:
    sizes = [
        f"{NAMES[tag]} {len(outcomes(f'unseen_{tag}'))} unseen of {len(of_all(tag))}" for tag in LANGUAGES
    ]
    return f"Texts: {', '.join(sizes)}."


def code_table() -> str:
    """The same for the code: findings, right ones, labelled ones."""
    lines = []
    for tag in LANGUAGES:
        found = {rule: judged(rule, tag) for rule in MEASURED_RULES}
        rows = [
            f'        "{rule}": ({one.found}, {one.right}, {one.labelled}),' for rule, one in found.items()
        ]
        lines += [f'    "{tag}": {{', *rows, "    },"]
    return "\n".join(["{", *lines, "}"])


def rule_table() -> str:
    """All rules with what they need."""
    lines = ["", "| rule | looks at | severity | needs |", "|---|---|---|---|"]
    for rule in RULES.values():
        words = ["the language's words"] if rule.worded or rule.needs_words else []
        lines.append(
            f"| {rule.code} | {rule.name} | {rule.severity} | {', '.join([*words, *rule.needs]) or '–'} |"
        )
    return "\n".join([*lines, ""])


def document(text: str) -> str:
    """The document with its two tables written again."""
    first, rest = text.split(OPEN_MARK, 1)
    _old, between = rest.split(CLOSE_MARK, 1)
    middle, rest = between.split(OPEN_MARK, 1)
    _old, last = rest.split(CLOSE_MARK, 1)
    parts = (first, rule_table(), middle, document_table(), last)
    return "".join(
        [parts[0], OPEN_MARK, parts[1], CLOSE_MARK, parts[2], OPEN_MARK, parts[3], CLOSE_MARK, parts[4]]
    )


def module(text: str) -> str:
    """The module with its table written again."""
    before, rest = text.split(CODE_MARK, 1)
    after = rest.split("\n\n\n", 1)[1]
    return f"{before}{CODE_MARK}{code_table()}\n\n\n{after}"
