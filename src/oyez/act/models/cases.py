"""Triggers, and cases with what happened in them."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from oyez.act.core import numbers
from oyez.act.core.conditions import Condition, Drop, Limit, Said
from oyez.act.core.drop import Population
from oyez.act.core.routing import Route
from oyez.act.core.rules import Promise, Rule
from oyez.act.core.states import Outcome, State
from oyez.company.models import KEY_LENGTH, Member
from oyez.people.models import Person


class Trigger(models.Model):
    """A condition worth reacting to. It is switched off rather than deleted: cases stand on it."""

    class Kind(models.TextChoices):
        LIMIT = "limit", _("A low score")
        DROP = "drop", _("A drop against the own past")
        SAID = "said", _("Something was said")

    class Routes(models.TextChoices):
        TOUCHPOINT_OWNER = Route.TOUCHPOINT_OWNER, _("owner of the touchpoint")
        ACCOUNT_MANAGER = Route.ACCOUNT_MANAGER, _("account manager")
        UNIT_MANAGER = Route.UNIT_MANAGER, _("manager of the unit")
        GENERAL_MANAGER = Route.GENERAL_MANAGER, _("general manager")
        CX_MANAGER = Route.CX_MANAGER, _("CX manager")

    key = models.SlugField(max_length=KEY_LENGTH, unique=True)
    name = models.CharField(max_length=120)
    enabled = models.BooleanField(default=True)
    rank = models.PositiveSmallIntegerField(default=100)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.LIMIT)
    score = models.CharField(max_length=64, blank=True, default="")
    limit = models.FloatField(null=True)
    tier_limits = models.JSONField(default=dict)
    z = models.FloatField(default=-2.0)
    previous = models.PositiveSmallIntegerField(default=3, validators=[MinValueValidator(3)])
    population = models.JSONField(null=True)
    said_kinds = models.JSONField(default=list)
    words = models.JSONField(default=list)
    replies_only = models.BooleanField(default=False)
    touchpoint = models.CharField(max_length=KEY_LENGTH, blank=True, default="")
    route = models.CharField(max_length=20, choices=Routes.choices, default=Routes.TOUCHPOINT_OWNER)
    general_manager_at = models.FloatField(null=True)
    answer_hours = models.PositiveSmallIntegerField(default=8)
    solve_hours = models.PositiveSmallIntegerField(default=40)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind="limit") | models.Q(limit__isnull=False), name="a_limit_has_a_limit"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def condition(self) -> Condition:
        if self.kind == self.Kind.DROP:
            population = Population(**self.population) if self.population else None
            return Drop(self.score, self.z, self.previous, population)
        if self.kind == self.Kind.SAID:
            return Said(tuple(self.said_kinds), tuple(self.words), self.replies_only)
        return Limit(self.score, self.limit or 0.0, self.tier_limits)

    def rule(self) -> Rule:
        """The trigger as a plain value."""
        return Rule(
            key=self.key,
            condition=self.condition(),
            touchpoint=self.touchpoint,
            route=Route(self.route),
            general_manager_at=self.general_manager_at,
            promise=self.promise(),
        )

    def promise(self) -> Promise:
        return Promise(self.answer_hours, self.solve_hours)


class RootCause(models.Model):
    """Why something went wrong, in the company's own list; every closed case names one."""

    key = models.SlugField(max_length=KEY_LENGTH, unique=True)
    name = models.CharField(max_length=120)
    enabled = models.BooleanField(default=True)
    rank = models.PositiveSmallIntegerField(default=100)

    def __str__(self) -> str:
        return self.name


class Case(models.Model):
    """One customer's problem on one person's desk."""

    class States(models.TextChoices):
        NEW = State.NEW, _("new")
        TAKEN = State.TAKEN, _("in work")
        WAITING = State.WAITING, _("waiting for the customer")
        CLOSED = State.CLOSED, _("closed")

    class Outcomes(models.TextChoices):
        RECOVERED = Outcome.RECOVERED, _("the customer says that it is solved")
        IMPROVED = Outcome.IMPROVED, _("put right")
        UNRESOLVED = Outcome.UNRESOLVED, _("not solved")
        UNREACHABLE = Outcome.UNREACHABLE, _("customer could not be reached")
        NO_ISSUE = Outcome.NO_ISSUE, _("no problem after all")
        DUPLICATE = Outcome.DUPLICATE, _("the same as another case")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="cases")
    subject = models.CharField(max_length=254)
    account = models.CharField(max_length=KEY_LENGTH, null=True)
    unit = models.CharField(max_length=KEY_LENGTH, null=True)
    touchpoint = models.CharField(max_length=KEY_LENGTH, blank=True, default="")
    trigger = models.CharField(max_length=KEY_LENGTH)
    opening_seq = models.BigIntegerField()
    score_name = models.CharField(max_length=64, blank=True, default="")
    score = models.FloatField(null=True)
    reason = models.JSONField(default=dict)
    owner = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="cases")
    referred = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=States.choices, default=States.NEW)
    said_at = models.DateTimeField(help_text="When the customer said it: the clock starts then.")
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    solve_by = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    root_cause = models.ForeignKey(RootCause, on_delete=models.PROTECT, null=True, related_name="cases")
    outcome = models.CharField(max_length=12, choices=Outcomes.choices, blank=True, default="")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "touchpoint", "trigger"],
                condition=~models.Q(state="closed"),
                name="one_open_case_per_person_touchpoint_trigger",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="closed")
                | (
                    models.Q(root_cause__isnull=False)
                    & ~models.Q(outcome="")
                    & models.Q(closed_at__isnull=False)
                ),
                name="closed_with_cause_and_outcome",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"], condition=~models.Q(state="closed"), name="open_cases_by_due"
            ),
            models.Index(fields=["owner", "due_at"], name="cases_of_owner"),
            models.Index(fields=["closed_at"], name="cases_by_closing"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return numbers.number(self.pk)

    @property
    def is_open(self) -> bool:
        return self.state != self.States.CLOSED


class CaseEntry(models.Model):
    """One line of a case's thread. What a customer said stays in the journal; an entry only points at it."""

    class Kind(models.TextChoices):
        HEARD = "heard", _("heard")
        REPLY = "reply", _("reply")
        NOTE = "note", _("note")
        REFERRAL = "referral", _("referred")
        TAKEN = "taken", _("taken")
        CLOSED = "closed", _("closed")
        REOPENED = "reopened", _("reopened")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    at = models.DateTimeField()
    member = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    interaction_seq = models.BigIntegerField(null=True, unique=True)
    text = models.TextField(blank=True, default="")
    details = models.JSONField(default=dict)
    once = models.CharField(max_length=64, null=True, help_text="Sent twice, written once.")

    class Meta:
        verbose_name_plural = "case entries"
        constraints = [models.UniqueConstraint(fields=["case", "once"], name="written_once")]
        indexes = [models.Index(fields=["case", "at", "id"], name="entries_of_case")]

    def __str__(self) -> str:
        return f"{self.kind} in {numbers.number(self.case_id)}"
