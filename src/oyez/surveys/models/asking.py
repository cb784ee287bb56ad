"""Who is asked: waves and their invitations."""

from django.db import models

from oyez.surveys.models.surveys import Survey, Version


class Wave(models.Model):
    """One fieldwork period of a survey: whom it was sent to, at what pace, and until when."""

    class State(models.TextChoices):
        PLANNED = "planned"
        SENDING = "sending"
        PAUSED = "paused"
        OPEN = "open"
        CLOSED = "closed"

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="waves")
    version = models.ForeignKey(Version, on_delete=models.PROTECT)
    key = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=160)
    state = models.CharField(max_length=8, choices=State.choices, default=State.PLANNED)
    why = models.CharField(max_length=300, blank=True, default="", help_text="Why it stands still.")
    channel = models.CharField(max_length=8, default="email", help_text="email or sms.")
    audience = models.TextField(blank=True, default="")
    rate = models.FloatField(default=1.0, help_text="The share that is drawn.")
    per_minute = models.PositiveIntegerField(default=120, help_text="Mails a minute to one domain.")
    reminder_days = models.PositiveIntegerField(
        default=0, help_text="Business days until the reminder; 0: none."
    )
    any_hour = models.BooleanField(default=False, help_text="Also outside working hours.")
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField(null=True)
    by = models.CharField(max_length=160)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key


class Invitation(models.Model):
    """One person asked once. The token follows from the row's number, so it is kept nowhere."""

    class State(models.TextChoices):
        WAITING = "waiting"
        POSTED = "posted"
        HELD = "held"
        BOUNCED = "bounced"
        STARTED = "started"
        ANSWERED = "answered"
        REFUSED = "refused"
        EXPIRED = "expired"

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="invitations")
    version = models.ForeignKey(Version, on_delete=models.PROTECT)
    wave = models.ForeignKey(Wave, null=True, on_delete=models.PROTECT, related_name="invitations")
    cause = models.CharField(max_length=120, help_text="The wave, or the interaction that it is about.")
    person = models.BigIntegerField(null=True)
    subject = models.CharField(max_length=254, help_text="The identifier that is asked, such as email:…")
    channel = models.CharField(max_length=16, default="email")
    account = models.CharField(max_length=64, blank=True, default="")
    unit = models.CharField(max_length=64, blank=True, default="")
    touchpoint = models.CharField(max_length=64, blank=True, default="")
    language = models.CharField(max_length=16, blank=True, default="")
    given = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    reason = models.CharField(max_length=120, blank=True, default="")
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    message_id = models.CharField(max_length=200, blank=True, default="", db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "cause", "subject"], name="asked_once")]
        indexes = [
            models.Index(fields=["state", "due_at"]),
            models.Index(fields=["person"]),
            models.Index(fields=["subject"]),
        ]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.cause}"
