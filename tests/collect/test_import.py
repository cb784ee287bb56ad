"""Imports into the journal: whole rows, once, and nothing lost."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import oyez.collect.jobs  # noqa: F401  # registers the worker's step
from oyez.act.models import Case
from oyez.collect.changes import mending, running, starting
from oyez.collect.changes.blocks import Writer
from oyez.collect.choices import news_window
from oyez.collect.core import batches
from oyez.collect.core.plan import Choices
from oyez.collect.models import Import
from oyez.collect.queries import already_there, rejected_rows, sorts_of_reasons
from oyez.company.core.scope import OPERATOR
from oyez.company.models import AuditLine, Unit
from oyez.journal.models import Interaction, Rejected
from oyez.kit import worker
from oyez.kit.errors import Refused
from oyez.kit.models import Outgoing
from oyez.people.models import Account, Billing, Contact, Person, Preference
from tests.collect.importing import ANSWERS, mapping_of, report, take_in
from tests.collect.reading import write
from tests.town import ANA, Town

pytestmark = pytest.mark.django_db


def test_rows_enter_the_journal_and_their_persons_are_known(town: Town, tmp_path: Path) -> None:
    run = take_in(write(tmp_path, "a.csv", ANSWERS))
    assert report(run) == {"taken": 3, "known": 0, "rejected": 0}
    assert (run.state, run.share) == (Import.State.DONE, 1)
    first = Interaction.objects.get(subject=ANA)
    assert (first.kind, first.scores, first.text, first.mode) == (
        "response",
        {"nps": 9, "csat": 5},
        "Lovely",
        "identified",
    )
    assert Person.objects.count() == 3


def test_the_same_file_twice_adds_nothing(town: Town, tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", ANSWERS)
    take_in(path)
    assert report(take_in(path)) == {"taken": 0, "known": 3, "rejected": 0}
    longer = write(tmp_path, "b.csv", ANSWERS + "R4,2026-03-04,dan@example.org,8,4,\n")
    assert report(take_in(longer)) == {"taken": 1, "known": 3, "rejected": 0}
    assert Interaction.objects.count() == 4
    assert Person.objects.count() == 4


def test_history_opens_no_case_and_sends_no_mail(town: Town, tmp_path: Path) -> None:
    from oyez.act.changes import defaults

    defaults.install(OPERATOR)
    take_in(write(tmp_path, "a.csv", ANSWERS))
    worker.catch_up()
    assert Interaction.objects.filter(news=True).count() == 0
    assert (Case.objects.count(), Outgoing.objects.count()) == (0, 0)


def test_with_react_only_the_days_before_are_news(town: Town, tmp_path: Path) -> None:
    choices = Choices(news=news_window(date(2026, 3, 3)))
    run = take_in(write(tmp_path, "a.csv", ANSWERS), choices=choices)
    assert run.news == 2
    assert Interaction.objects.filter(news=True).count() == 2


def test_an_id_with_other_content_rejects_the_whole_row(town: Town, tmp_path: Path) -> None:
    mapping = """
name: orders-here
persons: [{identifiers: {email: "{mail}"}}]
interactions:
  - {id: "{id}", occurred: "{day}", kind: order, attributes: {sum: {number: "{sum}"}}}
  - {id: "{id}/delivery", when: "{came}", occurred: "{came}", kind: delivery}
