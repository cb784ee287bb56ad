"""Editing triggers and root causes: what is worth a case, whose desk it goes to, how long an answer may take."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from oyez.act.core.drop import Population, estimate
from oyez.act.core.rules import BY_HAND
from oyez.act.core.wording import is_word
from oyez.act.histories import histories
from oyez.act.keys import slug_for
from oyez.act.models import RootCause, Trigger
from oyez.company.changes import audit
from oyez.company.core.roles import Can
from oyez.company.core.scope import Viewer
from oyez.company.models import Touchpoint
from oyez.journal.core.scales import Scale, scale_of
from oyez.journal.queries import scales
from oyez.kit.clock import now
from oyez.kit.errors import NotFound, Refused
from oyez.people.models import Person

LONGEST_HOURS = 2_000
SAMPLE = 5_000
MOST_WORDS = 500
LONGEST_WORD = 100
KIND = re.compile(r"\w[\w.-]{0,63}")


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A trigger as somebody wants it."""

    name: str
    kind: str = Trigger.Kind.LIMIT
    score: str = ""
    enabled: bool = True
    rank: int = 100
    limit: float | None = None
    tier_limits: Mapping[str, float] = field(default_factory=dict)
    z: float = -2.0
    previous: int = 3
    said_kinds: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    replies_only: bool = False
    touchpoint: str = ""
    route: str = Trigger.Routes.TOUCHPOINT_OWNER
    general_manager_at: float | None = None
    answer_hours: int = 8
    solve_hours: int = 40


@transaction.atomic
def add_trigger(viewer: Viewer, wanted: Wanted, key: str = "") -> Trigger:
    """Add a trigger; its key comes from its name unless given, and never changes."""
    viewer.needs(Can.PROGRAMME)
    _check(wanted)
    key = key or slug_for(wanted.name)
    if not key or key == BY_HAND:
        raise Refused(_("This name gives no key; use some letters."))
    if Trigger.objects.filter(key=key).exists():
        raise Refused(
            _("There is a trigger “%(key)s” already. Change that one, or choose another name.") % {"key": key}
        )
    trigger = Trigger.objects.create(key=key, changed_at=now(), **asdict(wanted))
    audit(viewer, "add_trigger", f"trigger:{key}", after=asdict(wanted))
    return trigger


def draft(wanted: Wanted, of: Trigger | None = None) -> Trigger:
    """A trigger as it would be, checked and not saved, for trying it out."""
    _check(wanted)
    same = of is not None and (of.kind, of.score) == (wanted.kind, wanted.score)
    population = of.population if of is not None and same else None
    return Trigger(key=of.key if of else "draft", population=population, changed_at=now(), **asdict(wanted))


@transaction.atomic
def change_trigger(viewer: Viewer, key: str, wanted: Wanted) -> Trigger:
    """Change a trigger from now on; cases that it opened stay as they are."""
    viewer.needs(Can.PROGRAMME)
    trigger = _locked(key)
    _check(wanted)
    before = {name: getattr(trigger, name) for name in asdict(wanted)}
    after = asdict(wanted)
    if (wanted.kind, wanted.score) != (trigger.kind, trigger.score):
        trigger.population = None
    for name, value in after.items():
        setattr(trigger, name, value)
    trigger.changed_at = now()
    trigger.save()
    changed = {name for name in after if after[name] != before[name]}
    if changed:
        audit(
            viewer,
            "change_trigger",
            f"trigger:{key}",
            {name: before[name] for name in sorted(changed)},
            {name: after[name] for name in sorted(changed)},
        )
    return trigger


@transaction.atomic
def switch_trigger(viewer: Viewer, key: str, on: bool) -> Trigger:
    """Switch a trigger on or off."""
    viewer.needs(Can.PROGRAMME)
    trigger = _locked(key)
    if trigger.enabled != on:
        trigger.enabled, trigger.changed_at = on, now()
        trigger.save(update_fields=["enabled", "changed_at"])
        audit(viewer, "switch_trigger", f"trigger:{key}", {"enabled": not on}, {"enabled": on})
    return trigger


@transaction.atomic
def send_to_general_manager(viewer: Viewer, key: str, at: float | None) -> Trigger:
    """Let scores as bad as this go to the general manager at once; `None` ends it."""
    viewer.needs(Can.PROGRAMME)
    trigger = _locked(key)
    if trigger.kind == Trigger.Kind.SAID and at is not None:
        raise Refused(_("This trigger has no scores. Let its cases go to the general manager first."))
    if at is not None:
        _within(trigger.score, at, _("The score for the general manager"))
    before, trigger.general_manager_at = trigger.general_manager_at, at
    trigger.changed_at = now()
    trigger.save(update_fields=["general_manager_at", "changed_at"])
    audit(
        viewer, "change_trigger", f"trigger:{key}", {"general_manager_at": before}, {"general_manager_at": at}
    )
    return trigger


@transaction.atomic
def estimate_population(viewer: Viewer, key: str) -> Population:
    """Learn from the company's own answers how people differ, so that a drop is judged by its own measure."""
    viewer.needs(Can.PROGRAMME)
    trigger = _locked(key)
    scale = _scale(trigger.score)
    people = Person.objects.filter(merged_into=None).order_by("-pk").values_list("pk", flat=True)[:SAMPLE]
    found = estimate(histories(people).on_scale(trigger.score, scales()), scale)
    if found is None:
        raise Refused(_("Too few people have answered twice. Until 30 have, the usual values are assumed."))
    before, trigger.population = trigger.population, asdict(found)
    trigger.changed_at = now()
    trigger.save(update_fields=["population", "changed_at"])
    audit(viewer, "estimate_population", f"trigger:{key}", before, trigger.population)
    return found


