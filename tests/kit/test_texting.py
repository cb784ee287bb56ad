"""Text messages leave once for each cause, in a step of their own, and what was left unclear is not guessed at."""

from collections.abc import Iterator

import pytest

from oyez.kit import outbox, settings, sms, worker
from oyez.kit.errors import Misconfigured
from oyez.kit.models import Bookmark, Outgoing
from oyez.kit.outbox import Mail, post
from tests.postgres import free_port
from tests.textmessages import SENDER, SID, TOKEN, Provider

pytestmark = pytest.mark.django_db
State = Outgoing.State
CUSTOMER = Outgoing.Audience.CUSTOMER
STEP = worker.STEPS["texts"]


def text(cause: str = "invitation:1", audience: Outgoing.Audience = CUSTOMER) -> Mail:
    return Mail("survey", cause, "+436601234567", audience, "s", "One question", channel=Outgoing.Channel.SMS)


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    with Provider() as found:
        monkeypatch.setenv("OYEZ_SMS_URL", found.url)
        yield found


def run() -> None:
    Bookmark.objects.filter(name="texts").update(next_try_at=None)
    Outgoing.objects.update(next_try_at=None)
    worker.run_step(STEP)


def states() -> list[str]:
    return list(Outgoing.objects.order_by("id").values_list("state", flat=True))


def test_a_text_arrives_once_and_is_marked_as_sent(provider: Provider) -> None:
    post(text())
    post(text())
    run()
    run()

    assert provider.messages == [{"To": "+436601234567", "From": SENDER, "Body": "One question"}]
    assert states() == [State.SENT]


def test_a_messaging_service_sends_in_the_place_of_a_number(
    provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = "MG" + "aB" * 16
    monkeypatch.setenv("OYEZ_SMS_URL", f"twilio://{SID}:{TOKEN}@{service}?api={provider.api}")
    post(text())
    run()

    assert provider.messages[0]["MessagingServiceSid"] == service and "From" not in provider.messages[0]


@pytest.mark.parametrize("status", [400, 429])
def test_a_clear_no_is_tried_later(provider: Provider, status: int) -> None:
    provider.refuse = status
    post(text())
    run()
    assert states() == [State.WAITING] and "Invalid 'To' number" in Outgoing.objects.get().last_error

    provider.refuse = 0
    run()
    assert states() == [State.SENT]


def test_a_text_whose_answer_never_came_is_unknown_and_not_sent_again(provider: Provider) -> None:
    provider.hangs_up = True
    post(text())
    run()
    provider.hangs_up = False
    run()

    assert len(provider.messages) == 1 and states() == [State.UNKNOWN]


def test_trouble_at_the_provider_leaves_it_unknown(provider: Provider) -> None:
    provider.refuse = 503
    post(text())
    run()

    assert states() == [State.UNKNOWN]


def test_a_text_to_a_customer_that_a_crash_interrupted_is_unknown(provider: Provider) -> None:
    post(text())
    Outgoing.objects.update(state=State.SENDING)
    run()

    assert provider.messages == [] and states() == [State.UNKNOWN]


def test_a_provider_that_is_away_costs_no_text_its_chance(
    provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = f"twilio://{SID}:{TOKEN}@{SENDER}?api=http://127.0.0.1:{free_port()}"
    monkeypatch.setenv("OYEZ_SMS_URL", away)
    post(text())
    run()
    assert states() == [State.WAITING]

    monkeypatch.setenv("OYEZ_SMS_URL", provider.url)
    run()
    assert states() == [State.SENT]


def test_without_a_provider_texts_wait_and_the_step_says_why() -> None:
    post(text())
    run()

    assert states() == [State.WAITING]
    assert "OYEZ_SMS_URL" in Bookmark.objects.get(name="texts").last_error


def test_mail_and_texts_do_not_take_each_other_away(provider: Provider) -> None:
    post(Mail("survey", "invitation:1", "ana@example.org", CUSTOMER, "s", "t"))
    post(text())
    run()

    assert states() == [State.WAITING, State.SENT]


def test_what_is_held_leaves_only_when_it_is_released(provider: Provider) -> None:
    post(text())
    outbox.hold_all()
    run()
    assert provider.messages == []

    outbox.release_all()
    run()
    assert len(provider.messages) == 1


@pytest.mark.parametrize(
    "said",
    [
        "twilio://AC1:hush@nobody", "twilio://AC1@+4930123456", "smtp://AC1:hush@+4930123456",
        "twilio://AC1:hush@+4930123456?api=http://evil.example", "twilio://AC1:hush@+4930123456?api=ftp://127.0.0.1",
    ],
)  # fmt: skip
def test_an_address_that_leads_elsewhere_is_refused(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OYEZ_SMS_URL", said)
    with pytest.raises(Misconfigured, match="OYEZ_SMS_URL must look like") as refused:
        settings.check()
    assert "hush" not in str(refused.value)


def test_the_signature_is_the_one_of_the_providers_handbook() -> None:
    fields = {
        "CallSid": "CA1234567890ABCDE", "Caller": "+14158675310", "Digits": "1234",
        "From": "+14158675310", "To": "+18005551212",
    }  # fmt: skip
    address = "https://mycompany.com/myapp.php?foo=1&bar=2"

    # Twilio's own documented example, token 12345
    assert sms.signature("12345", address, fields) == "GvWf1cFY/Q7PnoempGyD5oXAezc="
