"""Reads contact rules from YAML; what is wrong is said with its line and column."""

from collections.abc import Iterable, Sequence
from typing import Any

from oyez.contact.core.policy import (
    ATTRIBUTES,
    BASES,
    KINDS,
    PURPOSES,
    REST_OF_KIND,
    Basis,
    Condition,
    Law,
    Policy,
    Regular,
    Reminders,
    Stop,
)
from oyez.kit.marked import Block, Scalar, read
from oyez.kit.places import DefinitionError, unknown
from oyez.kit.week import hours_of

SETTINGS = (
    "rest", "year", "recontacts_per_case", "accounts", "regular_buyers", "key_customers", "reminders", "hours",
    "priority", "longest_delay", "stop", "law", "conditions",
)  # fmt: skip
RESTED = ("transaction", "relationship", "study", "marketing")
MOST_DAYS = 3_650


def policy(text: str) -> Policy:
    """The rules that a text says; what it leaves out is as built in."""
    rules = read(text)
    rules.only("the contact rules", SETTINGS)
    rules.needed("A text of contact rules", "law")
    said: dict[str, Any] = {
        "law": _law(rules.block("law")),
        "conditions": tuple(map(_condition, rules.blocks("conditions"))),
    }
    for name, reader in (
        ("rest", _rest), ("year", _year), ("accounts", _accounts), ("regular_buyers", _regular),
        ("key_customers", _key_customers), ("reminders", _reminders), ("stop", _stop),
    ):  # fmt: skip
        if name in rules:
            said |= reader(rules.block(name))
    _add(said, "recontacts_per_case", _whole(rules, "recontacts_per_case", 0, 10))
    _add(said, "longest_delay", _whole(rules, "longest_delay", 0, 90))
    _add(said, "priority", _words(rules, "priority", KINDS))
    if "hours" in rules:
        said["hours"] = _hours(rules.scalar("hours"))
    return Policy(**said)


def _add(said: dict[str, Any], name: str, value: object) -> None:
    if value is not None:
        said[name] = value


def _whole(block: Block, key: str, least: int = 0, most: int = MOST_DAYS) -> int | None:
    found = block.whole(key, least)
    if found is not None and found > most:
        raise DefinitionError(block.scalar(key).place, f"“{key}” is at most {most:,}.")
    return found


def _share(block: Block, key: str) -> float | None:
    found = block.number(key)
    if found is not None and not 0 <= found <= 1:
        raise DefinitionError(block.scalar(key).place, f"“{key}” is a share from 0 to 1.")
    return found


def _words(block: Block, key: str, known: Iterable[str]) -> tuple[str, ...] | None:
    if key not in block:
        return None
    names = list(known)
    found = block.scalars(key)
    for one in found:
        if one.text not in names:
            raise unknown(one.place, key, one.text, names)
    return tuple(one.text for one in found)


def _hours(said: Scalar) -> str:
    try:
        hours_of(said.text)
    except ValueError as wrong:
        raise DefinitionError(said.place, f"{wrong}.") from None
    return said.text


def _rest(block: Block) -> dict[str, Any]:
    block.only("rest", ("after_any", "after_marketing", *RESTED))
    said: dict[str, Any] = {}
    _add(said, "rest_days", _whole(block, "after_any"))
    _add(said, "rest_after_marketing", _whole(block, "after_marketing"))
    kinds = {kind: _whole(block, kind) for kind in RESTED}
    said["rest_of_kind"] = REST_OF_KIND | {kind: days for kind, days in kinds.items() if days is not None}
    return said


def _year(block: Block) -> dict[str, Any]:
    block.only("year", ("everybody", "decision_makers", "counts"))
    said: dict[str, Any] = {}
    _add(said, "yearly", _whole(block, "everybody"))
    _add(said, "yearly_of_decision_makers", _whole(block, "decision_makers"))
    _add(said, "yearly_counts", _words(block, "counts", KINDS))
    return said


def _accounts(block: Block) -> dict[str, Any]:
    block.only("accounts", ("contacts_a_week", "share_in_a_wave"))
    said: dict[str, Any] = {}
    _add(said, "account_weekly", _whole(block, "contacts_a_week"))
    _add(said, "account_share", _share(block, "share_in_a_wave"))
    return said


def _regular(block: Block) -> dict[str, Any]:
    block.only("regular_buyers", ("orders", "within_days", "stays_days", "roles"))
    said: dict[str, Any] = {}
    _add(said, "orders", _whole(block, "orders", 1, 1_000))
    _add(said, "within_days", _whole(block, "within_days", 1))
    _add(said, "stays_days", _whole(block, "stays_days"))
    if "roles" in block:
        said["roles"] = _texts(block.scalars("roles"))
    return {"regular": Regular(**said)}


def _key_customers(block: Block) -> dict[str, Any]:
    block.only("key_customers", ("tiers",))
    return {"key_tiers": _texts(block.scalars("tiers"))}


def _reminders(block: Block) -> dict[str, Any]:
    block.only("reminders", ("most", "business_days"))
    said: dict[str, Any] = {}
    _add(said, "most", _whole(block, "most", 0, 2))
    _add(said, "business_days", _whole(block, "business_days", 3, 30))
    return {"reminders": Reminders(**said)}


def _stop(block: Block) -> dict[str, Any]:
    block.only("stop", ("opt_outs", "complaints", "fewest_opt_outs", "fewest_complaints"))
    said: dict[str, Any] = {}
    for name in ("opt_outs", "complaints"):
        _add(said, name, _share(block, name))
    for name in ("fewest_opt_outs", "fewest_complaints"):
        _add(said, name, _whole(block, name, 1, 1_000))
    return {"stop": Stop(**said)}


def _texts(found: Sequence[Scalar]) -> tuple[str, ...]:
    return tuple(one.text.strip() for one in found)


def _law(block: Block) -> Law:
    block.only("law", ("otherwise", "countries", "channels"))
    block.needed("law", "otherwise")
    otherwise = block.block("otherwise")
    otherwise.needed("otherwise", *PURPOSES)
    countries = block.block("countries") if "countries" in block else Block(block.place)
    channels = block.block("channels") if "channels" in block else Block(block.place)
    return Law(
        otherwise=_purposes(otherwise),
        countries={_country(countries, code): _purposes(countries.block(code)) for code in countries},
        channels={name: _basis(channels.scalar(name)) for name in channels},
    )


def _country(block: Block, code: str) -> str:
    if len(code) != 2 or not code.isascii() or not code.isupper():
        raise DefinitionError(
            block.at(code), f"a country is two capital letters such as DE; “{code}” is not."
        )
    return code


def _purposes(block: Block) -> dict[str, Basis]:
    for name in block:
        if name not in PURPOSES:
            raise unknown(block.at(name), "purpose", name, PURPOSES)
    return {name: _basis(block.scalar(name)) for name in block}


def _basis(said: Scalar) -> Basis:
    if said.text not in BASES:
        raise unknown(said.place, "lawful basis", said.text, BASES)
    return said.text


def _condition(block: Block) -> Condition:
    block.only("a condition", ("when", "rest", "year"))
    block.needed("A condition", "when")
    when = block.block("when")
    when.only("when", ATTRIBUTES)
    rest = block.block("rest") if "rest" in block else Block(block.place)
    rest.only("rest", ("after_any", *RESTED))
    kinds = {kind: _whole(rest, kind) for kind in RESTED}
    return Condition(
        when={name: _texts(when.scalars(name)) for name in when},
        rest_days=_whole(rest, "after_any"),
        rest_of_kind={kind: days for kind, days in kinds.items() if days is not None},
        yearly=_whole(block, "year"),
    )
