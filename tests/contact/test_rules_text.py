"""Contact rules as text: what is wrong is said with its place, and each text is a version."""

import pytest

from oyez.company.core.scope import OPERATOR
from oyez.company.models import AuditLine
from oyez.contact.changes.ruling import restore, write
from oyez.contact.core.rules_text import policy
from oyez.contact.queries.rules import newest, versions
from oyez.contact.rules import built_in, built_in_text, standing
from oyez.kit.errors import NotAllowed, Refused
from oyez.kit.places import DefinitionError

LAW = "law:\n  otherwise: {service: free, research: free, marketing: customer}\n"


def test_the_built_in_text_says_the_defaults() -> None:
    rules = built_in()
    plain = policy(LAW)
    assert rules.law != plain.law
    for name in rules.__struct_fields__:
        if name != "law":
            assert getattr(rules, name) == getattr(plain, name), name


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        (LAW + "rest:\n  after_all: 3\n", (4, 3), "after_any"),
        (LAW + "rest: {after_any: soon}\n", (3, 19), "number"),
        (LAW + "accounts: {share_in_a_wave: 30}\n", (3, 29), "share from 0 to 1"),
        (LAW + "reminders: {most: 3}\n", (3, 19), "at most 2"),
        (LAW + "reminders: {business_days: 1}\n", (3, 28), "from 3 on"),
        (LAW + "hours: nine to five\n", (3, 8), "Mon-Fri"),
        (LAW + "priority: [study, gossip]\n", (3, 19), "gossip"),
        (LAW + "conditions:\n  - when: {colour: red}\n", (4, 12), "colour"),
        ("rest: {after_any: 3}\n", (1, 1), "law"),
        ("law:\n  otherwise: {service: free}\n", (2, 14), "research"),
        (LAW + "  countries: {Germany: {service: free}}\n", (3, 15), "two capital letters"),
        (LAW + "  countries: {DE: {service: perhaps}}\n", (3, 29), "perhaps"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text: str, place: tuple[int, int], said: str) -> None:
    with pytest.raises(DefinitionError) as wrong:
        policy(text)
    assert tuple(wrong.value.place) == place
    assert said in wrong.value.sentence


@pytest.mark.django_db
def test_each_text_is_a_version_and_an_older_one_can_be_written_again() -> None:
    assert newest(OPERATOR) == (0, built_in_text())
    strict = write(OPERATOR, LAW + "rest: {after_any: 60}\n", over=0)
    assert strict is not None and strict.version == 1
    assert standing().rest_days == 60
    assert write(OPERATOR, LAW + "rest: {after_any: 60}") is None
    with pytest.raises(Refused, match="version 1"):
        write(OPERATOR, LAW, over=0)
    restore(OPERATOR, 0)
    assert standing() == built_in()
    assert [one.version for one in versions(OPERATOR)] == [2, 1]
    assert AuditLine.objects.filter(verb="write_contact_rules").count() == 2


@pytest.mark.django_db
def test_only_those_who_run_the_programme_write_rules(town) -> None:
    with pytest.raises(NotAllowed):
        write(town.viewer(town.cem), LAW)
