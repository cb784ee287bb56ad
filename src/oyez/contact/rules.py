"""The contact rules that hold: the company's newest version, or those built in."""

from functools import cache, lru_cache
from pathlib import Path

from oyez.company.queries import the_company
from oyez.contact.core import rules_text
from oyez.contact.core.policy import Policy
from oyez.contact.models import RulesVersion
from oyez.kit.week import Week, week_of

BUILT_IN = Path(__file__).parent / "built_in" / "rules.yaml"


@cache
def built_in_text() -> str:
    """The text of the rules that hold until a company writes its own."""
    return BUILT_IN.read_text("utf-8")


@cache
def built_in() -> Policy:
    """The rules that hold until a company writes its own."""
    return rules_text.policy(built_in_text())


def standing() -> Policy:
    """The rules that hold now."""
    newest = RulesVersion.objects.order_by("-version").values_list("text", flat=True).first()
    return built_in() if newest is None else _read(newest)


@lru_cache(8)
def _read(text: str) -> Policy:
    return rules_text.policy(text)


def week(policy: Policy) -> Week:
    """When mail may leave, on the company's clock."""
    return week_of(policy.hours, "", the_company().time_zone)
