"""Lines of the audit trail in words: who did what, to what, what it was before and after."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oyez.company.core.roles import ROLES
from oyez.company.models import AuditLine
from oyez.kit.charts import numerals
from oyez.kit.clock import now

VERBS: dict[str, Any] = {
    "add_accounts": gettext_lazy("added accounts"),
    "add_hierarchy": gettext_lazy("added a hierarchy"),
    "add_member": gettext_lazy("added a member"),
    "add_note": gettext_lazy("wrote a note"),
    "add_promise": gettext_lazy("promised something"),
    "add_root_cause": gettext_lazy("added a root cause"),
    "add_root_causes": gettext_lazy("added root causes"),
    "add_touchpoint": gettext_lazy("added a touchpoint"),
    "add_trigger": gettext_lazy("added a trigger"),
    "add_unit": gettext_lazy("added a unit"),
    "add_units": gettext_lazy("added units"),
    "answer_case": gettext_lazy("answered a customer"),
    "approach": gettext_lazy("asked persons, and left others alone"),
    "back_up": gettext_lazy("made a backup"),
    "change_note": gettext_lazy("changed a field note"),
    "change_touchpoint": gettext_lazy("changed a touchpoint"),
    "change_trigger": gettext_lazy("changed a trigger"),
    "change_unit": gettext_lazy("changed a unit"),
    "close_case": gettext_lazy("closed a case"),
    "consent": gettext_lazy("wrote down a consent"),
    "create_api_key": gettext_lazy("made an API key"),
    "create_survey": gettext_lazy("began a survey"),
    "define_code": gettext_lazy("defined a code"),
    "delay_account": gettext_lazy("had an account's surveys wait"),
    "discard_row": gettext_lazy("discarded a rejected row"),
    "edit_survey": gettext_lazy("changed a survey's draft"),
    "end_delay": gettext_lazy("let an account's surveys go on"),
    "enter_benchmark": gettext_lazy("entered a benchmark"),
    "estimate_population": gettext_lazy("tried a trigger out"),
    "expect": gettext_lazy("wrote down an expectation"),
    "export_person": gettext_lazy("took everything about a person along"),
    "finish_import": gettext_lazy("finished an import"),
    "foresee_import": gettext_lazy("looked at what an import would do"),
    "found_company": gettext_lazy("founded the company"),
    "grant": gettext_lazy("gave a role"),
    "invite_to_comment": gettext_lazy("asked somebody to comment on a draft"),
    "issue_invitation": gettext_lazy("invited a member"),
    "issue_sign_in": gettext_lazy("made a link for signing in"),
    "judge_case": gettext_lazy("heard from the customer how a case ended"),
    "keep_insight": gettext_lazy("kept an insight"),
    "mend_file": gettext_lazy("mended rows by a file"),
    "mend_row": gettext_lazy("mended a rejected row"),
    "merge_persons": gettext_lazy("joined two persons"),
    "note_analysis": gettext_lazy("noted today's figures of a saved analysis"),
    "note_case": gettext_lazy("wrote a note in a case"),
    "note_cost": gettext_lazy("wrote down a cost"),
    "note_preference": gettext_lazy("wrote down a preference"),
    "open_case": gettext_lazy("opened a case"),
    "open_survey": gettext_lazy("opened a survey to anybody"),
    "opt_in": gettext_lazy("may write to a person again"),
    "opt_out": gettext_lazy("writes to a person no more"),
    "pause_import": gettext_lazy("paused an import"),
    "plan_next_step": gettext_lazy("planned the next step"),
    "plan_wave": gettext_lazy("planned a wave"),
    "prepare_contacts": gettext_lazy("prepared contacts for a survey"),
    "publish_survey": gettext_lazy("published a survey"),
    "redo_survey_edit": gettext_lazy("made a change to a survey again"),
    "refer_case": gettext_lazy("referred a case"),
    "register_initiative": gettext_lazy("registered an initiative"),
    "release_outbox": gettext_lazy("let mail leave again"),
    "remove_analysis": gettext_lazy("removed a saved analysis"),
    "remove_benchmark": gettext_lazy("removed a benchmark"),
    "remove_draft": gettext_lazy("removed an import before it began"),
    "reopen_case": gettext_lazy("opened a case again"),
    "replay_parked": gettext_lazy("replayed what was set aside"),
    "replay_rows": gettext_lazy("replayed rejected rows"),
    "restart_chart": gettext_lazy("began a chart anew"),
    "restore": gettext_lazy("restored a backup"),
    "resume_import": gettext_lazy("resumed an import"),
    "retry_mails": gettext_lazy("tried mails again"),
    "reveal_identity": gettext_lazy("looked up who a person is"),
    "revive_address": gettext_lazy("writes to an address again"),
    "revoke": gettext_lazy("took a role away"),
    "revoke_api_key": gettext_lazy("revoked an API key"),
    "save_analysis": gettext_lazy("saved an analysis"),
    "send_survey_test": gettext_lazy("sent themselves a test"),
    "set_active": gettext_lazy("let a member in, or kept them out"),
    "set_cause": gettext_lazy("named the root cause of a case"),
    "set_goal": gettext_lazy("set a goal"),
    "set_index": gettext_lazy("made an index"),
    "set_k": gettext_lazy("set the smallest group that is shown"),
    "set_rate": gettext_lazy("set an exchange rate"),
    "set_survey_state": gettext_lazy("paused, closed or went on with a survey"),
    "set_touchpoint_owner": gettext_lazy("gave a touchpoint an owner"),
    "set_wave_state": gettext_lazy("paused, closed or went on with a wave"),
    "settle_comment": gettext_lazy("settled a comment on a draft"),
    "share_analysis": gettext_lazy("shared a saved analysis, or no longer"),
    "shut_survey": gettext_lazy("closed a survey to strangers"),
    "start_import": gettext_lazy("started an import"),
    "switch_root_cause": gettext_lazy("switched a root cause on or off"),
    "switch_trigger": gettext_lazy("switched a trigger on or off"),
    "take_case": gettext_lazy("took a case"),
    "take_file": gettext_lazy("took a file of a customer along"),
    "take_rows": gettext_lazy("took single answers along"),
    "tell_outcome": gettext_lazy("told how a renewal ended"),
    "undo_survey_edit": gettext_lazy("undid a change to a survey"),
    "unmerge_persons": gettext_lazy("parted two persons"),
    "unplan_wave": gettext_lazy("took back a planned wave"),
    "upload": gettext_lazy("uploaded files"),
    "withdraw_goal": gettext_lazy("withdrew a goal"),
    "withdraw_initiative": gettext_lazy("withdrew an initiative"),
    "write_contact_rules": gettext_lazy("wrote contact rules"),
    "write_note": gettext_lazy("wrote a field note"),
}


def told(line: AuditLine, zone: ZoneInfo) -> dict[str, Any]:
    """One line as a page shows it."""
    return {
        "when": moment(line.at, zone),
        "origin": line.origin,
        "actor": line.actor,
        "role": ROLES[line.role].title if line.role in ROLES else in_words(line.role),
        "did": str(VERBS.get(line.verb, in_words(line.verb))),
        "target": line.target.replace("_", " ").replace(":", " ", 1),
        "before": _values(line.before),
        "after": _values(line.after),
    }


def moment(at: datetime, zone: ZoneInfo) -> str:
    """`16 Nov, 18:41`, with the year where it is not this one."""
    there = at.astimezone(zone)
    this_year = there.year == now().astimezone(zone).year
    return date_format(there, "j M, H:i" if this_year else "j M Y, H:i")


def in_words(key: str) -> str:
    return key.replace("_", " ")


def _values(said: Mapping[str, Any] | None) -> list[dict[str, str]]:
    return [{"name": in_words(name), "value": value_of(value)} for name, value in (said or {}).items()]


def value_of(value: Any) -> str:
    """What was written down, as people write it."""
    match value:
        case None | "" | []:
            return "–"
        case bool():
            return _("yes") if value else _("no")
        case int() | float():
            return numerals.number(value, _decimals(value))
        case str():
            return _day(value)
        case list():
            return ", ".join(map(value_of, value))
        case dict():
            return "; ".join(f"{in_words(str(name))}: {value_of(one)}" for name, one in value.items())
    return str(value)


def _decimals(value: float) -> int:
    """As many as it has, four at most: 26000.0 is 26,000 and 0.25 stays."""
    return len(f"{value:.4f}".rstrip("0").rpartition(".")[2])


def _day(text: str) -> str:
    try:
        return date_format(date.fromisoformat(text), "j M Y") if len(text) == len("2026-11-16") else text
    except ValueError:
        return text
