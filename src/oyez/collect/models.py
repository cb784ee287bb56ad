"""Imports: what was read with which mapping, how far, and what came of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from oyez.company.models import Member


class Import(models.Model):
    """One file (or folder) read with one mapping: its progress, and its report at the end."""

    class State(models.TextChoices):
        DRAFT = "draft", _("being prepared")
        RUNNING = "running", _("taking rows in")
        PAUSED = "paused", _("paused")
        STOPPED = "stopped", _("stopped")
        DONE = "done", _("done")

    class Runner(models.TextChoices):
        COMMAND = "command"
        WORKER = "worker"

    name = models.CharField(max_length=200, help_text=_("The name of the file or folder."))
    path = models.TextField(help_text=_("Where it lies on the server."))
    size = models.BigIntegerField()
    fingerprint = models.CharField(
        max_length=64, help_text=_("SHA-256 over all files that are read, the mapping and the choices.")
    )
    mapping = models.CharField(max_length=64)
    mapping_text = models.TextField()
    choices = models.JSONField(default=dict)
    columns = models.JSONField(
        default=dict, help_text=_("Columns and dialect of each step, to mend rows with.")
    )
    notes = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    runner = models.CharField(max_length=10, choices=Runner.choices, default=Runner.COMMAND)
    token = models.CharField(max_length=32, default="", help_text=_("Whoever moves the import on right now."))
    step = models.PositiveIntegerField(default=0)
    position = models.BigIntegerField(default=0)
    share = models.FloatField(default=0)
    taken = models.BigIntegerField(default=0)
    known = models.BigIntegerField(default=0)
    rejected = models.BigIntegerField(default=0)
    waited = models.BigIntegerField(
        default=0,
        help_text=_("Rejected rows that waited already since an import before, and were not kept twice."),
    )
    mended = models.BigIntegerField(default=0)
    facts = models.BigIntegerField(default=0)
    news = models.BigIntegerField(default=0)
    problem = models.TextField(blank=True, default="")
    foreseen_at = models.DateTimeField(null=True, help_text=_("When somebody saw what a reaction would do."))
    foreseen = models.JSONField(null=True, help_text=_("What it would do then."))
    member = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True)
    actor = models.CharField(max_length=120)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    seconds = models.FloatField(default=0)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["state", "id"]), models.Index(fields=["fingerprint"])]

    def __str__(self) -> str:
        return f"{self.name} as {self.mapping}: {self.state}"

    @property
    def rows(self) -> int:
        """Rows read; each was taken, was known already, or was rejected."""
        return self.taken + self.known + self.rejected

    @property
    def is_open(self) -> bool:
        return self.state != self.State.DONE


class KeptRow(models.Model):
    """A rejected row by what it says and why it waits, so that the same file again does not keep it twice."""

    fingerprint = models.BinaryField(max_length=16, db_index=True)
    rejected = models.BigIntegerField(help_text=_("The number of the rejected row."))

    def __str__(self) -> str:
        return f"rejected row {self.rejected}"


class SeenRow(models.Model):
    """A row about people or accounts that was taken before: what makes an import of it count as known."""

    fingerprint = models.BinaryField(max_length=16, unique=True)

    def __str__(self) -> str:
        return bytes(self.fingerprint).hex()
