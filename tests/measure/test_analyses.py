"""Saved analyses: kept in one form, opened with the viewer's own eyes, their owner told what changed."""

from typing import Any

import pytest
from click.testing import CliRunner
from django.test import Client

from oyez.company.core.scope import OPERATOR, Viewer
from oyez.company.models import AuditLine, Member
from oyez.kit.errors import NotAllowed, NotFound, Refused
from oyez.measure.analyses import changes, words
from oyez.measure.analyses.changes import Wanted
from oyez.measure.analyses.queries import analyses, analysis
from oyez.measure.analyses.standing import moved, query_now
from oyez.measure.models import SavedAnalysis
from oyez.web.cli import oyez
from tests.town import HILL, Town, answers, tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst(town: Town) -> Member:
    tell(*answers("csat", [5, 4, 4, 2] * 3, "2026-03-02"), *answers("csat", [1] * 6, "2026-04-03", unit=HILL))
    return town.member("analyst")


def kept(
    viewer: Viewer, query: str = "metric=csat&by=unit", page: str = "explore", **said: Any
) -> SavedAnalysis:
    return changes.save_analysis(viewer, Wanted("Quarter", page, query, **said))


def test_its_period_gets_a_beginning_and_an_end(town: Town, analyst: Member) -> None:
    saved = kept(town.viewer(analyst), "by=unit&metric=csat&since=&until=")
    assert saved.query.startswith("metric=csat&by=unit&since=2026-03-01&until=")
    assert (saved.n, saved.value) == (18, pytest.approx(0.5))
    assert saved.months is None


def test_the_link_of_a_page_has_a_beginning_and_an_end(town: Town, analyst: Member) -> None:
    page = town.client(analyst).get("/explore/?metric=csat&by=unit").content.decode()
    assert (
        'data-copy="http://testserver/explore/?metric=csat&amp;by=unit&amp;since=2026-03-01&amp;until=20'
        in page
    )
    later = (
        town.client(analyst).get("/explore/?metric=csat&since=2026-04-01&until=2026-05-01").content.decode()
    )
    assert "since=2026-04-01&amp;until=2026-05-01" in later


def test_equal_questions_are_kept_equally(town: Town, analyst: Member) -> None:
    viewer = town.viewer(analyst)
    one, other = (
        kept(viewer, "by=unit&metric=csat"),
        kept(viewer, "metric=csat&by=unit&every=&format=csv&page=3"),
    )
    assert one.query == other.query
    assert one.key != other.key


def test_a_period_that_moves_along_ends_with_this_month(town: Town, analyst: Member) -> None:
    viewer = town.viewer(analyst)
    saved = kept(viewer, "metric=csat&since=2026-03-01", rolling=True)
    assert saved.query == "metric=csat"
    assert saved.months is not None
    assert "since=" in query_now(viewer, saved)
    assert "until=" in query_now(viewer, saved)


def test_its_owner_is_told_what_has_changed(town: Town, analyst: Member) -> None:
    viewer = town.viewer(analyst)
    saved = kept(viewer)
    found = moved(viewer, saved)
    assert found is not None
    assert found.is_same
    tell(*answers("csat", [5] * 6, "2026-04-04"))
    found = moved(viewer, saved)
    assert words.since_then(found) == "18 answers then, 24 now; 0.500 then, 0.625 now"
    page = town.client(analyst).get(f"/analyses/{saved.key}/", follow=True).content.decode()
    assert "Since it was saved: 18 answers then, 24 now" in page
    assert "18 answers then, 24 now" in town.client(analyst).get("/analyses/").content.decode()
    noted = changes.note_again(viewer, saved.key)
    assert noted.n == 24
    found = moved(viewer, noted)
    assert found is not None
    assert found.is_same


