"""People who sign in, and nothing more about them than signing in needs."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Creates people by their e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> User:
        """Create a person; without a password, the account cannot sign in until one is set."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in, known to the journal by an opaque identifier only.

    Erasing the person (``erase``) empties the name and the address; the journal keeps standing, since its chain
    holds only ``opaque_id``.
    """

    opaque_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("adresse électronique"), unique=True)
    name = models.CharField(_("nom affiché"), max_length=120, blank=True)
    function = models.CharField(_("fonction"), max_length=120, blank=True)
    is_active = models.BooleanField(_("actif"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    class Meta:
        verbose_name = _("compte")
        verbose_name_plural = _("comptes")

    def __str__(self) -> str:
        return self.name or self.email

    def erase(self) -> None:
        """Forget the person: no name, no address, no way to sign in; what they did stays, without them."""
        self.emailaddress_set.all().delete()
        self.authenticator_set.all().delete()
        self.email = f"efface-{self.opaque_id}@invalid"
        self.name = self.function = ""
        self.is_active = False
        self.set_unusable_password()
        self.save()
