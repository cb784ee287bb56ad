"""What is done about things: triggers and cases; goals, initiatives and what somebody expected."""

from oyez.act.models.aims import Expectation, Goal, Initiative
from oyez.act.models.cases import Case, CaseEntry, RootCause, Trigger

__all__ = ["Case", "CaseEntry", "Expectation", "Goal", "Initiative", "RootCause", "Trigger"]