def _locked(key: str) -> Trigger:
    trigger = Trigger.objects.select_for_update().filter(key=key).first()
    if trigger is None:
        raise NotFound(_("There is no such trigger."))
    return trigger


def _check(wanted: Wanted) -> None:
    """Say in one sentence what keeps a trigger from working, if anything does."""
    if not wanted.name.strip():
        raise Refused(_("A trigger needs a name."))
    if wanted.kind not in Trigger.Kind.values:
        raise Refused(_("A trigger is one of: %(known)s.") % {"known": ", ".join(Trigger.Kind.values)})
    if wanted.route not in Trigger.Routes.values:
        raise Refused(_("A case goes to one of: %(known)s.") % {"known": ", ".join(Trigger.Routes.values)})
    if wanted.touchpoint and not Touchpoint.objects.filter(key=wanted.touchpoint).exists():
        raise Refused(_("There is no touchpoint “%(touchpoint)s”.") % {"touchpoint": wanted.touchpoint})
    if not 1 <= wanted.answer_hours <= wanted.solve_hours <= LONGEST_HOURS:
        raise Refused(
            _("An answer is due before the solution, after 1 to %(hours)d working hours.")
            % {"hours": LONGEST_HOURS}
        )
    _check_condition(wanted)


def _check_condition(wanted: Wanted) -> None:
    if wanted.kind == Trigger.Kind.SAID:
        _check_said(wanted)
        return
    _scale(wanted.score)
    if wanted.kind == Trigger.Kind.LIMIT:
        if wanted.limit is None:
            raise Refused(_("Say at which score a case is opened."))
        for limit in (wanted.limit, *wanted.tier_limits.values()):
            _within(wanted.score, limit, _("The limit"))
    elif not -10 <= wanted.z < 0:
        raise Refused(_("A drop is below zero: −2 is two standard deviations under what was expected."))
    elif wanted.previous < 3:
        raise Refused(_("At least three earlier answers are needed to speak of a drop."))
    if wanted.general_manager_at is not None:
        _within(wanted.score, wanted.general_manager_at, _("The score for the general manager"))


def _check_said(wanted: Wanted) -> None:
    if (
        wanted.score
        or wanted.limit is not None
        or wanted.tier_limits
        or wanted.general_manager_at is not None
    ):
        raise Refused(_("A trigger on what was said has no score and no limit."))
    if not wanted.said_kinds:
        raise Refused(_("Say what has to happen: contact_request, message, complaint …"))
    for kind in wanted.said_kinds:
        if not KIND.fullmatch(kind):
            raise Refused(_("“%(kind)s” is no kind of interaction; one is contact_request.") % {"kind": kind})
    if len(wanted.words) > MOST_WORDS or any(len(word) > LONGEST_WORD for word in wanted.words):
        raise Refused(
            _("A trigger looks for at most %(count)d words of at most %(length)d letters.")
            % {"count": MOST_WORDS, "length": LONGEST_WORD}
        )
    for word in wanted.words:
        if not is_word(word):
            raise Refused(_("“%(word)s” is no word that could be looked for.") % {"word": word})


def _scale(score: str) -> Scale:
    scale = scale_of(score, scales())
    if scale is None:
        raise Refused(
            _("There is no scale for the score “%(score)s”. Known: %(known)s.")
            % {"score": score, "known": ", ".join(scales())}
        )
    return scale


def _within(score: str, value: float, what: str) -> None:
    scale = _scale(score)
    if not scale.minimum <= value <= scale.maximum:
        raise Refused(
            _("%(what)s must lie on the scale %(name)s, %(low)s to %(high)s; it is %(value)s.")
            % {
                "what": what,
                "name": scale.name,
                "low": f"{scale.minimum:g}",
                "high": f"{scale.maximum:g}",
                "value": f"{value:g}",
            }
        )


@transaction.atomic
def add_cause(viewer: Viewer, name: str) -> RootCause:
    """Add a root cause to the list."""
    viewer.needs(Can.PROGRAMME)
    name = name.strip()
    key = slugify(name, allow_unicode=True)[:64]
    if not key:
        raise Refused(_("A root cause needs a name."))
    if RootCause.objects.filter(key=key).exists():
        raise Refused(_("There is a root cause “%(name)s” already.") % {"name": name})
    cause = RootCause.objects.create(key=key, name=name[:120])
    audit(viewer, "add_root_cause", f"root_cause:{key}", after={"name": name})
    return cause


@transaction.atomic
def switch_cause(viewer: Viewer, key: str, on: bool) -> RootCause:
    """Offer a root cause, or offer it no longer; cases keep it."""
    viewer.needs(Can.PROGRAMME)
    cause = RootCause.objects.select_for_update().filter(key=key).first()
    if cause is None:
        raise NotFound(_("There is no such root cause."))
    if cause.enabled != on:
        cause.enabled = on
        cause.save(update_fields=["enabled"])
        audit(viewer, "switch_root_cause", f"root_cause:{key}", {"enabled": not on}, {"enabled": on})
    return cause


def as_wanted(trigger: Trigger, **changed: Any) -> Wanted:
    """A trigger as it stands, with some of it changed."""
    names = Wanted.__dataclass_fields__
    return Wanted(**({name: getattr(trigger, name) for name in names} | changed))
