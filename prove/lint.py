"""The survey lint's rules that read texts are right often enough on questions that they had not seen.

Precision and recall, by rule and language, on labelled questions (tests/surveys/lint/labelled). A rule that is right in
less than 60 % only informs in that language. `--write` writes the figures into the documents and the code.
"""

import sys

from oyez.surveys.core.lint.measured import LEAST_PRECISION
from tests.surveys.lint import tables
from tests.surveys.lint.measuring import LANGUAGES, MEASURED_RULES, count, of_all, outcomes


def main() -> int:
    if "--write" in sys.argv:
        for file, written in ((tables.MODULE, tables.module), (tables.DOCUMENT, tables.document)):
            file.write_text(written(file.read_text("utf-8")), "utf-8")
    for language in LANGUAGES:
        _print(language)
    current = tables.module(tables.MODULE.read_text("utf-8")) == tables.MODULE.read_text("utf-8")
    if not current:
        print("The figures in the code are older than the rules: run it with --write.")
    return 0 if current else 1


def _print(language: str) -> None:
    unseen, everything = outcomes(f"unseen_{language}"), of_all(language)
    print(f"{tables.NAMES[language]}: {len(unseen)} texts unseen, {len(everything)} in all")
    print("  rule   unseen: found right labelled  precision recall   all: precision recall   counts as")
    for rule in MEASURED_RULES:
        new, whole, judged = count(unseen, rule), count(everything, rule), tables.judged(rule, language)
        informs = not judged.found or judged.right / judged.found < LEAST_PRECISION
        print(
            f"  {rule} {new.found:17} {new.right:5} {new.labelled:8}"
            f" {_share(new.right, new.found):>10} {_share(new.right, new.labelled):>6}"
            f" {_share(whole.right, whole.found):>15} {_share(whole.right, whole.labelled):>6}"
            f"   {'information only' if informs else 'its severity'}"
        )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "–"


if __name__ == "__main__":
    sys.exit(main())
