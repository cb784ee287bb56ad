"""The ledger of the contact rules: every time a person was approached, and why they were not."""

from django.db import models

from oyez.company.models import KEY_LENGTH
from oyez.kit.fields import InstantField
from oyez.people.models import Person


class Approach(models.Model):
    """A person was asked, reminded or sent a campaign. It stays with the person who owned the address."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="+", db_index=False)
    subject = models.CharField(max_length=254, blank=True, default="")
    account = models.CharField(max_length=KEY_LENGTH, blank=True, default="")
    kind = models.CharField(max_length=16)
    key = models.CharField(max_length=KEY_LENGTH)
    wave = models.CharField(max_length=KEY_LENGTH, blank=True, default="")
    purpose = models.CharField(max_length=16, blank=True, default="")
    basis = models.CharField(max_length=32, blank=True, default="")
    channel = models.CharField(max_length=KEY_LENGTH, blank=True, default="")
    at = InstantField()
    cause = models.CharField(max_length=240, unique=True)
    answered_at = InstantField(null=True)

    class Meta:
        verbose_name_plural = "approaches"
        indexes = [
            models.Index(fields=["person", "kind", "at"], name="approach_by_person"),
            models.Index(fields=["key", "wave", "person"], name="approach_by_wave"),
            models.Index(fields=["at"], name="approach_by_day"),
            models.Index(
                fields=["account", "at"], name="approach_by_account", condition=~models.Q(account="")
            ),
            models.Index(
                fields=["subject"],
                name="approach_of_nobody",
                condition=models.Q(person__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} to {self.person_id}"


class Held(models.Model):
    """Why somebody was not asked in a wave; the newest reason counts."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=16)
    key = models.CharField(max_length=KEY_LENGTH)
    wave = models.CharField(max_length=KEY_LENGTH, blank=True, default="")
    code = models.CharField(max_length=24)
    detail = models.BigIntegerField(default=0)
    at = InstantField()

    class Meta:
        verbose_name_plural = "held"
        constraints = [
            models.UniqueConstraint(fields=["key", "wave", "kind", "person"], name="held_once_a_wave")
        ]
        indexes = [models.Index(fields=["person", "-at"], name="held_by_person")]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.code}"
