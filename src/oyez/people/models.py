"""Persons and how they are known, accounts and what they are billed, who is a contact where."""

from django.db import models

from oyez.company.models import KEY_LENGTH, Member, Unit


class Person(models.Model):
    """An individual: customer, prospect, contact of an account, or somebody at a partner."""

    name = models.CharField(max_length=160, blank=True, default="")
    language = models.CharField(max_length=16, blank=True, default="")
    country = models.CharField(max_length=64, blank=True, default="")
    prospect = models.BooleanField(default=False)
    merged_into = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="absorbed")
    created_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "people"
        indexes = [models.Index(fields=["name"], name="person_by_name", condition=~models.Q(name=""))]

    def __str__(self) -> str:
        return self.name or f"Person {self.pk}"


class Identifier(models.Model):
    """One way a person is known; it belongs for ever to the person it was first seen with."""

    kind = models.CharField(max_length=32)
    value = models.CharField(max_length=200)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="identifiers")
    first_seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "value"], name="identifier_once")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.value}"

    @property
    def subject(self) -> str:
        return f"{self.kind}:{self.value}"


class Merge(models.Model):
    """A finding that two persons are one, which can be undone."""

    kept = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    absorbed = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=200)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["absorbed"], condition=models.Q(undone_at=None), name="absorbed_by_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=~models.Q(kept=models.F("absorbed")), name="nobody_absorbs_themselves"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kept_id} absorbs {self.absorbed_id}"


class Account(models.Model):
    """A firm or household with billed revenue and a renewal date."""

    key = models.CharField(max_length=KEY_LENGTH, unique=True)
    name = models.CharField(max_length=160)
    parent = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="subsidiaries")
    tier = models.CharField(max_length=32, blank=True, default="")
    renewal = models.DateField(null=True)
    manager = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="accounts")
    unit = models.ForeignKey(Unit, on_delete=models.SET_NULL, null=True, related_name="accounts")
    lost_on = models.DateField(null=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Billing(models.Model):
    """Something billed to an account, in its currency."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="billings")
    reference = models.CharField(max_length=120)
    billed_on = models.DateField()
    currency = models.CharField(max_length=3)
    # discounts give parts of a cent, and they add up
    amount = models.DecimalField(max_digits=18, decimal_places=4)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "reference"], name="billed_once")]
        indexes = [models.Index(fields=["billed_on"])]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


class Rate(models.Model):
    """What one unit of a currency is worth in the company's, from a day on."""

    currency = models.CharField(max_length=3)
    since = models.DateField()
    worth = models.DecimalField(max_digits=18, decimal_places=8)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["currency", "since"], name="one_rate_a_day")]

    def __str__(self) -> str:
        return f"{self.currency} {self.worth}"


class Contact(models.Model):
    """A person's role at an account."""

    class Role(models.TextChoices):
        DECISION_MAKER = "decision_maker", "decision-maker"
        INFLUENCER = "influencer", "influencer"
        USER = "user", "user"
        PURCHASING_AGENT = "purchasing_agent", "purchasing agent"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="contacts")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="contacts")
    role = models.CharField(max_length=20, choices=Role.choices)
    since = models.DateField(null=True)
    until = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "account", "role"], name="contact_once")]

    def __str__(self) -> str:
        return f"{self.person_id}, {self.role} at {self.account_id}"


class Preference(models.Model):
    """A fact about a person with its date: "gluten-free", a preferred configuration, a preferred channel."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="preferences")
    name = models.CharField(max_length=64)
    value = models.CharField(max_length=300)
    noted_on = models.DateField()
    source = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "name", "value", "noted_on"], name="preference_once")
        ]
        indexes = [models.Index(fields=["person", "name", "-noted_on"])]

    def __str__(self) -> str:
        return f"{self.name}: {self.value}"
