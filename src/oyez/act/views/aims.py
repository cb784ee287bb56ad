"""Goals, initiatives and expectations: looking, setting, registering."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from oyez.act import aims
from oyez.act.changes import aims as changes
from oyez.act.forms import CostForm, ExpectationForm, GoalForm, InitiativeForm
from oyez.act.queries import goals as goal_queries
from oyez.act.queries import initiatives as initiative_queries
from oyez.company.asking import viewer_of
from oyez.company.core.roles import Can
from oyez.company.queries import the_company, tree
from oyez.kit.errors import Refused


@dataclass(frozen=True)
class _Words:
    """What stands around a form, and where it leads back to."""

    heading: Any
    lead: Any
    action: Any
    back: str


GOAL = _Words(
    gettext_lazy("New goal"),
    gettext_lazy("The twelve months before become its baseline. What the answers cannot show is no goal."),
    gettext_lazy("Set it"),
    "act:goals",
)
EXPECTATION = _Words(
    gettext_lazy("What do you expect?"),
    gettext_lazy("It cannot be changed afterwards; the gap is shown when the answers are in."),
    gettext_lazy("Write it down"),
    "act:goals",
)
INITIATIVE = _Words(
    gettext_lazy("New initiative"),
    gettext_lazy("How its effect is judged is fixed now; registered after its start it stays descriptive."),
    gettext_lazy("Register it"),
    "act:initiatives",
)


@require_GET
def goals(request: HttpRequest) -> HttpResponse:
    """All goals with their verdicts, then what was expected."""
    viewer, names = viewer_of(request), tree().names
    found = aims.by_urgency(goal_queries.goals(viewer))
    told = [
        {"standing": one, "figure": aims.goal_figure(one), "where": aims.goal_where(one, names),
         "when": aims.goal_when(one), "number": aims.goal_number(one),
         "detectable": aims.change(one.card, one.goal.detectable)}
        for one in found
    ]  # fmt: skip
    gaps = [{"gap": gap, "words": aims.gap_words(gap)} for gap in goal_queries.expectations(viewer)]
    return render(request, "act/goals.html", {"goals": told, "tally": aims.tally(found), "gaps": gaps})


@require_http_methods(["GET", "POST"])
def new_goal(request: HttpRequest) -> HttpResponse:
    """A goal, refused where the answers to come could not show it."""
    viewer = viewer_of(request)
    viewer.needs(Can.PROGRAMME)
    form = GoalForm(viewer, request.POST or None)
    return _form_page(
        request, form, GOAL, lambda: changes.set_goal(viewer, form.wanted()), _("The goal is set.")
    )


@require_http_methods(["GET", "POST"])
def new_expectation(request: HttpRequest) -> HttpResponse:
    """What one expects, before anybody can know."""
    viewer = viewer_of(request)
    viewer.needs(Can.NUMBERS)
    form = ExpectationForm(viewer, request.POST or None)
    return _form_page(
        request, form, EXPECTATION, lambda: changes.expect(viewer, **form.expected()), _("Written down.")
    )


@require_POST
def withdraw_goal(request: HttpRequest, key: str) -> HttpResponse:
    """Off the pages; it is kept."""
    changes.withdraw_goal(viewer_of(request), key)
    return redirect("act:goals")


@require_GET
def initiatives(request: HttpRequest) -> HttpResponse:
    """All decision cards."""
    told = [_told(card) for card in initiative_queries.initiatives(viewer_of(request))]
    return render(request, "act/initiatives.html", {"cards": told, "currency": the_company().currency})


@require_GET
def initiative(request: HttpRequest, key: str) -> HttpResponse:
    """One initiative with every unit's figures."""
    card = initiative_queries.initiative(viewer_of(request), key)
    table = aims.unit_table(card.evidence) if card.evidence else None
    context = _told(card) | {"table": table, "currency": the_company().currency, "form": CostForm()}
    return render(request, "act/initiative.html", context)


@require_http_methods(["GET", "POST"])
def new_initiative(request: HttpRequest) -> HttpResponse:
    """Registered before it starts: then what is found afterwards counts."""
    viewer = viewer_of(request)
    viewer.needs(Can.PROGRAMME)
    form = InitiativeForm(viewer, request.POST or None)
    return _form_page(
        request, form, INITIATIVE, lambda: changes.register(viewer, form.wanted()), _("It is registered.")
    )


@require_POST
def note_cost(request: HttpRequest, key: str) -> HttpResponse:
    """What it has cost so far."""
    viewer = viewer_of(request)
    viewer.needs(Can.PROGRAMME)
    form = CostForm(request.POST)
    if not form.is_valid():
        raise Refused(_("This is not an amount."))
    changes.note_cost(viewer, key, form.cleaned_data["cost"])
    return redirect("act:initiative", key)


@require_POST
def withdraw_initiative(request: HttpRequest, key: str) -> HttpResponse:
    """Off the pages; it is kept."""
    changes.withdraw_initiative(viewer_of(request), key)
    return redirect("act:initiatives")


def _told(card: initiative_queries.DecisionCard) -> dict[str, Any]:
    shape, words = aims.verdict(card)
    return {
        "card": card,
        "row": card.initiative,
        "measured": aims.measured(card.initiative),
        "shape": shape,
        "verdict": words,
        "because": aims.because(card),
    }


def _form_page(
    request: HttpRequest, form: forms.Form, words: _Words, change: Callable[[], object], done: str
) -> HttpResponse:
    """The form, or what it asks for once that is done; a refusal stands above it."""
    if request.method == "POST" and form.is_valid():
        try:
            change()
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, done)
            return redirect(words.back)
    context = {"form": form, "words": words}
    return render(request, "act/aim_form.html", context, status=422 if form.errors else 200)
