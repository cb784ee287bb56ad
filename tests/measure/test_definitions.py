"""Definitions: read with precise errors, checked, versioned, never overtaken silently."""

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from oyez.act.models import Goal
from oyez.company.core.scope import OPERATOR
from oyez.company.models import AuditLine
from oyez.kit.clock import now
from oyez.kit.errors import NotAllowed, NotFound, Refused
from oyez.kit.worker import catch_up
from oyez.measure.ask import ask
from oyez.measure.core.definitions.trouble import DefinitionError
from oyez.measure.core.question import parse
from oyez.measure.core.result import Flag
from oyez.measure.definitions import changes
from oyez.measure.definitions.standing import built_in, definitions
from oyez.measure.models import Definition
from oyez.web.cli.definitions import command
from tests.town import HILL, Town, answers, fact, tell

pytestmark = pytest.mark.django_db

SEGMENT = "segment: seg\nlabel: A segment\nwhere:\n  before: {kind: ticket}\n"
METRIC = """\
metric: delighted
label: Delighted
share: {of: csat, from: 5}
where: {channel: web}
golden:
  - rows:
      - {score:csat: 5, channel: web}
      - {score:csat: 4, channel: web}
      - {score:csat: 1, channel: phone}
    expect: {value: 0.5, n: 2, lo: 0.0945, hi: 0.9055}
"""
RATIO = """\
metric: tickets_for_orders
label: Tickets for orders
ratio:
  count: {kind: ticket}
  per: {kind: order}
"""


def test_two_segments_that_stand_on_each_other_are_refused(town: Town) -> None:
    changes.define(OPERATOR, SEGMENT)
    changes.define(OPERATOR, "segment: other\nlabel: Other\nwhere: {segment: seg}\n")
    with pytest.raises(DefinitionError, match="stands on itself: seg → other → seg"):
        changes.define(OPERATOR, "segment: seg\nlabel: A segment\nwhere: {segment: other}\n")


def test_what_comes_with_oyez_can_be_read_and_keeps_its_golden_cases(town: Town) -> None:
    assert len(built_in()) >= 7
    assert not [one.trouble for one in built_in() if one.trouble]
    found, wrong = changes.check_all(OPERATOR, [(one.key, one.text) for one in built_in()])
    assert not wrong and len(found) == len(built_in())


def test_a_metric_in_a_file_is_a_metric_like_any_other(town: Town) -> None:
    changes.define(OPERATOR, METRIC)
    tell(*answers("csat", [5, 5, 5, 5, 1, 2, 3, 4, 4, 4], channel="web"))
    tell(*answers("csat", [1] * 10, "2026-03-03", channel="phone"))
    answer = ask(OPERATOR, parse("delighted"))
    assert answer.total is not None
    assert (answer.total.value, answer.total.n, answer.total.method) == (0.4, 10, "Wilson")
    assert answer.where == ("channel=web",)
    assert ask(town.viewer(town.dara), parse("delighted")).total.n == 0  # type: ignore[union-attr]
    tell(*answers("csat", [5, 4], "2026-03-04", unit=HILL, channel="web"))
    few = ask(town.viewer(town.dara), parse("delighted")).total
    assert few is not None and few.value is None and Flag.TOO_FEW in few.flags


def test_its_filters_keep_confidential_answers_out_and_say_so(town: Town) -> None:
    changes.define(OPERATOR, METRIC)
    tell(*answers("csat", [5, 1] * 5, channel="web", survey="s"))
    tell(*answers("csat", [5, 1] * 5, "2026-03-03", channel="web", mode="confidential", survey="s"))
    catch_up()
    total = ask(OPERATOR, parse("delighted")).total
    assert total is not None and total.n == 10 and Flag.CONFIDENTIAL_LEFT_OUT in total.flags


