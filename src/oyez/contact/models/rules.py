"""The contact rules as this company wrote them, version by version."""

from django.db import models

from oyez.kit.fields import InstantField


class RulesVersion(models.Model):
    """One text of rules; the highest version holds. Without any, those built in hold."""

    version = models.PositiveIntegerField(unique=True)
    text = models.TextField()
    by = models.CharField(max_length=160)
    at = InstantField()

    def __str__(self) -> str:
        return f"version {self.version}"
