"""The worker's tables: bookmarks and jobs, what leaves the house, and what could not be done."""

from django.db import models


class Bookmark(models.Model):
    """How far a step has come, and who may move it now."""

    name = models.CharField(max_length=80, primary_key=True)
    position = models.BigIntegerField(default=0)
    lease = models.CharField(max_length=32, default="")
    leased_until = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    last_error = models.TextField(default="")
    ran_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.name} at {self.position}"


class Job(models.Model):
    """One piece of long work, done in slices, with its progress."""

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        PARKED = "parked"

    kind = models.CharField(max_length=80)
    subject = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(null=True)
    failures = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    last_error = models.TextField(default="")
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject"],
                condition=~models.Q(state="done"),
                name="one_open_job_per_subject",
            )
        ]
        indexes = [models.Index(fields=["state", "id"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}: {self.state}"


class Outgoing(models.Model):
    """An effect on the outside, unique for ever on (rule, cause, recipient): replay sends nothing twice."""

    class State(models.TextChoices):
        WAITING = "waiting"
        SENDING = "sending"
        SENT = "sent"
        UNKNOWN = "unknown"
        PARKED = "parked"
        HELD = "held"

    class Audience(models.TextChoices):
        STAFF = "staff"
        CUSTOMER = "customer"

    class Channel(models.TextChoices):
        EMAIL = "email"
        SMS = "sms"

    rule = models.CharField(max_length=120)
    cause = models.CharField(max_length=200)
    recipient = models.CharField(max_length=320)
    audience = models.CharField(max_length=10, choices=Audience.choices)
    channel = models.CharField(max_length=8, choices=Channel.choices, default=Channel.EMAIL)
    message_id = models.CharField(max_length=200, unique=True)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True, default="")
    reply_to = models.CharField(max_length=320, blank=True, default="")
    sender = models.CharField(max_length=120, blank=True, default="", help_text="A name before our address.")
    headers = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    failures = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True, default="")
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rule", "cause", "recipient"], name="one_effect_per_cause")
        ]
        indexes = [models.Index(fields=["state", "id"])]

    def __str__(self) -> str:
        return f"{self.rule} {self.cause} to {self.audience}: {self.state}"


class Parked(models.Model):
    """A row that kept failing in a step: set aside so that the rest goes on, kept to be mended and replayed."""

    step = models.CharField(max_length=80)
    position = models.BigIntegerField()
    error = models.TextField()
    parked_at = models.DateTimeField()
    replayed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["step", "position"], name="parked_once")]

    def __str__(self) -> str:
        return f"{self.step} at {self.position}"