def test_every_kind_of_estimate_has_the_interval_of_the_house(town: Town) -> None:
    for text in (
        "metric: a_net\nlabel: x\nnet: {of: csat, better: {from: 4}, worse: {to: 2}}\n",
        "metric: a_mean\nlabel: x\nmean: {of: csat}\n",
        "metric: attr_mean\nlabel: x\nmean: {of: attr:wait, minimum: 0, maximum: 10}\n",
        "metric: attr_share\nlabel: x\nshare: {of: attr:wait, above: 4}\n",
        "metric: row_share\nlabel: x\nshare: {of: rows, among: {kind: response}, where: {attr:late: true}}\n",
        "metric: a_count\nlabel: x\ncount: {of: rows}\nwhere: {kind: ticket}\n",
        RATIO,
    ):
        changes.define(OPERATOR, text)
    tell(*answers("csat", [5, 5, 4, 3, 1, 2, 3, 4, 4, 5], attributes={"wait": 5, "late": True}))
    tell(*answers("csat", [1] * 10, "2026-03-03", attributes={"wait": "11", "late": False}))
    tell(*(fact(f"t{n}", kind="ticket") for n in range(3)), *(fact(f"o{n}", kind="order") for n in range(12)))
    got = {}
    for name in ("a_net", "a_mean", "attr_mean", "attr_share", "row_share", "a_count", "tickets_for_orders"):
        total = ask(OPERATOR, parse(name)).total
        assert total is not None
        got[name] = (round(total.value or 0, 4), total.n, total.method)
    assert got == {
        "a_net": (-0.3, 20, "adjusted Wald"),
        "a_mean": (2.3, 20, "Wilson for means"),
        "attr_mean": (5.0, 10, "Wilson for means"),
        "attr_share": (1.0, 20, "Wilson"),
        "row_share": (0.5, 20, "Wilson"),
        "a_count": (3.0, 3, "counted"),
        "tickets_for_orders": (0.25, 15, "conditional Wilson"),
    }


def test_a_metric_of_what_customers_are_worth_is_for_those_who_may_know_it(town: Town) -> None:
    changes.define(OPERATOR, "metric: spent_mean\nlabel: x\nmean: {of: attr:price, minimum: 0, maximum: 9}\n")
    with pytest.raises(NotAllowed):
        ask(town.viewer(town.cem), parse("spent_mean"))


def test_a_dimension_in_a_file_groups_and_filters(town: Town) -> None:
    changes.define(
        OPERATOR,
        "dimension: way\nlabel: Way\nof: channel\nvalues: {by_hand: [phone, email], screen: {label: Screen, of: web}}\n"
        "others: Elsewhere\n",
    )
    changes.define(
        OPERATOR,
        "dimension: size\nlabel: Size\nof: attr:rooms\nbands:\n  - {key: small, label: Small, to: 2}\n"
        "  - {key: large, above: 2}\n",
    )
    tell(
        *(
            fact(str(n), channel=channel, attributes={} if rooms is None else {"rooms": rooms})
            for n, (channel, rooms) in enumerate(
                [("phone", 1), ("email", 2), ("web", 3), ("fax", None), ("web", "many")]
            )
        )
    )
    ways = ask(OPERATOR, parse("count", by=["way"]))
    assert {one.keys[0]: one.result.n for one in ways.points} == {"by_hand": 2, "screen": 2, "others": 1}
    assert ways.names["way"]["screen"] == "Screen"
    sizes = ask(OPERATOR, parse("count", by=["size"]))
    assert {one.keys[0]: one.result.n for one in sizes.points} == {"small": 2, "large": 1, None: 2}
    assert ask(OPERATOR, parse("count", where=["size=small"])).total.n == 2  # type: ignore[union-attr]


def test_versions_are_kept_restored_and_said_in_the_audit_trail(town: Town) -> None:
    first = changes.define(OPERATOR, SEGMENT)
    assert first.one.version == 1 and first.is_new
    assert not changes.define(OPERATOR, SEGMENT).changed
    second = changes.define(OPERATOR, SEGMENT.replace("ticket", "order"))
    assert second.one.version == 2
    assert changes.restore(OPERATOR, "segment", "seg", 1).one.version == 3
    kept = changes.versions_of(OPERATOR, "segment", "seg")
    assert [one.version for one in kept] == [3, 2, 1] and kept[0].text == kept[2].text
    assert AuditLine.objects.filter(verb="define", target="segment:seg").count() == 3


def test_one_that_came_with_oyez_can_be_changed_and_restored(town: Town) -> None:
    text = "segment: tenure\nlabel: Mine\nwhere: {tenure: {above: 10 days}}\n"
    changes.define(OPERATOR, text)
    assert definitions().segments["tenure"].heading.label == "Mine"
    changes.restore(OPERATOR, "segment", "tenure", 0)
    assert definitions().segments["tenure"].heading.label == "Tenure"


