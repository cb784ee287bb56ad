"""What a person said about being written to: no more of it, or yes."""

from django.db import models

from oyez.contact.core.policy import PURPOSES
from oyez.kit.fields import InstantField
from oyez.people.models import Person

EVERYTHING = "all"


class OptOut(models.Model):
    """Somebody wants no more of something. It counts for all addresses of the person, and at once."""

    subject = models.CharField(max_length=254)
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    purpose = models.CharField(max_length=16, default=EVERYTHING)
    at = InstantField()
    how = models.CharField(max_length=32)
    cause = models.CharField(max_length=200, blank=True, default="")
    withdrawn_at = InstantField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "purpose"], condition=models.Q(withdrawn_at=None), name="opted_out_once"
            ),
            models.CheckConstraint(
                condition=models.Q(purpose__in=[EVERYTHING, *PURPOSES]), name="opt_out_of_a_purpose"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject}: no {self.purpose}"


class Consent(models.Model):
    """Somebody said yes to a purpose, perhaps for one channel only; what was said and where is the evidence."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=16)
    channel = models.CharField(max_length=32, blank=True, default="")
    basis = models.CharField(max_length=200)
    source = models.CharField(max_length=200)
    since = InstantField()
    until = InstantField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose", "channel"],
                condition=models.Q(until=None),
                name="consented_once",
            ),
            models.CheckConstraint(
                condition=models.Q(purpose__in=list(PURPOSES)), name="consent_to_a_purpose"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.purpose}"
