"""Rows that are inserted past the compiler are those that it would have written."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction
from django.forms import model_to_dict

from oyez.journal.models import Inbox
from oyez.kit.inserting import insert
from oyez.surveys.models import Response
from tests.surveys.asking import published

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("town")]


def response(name: str) -> Response:
    moment = datetime(2026, 3, 29, 1, 30, 0, 123456, tzinfo=UTC)
    version = published().versions.get() if not Response.objects.exists() else Response.objects.get().version
    return Response(
        id=name, version=version, mode="identified", channel="link", language="de", given={"a": "ü'%s", "n": None},
        answers={"nps": 9, "why": ["x", 1.5]}, path=["nps"], tells_more=True, started_at=moment, saved_at=moment,
    )  # fmt: skip


def test_what_is_read_is_what_was_written() -> None:
    row = response("one")
    insert(row)

    found = Response.objects.get(pk="one")
    row.save()

    assert model_to_dict(found) == model_to_dict(Response.objects.get(pk="one")) == model_to_dict(row)
    assert (found.started_at, found.version_id) == (row.started_at, row.version_id)


def test_a_name_that_exists_is_refused() -> None:
    row = response("one")
    insert(row)

    with pytest.raises(IntegrityError), transaction.atomic():
        insert(row)

    assert Response.objects.count() == 1


def test_a_key_that_counts_up_is_given_by_the_database() -> None:
    for content in (b"\x00\xff", b""):
        insert(Inbox(payload=content, count=1, accepted_at=5))

    first, second = Inbox.objects.order_by("id")
    assert first.id < second.id and [bytes(one.payload) for one in (first, second)] == [b"\x00\xff", b""]
