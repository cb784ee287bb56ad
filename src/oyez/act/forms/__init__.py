"""What people type about triggers, goals and initiatives."""

from oyez.act.forms.aims import CostForm, ExpectationForm, GoalForm, InitiativeForm
from oyez.act.forms.triggers import TriggerForm, initial

__all__ = ["CostForm", "ExpectationForm", "GoalForm", "InitiativeForm", "TriggerForm", "initial"]
