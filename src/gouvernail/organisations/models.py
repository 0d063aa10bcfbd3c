"""The tree of collectivités, their sites and departments, and who holds which role where."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gouvernail.kernel.identifiers import check_siren, check_siret
from gouvernail.organisations.enums import OrganisationKind, Role


def siren_validator(value: str) -> None:
    """Refuse a SIREN whose length or key is wrong, saying why in French."""
    _validate(check_siren, value)


def siret_validator(value: str) -> None:
    """Refuse a SIRET whose length or key is wrong, saying why in French."""
    _validate(check_siret, value)


def _validate(check, value: str) -> None:
    try:
        check(value)
    except ValueError as error:
        raise ValidationError(str(error)) from error


class Organisation(models.Model):
    """A collectivité, an establishment or a school, at its place in the tree.

    ``path`` ("0001/0003/") is the whole tree in one column: what stands below an organisation starts with its path.
    ``lives_on`` is the day on which a demonstration lives; real organisations live today.
    """

    name = models.CharField(_("nom"), max_length=160)
    short_name = models.CharField(_("nom court"), max_length=60, blank=True)
    slug = models.SlugField(_("adresse dans l’application"), max_length=60, unique=True)
    kind = models.CharField(_("nature"), max_length=20, choices=OrganisationKind)
    parent = models.ForeignKey(
        "self", verbose_name=_("rattachée à"), null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    path = models.CharField(max_length=120, unique=True, editable=False)
    siren = models.CharField(_("SIREN"), max_length=9, blank=True, validators=[siren_validator])
    siret = models.CharField(_("SIRET"), max_length=14, blank=True, validators=[siret_validator])
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    population_source = models.CharField(_("source de la population"), max_length=120, blank=True)
    headcount = models.PositiveIntegerField(_("nombre d’agents"), null=True, blank=True)
    about = models.TextField(_("présentation"), blank=True)
    lives_on = models.DateField(_("jour de la démonstration"), null=True, blank=True, editable=False)
    is_demo = models.BooleanField(_("démonstration"), default=False, editable=False)

    class Meta:
        verbose_name = _("collectivité")
        verbose_name_plural = _("collectivités")
        ordering = ("path",)

    def __str__(self) -> str:
        return self.short_name or self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """Save, giving a new organisation its place in the tree."""
        if self.path:
            super().save(*args, **kwargs)
            return
        with transaction.atomic():
            self.path = f"new-{timezone.now().timestamp()}"
            super().save(*args, **kwargs)
            self.path = f"{self.parent.path if self.parent else ''}{self.pk:04d}/"
            super().save(update_fields=["path"])

    @property
    def depth(self) -> int:
        """How far below a root it stands; a root is at 0."""
        return self.path.count("/") - 1

    @property
    def root_id(self) -> int:
        """The identifier of the root of its tree."""
        return int(self.path.split("/", 1)[0])

    def today(self) -> date:
        """The day it is here: the demonstration's day, or the real one."""
        if self.lives_on:
            return self.lives_on
        if self.is_demo and self.parent:
            return self.parent.today()
        return timezone.localdate()


class Site(models.Model):
    """A place where equipment stands and people work."""

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("collectivité"), on_delete=models.CASCADE, related_name="sites"
    )
    name = models.CharField(_("nom"), max_length=120)
    address = models.CharField(_("adresse"), max_length=200, blank=True)
    city = models.CharField(_("commune"), max_length=120, blank=True)
    siret = models.CharField(_("SIRET"), max_length=14, blank=True, validators=[siret_validator])

    class Meta:
        verbose_name = _("site")
        verbose_name_plural = _("sites")
        ordering = ("name",)
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="site_named_once")]

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
    """A service of an organisation, with its headcount (how many people are served, counted on a day)."""

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("collectivité"), on_delete=models.CASCADE, related_name="departments"
    )
    name = models.CharField(_("nom"), max_length=120)
    headcount = models.PositiveIntegerField(
        _("effectif"),
        null=True,
        blank=True,
        help_text=_("Sert à ne rien montrer d’un service de moins de 5 personnes."),
    )
    headcount_on = models.DateField(_("effectif compté le"), null=True, blank=True)

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering = ("name",)
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="department_named_once")]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A role that a person holds on an organisation and on all that stands below it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("personne"), on_delete=models.CASCADE, related_name="memberships"
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("collectivité"), on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(_("rôle"), max_length=20, choices=Role)
    since = models.DateField(_("depuis le"), default=timezone.localdate)
    until = models.DateField(_("jusqu’au"), null=True, blank=True)

    class Meta:
        verbose_name = _("rôle donné")
        verbose_name_plural = _("rôles donnés")
        ordering = ("organisation__path", "role")
        constraints = [models.UniqueConstraint(fields=["user", "organisation", "role"], name="role_given_once")]

    def __str__(self) -> str:
        return f"{self.get_role_display()} · {self.organisation}"


class ObjectGrant(models.Model):
    """One contract, project or action opened to a provider, who sees nothing else."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="grants")
    kind = models.CharField(_("objet"), max_length=40)
    object_id = models.PositiveBigIntegerField(_("identifiant"))

    class Meta:
        verbose_name = _("objet confié")
        verbose_name_plural = _("objets confiés")
        constraints = [models.UniqueConstraint(fields=["membership", "kind", "object_id"], name="object_granted_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"