def test_whoever_was_overtaken_is_told_and_nothing_is_lost(town: Town) -> None:
    changes.define(OPERATOR, SEGMENT)
    changes.define(OPERATOR, SEGMENT.replace("ticket", "order"), over=1)
    with pytest.raises(
        Refused, match="was changed meanwhile by operator and is at version 2; you looked at version 1"
    ):
        changes.define(OPERATOR, SEGMENT.replace("ticket", "call"), over=1)
    assert Definition.objects.count() == 2


def test_what_is_used_is_not_withdrawn(town: Town) -> None:
    changes.define(OPERATOR, SEGMENT)
    changes.define(OPERATOR, "metric: m\nlabel: M\ncount: {of: rows}\nwhere: {segment: '!seg'}\n")
    with pytest.raises(Refused, match="“seg” is used: the metric “m”"):
        changes.withdraw(OPERATOR, "segment", "seg")
    changes.withdraw(OPERATOR, "metric", "m")
    changes.withdraw(OPERATOR, "segment", "seg")
    assert "seg" not in definitions().segments
    with pytest.raises(NotFound):
        changes.withdraw(OPERATOR, "segment", "seg")


def test_a_goal_in_a_file_is_set_with_its_baseline_and_never_changes(town: Town) -> None:
    today = now().date()
    for month in range(1, 12):
        tell(
            *answers(
                "nps",
                [9, 3] * 30,
                f"{today.year - (month >= today.month)}-{(today.month - month - 1) % 12 + 1:02}-05",
            )
        )
    until = date(today.year + 1, today.month, 1)
    text = (
        f"goal: better\nlabel: Better here\nmetric: nps\ntarget: 60\nuntil: {until}\nowner: cem@example.org\n"
    )
    changes.define(OPERATOR, text)
    goal = Goal.objects.get()
    assert (goal.key, goal.target, goal.owner) == ("better-here", 0.6, town.cem)
    with pytest.raises(Refused, match="a goal does not change afterwards"):
        changes.define(OPERATOR, text.replace("60", "70"))
    changes.withdraw(OPERATOR, "goal", "better")
    assert Goal.objects.get().withdrawn_at is not None


def test_a_goal_on_a_metric_keeps_the_metric(town: Town) -> None:
    changes.define(OPERATOR, "metric: mine\nlabel: Mine\nshare: {of: csat, from: 5}\n")
    Goal.objects.create(
        key="g", name="G", metric="mine", target=0.9, since=date(2026, 1, 1), until=date(2027, 1, 1),
        owner=town.cem, baseline={}, detectable=0.1, set_at=now(),
    )  # fmt: skip
    with pytest.raises(Refused, match="“mine” is used: the goal “G”"):
        changes.withdraw(OPERATOR, "metric", "mine")


def test_only_the_programme_defines(town: Town) -> None:
    for member in (town.cem, town.bea, town.eli, town.member("analyst")):
        with pytest.raises(NotAllowed):
            changes.define(town.viewer(member), SEGMENT)
    changes.define(town.viewer(town.member("cx_manager")), SEGMENT)


