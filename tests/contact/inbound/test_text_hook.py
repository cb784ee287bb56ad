"""The provider posts text messages, signed, to an address with a secret in it."""

import pytest
from django.test import Client

from oyez.contact.core.inbound.texting import wants_to_stop
from oyez.contact.models import OptOut
from oyez.contact.queries.leaving import may_leave
from oyez.journal.changes import append_inbox
from oyez.journal.models import Interaction
from oyez.kit import sms
from oyez.kit.clock import wall
from oyez.kit.models import Outgoing
from oyez.kit.outbox import Mail, post

pytestmark = pytest.mark.django_db
SECRET = "abcdefghijklmnopqrstuvwxyz"
HOOK = f"/hooks/sms/{SECRET}/"
ANA = "+436601234567"


@pytest.fixture(autouse=True)
def line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OYEZ_SMS_URL", "twilio://AC1:hushhush@+4930123456")
    monkeypatch.setenv("OYEZ_SMS_HOOK", SECRET)


def texted(body: str, name: str = "SM1", at: str = HOOK, sign: str = "hushhush", **more: str) -> int:
    said = {"MessageSid": name, "From": ANA, "To": "+4930123456", "Body": body, **more}
    signature = sms.signature(sign, f"http://localhost:8000{at}", said)
    browser = Client(enforce_csrf_checks=True)
    return browser.post(at, said, headers={"X-Twilio-Signature": signature}).status_code


@pytest.mark.parametrize("word", ["STOP", "stopp!", " Arrêt", "ARRET", "Unsubscribe", "Stop alle"])
def test_a_word_ends_all_mail_and_texts_to_the_person(word: str) -> None:
    assert texted(word) == 200
    assert texted(word, "SM2") == 200

    assert OptOut.objects.get().subject == f"phone:{ANA}"
    assert may_leave([f"phone:{ANA}"], "research") == {f"phone:{ANA}": "opted_out"}


def test_what_the_provider_took_as_a_stop_is_one() -> None:
    texted("genug jetzt", OptOutType="STOP")
    assert OptOut.objects.exists()


def test_other_words_are_a_message_of_the_person_and_taken_once() -> None:
    for _ in range(2):
        assert texted("I could not stop laughing") == 200
        append_inbox()

    row = Interaction.objects.get()
    assert (row.kind, row.channel, row.subject) == ("message", "sms", f"phone:{ANA}")
    assert row.text == "I could not stop laughing" and not OptOut.objects.exists()


def test_a_message_is_about_the_last_text_that_went_to_the_number() -> None:
    post(Mail("case_reply", "7", ANA, Outgoing.Audience.CUSTOMER, "s", "t", channel=Outgoing.Channel.SMS))
    Outgoing.objects.update(sent_at=wall())
    texted("Thank you")
    append_inbox()

    assert Interaction.objects.get().attributes["cause"] == "case_reply:7"


@pytest.mark.parametrize("sign", ["", "another"])
def test_what_the_provider_did_not_sign_changes_nothing(sign: str) -> None:
    assert texted("STOP", sign=sign) == 404
    assert not OptOut.objects.exists()


def test_a_form_that_was_changed_on_its_way_is_not_taken() -> None:
    said = {"MessageSid": "SM1", "From": ANA, "Body": "Hello"}
    signature = sms.signature("hushhush", f"http://localhost:8000{HOOK}", said)
    answer = Client().post(HOOK, said | {"Body": "STOP"}, headers={"X-Twilio-Signature": signature})

    assert answer.status_code == 404 and not OptOut.objects.exists()


def test_a_wrong_secret_or_none_finds_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert texted("STOP", at="/hooks/sms/wrong/") == 404
    monkeypatch.delenv("OYEZ_SMS_HOOK")
    assert texted("STOP") == 404
    assert not OptOut.objects.exists()


def test_looking_at_the_door_does_nothing() -> None:
    assert Client().get(HOOK).status_code == 405


def test_a_text_without_a_number_is_refused() -> None:
    assert texted("STOP", From="nobody") == 422


@pytest.mark.parametrize(
    "text", ["", "  ", "don't stop now please", "I stop here", "stopwatch", "cancel order", "👍"]
)
def test_what_is_no_wish_to_stop(text: str) -> None:
    assert not wants_to_stop(text)
