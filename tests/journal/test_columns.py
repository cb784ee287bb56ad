"""Facts by column say the same as facts one by one."""

import hashlib

import msgspec
import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from oyez.journal import changes
from oyez.journal.core.columns import Columns, by_column, pieces
from oyez.journal.core.facts import DAY, DIGEST_BYTES, KEY_BYTES, Fact, digest, fingerprint
from oyez.journal.models import Interaction

SECRET = b"0123456789abcdef0123456789abcdef"
MOMENT = 1_760_000_000_000_000

words = st.sampled_from(["", "nps", "Köln", "a b"])
facts = st.lists(
    st.builds(
        Fact,
        source=st.sampled_from(["responses", "desk"]),
        id=st.text("abc1", min_size=1, max_size=4),
        occurred_at=st.integers(0, MOMENT),
        kind=words,
        subject=st.none() | st.just("email:ana@example.org"),
        mode=st.sampled_from(["identified", "confidential"]),
        mention=st.booleans(),
        scores=st.dictionaries(st.sampled_from(["nps", "csat", "ces"]), st.integers(0, 5) | st.floats(0, 5)),
        text=st.text("abc ü", max_size=8),
        attributes=st.dictionaries(words, st.integers(-5, 5) | words | st.booleans()),
        replaces=st.none() | st.text("abc", min_size=1, max_size=3),
    ),
    max_size=12,
)


def _by_hand(fact: Fact) -> bytes:
    """The digest as it was first defined; those in journals of today were made so."""
    scores = {name: float(value) for name, value in fact.scores.items()}
    said = (
        fact.occurred_at, fact.kind, fact.channel, fact.subject, fact.account, fact.unit, fact.touchpoint,
        fact.direction, fact.mode, fact.mention, fact.survey, fact.language, scores, fact.text,
        fact.attributes, fact.replaces,
    )  # fmt: skip
    content = msgspec.msgpack.Encoder(order="deterministic").encode(said)
    return hashlib.blake2b(content, digest_size=DIGEST_BYTES, key=SECRET, person=b"oyez said").digest()


def _id_by_hand(source: str, name: str) -> bytes:
    content = f"{len(source)}:{source}:{name}".encode()
    return hashlib.blake2b(content, digest_size=KEY_BYTES, key=SECRET, person=b"oyez id").digest()


@given(facts)
def test_fingerprints_and_digests_are_those_of_each_fact_alone(said: list[Fact]) -> None:
    columns = by_column(said, SECRET)
    assert pieces(columns.keys, KEY_BYTES) == [fingerprint(SECRET, fact.source, fact.id) for fact in said]
    assert pieces(columns.keys, KEY_BYTES) == [_id_by_hand(fact.source, fact.id) for fact in said]
    assert pieces(columns.digests, DIGEST_BYTES) == [digest(SECRET, fact) for fact in said]
    assert pieces(columns.digests, DIGEST_BYTES) == [_by_hand(fact) for fact in said]


@given(facts)
def test_a_column_says_what_the_facts_say(said: list[Fact]) -> None:
    columns = by_column(said, SECRET)
    if said:
        assert list(columns.column("text")) == [fact.text for fact in said]
        assert list(columns.column("scores")) == [msgspec.json.encode(fact.scores).decode() for fact in said]
        assert list(columns.column("replaces")) == [
            _id_by_hand(fact.source, fact.replaces) if fact.replaces else None for fact in said
        ]


@given(facts)
def test_columns_come_through_to_another_process_as_they_are(said: list[Fact]) -> None:
    columns = by_column(said, SECRET)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(columns), type=Columns) == columns


@given(facts, st.sets(st.integers(0, 11)))
def test_what_is_left_out_is_as_if_it_had_never_been_said(said: list[Fact], left_out: set[int]) -> None:
    rest = [fact for at, fact in enumerate(said) if at not in left_out]
    kept, alone = by_column(said, SECRET).without(left_out), by_column(rest, SECRET)
    assert (kept.count, kept.keys, kept.digests) == (alone.count, alone.keys, alone.digests)
    if rest:
        for name in ("text", "scores", "replaces", "mode"):
            assert list(kept.column(name)) == list(alone.column(name))


def test_anonymous_facts_lose_their_time_in_columns_too() -> None:
    said = [
        Fact(source="s", id="1", occurred_at=MOMENT, kind="response", mode="anonymous", sent_at=MOMENT),
        Fact(source="s", id="2", occurred_at=MOMENT, kind="response"),
    ]
    columns = by_column(said, SECRET)
    assert list(columns.column("occurred_at")) == [MOMENT // DAY * DAY, MOMENT]
    assert list(columns.column("sent_at")) == [None, None]
    assert columns.says("mode", "anonymous") and not columns.says("mode", "confidential")


def test_facts_of_one_append_that_are_equal_are_taken_once_and_others_of_that_id_are_conflicts(
    db: None,
) -> None:
    one, other = (Fact(source="s", id="1", occurred_at=MOMENT, kind="note", text=text) for text in "ab")
    two = Fact(source="s", id="2", occurred_at=MOMENT, kind="note", mention=True, news=True)
    with transaction.atomic():
        assert changes.append([one, one, other, two]) == ["taken", "known", "conflict", "taken"]
        assert changes.append([two, other]) == ["known", "conflict"]
    rows = Interaction.objects.order_by("seq").values_list("text", "mention", "news", "sent_at", "scores")
    assert list(rows) == [("a", False, False, None, {}), ("", True, True, None, {})]


def test_columns_are_only_appended_in_a_transaction(transactional_db: None) -> None:
    with pytest.raises(RuntimeError, match="belongs in a transaction"):
        changes.append_columns(by_column([], SECRET))
