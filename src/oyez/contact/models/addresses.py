"""What is known of where mail goes: addresses that failed, and those whose owners complained."""

from django.db import models

from oyez.kit.fields import InstantField


class Address(models.Model):
    """One address that something was found out about; an address that only ever worked has no row."""

    class State(models.TextChoices):
        OK = "ok"
        SOFT = "soft"
        UNDELIVERABLE = "undeliverable"
        COMPLAINED = "complained"

    subject = models.CharField(max_length=254, unique=True)
    state = models.CharField(max_length=16, choices=State.choices, default=State.OK)
    soft_days = models.JSONField(default=list)
    since = InstantField()
    evidence = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["state", "subject"], name="addresses_by_state")]

    def __str__(self) -> str:
        return f"{self.subject}: {self.state}"
