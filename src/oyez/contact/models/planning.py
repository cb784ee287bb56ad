"""What is planned with persons: when they will be asked, what an account manager delays, whom they prepared."""

from django.db import models

from oyez.company.models import KEY_LENGTH, Member
from oyez.kit.fields import InstantField
from oyez.people.models import Person


class Planned(models.Model):
    """A person will be asked in a wave, at about this moment; it goes when they were."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    account = models.CharField(max_length=KEY_LENGTH, blank=True, default="")
    kind = models.CharField(max_length=16)
    key = models.CharField(max_length=KEY_LENGTH)
    wave = models.CharField(max_length=KEY_LENGTH, blank=True, default="")
    at = InstantField()
    about_the_seller = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "planned"
        constraints = [
            models.UniqueConstraint(fields=["key", "wave", "kind", "person"], name="planned_once_a_wave")
        ]
        indexes = [models.Index(fields=["at"], name="planned_by_day")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} for {self.person_id}"


class Delay(models.Model):
    """An account manager asks to wait with an account, for a while and with a reason. Nobody is excluded."""

    account = models.CharField(max_length=KEY_LENGTH)
    until = models.DateField()
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=160)
    at = InstantField()
    ended_at = InstantField(null=True)

    class Meta:
        indexes = [models.Index(fields=["account", "until"], name="delay_by_account")]

    def __str__(self) -> str:
        return f"{self.account} until {self.until}"


class Preparation(models.Model):
    """An account manager told contacts that they will be asked; their scores are compared with the others'."""

    account = models.CharField(max_length=KEY_LENGTH)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=KEY_LENGTH)
    wave = models.CharField(max_length=KEY_LENGTH, blank=True, default="")
    note = models.CharField(max_length=300, blank=True, default="")
    by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=160)
    at = InstantField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "wave", "person"], name="prepared_once_a_wave")]

    def __str__(self) -> str:
        return f"{self.person_id} for {self.key}"
