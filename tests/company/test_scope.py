"""Who sees what: grants unite within a hierarchy, intersect across hierarchies; deny by default."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oyez.company.core.roles import ROLES, Can, Narrowing
from oyez.company.core.scope import NOTHING, AccountsOf, Granted, Scope, role_of, units_of, viewer_of
from oyez.kit.errors import NotAllowed

BELOW = {
    ("regions", "north"): frozenset({"north", "harbour", "mill"}),
    ("regions", "south"): frozenset({"south", "hill"}),
    ("partners", "dealers"): frozenset({"dealers", "mill", "hill"}),
}
NORTH = Granted("manager", "north", "regions")
SOUTH = Granted("manager", "south", "regions")
DEALERS = Granted("manager", "dealers", "partners")


def as_role(key: str, *grants: Granted) -> Scope:
    return viewer_of(
        member=7,
        name="Cem",
        role=role_of(key),
        grants=grants,
        below=BELOW,
        owned_touchpoints=frozenset({"fitting"}),
    ).scope


def test_grants_unite_within_a_hierarchy() -> None:
    assert units_of([NORTH, SOUTH], BELOW) == {"north", "harbour", "mill", "south", "hill"}


def test_grants_intersect_across_hierarchies() -> None:
    assert units_of([NORTH, DEALERS], BELOW) == {"mill"}
    assert units_of([NORTH, SOUTH, DEALERS], BELOW) == {"mill", "hill"}


def test_a_manager_without_a_unit_sees_nothing() -> None:
    assert as_role("manager", Granted("manager")) == NOTHING


def test_a_unit_that_is_gone_gives_nothing() -> None:
    assert as_role("manager", Granted("manager", "atlantis", "regions")).units == frozenset()


def test_an_account_manager_is_narrowed_to_their_accounts() -> None:
    assert as_role("account_manager", Granted("account_manager")) == Scope(units=None, accounts=AccountsOf(7))


def test_a_touchpoint_owner_is_narrowed_to_their_touchpoints() -> None:
    owned = Scope(units=None, touchpoints=frozenset({"fitting"}))
    assert as_role("touchpoint_owner", Granted("touchpoint_owner")) == owned


def test_an_administrator_sees_no_content() -> None:
    assert as_role("administrator", Granted("administrator")) == NOTHING


def test_a_role_that_was_not_granted_is_denied() -> None:
    with pytest.raises(NotAllowed):
        as_role("executive", NORTH)


def test_one_role_at_a_time() -> None:
    """An agent's grant for the south adds nothing to what the manager of the north sees."""
    agent = Granted("agent", "south", "regions")
    assert as_role("manager", NORTH, agent).units == BELOW["regions", "north"]


@given(st.lists(st.sampled_from([NORTH, SOUTH, DEALERS]), max_size=6))
def test_another_hierarchy_never_widens_what_is_seen(grants: list[Granted]) -> None:
    regional = [grant for grant in grants if grant.hierarchy == "regions"]
    if regional:
        assert units_of(grants, BELOW) <= units_of(regional, BELOW)


def test_only_narrowed_roles_and_company_wide_roles_exist() -> None:
    wide = {key for key, role in ROLES.items() if role.narrowed_by is Narrowing.NOTHING}
    assert wide == {"executive", "analyst", "cx_manager"}


def test_executives_and_analysts_never_see_identities() -> None:
    for key in ("executive", "analyst", "administrator"):
        assert Can.IDENTITIES not in ROLES[key].can


def test_touchpoint_owners_do_not_learn_what_a_customer_is_worth() -> None:
    for key in ("touchpoint_owner", "manager", "agent"):
        assert Can.REVENUE not in ROLES[key].can
