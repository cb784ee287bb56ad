"""The journal, the inbox before it, and what could not be used."""

from django.db import models

from oyez.kit.fields import InstantField


def _index(name: str, first: str, *rest: str) -> models.Index:
    """An index over the rows that have its first column.

    `isnull=False` gives `IS NOT NULL`, which SQLite recognises; the index of a `NOT (… IS NULL)` it never uses.
    """
    return models.Index(name=name, fields=[first, *rest], condition=models.Q((f"{first}__isnull", False)))


class Interaction(models.Model):
    """One thing that happened between a person and the brand. Appended and redacted, never changed."""

    seq = models.BigAutoField(primary_key=True)
    key = models.BinaryField(max_length=16, unique=True)
    digest = models.BinaryField(max_length=8)
    source = models.CharField(max_length=80)
    occurred_at = InstantField()
    sent_at = InstantField(null=True)
    received_at = InstantField(null=True)
    recorded_at = InstantField()
    subject = models.CharField(max_length=254, null=True)
    account = models.CharField(max_length=64, null=True)
    unit = models.CharField(max_length=64, null=True)
    touchpoint = models.CharField(max_length=64, null=True)
    channel = models.CharField(max_length=64, default="")
    kind = models.CharField(max_length=64)
    direction = models.CharField(max_length=3, default="in")
    mode = models.CharField(max_length=12, default="identified")
    mention = models.BooleanField(default=False)
    survey = models.CharField(max_length=64, null=True)
    language = models.CharField(max_length=16, null=True)
    scores = models.JSONField(default=dict)
    text = models.TextField(default="")
    attributes = models.JSONField(default=dict)
    replaces = models.BinaryField(max_length=16, null=True)
    news = models.BooleanField(default=False)

    class Meta:
        indexes = [
            _index("journal_by_subject", "subject", "occurred_at", "seq"),
            _index("journal_by_account", "account", "occurred_at", "seq"),
            _index("journal_corrections", "replaces"),
            models.Index(
                fields=["seq"],
                name="journal_corrections_in_order",
                condition=models.Q(replaces__isnull=False),
            ),
            models.Index(fields=["seq"], name="journal_news", condition=models.Q(news=True)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.seq}"


class Inbox(models.Model):
    """An accepted batch on its way into the journal, written by whoever accepted it."""

    payload = models.BinaryField()
    count = models.PositiveIntegerField()
    accepted_at = InstantField()

    class Meta:
        verbose_name_plural = "inbox"

    def __str__(self) -> str:
        return f"{self.count} facts"


class Rejected(models.Model):
    """A row or event that could not be used and waits to be mended."""

    class State(models.TextChoices):
        WAITING = "waiting"
        REPLAYED = "replayed"
        DISCARDED = "discarded"

    source = models.CharField(max_length=80)
    origin = models.CharField(max_length=200, help_text="The file, endpoint or mailbox it came from.")
    line = models.BigIntegerField(null=True)
    reason = models.TextField()
    raw = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    at = InstantField()
    settled_at = InstantField(null=True)

    class Meta:
        verbose_name_plural = "rejected"
        indexes = [models.Index(fields=["state", "source", "id"])]

    def __str__(self) -> str:
        return f"{self.origin}:{self.line}: {self.reason}"


class CompanyScale(models.Model):
    """A scale that this company uses besides the built-in ones; its range can never change."""

    name = models.CharField(max_length=32, unique=True)
    minimum = models.FloatField()
    maximum = models.FloatField()
    whole = models.BooleanField(default=True)
    higher_is_better = models.BooleanField(default=True)
    top_k = models.PositiveSmallIntegerField(default=2)

    def __str__(self) -> str:
        return self.name