"""
    take_in(write(tmp_path, "a.csv", "id,day,came,mail,sum\n1,2026-01-01,,ana@example.org,10\n"), mapping)
    changed = (
        "id,day,came,mail,sum\n1,2026-01-01,2026-01-05,eve@example.org,11\n2,2026-01-02,,bob@example.org,5\n"
    )
    run = take_in(write(tmp_path, "b.csv", changed), mapping)
    assert report(run) == {"taken": 1, "known": 0, "rejected": 1}
    assert sorted(Interaction.objects.values_list("kind", "attributes__sum")) == [("order", 5), ("order", 10)]
    assert not Person.objects.filter(identifiers__value="eve@example.org").exists()
    row = Rejected.objects.get()
    assert (row.origin, row.line) == (f"b.csv (import {run.pk})", 2)
    assert row.reason.startswith(
        "the id “1” came before with other content; if this file is of another survey"
    )
    assert "--source NAME" in row.reason and "“Name of this survey or system”" in row.reason
    assert row.raw.startswith("1,2026-01-01,2026-01-05")


@pytest.mark.parametrize("rows", [1, 2, 10])
def test_a_person_first_named_on_a_refused_row_is_made_by_the_next_row_that_is_taken(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: int
) -> None:
    monkeypatch.setattr(batches, "ROWS", rows)
    head = ANSWERS.splitlines()[0]
    take_in(write(tmp_path, "a.csv", f"{head}\nR1,2026-03-02 11:00,ana@example.org,3,1,Late\n"))
    changed = [
        "R1,2026-03-02 11:00,eve@example.org,3,1,Late",  # refused: R1 came with other content
        "R2,2026-03-02 11:00,bob@example.org,3,1,Fine",
        "R3,2026-03-02 11:00,eve@example.org,3,1,Fine",
        "R1,2026-03-02 11:00,joe@example.org,3,1,Late",  # refused, and nobody else names Joe
    ]
    run = take_in(write(tmp_path, "b.csv", "\n".join([head, *changed]) + "\n"))
    assert report(run) == {"taken": 2, "known": 0, "rejected": 2}
    known = Person.objects.filter(identifiers__value__in=["eve@example.org", "joe@example.org"])
    assert [person.identifiers.get().value for person in known] == ["eve@example.org"]


def test_a_duplicate_inside_one_file_is_known_or_rejected(town: Town, tmp_path: Path) -> None:
    same, other = ANSWERS.splitlines()[1], "R2,2026-03-02 11:00,bob@example.org,3,1,Late again"
    run = take_in(write(tmp_path, "a.csv", f"{ANSWERS}{same}\n{other}\n"))
    assert report(run) == {"taken": 3, "known": 1, "rejected": 1}


def test_what_cannot_be_used_is_kept_with_file_line_reason_and_text(town: Town, tmp_path: Path) -> None:
    bad = "R4,2026-02-30,x@example.org,5,3,no such day\nR5,2026-03-03,x@example.org,11,3,too good\nR6,1,2,3,4,5,6\n"
    run = take_in(write(tmp_path, "a.csv", ANSWERS + bad))
    assert report(run) == {"taken": 3, "known": 0, "rejected": 3}
    kept = [(row.line, row.reason, row.raw) for row in rejected_rows(OPERATOR, run)]
    assert [line for line, _, _ in kept] == [5, 6, 7]
    assert kept[1] == (6, "nps must be 0 to 10, and is 11", "R5,2026-03-03,x@example.org,11,3,too good\n")
    assert [(sort.rows, sort.first.line) for sort in sorts_of_reasons(OPERATOR, run)] == [
        (1, 5),
        (1, 6),
        (1, 7),
    ]


def test_a_rejected_row_is_mended_and_taken(town: Town, tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", ANSWERS + "R5,2026-03-03,x@example.org,11,3,too good\n")
    run = take_in(path)
    path.unlink()
    row = Rejected.objects.get()
    with pytest.raises(Refused, match="It still cannot be used: nps must be 0 to 10, and is 12"):
        mending.mend(OPERATOR, row.pk, row.raw.replace("11", "12"))
    assert Rejected.objects.get().state == "waiting"
    mending.mend(OPERATOR, row.pk, row.raw.replace("11", "10"))
    assert Rejected.objects.get().state == "replayed"
    assert Interaction.objects.get(text="too good").scores["nps"] == 10
    run.refresh_from_db()
    assert run.mended == 1
    with pytest.raises(Refused, match="dealt with before"):
        mending.mend(OPERATOR, row.pk, row.raw.replace("11", "10"))


def test_rejected_rows_are_replayed_after_what_was_missing_was_added(town: Town, tmp_path: Path) -> None:
    from oyez.company.changes import ensure_unit

    body = "R1,2026-03-02,ana@example.org,9,harbour\nR2,2026-03-02,bob@example.org,9,Moon base\n"
    content = f"id,date,email,nps,unit\n{body}"
    run = take_in(write(tmp_path, "a.csv", content))
    assert mending.replay(OPERATOR, run) == (0, 1)
    ensure_unit(OPERATOR, "moon", "Moon base", places={"regions": "north"})
    assert mending.replay(OPERATOR, run) == (1, 0)
    assert Interaction.objects.filter(unit="moon").count() == 1


def test_accounts_contacts_and_what_was_billed(town: Town, tmp_path: Path) -> None:
    accounts = write(
        tmp_path, "accounts.csv",
        "account id,company,segment,renewal date,account manager,branch,revenue,currency,as of\n"
        "A1,Elbufer Hotels,gold,2027-01-31,cem@example.org,Harbour,120000.5,EUR,2026-10-31\n",
    )  # fmt: skip
    assert report(take_in(accounts, "accounts")) == {"taken": 1, "known": 0, "rejected": 0}
    account = Account.objects.get(key="A1")
    assert (account.name, account.tier, account.renewal) == ("Elbufer Hotels", "gold", date(2027, 1, 31))
    assert account.manager == town.cem
    assert account.unit is not None and account.unit.key == "harbour"
    assert Billing.objects.get(account=account).amount == Decimal("120000.5")
    contacts = write(
        tmp_path, "contacts.csv",
        "first name,last name,email,phone,account,role,diet,preferred channel\n"
        "Dora,Decker,dora@example.org,+49 40 123456,A1,Decision maker,gluten-free,phone\n",
    )  # fmt: skip
    assert report(take_in(contacts, "contacts")) == {"taken": 1, "known": 0, "rejected": 0}
    contact = Contact.objects.get()
    assert (contact.person.name, contact.role, contact.account) == ("Dora Decker", "decision_maker", account)
    assert set(Preference.objects.values_list("name", "value")) == {
        ("diet", "gluten-free"),
        ("channel", "phone"),
    }
    for path, mapping in ((accounts, "accounts"), (contacts, "contacts")):
        assert report(take_in(path, mapping)) == {"taken": 0, "known": 1, "rejected": 0}
    assert (Billing.objects.count(), Contact.objects.count(), Preference.objects.count()) == (1, 1, 2)


def test_missing_units_are_made_with_their_place(town: Town, tmp_path: Path) -> None:
    content = "id,date,email,nps,unit\nR1,2026-03-02,ana@example.org,9,Köln Süd\n"
    run = take_in(write(tmp_path, "a.csv", content), choices=Choices(add_missing=True))
    assert run.taken == 1
    unit = Unit.objects.get(key="koln-sud")
    assert (unit.name, unit.places.get().hierarchy.key) == ("Köln Süd", "regions")


def test_a_mapping_brings_its_scales_hierarchies_and_touchpoints(town: Town, tmp_path: Path) -> None:
    mapping = """
