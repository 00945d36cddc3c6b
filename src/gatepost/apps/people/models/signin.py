"""Links that let somebody in once, and which groups of the school's own accounts mean which role."""

from __future__ import annotations

from django.db import models

from gatepost.apps.people.models.account import Account
from gatepost.apps.people.models.federation import School
from gatepost.apps.people.models.person import Person
from gatepost.apps.people.place import Place


class OneTimeLink(models.Model):
    """A link sent to an address. Only a keyed digest is kept, so that nobody who reads the table can follow it."""

    class Use(models.TextChoices):
        """What it is for."""

        INVITATION = "invitation", "to open an account"
        SIGN_IN = "sign_in", "to sign in"

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="links")
    use = models.CharField(max_length=12, choices=Use)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"link {self.pk}"


class GroupRole(models.Model):
    """Whoever is in the group holds the role, from one sign-in with the school's account to the next."""

    group = models.CharField(max_length=200)  # as the token names it: in Entra an id
    role = models.SlugField(max_length=60)
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, blank=True, related_name="group_roles")
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    may_be_senior = models.BooleanField(default=False)  # made by somebody who may give senior roles by hand

    class Meta:
        ordering = ("group", "role", "id")
        constraints = (
            models.UniqueConstraint(
                name="people_group_means_a_role_once", fields=("group", "role"), condition=models.Q(school__isnull=True)
            ),
            models.UniqueConstraint(
                name="people_group_means_a_role_in_a_school_once",
                fields=("group", "role", "school"),
                condition=models.Q(school__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"group role {self.pk}"

    def place(self) -> Place:
        """Its school."""
        return Place(schools=frozenset({self.school_id}) if self.school_id else frozenset())
