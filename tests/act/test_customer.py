"""What a case shows of its customer."""

import pytest

from tests.act.conftest import Desk
from tests.town import fact, tell

pytestmark = pytest.mark.django_db


def test_what_happened_before_has_the_words_of_the_timeline(desk: Desk) -> None:
    for number, kind in enumerate(("web_visit", "ticket_closed", "own_kind")):
        tell(fact(f"before-{number}", "2026-03-01", kind=kind))
    tell(fact("ours", "2026-03-01", kind="message", direction="out"))
    text = desk.town.client(desk.town.cem).get(f"/cases/{desk.case().number}/").content.decode()
    for words in ("Looked at a page", "Ticket solved", "Own kind", "We wrote"):
        assert words in text
    for raw in ("web_visit", "ticket_closed", "own_kind"):
        assert raw not in text
