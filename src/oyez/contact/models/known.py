"""What the rules have to know of the journal, kept small: open cases and purchases."""

from django.db import models

from oyez.company.models import KEY_LENGTH
from oyez.kit.fields import InstantField
from oyez.people.models import Person


class OpenCase(models.Model):
    """A case that is open: nobody is surveyed while they wait for us."""

    case = models.CharField(max_length=64, unique=True)
    subject = models.CharField(max_length=254, blank=True, default="")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="+")
    account = models.CharField(max_length=KEY_LENGTH, blank=True, default="")
    since = InstantField()

    def __str__(self) -> str:
        return f"case {self.case}"


class Purchase(models.Model):
    """One order, by its place in the journal, so that reading it again adds nothing."""

    seq = models.BigIntegerField(primary_key=True)
    subject = models.CharField(max_length=254)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="+", db_index=False)
    at = InstantField()

    class Meta:
        indexes = [
            models.Index(fields=["person", "at"], name="purchase_by_person"),
            models.Index(
                fields=["subject"], name="purchase_of_nobody", condition=models.Q(person__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"order {self.seq}"
