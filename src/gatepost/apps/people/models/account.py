"""Who may sign in: an account belongs to one person; pupils and ex-pupils have none."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from gatepost.apps.people.models.person import Person


class Accounts(BaseUserManager["Account"]):
    """Accounts by their e-mail address."""

    def create_user(self, email: str, password: str | None = None, **others: Any) -> Account:
        """An account with this address; without a password it has none that works."""
        account = self.model(email=email.strip().lower(), **others)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """The right to sign in, and nothing more: what a person may do follows from the roles they hold.

    It is not active until its invitation was answered, nor after it was withdrawn.
    """

    email = models.EmailField(unique=True)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="account", null=True, blank=True)
    is_active = models.BooleanField(default=True)
    made_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Accounts] = Accounts()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="people_withdrawn_account_is_shut",
                condition=models.Q(is_active=False) | models.Q(withdrawn_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"account {self.pk}"