def test_files_are_checked_together_and_applied_all_or_none(town: Town, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("segment: a\nlabel: A\nwhere: {segment: b}\n")
    (tmp_path / "b.yaml").write_text("segment: b\nlabel: B\nwhere: {channel: web}\n")
    (tmp_path / "c.yaml").write_text("segment: c\nlabel: C\nwhere: {chanel: web}\n")
    run = CliRunner().invoke(command, ["check", str(tmp_path)])
    assert run.exit_code == 1
    assert "c.yaml, line 3, column 9: there is no dimension “chanel”" in run.output
    run = CliRunner().invoke(command, ["apply", str(tmp_path)])
    assert run.exit_code != 0 and not Definition.objects.exists()
    (tmp_path / "c.yaml").unlink()
    run = CliRunner().invoke(command, ["apply", str(tmp_path)])
    assert run.output == "segment a: new\nsegment b: new\n"
    run = CliRunner().invoke(command, ["apply", str(tmp_path)])
    assert run.output == "segment a: as it was\nsegment b: as it was\n"
    out = tmp_path / "out"
    run = CliRunner().invoke(command, ["export", str(out)])
    assert sorted(file.name for file in out.rglob("*.yaml")) == ["a.yaml", "b.yaml"]
    assert (out / "segment" / "a.yaml").read_text() == (tmp_path / "a.yaml").read_text()
    assert "version 1: operator" in CliRunner().invoke(command, ["history", "segment", "a"]).output
    assert CliRunner().invoke(command, ["show", "segment", "a"]).output.startswith("segment: a\n")


def test_the_page_checks_saves_and_says_who_was_overtaken(town: Town) -> None:
    client = town.client(town.member("cx_manager"))
    page = client.post("/definitions/new/segment/", {"text": SEGMENT.replace("kind", "kin"), "do": "save"})
    assert page.status_code == 422
    said = page.content.decode()
    assert "line 4, column 12: there is no dimension “kin”" in said and "4 → " in said
    page = client.post("/definitions/new/segment/", {"text": SEGMENT, "do": "check"})
    assert "Nothing was saved yet" in page.content.decode() and not Definition.objects.exists()
    assert client.post("/definitions/new/segment/", {"text": SEGMENT, "do": "save"}).status_code == 302
    other = SEGMENT.replace("ticket", "order")
    assert client.post("/definitions/segment/seg/", {"text": other, "version": 1}).status_code == 302
    page = client.post("/definitions/segment/seg/", {"text": SEGMENT + "#", "version": 1})
    assert page.status_code == 422 and "was changed meanwhile" in page.content.decode()
    said = client.get("/definitions/segment/seg/").content.decode()
    assert "version 2" in said and "-  before: {kind: ticket}" in said and "+  before: {kind: order}" in said
    assert client.post("/definitions/segment/seg/restore/", {"version": 1}).status_code == 302
    assert client.post("/definitions/segment/seg/withdraw/", {"version": 3}).status_code == 302
    assert "seg" not in definitions().segments


def test_whoever_may_not_define_reads_and_no_more(town: Town) -> None:
    changes.define(OPERATOR, SEGMENT)
    reader = town.client(town.cem)
    page = reader.get("/definitions/segment/seg/")
    assert page.status_code == 200 and "<textarea" not in page.content.decode()
    assert reader.get("/definitions/").status_code == 200
    for address in ("new/segment/", "segment/seg/", "segment/seg/restore/", "segment/seg/withdraw/"):
        assert reader.post(f"/definitions/{address}", {"text": SEGMENT, "version": 1}).status_code == 404
    assert town.client(town.eli).get("/definitions/").status_code == 404
    assert reader.post("/api/v1/definitions", {"text": SEGMENT}, "application/json").status_code == 404


def test_programs_check_and_save(town: Town) -> None:
    client = town.client(town.member("cx_manager"))

    def post(path: str, **said: object) -> object:
        return client.post(f"/api/v1/definitions{path}", said, "application/json")

    wrong = post("/check", text="segment: x\nlabel: x\nwhere: {chanel: web}\n").json()  # type: ignore[attr-defined]
    assert wrong["wrong"][0] | {"sentence": ""} == {"line": 3, "column": 9, "sentence": ""}
    assert post("", text=SEGMENT).json()["version"] == 1  # type: ignore[attr-defined]
    assert post("", text=SEGMENT + "#", version=0).status_code == 422  # type: ignore[attr-defined]
    assert [one["version"] for one in client.get("/api/v1/definitions/segment/seg").json()] == [1]
    assert "seg" in [one["key"] for one in client.get("/api/v1/definitions", {"kind": "segment"}).json()]


def test_a_segment_with_golden_cases_places_them_as_expected(town: Town) -> None:
    text = SEGMENT + (
        "golden:\n"
        "  - rows:\n"
        "      - {subject: a, at: 2026-01-01, kind: ticket}\n"
        "      - {subject: a, at: 2026-01-02}\n"
        "      - {at: 2026-01-02}\n"
        "    expect: [no, yes, none]\n"
    )
    assert changes.define(OPERATOR, text).is_new
    for wrong, sentence in (
        (text.replace("[no, yes, none]", "[no, no, none]"), "expects row 2 in “no”, and it is in “yes”"),
        (text.replace("[no, yes, none]", "[no, yes]"), "there are 3 rows, and 2 are expected"),
        (text.replace("[no, yes, none]", "[no, yes, maybe]"), "no group “maybe”; known: yes, no, none"),
        (text.replace("subject: a, at: 2026-01-02", "subjct: a"), "says nothing of “subjct”"),
        (text.replace("{at: 2026-01-02}", "{at: soon}"), "“at” of a golden row is a day or a moment"),
    ):
        with pytest.raises(DefinitionError, match=sentence):
            changes.define(OPERATOR, wrong)
