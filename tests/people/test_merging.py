"""Persons who are one, and persons who were two after all: the journal is never touched."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from oyez.company.core.scope import NOBODY, OPERATOR
from oyez.company.models import AuditLine
from oyez.journal.models import Interaction
from oyez.journal.queries import timeline
from oyez.kit.clock import now
from oyez.kit.errors import NotAllowed, NotFound, Refused
from oyez.people import changes, queries
from oyez.people.changes import Sighting, merge, unmerge
from oyez.people.models import Identifier, Merge, Person, Preference
from tests.town import Town, fact, tell

pytestmark = pytest.mark.django_db

ANA = "email:ana@example.org"
WORK = "email:a.lopez@hotel.example"
PHONE = "phone:+491711234567"


def recognise(*sightings: tuple[str, ...]) -> dict[str, int]:
    return changes.recognise(OPERATOR, [Sighting(subjects) for subjects in sightings], "test")


def people(count: int) -> list[int]:
    return list(recognise(*[(f"crm:{at}",) for at in range(count)]).values())


def history(person: int) -> list[str]:
    known = queries.known(person)
    return sorted(row.text for row in timeline(OPERATOR, subjects=known.subjects))


def test_a_merged_person_keeps_both_histories() -> None:
    ids = recognise((ANA,), (WORK,))
    tell(fact("first", subject=ANA, text="at home"), fact("second", subject=WORK, text="at work"))

    merge(OPERATOR, ids[ANA], ids[WORK], "same signature")

    assert history(ids[ANA]) == history(ids[WORK]) == ["at home", "at work"]
    assert queries.person_of(WORK) == ids[ANA]


def test_two_who_were_merged_by_mistake_have_their_own_histories_again() -> None:
    ids = recognise((ANA,), (WORK,))
    tell(fact("first", subject=ANA, text="at home"), fact("second", subject=WORK, text="at work"))
    merge(OPERATOR, ids[ANA], ids[WORK], "same signature")
    tell(fact("third", subject=WORK, text="while merged"))

    unmerge(OPERATOR, ids[WORK])

    assert history(ids[ANA]) == ["at home"]
    assert history(ids[WORK]) == ["at work", "while merged"]


def test_merging_and_unmerging_leave_the_journal_as_it_is() -> None:
    ids = recognise((ANA,), (WORK,))
    tell(fact("first", subject=ANA), fact("second", subject=WORK))
    before = list(Interaction.objects.order_by("seq").values())

    merge(OPERATOR, ids[ANA], ids[WORK], "same signature")
    unmerge(OPERATOR, ids[WORK])

    assert list(Interaction.objects.order_by("seq").values()) == before


def test_what_both_prefer_is_known_of_the_one(town: Town) -> None:
    ids = recognise((ANA,), (WORK,))
    for person, value in ((ids[ANA], "gluten-free"), (ids[WORK], "by phone")):
        changes.note_preference(OPERATOR, person, "wish", value)

    merge(OPERATOR, ids[ANA], ids[WORK], "same signature")

    assert {row.value for row in queries.preferences(queries.known(ids[ANA]))} == {"gluten-free", "by phone"}


def test_one_cannot_be_merged_with_oneself() -> None:
    ids = recognise((ANA,), (WORK,))
    merge(OPERATOR, ids[ANA], ids[WORK], "same signature")

    for pair in ((ids[ANA], ids[ANA]), (ids[ANA], ids[WORK]), (ids[WORK], ids[ANA])):
        with pytest.raises(Refused, match="one person already"):
            merge(OPERATOR, *pair, "again")


def test_who_was_not_merged_cannot_be_unmerged() -> None:
    with pytest.raises(NotFound):
        unmerge(OPERATOR, recognise((ANA,))[ANA])


def test_nobody_is_nobody_to_merge() -> None:
    with pytest.raises(NotFound):
        merge(OPERATOR, recognise((ANA,))[ANA], 4711, "a slip")


def test_who_may_not_know_identities_may_not_merge_them() -> None:
    ids = recognise((ANA,), (WORK,))

    with pytest.raises(NotAllowed):
        merge(NOBODY, ids[ANA], ids[WORK], "curious")
    with pytest.raises(NotAllowed):
        unmerge(NOBODY, ids[WORK])


def test_merging_and_unmerging_leave_a_trace() -> None:
    ids = recognise((ANA,), (WORK,))
    merge(OPERATOR, ids[ANA], ids[WORK], "same signature")
    unmerge(OPERATOR, ids[WORK])

    verbs = list(AuditLine.objects.order_by("id").values_list("verb", flat=True))
    assert verbs[-2:] == ["merge_persons", "unmerge_persons"]
    link = Merge.objects.get()
    assert (link.reason, link.undone_at is None) == ("same signature", False)


def test_identifiers_named_together_belong_to_one_person() -> None:
    ids = recognise((ANA, PHONE), (PHONE, WORK))

    assert len(set(ids.values())) == 1
    assert Person.objects.count() == 1


def test_one_known_identifier_brings_the_others_in() -> None:
    before = recognise((ANA,))
    after = recognise((WORK, ANA), (WORK,))

    assert set(after.values()) == set(before.values())
    assert Person.objects.count() == 1


def test_persons_known_apart_and_now_named_together_are_merged() -> None:
    ids = recognise((ANA,), (WORK,))

    recognise((ANA, WORK))

    assert queries.person_of(WORK) == queries.person_of(ANA) == ids[ANA]
    assert Merge.objects.get().reason == "named together in test"


def test_what_a_person_took_apart_is_not_put_together_again_by_the_next_file() -> None:
    ids = recognise((ANA,), (WORK,))
    recognise((ANA, WORK))
    unmerge(OPERATOR, ids[WORK])

    recognise((ANA, WORK))
    recognise((WORK, ANA))

    assert queries.person_of(ANA) != queries.person_of(WORK)


def test_an_identifier_never_changes_its_person() -> None:
    ids = recognise((ANA,), (WORK,))
    recognise((ANA, WORK))

    owners = {row.subject: row.person_id for row in Identifier.objects.all()}
    assert owners == ids


def test_recognising_again_adds_nothing() -> None:
    recognise((ANA, PHONE), (WORK,))
    before = (Person.objects.count(), Identifier.objects.count(), Merge.objects.count())

    recognise((ANA, PHONE), (WORK,))

    assert (Person.objects.count(), Identifier.objects.count(), Merge.objects.count()) == before


def test_what_is_known_of_a_person_stays_and_what_is_not_is_filled_in() -> None:
    changes.recognise(OPERATOR, [Sighting((ANA,), name="Ana")], "test")
    changes.recognise(OPERATOR, [Sighting((ANA,), name="A. Lopez", language="de")], "test")

    person = Person.objects.get()
    assert (person.name, person.language) == ("Ana", "de")


def test_one_preference_is_noted_once_a_day(town: Town) -> None:
    sighting = Sighting((ANA,), preferences={"diet": "gluten-free"}, noted_on=now().date())
    changes.recognise(OPERATOR, [sighting, sighting], "test")
    changes.recognise(OPERATOR, [sighting], "test")

    assert Preference.objects.count() == 1


def top(person: int, above: dict[int, int]) -> int:
    while person in above:
        person = above[person]
    return person


steps = some.lists(
    some.tuples(some.sampled_from(["merge", "unmerge"]), *[some.integers(0, 5)] * 2), max_size=14
)


@given(steps)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_any_merges_and_unmerges_equal_what_the_standing_links_say(steps: list[tuple[str, int, int]]) -> None:
    with transaction.atomic():
        ids = people(6)
        above: dict[int, int] = {}
        for verb, one, other in steps:
            kept, absorbed = ids[one], ids[other]
            if verb == "merge" and top(kept, above) != top(absorbed, above):
                above[top(absorbed, above)] = top(kept, above)
                merge(OPERATOR, kept, absorbed, "test")
            elif verb == "unmerge" and absorbed in above:
                del above[absorbed]
                unmerge(OPERATOR, absorbed)
        shown = dict(Person.objects.values_list("pk", "merged_into"))
        standing = Merge.objects.filter(undone_at=None).values_list("absorbed_id", "kept_id")
        assert shown == {person: top(person, above) if person in above else None for person in ids}
        assert dict(standing) == above
        transaction.set_rollback(True)


sightings = some.lists(some.lists(some.integers(0, 6), min_size=1, max_size=3, unique=True), max_size=8)


@given(sightings, some.integers(0, 8))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_whoever_is_named_together_is_one_however_the_file_is_cut(rows: list[list[int]], cut: int) -> None:
    with transaction.atomic():
        named = [tuple(f"crm:{at}" for at in row) for row in rows]
        for block in (named[:cut], named[cut:]):
            recognise(*block)
        subjects = {subject for row in named for subject in row}
        found = {subject: queries.person_of(subject) for subject in subjects}
        for one in subjects:
            for other in subjects:
                assert (found[one] == found[other]) == (other in connected(one, named))
        assert Person.objects.filter(merged_into=None).count() == len(set(found.values()))
        transaction.set_rollback(True)


def connected(subject: str, rows: list[tuple[str, ...]]) -> set[str]:
    group = {subject}
    while grown := {other for row in rows if group & set(row) for other in row} - group:
        group |= grown
    return group
