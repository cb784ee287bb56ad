"""The survey lint: what makes a survey long, hard, leading or needless, found before anybody is asked (METHOD 10)."""

from oyez.surveys.core.lint.facts import Aim, Facts
from oyez.surveys.core.lint.rule import RULES, Finding, Severity
from oyez.surveys.core.lint.run import Checked, Linted, blocks, lint

__all__ = ["RULES", "Aim", "Checked", "Facts", "Finding", "Linted", "Severity", "blocks", "lint"]