name: ratings
scales: {joy: {from: 1, to: 7}}
hierarchies: {partners: Partners}
touchpoints: {unboxing: {name: Unboxing, stage: receive}}
units: [{key: "{shop}", name: "Shop {shop}", kind: dealer, hierarchy: partners, parent: "all-shops", when: "{shop}"}]
interactions:
  - {id: "{id}", occurred: "{day}", kind: response, touchpoint: unboxing, unit: "{shop}", scores: {joy: "{joy}"}}
"""
    mapping = mapping.replace(
        'units: [{key: "{shop}"', 'units: [{key: all-shops, name: All, hierarchy: partners}, {key: "{shop}"'
    )
    run = take_in(
        write(tmp_path, "a.csv", "id,day,shop,joy\n1,2026-01-01,S1,7\n2,2026-01-01,S2,8\n"), mapping
    )
    assert report(run) == {"taken": 1, "known": 0, "rejected": 1}
    row = Interaction.objects.get()
    assert (row.scores, row.touchpoint, row.unit) == ({"joy": 7}, "unboxing", "S1")
    parent = Unit.objects.get(key="S1").places.get().parent
    assert parent is not None and parent.key == "all-shops"
    assert not Unit.objects.filter(key="S2").exists()


def test_a_broken_place_keeps_what_stands_before_it(town: Town, tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", ANSWERS + 'R4,2026-03-04,x@example.org,5,3,"' + "x" * (2 << 20))
    run = starting.begin(OPERATOR, path, mapping_of("responses"), Choices(), Import.Runner.COMMAND)
    with pytest.raises(
        Refused, match=r"a\.csv, line 5: a cell is larger than 1 MB.*The 3 rows before it were kept"
    ):
        list(running.run_to_end(OPERATOR, run))
    run.refresh_from_db()
    assert (run.state, report(run)) == (Import.State.STOPPED, {"taken": 3, "known": 0, "rejected": 0})
    assert "line 5" in run.problem
    assert Interaction.objects.count() == 3


def test_a_row_is_never_half_written(town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fall_over(self: Writer, rows: Any) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr(Writer, "_know", fall_over)
    run = starting.begin(
        OPERATOR, write(tmp_path, "a.csv", ANSWERS), mapping_of("responses"), Choices(), "command"
    )
    with pytest.raises(RuntimeError):
        list(running.run_to_end(OPERATOR, run))
    run.refresh_from_db()
    assert (Interaction.objects.count(), run.rows, run.position) == (0, 0, 0)
    monkeypatch.undo()
    assert report(take_in(tmp_path / "a.csv")) == {"taken": 3, "known": 0, "rejected": 0}
    assert Import.objects.count() == 1


def test_an_import_that_was_broken_off_goes_on_where_it_stopped(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "ROWS", 2)
    path = write(tmp_path, "a.csv", ANSWERS)
    run = starting.begin(OPERATOR, path, mapping_of("responses"), Choices(), Import.Runner.COMMAND)
    own = running.running(OPERATOR, run)
    assert own.block()
    again = starting.begin(OPERATOR, path, mapping_of("responses"), Choices(), Import.Runner.COMMAND)
    assert (again.pk, again.position) == (run.pk, 2)
    with pytest.raises(running.LostImport):
        own.block()
    assert Interaction.objects.count() == 2
    for state in running.run_to_end(OPERATOR, again):
        last = state
    assert report(last) == {"taken": 3, "known": 0, "rejected": 0}


def test_a_changed_file_is_another_import(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "ROWS", 2)
    path = write(tmp_path, "a.csv", ANSWERS)
    run = starting.begin(OPERATOR, path, mapping_of("responses"), Choices(), Import.Runner.COMMAND)
    running.running(OPERATOR, run).block()
    write(tmp_path, "a.csv", ANSWERS.replace("Lovely", "Great"))
    other = take_in(path)
    assert other.pk != run.pk
    assert report(other) == {"taken": 1, "known": 1, "rejected": 1}


def test_a_paused_import_stops_and_goes_on(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "ROWS", 2)
    path = write(tmp_path, "a.csv", ANSWERS)
    run = starting.begin(OPERATOR, path, mapping_of("responses"), Choices(), Import.Runner.COMMAND)
    own = running.running(OPERATOR, run)
    own.block()
    starting.pause(OPERATOR, run.pk)
    with pytest.raises(running.LostImport):
        own.block()
    gone_on = starting.go_on(OPERATOR, run.pk, Import.Runner.WORKER)
    assert gone_on.rows == 2

    worker.catch_up()
    gone_on.refresh_from_db()
    assert (gone_on.state, report(gone_on)) == (Import.State.DONE, {"taken": 3, "known": 0, "rejected": 0})


def test_every_import_leaves_a_trace(town: Town, tmp_path: Path) -> None:
    take_in(write(tmp_path, "a.csv", ANSWERS))
    verbs = list(AuditLine.objects.filter(target__startswith="import:").values_list("verb", "actor"))
    assert verbs == [("start_import", "operator"), ("finish_import", "operator")]


def test_what_is_there_already_can_be_told_beforehand(town: Town, tmp_path: Path) -> None:
    from tests.collect.reading import facts, outcomes

    path = write(tmp_path, "a.csv", ANSWERS)
    take_in(path)
    changed = write(
        tmp_path, "b.csv", ANSWERS.replace("Lovely", "Great") + "R9,2026-03-04,z@example.org,9,5,\n"
    )
    found = facts(outcomes(changed, mapping_of("responses").text))
    assert already_there(OPERATOR, found) == (2, 1)


SPRING = "id,date,email,nps\n1,2026-03-02,ana@example.org,9\n2,2026-03-03,bob@example.org,2\n"
AUTUMN = "id,date,email,nps\n1,2026-09-02,cleo@example.org,4\n2,2026-09-03,ana@example.org,7\n"


def test_two_surveys_that_both_count_from_one_are_taken_under_names_of_their_own(
    town: Town, tmp_path: Path
) -> None:
    spring, autumn = write(tmp_path, "spring.csv", SPRING), write(tmp_path, "autumn.csv", AUTUMN)
    take_in(spring)
    assert report(take_in(autumn)) == {"taken": 0, "known": 0, "rejected": 2}
    named = Choices(source="Autumn survey")
    assert report(take_in(autumn, choices=named)) == {"taken": 2, "known": 0, "rejected": 0}
    assert report(take_in(autumn, choices=named)) == {"taken": 0, "known": 2, "rejected": 0}
    assert report(take_in(spring)) == {"taken": 0, "known": 2, "rejected": 0}
    assert Interaction.objects.filter(source="Autumn survey").count() == 2


def test_surveys_that_a_file_names_keep_their_ids_apart(town: Town, tmp_path: Path) -> None:
    rows = "1,spring,2026-03-02,ana@example.org,9\n1,autumn,2026-09-02,ana@example.org,4\n"
    rows += "1,,2026-09-03,bob@example.org,7\n"
    path = write(tmp_path, "both.csv", f"id,survey,date,email,nps\n{rows}")
    assert report(take_in(path)) == {"taken": 3, "known": 0, "rejected": 0}
    assert report(take_in(path)) == {"taken": 0, "known": 3, "rejected": 0}


def test_rows_of_a_named_source_are_mended_within_it(town: Town, tmp_path: Path) -> None:
    take_in(write(tmp_path, "spring.csv", SPRING))
    bad = write(tmp_path, "autumn.csv", "id,date,email,nps\n1,2026-09-02,cleo@example.org,11\n")
    take_in(bad, choices=Choices(source="Autumn survey"))
    row = Rejected.objects.get()
    mending.mend(OPERATOR, row.pk, row.raw.replace("11", "10"))
    assert Interaction.objects.get(source="Autumn survey").scores == {"nps": 10}


def test_the_same_file_again_does_not_keep_its_rejected_rows_twice(town: Town, tmp_path: Path) -> None:
    bad = "R5,2026-03-03,x@example.org,11,3,too good\nR6,1,2,3,4,5,6\n"
    path = write(tmp_path, "a.csv", ANSWERS + bad)
    first = take_in(path)
    assert (report(first), first.waited) == ({"taken": 3, "known": 0, "rejected": 2}, 0)
    again = take_in(write(tmp_path, "b.csv", ANSWERS + bad + "R7,never,x@example.org,1,3,\n"))
    assert (report(again), again.waited) == ({"taken": 0, "known": 3, "rejected": 3}, 2)
    assert Rejected.objects.count() == 3


def test_a_row_that_was_dealt_with_is_kept_again_when_it_comes_again(town: Town, tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "id,date,nps\n1,never,3\n")
    take_in(path)
    mending.discard(OPERATOR, Rejected.objects.get().pk)
    assert take_in(path).waited == 0
    assert Rejected.objects.filter(state="waiting").count() == 1


def test_equal_rows_without_ids_are_all_kept(town: Town, tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "date,nps,unit\n2026-03-01,9,Moon\n2026-03-01,9,Moon\n")
    assert (take_in(path).waited, Rejected.objects.count()) == (0, 2)
    assert (take_in(path).waited, Rejected.objects.count()) == (2, 2)
