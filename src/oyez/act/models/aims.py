"""What is to be reached, what is done for it, and what somebody expected before it was known."""

from django.db import models

from oyez.company.models import KEY_LENGTH, Member


class Goal(models.Model):
    """A metric, a target, a date, an owner. Its baseline is written down with it and never changes."""

    key = models.SlugField(max_length=KEY_LENGTH, unique=True)
    name = models.CharField(max_length=120)
    metric = models.CharField(max_length=64)
    unit = models.CharField(max_length=KEY_LENGTH, blank=True, default="")
    stage = models.CharField(max_length=KEY_LENGTH, blank=True, default="")
    touchpoint = models.CharField(max_length=KEY_LENGTH, blank=True, default="")
    survey = models.CharField(max_length=64, blank=True, default="")
    target = models.FloatField(help_text="On the metric's own scale: shares 0 to 1, NPS -1 to 1.")
    since = models.DateField()
    until = models.DateField(help_text="The first day that no longer counts.")
    owner = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="goals")
    baseline = models.JSONField(help_text="value, n, lo, hi, since, until, as it was when the goal was set.")
    detectable = models.FloatField(help_text="The smallest change that the expected answers can show.")
    set_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__gt=models.F("since")), name="a_goal_ends_after_it_began"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Initiative(models.Model):
    """What is done about a problem: where, since when, at what cost, and how its effect will be judged."""

    key = models.SlugField(max_length=KEY_LENGTH, unique=True)
    name = models.CharField(max_length=120)
    about = models.TextField(blank=True, default="")
    owner = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="initiatives")
    sponsor = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="sponsored")
    budget = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    cost = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    metric = models.CharField(max_length=64)
    hit = models.CharField(
        max_length=140,
        blank=True,
        default="",
        help_text="With the metric count: the share that matches this.",
    )
    where = models.CharField(max_length=200, blank=True, default="")
    treated = models.JSONField(default=list)
    others = models.JSONField(default=list)
    since = models.DateField()
    check_on = models.DateField()
    worthwhile = models.FloatField(help_text="The smallest effect that would be worth it.")
    registered_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(check_on__gt=models.F("since")),
                name="an_effect_is_checked_after_the_start",
            ),
            models.CheckConstraint(
                condition=models.Q(worthwhile__gt=0), name="a_worthwhile_effect_is_positive"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Expectation(models.Model):
    """What somebody expected of a metric before it could be known; the gap is shown after."""

    metric = models.CharField(max_length=64)
    unit = models.CharField(max_length=KEY_LENGTH, blank=True, default="")
    survey = models.CharField(max_length=64, blank=True, default="")
    since = models.DateField()
    until = models.DateField()
    value = models.FloatField()
    driver = models.CharField(max_length=120, blank=True, default="")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="expectations")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__gt=models.F("since")), name="an_expectation_is_of_a_period"
            ),
            models.UniqueConstraint(
                fields=["member", "metric", "unit", "survey", "since"], name="one_expectation_a_member"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.metric} {self.since}"
