"""The mails that came back: one row each, without their words."""

from django.db import models

from oyez.kit.fields import InstantField


class Received(models.Model):
    """One mail that was taken in. Its raw text is kept only where it could not be used, among the rejected."""

    class State(models.TextChoices):
        USED = "used"
        UNMATCHED = "unmatched"
        REJECTED = "rejected"

    digest = models.CharField(max_length=64, unique=True)
    message_id = models.CharField(max_length=300, blank=True, default="", db_index=True)
    kind = models.CharField(max_length=16)
    subject = models.CharField(max_length=254, blank=True, default="")
    original = models.CharField(max_length=300, blank=True, default="")
    at = InstantField()
    state = models.CharField(max_length=10, choices=State.choices)
    note = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["at"], name="received_by_time")]

    def __str__(self) -> str:
        return f"{self.kind} {self.message_id}: {self.state}"


class Folder(models.Model):
    """How far a folder of a mailbox was read: messages are numbered within one validity (RFC 9051, 2.3.1.1)."""

    name = models.CharField(max_length=300, unique=True)
    validity = models.BigIntegerField(default=0)
    last = models.BigIntegerField(default=0)
    looked_at = InstantField(null=True)

    def __str__(self) -> str:
        return f"{self.name} up to {self.last}"
