"""A survey of thirty questions in three languages is linted in at most 100 ms of a processor."""

import sys
import time
from statistics import median

from bench.machine import beside
from oyez.surveys.core.definition import Definition, Kind, Option, Question
from oyez.surveys.core.lint import Facts, lint
from oyez.surveys.core.lint.languages import TAGS

MOST_MILLISECONDS = 100.0
ROUNDS = 20
LANGUAGES = ("en", "de", "fr")


def thirty() -> Definition:
    """Ratings, choices with follow-ups, and comments, in three languages."""
    return Definition(
        survey="thirty", title=_said("Thirty"), kind=Kind.RELATIONSHIP, mode="identified",
        languages=LANGUAGES, questions=tuple(_question(number) for number in range(30)),
    )  # fmt: skip


def _question(number: int) -> Question:
    text = _said(f"How satisfied were you with part {number} of what we did for you?")
    match number % 3:
        case 0:
            ends = {"low": _said("very dissatisfied"), "high": _said("very satisfied")}
            return Question(id=f"q{number}", type="csat", score=f"csat_{number}", text=text, **ends)
        case 1:
            options = tuple(Option(key=f"o{at}", text=_said(f"Reason {at}")) for at in range(6))
            when = f"q{number - 1} <= 2"
            return Question(id=f"q{number}", type="multiple", text=text, options=options, when=when)
    return Question(id=f"q{number}", type="long", text=text, when=f"q{number - 2} >= 4")


def _said(text: str) -> dict[str, str]:
    return dict.fromkeys(LANGUAGES, text)


def milliseconds() -> float:
    """The median of one lint, everything loaded."""
    facts = Facts(filled=dict.fromkeys(TAGS, 1.0), previous=thirty())
    lint(thirty(), facts)
    return median(_once(thirty(), facts) for _ in range(ROUNDS))


def _once(survey: Definition, facts: Facts) -> float:
    begun = time.process_time()
    lint(survey, facts)
    return 1_000 * (time.process_time() - begun)


def main() -> int:
    found = milliseconds()
    print(f"30 questions, {len(LANGUAGES)} languages: {found:.1f} ms (at most {MOST_MILLISECONDS:.0f})")
    print(beside())
    return 0 if found <= MOST_MILLISECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
