"""Surveys, their drafts and what was published."""

from django.db import models


class Survey(models.Model):
    """A survey: a draft that people work on, and the version that is asked."""

    class State(models.TextChoices):
        DRAFT = "draft"
        LIVE = "live"
        PAUSED = "paused"
        CLOSED = "closed"

    key = models.CharField(max_length=48, unique=True)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=16)
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    draft = models.TextField(help_text="The survey as YAML, as it is being worked on.")
    revision = models.PositiveIntegerField(default=1)
    undo = models.JSONField(default=list, help_text="Drafts before this one, the newest last.")
    redo = models.JSONField(default=list)
    original = models.TextField(blank=True, default="", help_text="The file it was brought from, as it was.")
    losses = models.JSONField(default=list, help_text="What of that file could not be carried over.")
    is_open = models.BooleanField(default=False, help_text="Whether anybody with its address may answer.")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key


class Version(models.Model):
    """What was published, for ever as it was: each answer says which one it answers."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    series = models.CharField(max_length=32, help_text="Equal where the scored questions are asked alike.")
    note = models.CharField(max_length=300, blank=True, default="")
    overridden = models.JSONField(
        default=list, help_text="What the lint objected to, and was published over."
    )
    by = models.CharField(max_length=160)
    published_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "number"], name="one_version_a_number")]

    def __str__(self) -> str:
        return f"{self.survey_id} v{self.number}"


class DraftComment(models.Model):
    """What a customer or colleague says about a question before it goes out."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="comments")
    revision = models.PositiveIntegerField()
    question = models.CharField(max_length=40, blank=True, default="")
    text = models.TextField()
    by = models.CharField(max_length=160)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.question}: {self.text[:40]}"
