"""What was found last, as numbers, the words are made when somebody reads; what is next done at an account."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Search(models.Model):
    """One search for findings over the whole company, as of a place in the journal."""

    seq = models.BigIntegerField()
    searched_at = models.DateTimeField()
    looked_at = models.PositiveIntegerField()
    told = models.JSONField(default=list)
    others = models.JSONField(default=list)

    class Meta:
        verbose_name_plural = "searches"

    def __str__(self) -> str:
        return f"{len(self.told)} of {self.looked_at} at {self.seq}"


class NextStep(models.Model):
    """What somebody will do at an account that could buy more, and what came of it; one is open at a time."""

    class Outcome(models.TextChoices):
        OPEN = "", _("open")
        WON = "won", _("buys more")
        LATER = "later", _("later")
        DECLINED = "declined", _("declined")

    account = models.CharField(max_length=120, db_index=True)
    text = models.CharField(max_length=300)
    due = models.DateField(null=True)
    by = models.CharField(max_length=160)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True, default="")
    worth = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    planned_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account"], condition=models.Q(outcome=""), name="one_open_step_an_account"
            )
        ]

    def __str__(self) -> str:
        return f"{self.account}: {self.text}"
