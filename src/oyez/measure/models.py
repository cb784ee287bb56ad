"""Where the columnar copy lies and how far it goes, and the grid in which confidential answers appear."""

from django.db import models

from oyez.company.models import KEY_LENGTH, Member


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


class IndexWeights(models.Model):
    """One version of a composite index. A version never changes: other weights are another version."""

    name = models.CharField(max_length=64)
    version = models.PositiveIntegerField()
    weights = models.JSONField(help_text="Metric → weight; weights sum to 1.")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "version"], name="one_index_version")]

    def __str__(self) -> str:
        return f"{self.name}@{self.version}"


class Benchmark(models.Model):
    """What somebody else's customers answered, as somebody else published it; never computed with."""

    metric = models.CharField(max_length=64)
    value = models.FloatField(help_text="As the metric is kept: −1 to 1, a share, or a mean.")
    n = models.PositiveIntegerField(null=True)
    about = models.CharField(max_length=160, help_text="Whose customers: an industry, a country, a year.")
    source = models.CharField(max_length=300)
    dated = models.DateField(help_text="The day that the figure is of.")
    entered_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["metric", "-dated"])]

    def __str__(self) -> str:
        return f"{self.metric} {self.about} {self.dated}"


class Restart(models.Model):
    """From this month on a chart has a new history: what changed it is known and meant to last."""

    stream = models.CharField(max_length=200)
    since = models.DateField()
    reason = models.CharField(max_length=300)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stream", "since"], name="one_restart_a_month")]

    def __str__(self) -> str:
        return f"{self.stream} since {self.since}"


class Definition(models.Model):
    """One version of what a company defined itself. A version never changes; one without a text withdraws it."""

    kind = models.CharField(max_length=16)
    key = models.CharField(max_length=KEY_LENGTH)
    version = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    member = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    by = models.CharField(max_length=160)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "key", "version"], name="one_definition_version")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}, version {self.version}"


class SavedAnalysis(models.Model):
    """A page with its question, kept under a name. `months`: the period moves along and is so many months long.

    `n` and `value` are what its total said to its owner in `role` on the day it was saved.
    """

    key = models.SlugField(max_length=64, unique=True)
    name = models.CharField(max_length=120)
    owner = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="analyses")
    role = models.CharField(max_length=40)
    page = models.CharField(max_length=16)
    query = models.TextField(blank=True)
    months = models.PositiveSmallIntegerField(null=True)
    shared = models.BooleanField(default=False)
    saved_at = models.DateTimeField()
    n = models.PositiveBigIntegerField(null=True)
    value = models.FloatField(null=True)

    class Meta:
        indexes = [models.Index(fields=["owner", "-saved_at"]), models.Index(fields=["shared", "-saved_at"])]

    def __str__(self) -> str:
        return self.name
