"""Sample pages made of the parts, with the content of an invented company, as a browser gets them."""

from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from oyez.kit.charts import bars, line, matrix, panels
from oyez.kit.charts.bars import Bar, BarChart
from oyez.kit.charts.figure import Figure, Measured, counted, hidden, measured
from oyez.kit.charts.line import LineChart, Point
from oyez.kit.charts.matrix import Account, Matrix
from oyez.kit.charts.panels import Panel, Panels
from oyez.kit.charts.table import Cell, Column, Table

HERE = Path(__file__).parent / "frame"
MONTHS = ("Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov")


class CauseForm(forms.Form):
    """A field that is wrong, one with help, a box to tick."""

    file = forms.FileField(help_text="CSV, Excel, JSON Lines or Parquet; up to 2 GB.", required=False)
    cause = forms.ChoiceField(
        label="Why it happened", choices=[("1", "Part damaged before loading")], required=False
    )
    when = forms.DateField(label="Since", help_text="The first day that counts.")
    react = forms.BooleanField(label="Let it open cases", help_text="After a preview.", required=False)


class SignInForm(forms.Form):
    """What the door asks."""

    login = forms.EmailField(label="E-mail", widget=forms.EmailInput(attrs={"autocomplete": "username"}))
    password = forms.CharField(
        label="Password", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    remember = forms.BooleanField(label="Keep me signed in on this device", required=False)


def page(name: str, language: str = "en", theme: str = "") -> str:
    """One of the sample pages, or a template of the house by its own name."""
    request = RequestFactory().get("/explore/?page=2")
    if theme:
        request.COOKIES["oyez_theme"] = theme
    own = HERE / f"{name}.html"
    engine = engines["django"]
    with translation.override(language):
        template = engine.from_string(own.read_text("utf-8")) if own.exists() else engine.get_template(name)
        asked = {"form": SignInForm()} if name.startswith("account/") else {}
        return template.render({**frame(), **content(), **asked, "request": request})


def frame() -> dict[str, Any]:
    role = SimpleNamespace(key="cx_manager", title="CX manager", purpose="The programme.")
    other = SimpleNamespace(key="executive", title="Executive", purpose="Five numbers.")
    return {
        "viewer": SimpleNamespace(name="Marta Kessler", role="cx_manager", member=1),
        "company": SimpleNamespace(name="Aurora"),
        "role": role,
        "roles": [other, role],
        "nav": [
            {"title": "Listen", "items": [item("Home", "home"), item("Imports", "import")]},
            {
                "title": "Understand",
                "items": [item("Explore", "explore", current=True), item("People", "people")],
            },
            {"title": "Act", "items": [item("Cases", "cases", count=4, count_of="due today")]},
        ],
    }


def item(label: str, icon: str, **more: Any) -> dict[str, Any]:
    return {"label": label, "url": f"/{icon}/", "icon": icon, **more}


def content() -> dict[str, Any]:
    return {
        "five": five(),
        "risk": Figure(
            name="Expected loss if history repeats",
            value="€1.9 M",
            unit="of €23.1 M billed",
            range="95% interval €0.6 M to €3.6 M",
            count="48 accounts",
            strip=measured("", Measured(form="percent", value=0.32, lo=0.1, hi=0.6, n=48)).strip,
        ),
        "matrix": matrix.for_screen(the_matrix()),
        "accounts": account_table(),
        "problems": problem_table(),
        "drawn": panels.draw_all(the_panels()),
        "regions": region_table(),
        "one_line": line.for_screen(one_line()),
        "reasons": bars.for_screen(reasons()),
        "page": Paginator(range(1240), 50).page(2),
        "segments": [
            {"words": "By due time", "url": "#", "current": True},
            {"words": "Referred", "url": "#"},
        ],
        "steps": [
            {"words": "File read", "state": "done"},
            {"words": "Columns matched", "state": "done"},
            {"words": "Taking lines in", "state": "current"},
            {"words": "Findings", "state": ""},
        ],
        "entries": entries(),
        "rows": rows(),
        "form": CauseForm({"when": "soon"}),
        "eleven": range(11),
        "status": 404,
        "message": "There is nothing here, or it is not yours to see.",
    }


def five() -> list[Figure]:
    return [
        measured(
            "Net Promoter Score",
            Measured(form="points", value=0.38, lo=0.35, hi=0.42, n=846),
            target=0.4,
            verdict="undecided",
        ),
        measured(
            "Would choose Aurora again",
            Measured(form="percent", value=0.81, lo=0.79, hi=0.83, n=640),
            target=0.75,
            verdict="met",
        ),
        measured(
            "Right at the first visit",
            Measured(form="percent", value=0.72, lo=0.69, hi=0.75, n=903),
            target=0.85,
            verdict="missed",
        ),
        replace(hidden("Solved by the promised day", 5)),
        counted("Revenue we have heard from", "87%", 0.87, "36 of 48 accounts", "missed", "target 90"),
    ]


def the_matrix() -> Matrix:
    known = [(84, 3.9), (52, 2.8), (77, 2.3), (88, 1.9), (47, 1.5), (71, 1.25), (80, 1.05), (61, 0.89)]
    known += [(66, 0.64), (76, 0.56), (83, 0.34), (58, 0.3), (91, 0.25), (43, 0.18), (64, 0.098), (93, 0.084)]
    named = matrix.letters()
    answered = tuple(
        Account(
            letter=next(named),
            name="Hansehof",
            revenue=millions * 1e6,
            satisfaction=score,
            lo=score - 7,
            hi=score + 6,
            certain=score != 71,
            size=millions,
        )
        for score, millions in known
    )
    silent = tuple(
        Account(letter=letter, name="Quiet", revenue=revenue, size=0.4)
        for letter, revenue in zip(islice(named, 3), (1.45e6, 0.6e6, 0.35e6), strict=True)
    )
    return Matrix(
        title="Accounts by satisfaction and billed revenue",
        description="The table below lists every account.",
        accounts=answered + silent,
        cut_satisfaction=70,
        cut_revenue=500_000,
        money=((100_000, "€100k"), (500_000, "€500k"), (2_000_000, "€2M")),
    )


def account_table() -> Table:
    columns = (
        Column(name="Account"),
        Column(name="Satisfaction", numeric=True),
        Column(name="Billed", numeric=True),
    )
    return Table(
        caption="Accounts",
        columns=columns,
        rows=(
            (Cell(words="A, Hansehof", url="#"), "84, 77 to 90", "€3.9 M"),
            ("X, Quiet", "no answer", "€1.5 M"),
        ),
    )


def problem_table() -> Table:
    return Table(
        caption="Problems that cost most",
        columns=(
            Column(name="Problem"),
            Column(name="Customers affected", numeric=True),
            Column(name="Revenue touched", numeric=True),
            Column(name="Owner"),
            Column(name="Verdict", full=True),
        ),
        rows=(
            (
                Cell(words="Second fitting visit needed", below="Parts missing on the van"),
                "253 of 903",
                "€4.6 M",
                "Jonas Weil",
                Cell(words="Undecided", verdict="undecided", below="+3 points, −2 to +8 · n 301"),
            ),
            (
                Cell(words="No delivery date for weeks", below="Region Rhine"),
                "44 of 168",
                "€2.1 M",
                "Carla Dietz",
                Cell(words="Met", verdict="met", below="−11 points, −19 to −3 · n 240"),
            ),
        ),
    )


def region_table() -> Table:
    return Table(
        caption="NPS by region",
        columns=(
            Column(name="Region"),
            Column(name="NPS", numeric=True),
            Column(name="95% interval", numeric=True),
            Column(name="n", numeric=True),
            Column(name="Verdict", full=True),
        ),
        rows=(
            ("North", "+49", "+43 to +55", "749", Cell(words="Undecided", verdict="undecided")),
            ("Rhine", "+26", "+21 to +31", "948", Cell(words="Falling", verdict="missed")),
            ("South", "+43", "+38 to +48", "775", Cell(words="Rising", verdict="met")),
        ),
    )


def months(
    start: float, step: float, width: float, thin: tuple[int, ...] = (), gaps: tuple[int, ...] = ()
) -> tuple[Point, ...]:
    points = []
    for index, month in enumerate(MONTHS):
        value = start + step * index
        shown = f"{value:+.0f}".replace("-", "−")
        if index in gaps:
            points.append(Point(label=month, value=None, tip=f"{month}: not enough answers"))
        else:
            points.append(
                Point(
                    label=month,
                    value=value,
                    lo=value - width,
                    hi=value + width,
                    text=shown,
                    thin=index in thin,
                )
            )
    return tuple(points)


def the_panels() -> Panels:
    return Panels(
        panels=(
            Panel(name="North", note="n 1,366", points=months(40, 1, 14)),
            Panel(name="Rhine", note="n 1,818", points=months(44, -2.2, 13)),
            Panel(name="South", note="n 1,487", points=months(28, 1.6, 14)),
            Panel(name="Coast", note="n 381", points=months(37, 1, 30, thin=(1, 4, 11), gaps=(7,))),
        ),
        ghost=tuple(38 + (index % 3) * 0.3 for index in range(12)),
    )


def one_line() -> LineChart:
    return LineChart(
        title="NPS of all Aurora, month by month",
        description="Between +38 and +49, with a gap in May.",
        points=months(38, 1, 6, gaps=(5,)),
        target=50,
        target_text="Target",
    )


def reasons() -> BarChart:
    return BarChart(
        title="Reasons named by those who scored 6 or less",
        bars=(
            Bar(label="Waiting for a date", value=26, lo=20, hi=33, text="26%"),
            Bar(label="Damaged or missing", value=19, lo=14, hi=25, text="19%"),
            Bar(label="Nobody rings back", value=11, lo=7, hi=16, text="11%", faint=True),
            Bar(label="Price of fitting", value=None, text="too few"),
        ),
        reference=9,
        unit="%",
    )


def entries() -> list[dict[str, Any]]:
    said = "I only want to know whether somebody is coming on Tuesday."
    return [
        {
            "day": "20 Nov",
            "time": "09:12",
            "icon": "cases",
            "title": "Case C-2291: the new worktop has arrived",
            "url": "#",
            "open": True,
            "chips": [{"text": "Open, Ben Okafor", "tone": "wait"}],
            "note": "Opened 14 Nov, chipped at fitting.",
        },
        {
            "day": "19 Nov",
            "time": "17:20",
            "icon": "call",
            "title": "Called service, 6 min",
            "quote": said,
            "language": "en",
        },
        {
            "day": "14 Nov",
            "time": "18:41",
            "icon": "response",
            "title": "Answered “After your fitting”",
            "score": 3,
            "maximum": 10,
            "look": "low",
            "chips": [{"text": "Asked to be contacted"}],
        },
        {
            "day": date(2026, 9, 18).strftime("%d %b"),
            "icon": "order",
            "title": "Ordered kitchen Linea, €18,420",
        },
    ]


def rows() -> list[dict[str, Any]]:
    return [
        row(
            "Elbufer Hotels",
            "Third invoice split by room instead of by house",
            "2 h late",
            1,
            due_state="late",
        ),
        row(
            "Anneke Hoffmann", "Worktop chipped at fitting", "42 min left", 3, due_state="soon", current=True
        ),
        row("Tomasz Zieliński", "No date for the missing plinth", "today 18:30", 5),
        row("Wohnbau Hansehof", "No score, asked by phone", "Tue 10:00"),
    ]


def row(who: str, what: str, due: str, score: int | None = None, **more: Any) -> dict[str, Any]:
    look = "low" if score is not None and score < 4 else ""
    scored = {} if score is None else {"score": score, "maximum": 10, "look": look}
    return {"url": f"#{who.split()[0]}", "who": who, "what": what, "due": due, **scored, **more}
