"""Answers on their way: saved page by page, told to the journal when they are complete or have stood still."""

from django.db import models

from oyez.surveys.models.asking import Invitation
from oyez.surveys.models.surveys import Survey, Version


class Response(models.Model):
    """One respondent's answers. An anonymous one names no invitation, and no moment but the day."""

    id = models.CharField(max_length=32, primary_key=True)
    version = models.ForeignKey(Version, on_delete=models.PROTECT)
    invitation = models.OneToOneField(Invitation, null=True, on_delete=models.SET_NULL)
    mode = models.CharField(max_length=12)
    channel = models.CharField(max_length=16)
    language = models.CharField(max_length=16)
    given = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    path = models.JSONField(default=list, help_text="The questions that were shown, in order.")
    tells_more = models.BooleanField(default=False)
    page = models.IntegerField(default=0)
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    told = models.PositiveSmallIntegerField(default=0, help_text="How often it was told to the journal.")
    over = models.CharField(max_length=80, blank=True, default="", help_text="The quota that was full.")
    is_settled = models.BooleanField(default=False, help_text="Nothing is left to tell.")

    class Meta:
        indexes = [
            models.Index(
                fields=["saved_at"], condition=models.Q(is_settled=False), name="response_unsettled"
            ),
            models.Index(fields=["version", "started_at"]),
        ]

    def __str__(self) -> str:
        return self.id


class QuotaFill(models.Model):
    """How many complete answers fell under a quota: counted here, since anonymous answers leave no row."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="fills")
    name = models.CharField(max_length=80)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "name"], name="one_count_a_quota")]

    def __str__(self) -> str:
        return f"{self.name}: {self.count}"


class Upload(models.Model):
    """A file that came with an answer; its bytes lie in the data folder under its key."""

    key = models.CharField(max_length=40, primary_key=True)
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="uploads")
    question = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    sort = models.CharField(max_length=80)
    size = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.name
