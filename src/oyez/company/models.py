"""The company itself: members and what they may see, units in their hierarchies, touchpoints, keys, the audit trail."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from oyez.company.core.roles import ROLES

KEY_LENGTH = 64


class Company(models.Model):
    """The one company of this installation."""

    name = models.CharField(max_length=120)
    currency = models.CharField(max_length=3, default="EUR")
    time_zone = models.CharField(max_length=64, default="UTC")
    k = models.PositiveSmallIntegerField(
        default=5, help_text=_("Fewest voices that may be shown together; it can never be lowered.")
    )
    satisfaction_cut = models.FloatField(
        default=70, help_text=_("Points of 100 from which an account is satisfied.")
    )
    revenue_cut = models.DecimalField(max_digits=18, decimal_places=2, default=100_000)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="one_company"),
            models.CheckConstraint(condition=models.Q(k__gte=3), name="k_at_least_three"),
        ]

    def __str__(self) -> str:
        return self.name


class Hierarchy(models.Model):
    """One way of arranging units: regions, partner channels."""

    key = models.CharField(max_length=KEY_LENGTH, unique=True)
    name = models.CharField(max_length=120)

    class Meta:
        verbose_name_plural = "hierarchies"

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """A part of the brand: division, region, branch, and equally a dealer, distributor or service partner."""

    key = models.CharField(max_length=KEY_LENGTH, unique=True)
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=32, default="branch")
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Place(models.Model):
    """Where a unit stands in one hierarchy."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="places")
    hierarchy = models.ForeignKey(Hierarchy, on_delete=models.CASCADE, related_name="places")
    parent = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="children_places")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "hierarchy"], name="one_place_per_hierarchy")]

    def __str__(self) -> str:
        return f"{self.unit_id} in {self.hierarchy_id}"


class MemberManager(BaseUserManager["Member"]):
    """Finds members by their e-mail address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> Member:
        return self.get(email__iexact=username)


class Member(AbstractBaseUser):
    """Somebody who works here, or at a partner, and signs in."""

    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=10, blank=True, default="")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    is_staff = False
    is_superuser = False

    objects: ClassVar[MemberManager] = MemberManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_member_per_address")]

    def __str__(self) -> str:
        return self.name

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        return False

    def has_module_perms(self, app_label: str) -> bool:
        return False


class Grant(models.Model):
    """One role of a member, company-wide or for one unit with all below it in one hierarchy."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=32, choices=[(role.key, role.title) for role in ROLES.values()])
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, null=True, related_name="grants")
    hierarchy = models.ForeignKey(Hierarchy, on_delete=models.CASCADE, null=True)
    granted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "role", "unit", "hierarchy"], name="grant_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=models.Q(unit=None, hierarchy=None)
                | (models.Q(unit__isnull=False) & models.Q(hierarchy__isnull=False)),
                name="a_unit_comes_with_its_hierarchy",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} of {self.member_id}"


class Touchpoint(models.Model):
    """A place where an interaction happens, owned by somebody, belonging to a stage."""

    key = models.CharField(max_length=KEY_LENGTH, unique=True)
    name = models.CharField(max_length=160)
    stage = models.CharField(max_length=KEY_LENGTH, blank=True, default="")
    unit = models.ForeignKey(Unit, on_delete=models.SET_NULL, null=True, related_name="touchpoints")
    owner = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="touchpoints")

    def __str__(self) -> str:
        return self.name


class Token(models.Model):
    """A secret sent to one member, spent once by a POST: an invitation, or a sign-in link."""

    class Purpose(models.TextChoices):
        INVITATION = "invitation"
        SIGN_IN = "sign_in"

    digest = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    member = models.ForeignKey(Member, on_delete=models.CASCADE)
    role = models.CharField(max_length=32, blank=True, default="")
    expires_at = models.DateTimeField()
    spent_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.purpose} for {self.member_id}"


class ApiKey(models.Model):
    """A program's way in; it sees what its member sees in one role."""

    name = models.CharField(max_length=120)
    prefix = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="api_keys")
    role = models.CharField(max_length=32)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class AuditLine(models.Model):
    """Who did what, to what, from what to what, when and from where. Lines are only ever added."""

    at = models.DateTimeField()
    member = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True)
    actor = models.CharField(max_length=120)
    role = models.CharField(max_length=32)
    verb = models.CharField(max_length=64)
    target = models.CharField(max_length=200)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    origin = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["target", "id"])]

    def __str__(self) -> str:
        return f"{self.actor} {self.verb} {self.target}"
