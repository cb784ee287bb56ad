"""The pages of cases and triggers."""

from oyez.act.views.cases import (
    answer,
    case,
    cases,
    close,
    note,
    open_by_hand,
    refer,
    refer_upward,
    reopen,
    set_cause,
    take,
)
from oyez.act.views.triggers import (
    causes,
    estimate,
    new_trigger,
    switch_cause,
    switch_trigger,
    trigger,
    triggers,
    upward,
)

__all__ = [
    "answer",
    "case",
    "cases",
    "causes",
    "close",
    "estimate",
    "new_trigger",
    "note",
    "open_by_hand",
    "refer",
    "refer_upward",
    "reopen",
    "set_cause",
    "switch_cause",
    "switch_trigger",
    "take",
    "trigger",
    "triggers",
    "upward",
]
