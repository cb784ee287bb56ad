"""Waves by text message: to whoever said yes and has a number, in one part where it can be, with a way out."""

from collections.abc import Iterator
from typing import Any

import pytest

from oyez.company.core.scope import OPERATOR
from oyez.company.queries import the_company
from oyez.contact.changes.opting import consent, opt_out
from oyez.contact.models import Held
from oyez.kit import worker
from oyez.kit.errors import Refused
from oyez.kit.models import Outgoing
from oyez.people import changes as people
from oyez.surveys import texts
from oyez.surveys.changes import sending, waving
from oyez.surveys.core.segments import segments
from oyez.surveys.foreseeing import foresight, unsaved
from oyez.surveys.models import Invitation, Wave
from oyez.surveys.queries import asked_in
from tests.surveys.asking import FITTING, published
from tests.textmessages import Provider

pytestmark = [pytest.mark.usefixtures("town"), pytest.mark.slow]
RELATION = FITTING.replace("kind: transactional", "kind: relationship")
PLAN = waving.Plan("Autumn", audience='person.country == "AT"', any_hour=True, channel="sms")
ANA, EVA, NIL, OLD = (
    "phone:+436600000001",
    "phone:+436600000002",
    "email:nil@example.net",
    "phone:06600000004",
)


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    with Provider() as found:
        monkeypatch.setenv("OYEZ_SMS_URL", found.url)
        yield found


@pytest.fixture
def persons() -> dict[str, int]:
    """Four persons in Austria: all but Eva said yes to texts; Nil has no number, Old none with a country."""
    said = [people.Sighting((one,), name="P", country="AT", language="de") for one in (ANA, EVA, NIL, OLD)]
    known = people.recognise(OPERATOR, said, "test")
    for one in (ANA, NIL, OLD):
        consent(OPERATOR, known[one], "research", channel="sms", basis="yes", source="counter")
    return known


def wave(**more: Any) -> Wave:
    return waving.plan(OPERATOR, "fitting", "autumn", PLAN)


def leave() -> None:
    while worker.run_step(worker.STEPS["texts"]):
        pass


def test_a_wave_goes_by_text_to_who_may_be_texted(provider: Provider, persons: dict[str, int]) -> None:
    published(RELATION)
    waving.begin(wave())
    sending.send_some()
    leave()

    [message] = provider.messages
    assert message["To"] == "+436600000001"
    assert (
        message["Body"].startswith("The Town: Eine Frage zu Ihrer Montage http")
        and "/s/i/" in message["Body"]
    )
    assert len(message["Body"]) <= 160
    assert Invitation.objects.get().channel == "sms"


def test_who_has_no_number_or_never_said_yes_is_held_back_with_the_reason(
    provider: Provider, persons: dict[str, int]
) -> None:
    published(RELATION)
    waving.begin(wave())

    reasons = dict(Held.objects.values_list("person", "code"))
    assert reasons == {
        persons[EVA]: "no_lawful_basis",
        persons[NIL]: "no_address",
        persons[OLD]: "no_address",
    }


def test_an_opt_out_after_the_list_was_made_counts(provider: Provider, persons: dict[str, int]) -> None:
    published(RELATION)
    waving.begin(wave())
    opt_out(OPERATOR, ANA, how="sms")
    sending.send_some()
    leave()

    assert provider.messages == [] and not Outgoing.objects.exists()
    assert Invitation.objects.get().reason == "opted_out"


def test_without_a_provider_no_wave_by_text_is_planned() -> None:
    published(RELATION)
    with pytest.raises(Refused, match="OYEZ_SMS_URL"):
        wave()


def test_the_dry_run_says_in_how_many_parts_each_language_leaves(
    provider: Provider, persons: dict[str, int]
) -> None:
    published(RELATION.replace("One question about your fitting", "x" * 150))
    found = foresight(OPERATOR, unsaved(OPERATOR, "fitting", "autumn", PLAN))

    assert found.asked == 1 and found.parts == {"en": 2, "de": 1}


def test_the_text_of_the_plan_is_as_long_as_the_one_that_leaves(
    provider: Provider, persons: dict[str, int]
) -> None:
    published(RELATION)
    row = wave()

    assert set(texts.parts(asked_in(row.version_id), the_company()).values()) == {1}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", 1), ("a" * 160, 1), ("a" * 161, 2), ("a" * 306, 2), ("a" * 307, 3), ("€" * 80, 1), ("€" * 81, 2),
        ("ж" * 70, 1), ("ж" * 71, 2), ("😀" * 35, 1), ("😀" * 36, 2),
    ],
)  # fmt: skip
def test_parts_are_counted_as_the_networks_do(text: str, parts: int) -> None:
    assert segments(text) == parts
