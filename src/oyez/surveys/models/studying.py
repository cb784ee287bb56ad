"""What people see and hear in the field: notes with evidence codes, and insights that stand on several of them."""

from django.db import models

from oyez.company.models import KEY_LENGTH


class FieldNote(models.Model):
    """What somebody said or did, written down by whoever was there."""

    class Method(models.TextChoices):
        INTERVIEW = "interview"
        FOCUS_GROUP = "focus_group"
        OBSERVATION = "observation"
        FORUM = "forum"
        VISIT = "visit"

    study = models.CharField(
        max_length=48, blank=True, default="", help_text="The key of the study's survey."
    )
    method = models.CharField(max_length=12, choices=Method.choices)
    on = models.DateField()
    unit = models.CharField(max_length=KEY_LENGTH, blank=True, default="")
    touchpoint = models.CharField(max_length=KEY_LENGTH, blank=True, default="")
    subject = models.CharField(
        max_length=254, blank=True, default="", help_text="Whom it is about, who agreed to that."
    )
    text = models.TextField()
    codes = models.JSONField(default=list)
    revision = models.PositiveIntegerField(default=0)
    by = models.CharField(max_length=160)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["-on"])]

    def __str__(self) -> str:
        return f"{self.method} {self.on}"


class Code(models.Model):
    """An entry of the code book: a word that notes are marked with, and what it means."""

    key = models.CharField(max_length=40, unique=True)
    meaning = models.CharField(max_length=300)

    def __str__(self) -> str:
        return self.key


class Insight(models.Model):
    """A statement that at least two notes say; `use` is where it went, such as an initiative."""

    class Status(models.TextChoices):
        OPEN = "open"
        CONFIRMED = "confirmed"
        DROPPED = "dropped"

    statement = models.CharField(max_length=400)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    use = models.CharField(max_length=300, blank=True, default="")
    notes = models.ManyToManyField(FieldNote, related_name="insights")
    by = models.CharField(max_length=160)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.statement
