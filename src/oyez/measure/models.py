"""Where the columnar copy lies and how far it goes, and the grid in which confidential answers appear."""

from django.db import models


class Store(models.Model):
    """The state of the analytics store. `version` moves with everything that is published."""

    uid = models.CharField(max_length=32)
    version = models.BigIntegerField(default=1)
    sealed_to = models.BigIntegerField(default=0)
    time_zone = models.CharField(max_length=64)
    grid_time_zone = models.CharField(max_length=64, help_text="Fixed for ever: what was shown stands on it.")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_store")]

    def __str__(self) -> str:
        return f"version {self.version}, sealed to {self.sealed_to}"


class Segment(models.Model):
    """One immutable file: the interactions of one month in a range of sequence numbers. Names are never reused."""

    name = models.CharField(max_length=80, unique=True)
    first_seq = models.BigIntegerField()
    last_seq = models.BigIntegerField()
    month = models.DateField()
    rows = models.PositiveBigIntegerField()
    bytes = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    scores = models.JSONField(default=list)
    published_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["retired_at", "month", "first_seq"])]

    def __str__(self) -> str:
        return self.name


class GridCell(models.Model):
    """One cell of the grid for one score: its answers up to `released_seq` are shown, later ones wait."""

    survey = models.CharField(max_length=64)
    unit = models.CharField(max_length=64)
    month = models.DateField()
    score = models.CharField(max_length=64, blank=True)
    released_seq = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["survey", "unit", "month", "score"], name="one_grid_cell")
        ]

    def __str__(self) -> str:
        return f"{self.survey} {self.unit} {self.month} {self.score}"


class GridAnswer(models.Model):
    """An answer that waits for its block. `person` is empty where nobody knows who answered."""

    cell = models.ForeignKey(GridCell, on_delete=models.CASCADE, related_name="waiting")
    seq = models.BigIntegerField(db_index=True)
    person = models.CharField(max_length=40, blank=True)
    value = models.FloatField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cell", "seq"], name="waits_once")]

    def __str__(self) -> str:
        return f"waiting in {self.cell_id}"