def test_others_open_what_is_shared_with_their_own_eyes(town: Town, analyst: Member) -> None:
    saved = kept(town.viewer(analyst), shared=True)
    answer = town.client(town.dara).get(f"/analyses/{saved.key}/", follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain[0][0].startswith("/explore/?metric=csat&by=unit&since=2026-03-01")
    assert "Hill" in page
    assert "Harbour" not in page
    assert "Since it was saved" not in page
    listed = town.client(town.dara).get("/api/v1/analyses").json()
    assert [(one["name"], one["n"], one["value"]) for one in listed] == [("Quarter", None, None)]


def test_what_is_not_shared_is_nobody_elses(town: Town, analyst: Member) -> None:
    saved = kept(town.viewer(analyst))
    for member in (town.dara, town.cem):
        assert town.client(member).get(f"/analyses/{saved.key}/").status_code == 404
        assert not analyses(town.viewer(member))
    with pytest.raises(NotFound):
        analysis(town.viewer(town.cem), saved.key)


def test_only_its_owner_changes_it(town: Town, analyst: Member) -> None:
    saved = kept(town.viewer(analyst), shared=True)
    dara = town.viewer(town.dara)
    for change in (changes.remove_analysis, changes.note_again):
        with pytest.raises(NotAllowed):
            change(dara, saved.key)
    with pytest.raises(NotAllowed):
        changes.share_analysis(dara, saved.key, False)


def test_who_may_not_see_numbers_saves_and_opens_nothing(town: Town, analyst: Member) -> None:
    saved = kept(town.viewer(analyst), shared=True)
    bea = town.viewer(town.bea)
    with pytest.raises(NotAllowed):
        kept(bea)
    with pytest.raises(NotAllowed):
        analyses(bea)
    assert town.client(town.bea).get(f"/analyses/{saved.key}/").status_code == 404
    with pytest.raises(NotAllowed):
        kept(OPERATOR)


def test_every_change_leaves_a_line(town: Town, analyst: Member) -> None:
    viewer = town.viewer(analyst)
    saved = kept(viewer)
    changes.share_analysis(viewer, saved.key, True)
    changes.note_again(viewer, saved.key)
    changes.remove_analysis(viewer, saved.key)
    verbs = list(
        AuditLine.objects.filter(target=f"analysis:{saved.key}").order_by("pk").values_list("verb", flat=True)
    )
    assert verbs == ["save_analysis", "share_analysis", "note_analysis", "remove_analysis"]
    assert not SavedAnalysis.objects.exists()


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (Wanted("", "explore", "metric=csat"), "needs a name"),
        (Wanted("x" * 200, "explore", "metric=csat"), "needs a name"),
        (Wanted("a", "moon", ""), "no page “moon”"),
        (Wanted("a", "explore", "metric=happiness"), "no metric"),
        (Wanted("a", "explore", "metric=csat&since=tuesday"), "is a day"),
        (Wanted("a", "crosstab", "of=csat&banner=planet"), ""),
        (Wanted("a", "explore", "metric=csat&where=" + "a" * 5000), "too long"),
    ],
)
def test_what_cannot_be_asked_is_not_kept(town: Town, analyst: Member, wanted: Wanted, words: str) -> None:
    if wanted.page == "crosstab":
        assert changes.save_analysis(town.viewer(analyst), wanted).n == 18
        return
    with pytest.raises((Refused, NotFound), match=words):
        changes.save_analysis(town.viewer(analyst), wanted)


@pytest.mark.parametrize(
    ("page", "query", "address"),
    [
        (
            "crosstab",
            "of=csat&banner=unit&banner=region",
            "/crosstab/?of=csat&banner=unit&banner=region&since=2026-03-01",
        ),
        ("drivers", "survey=yearly", "/drivers/?survey=yearly&since=2026-03-01"),
        ("changes", "", "/changes/"),
        ("change", "stream=csat%40unit%3Dharbour", "/changes/chart/?stream=csat"),
    ],
)
def test_every_page_can_be_kept(town: Town, analyst: Member, page: str, query: str, address: str) -> None:
    saved = kept(town.viewer(analyst), query, page)
    answer = town.client(analyst).get(f"/analyses/{saved.key}/")
    assert answer.status_code == 302
    assert answer["Location"].startswith(address)


def test_buttons_keep_share_and_remove(town: Town, analyst: Member) -> None:
    client: Client = town.client(analyst)
    assert "Save this" in client.get("/explore/?metric=csat").content.decode()
    said = {"name": "Mine", "page": "explore", "query": "metric=csat", "shared": "on"}
    page = client.post("/analyses/save/", said, follow=True).content.decode()
    assert "“Mine” is saved." in page
    saved = SavedAnalysis.objects.get()
    assert saved.shared
    client.post(f"/analyses/{saved.key}/share/", {"shared": "no"})
    saved.refresh_from_db()
    assert not saved.shared
    assert (
        "needs a name" in client.post("/analyses/save/", {**said, "name": " "}, follow=True).content.decode()
    )
    client.post(f"/analyses/{saved.key}/note/")
    client.post(f"/analyses/{saved.key}/remove/")
    assert "Nothing is saved yet" in client.get("/analyses/").content.decode()


def test_an_analysis_that_can_be_asked_no_more_says_so_when_opened(town: Town, analyst: Member) -> None:
    viewer = town.viewer(analyst)
    saved = kept(viewer)
    SavedAnalysis.objects.filter(pk=saved.pk).update(query="metric=gone")
    saved.refresh_from_db()
    assert moved(viewer, saved) is None
    assert town.client(analyst).get(f"/analyses/{saved.key}/", follow=True).status_code == 404


def test_the_command_lists_and_runs(town: Town, analyst: Member) -> None:
    viewer = town.viewer(analyst)
    explored, crossed = kept(viewer), kept(viewer, "of=csat&banner=unit", "crosstab", shared=True)
    listed = CliRunner().invoke(oyez, ["analyses", "list", "--json"])
    assert (explored.key in listed.output, crossed.key in listed.output) == (True, True)
    found = CliRunner().invoke(oyez, ["analyses", "run", explored.key])
    assert "18" in found.output
    found = CliRunner().invoke(oyez, ["analyses", "run", crossed.key, "--viewer", town.dara.email])
    assert "Hill" in found.output
    assert "Harbour" not in found.output
