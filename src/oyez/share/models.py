"""What was found last: the comparisons that held, as numbers; the words are made when somebody reads."""

from django.db import models


class Search(models.Model):
    """One search for findings over the whole company, as of a place in the journal."""

    seq = models.BigIntegerField()
    searched_at = models.DateTimeField()
    looked_at = models.PositiveIntegerField()
    told = models.JSONField(default=list)
    others = models.JSONField(default=list)

    class Meta:
        verbose_name_plural = "searches"

    def __str__(self) -> str:
        return f"{len(self.told)} of {self.looked_at} at {self.seq}"
