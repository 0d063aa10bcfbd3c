"""The estate: equipment and applications, what directories count, how long services answered."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from gouvernail.estate.writing import EquipmentQuerySet, equipment_changed, months_of, months_of_rows
from gouvernail.organisations.models import Department, Organisation, Site
from gouvernail.organisations.privacy import SMALL_GROUP
from gouvernail.registers.fields import PartialDateField
from gouvernail.registers.models import Recorded, TaxBasis


class EquipmentType(models.TextChoices):
    """What a piece of equipment is."""

    DESKTOP = "pc_fixe", _("PC fixe")
    LAPTOP = "pc_portable", _("PC portable")
    TABLET = "tablette", _("Tablette")
    MOBILE = "mobile", _("Téléphone mobile")
    SERVER = "serveur", _("Serveur")
    PRINTER = "imprimante", _("Imprimante")
    NETWORK = "reseau", _("Équipement réseau")
    CRITICAL = "peripherique_critique", _("Périphérique critique")
    OTHER = "autre", _("Autre")


WORKSTATIONS = (EquipmentType.DESKTOP, EquipmentType.LAPTOP)


class OperatingSystem(models.TextChoices):
    """Families of operating systems, as a migration counts them."""

    WINDOWS_11 = "windows_11", _("Windows 11")
    WINDOWS_10 = "windows_10", _("Windows 10")
    WINDOWS_OLD = "windows_ancien", _("Windows 7, 8 ou plus ancien")
    WINDOWS_SERVER = "windows_serveur", _("Windows Server")
    LINUX = "linux", _("Linux")
    MACOS = "macos", _("macOS")
    ANDROID = "android", _("Android")
    IOS = "ios", _("iOS ou iPadOS")
    OTHER = "autre", _("Autre")


class Condition(models.TextChoices):
    """How it was bought."""

    NEW = "neuf", _("Neuf")
    REFURBISHED = "reconditionne", _("Reconditionné")


class EquipmentState(models.TextChoices):
    """Where it is in its life."""

    IN_USE = "en_service", _("En service")
    IN_STOCK = "en_stock", _("En stock")
    RETIRED = "reforme", _("Réformé")


class Windows11State(models.TextChoices):
    """Where a workstation stands in the migration to Windows 11."""

    DONE = "migre", _("Migré")
    ELIGIBLE = "eligible", _("Éligible, à migrer")
    TO_REPLACE = "a_remplacer", _("À remplacer (matériel non éligible)")
    BLOCKED = "bloque", _("Bloqué par une application")


class Equipment(Recorded):
    """A piece of equipment; no field says who uses it, only which department and site."""

    name = models.CharField(_("nom ou numéro d’inventaire"), max_length=120)
    type = models.CharField(_("type"), max_length=30, choices=EquipmentType)
    state = models.CharField(_("état"), max_length=20, choices=EquipmentState, default=EquipmentState.IN_USE)
    site = models.ForeignKey(Site, verbose_name=_("site"), null=True, blank=True, on_delete=models.SET_NULL)
    department = models.ForeignKey(
        Department, verbose_name=_("service"), null=True, blank=True, on_delete=models.SET_NULL
    )
    assigned = models.BooleanField(_("affecté"), null=True, blank=True)
    manufacturer = models.CharField(_("constructeur"), max_length=80, blank=True)
    model = models.CharField(_("modèle"), max_length=120, blank=True)
    serial = models.CharField(_("numéro de série"), max_length=80, blank=True)
    os = models.CharField(_("système"), max_length=20, choices=OperatingSystem, blank=True)
    os_version = models.CharField(_("version du système"), max_length=60, blank=True)
    windows11 = models.CharField(_("migration Windows 11"), max_length=20, choices=Windows11State, blank=True)
    blocked_by = models.CharField(_("application bloquante"), max_length=120, blank=True)
    protected = models.BooleanField(_("protégé par antivirus"), null=True, blank=True)
    condition = models.CharField(_("neuf ou reconditionné"), max_length=20, choices=Condition, blank=True)
    bought_on = PartialDateField(_("acheté"))
    in_service_on = PartialDateField(_("mis en service"))
    support_ends_on = models.DateField(_("fin de support"), null=True, blank=True)
    purchase_price = models.DecimalField(
        _("prix d’achat"), max_digits=12, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    tax_basis = models.CharField(_("base du prix"), max_length=10, choices=TaxBasis, default=TaxBasis.UNKNOWN)
    planned_replacement = PartialDateField(_("remplacement prévu"))
    note = models.TextField(_("remarques"), blank=True)

    objects = EquipmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("équipement")
        verbose_name_plural = _("équipements")
        ordering = ("name",)
        indexes = [
            # Every fact that figures count: a whole territory is counted here, not row by row.
            models.Index(
                fields=[
                    "organisation", "state", "type", "site", "os", "windows11", "blocked_by", "assigned", "protected",
                    "condition", "planned_replacement", "in_service_on", "bought_on", "support_ends_on", "tax_basis",
                    "purchase_price", "read_at", "updated_at",
                ],
                name="equipment_facts",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """Save, and bring the cohorts up to date in the same transaction."""
        with equipment_changed() as touched:
            touched |= months_of_rows(type(self)._base_manager.filter(pk=self.pk)) if self.pk else set()
            super().save(*args, **kwargs)
            touched |= months_of([self])

    def delete(self, *args: object, **kwargs: object) -> tuple[int, dict[str, int]]:
        """Delete, and bring the cohorts up to date in the same transaction."""
        with equipment_changed() as touched:
            touched |= months_of_rows(type(self)._base_manager.filter(pk=self.pk))
            return super().delete(*args, **kwargs)


class CohortBasis(models.TextChoices):
    """What a month of a cohort is: that of a birth, of a replacement that is planned, or of a birth that counts as one.

    Equipment whose replacement is planned has two: its birth gives its age, the plan its end.
    """

    AGE = "age", _("Naissance")
    PLANNED = "prevu", _("Remplacement prévu")
    LIFE = "duree", _("Naissance, faute de remplacement prévu")


class PlaceCohort(models.Model):
    """Equipment in use of one type, born or due in one month, at a place and all that stands below it.

    Derived from equipment, in the transaction that writes it. ``month`` is that of the last day of a partial date,
    none where no date is known; ``ordinals`` adds up the last days, counted from the year 1; ``dates`` gives, for each
    date as it is stored, how many, how many with a price, and the sum of the prices.
    """

    place = models.ForeignKey(Organisation, verbose_name=_("lieu"), on_delete=models.CASCADE, related_name="+")
    basis = models.CharField(_("sens du mois"), max_length=10, choices=CohortBasis)
    type = models.CharField(_("type"), max_length=30, choices=EquipmentType)
    month = models.DateField(_("mois"), null=True, blank=True)
    tax_basis = models.CharField(_("base du prix"), max_length=10, choices=TaxBasis)
    count = models.PositiveIntegerField(_("nombre"), default=0)
    priced = models.PositiveIntegerField(_("avec un prix"), default=0)
    price = models.DecimalField(_("prix"), max_digits=16, decimal_places=2, null=True, blank=True)
    ordinals = models.PositiveBigIntegerField(_("somme des jours"), default=0)
    dates = models.JSONField(_("dates"), default=dict)

    class Meta:
        verbose_name = _("cohorte d’équipements")
        verbose_name_plural = _("cohortes d’équipements")
        indexes = [models.Index(fields=["place", "basis", "month"], name="cohort_place_basis")]

    def __str__(self) -> str:
        return f"{self.type} {self.month:%m/%Y}" if self.month else self.type


class Acquisition(models.TextChoices):
    """How an application was obtained (an axis apart from its licence)."""

    MARKET = "marche", _("Logiciel du marché (achat)")
    SUBSCRIPTION = "abonnement", _("Abonnement")
    INTERNAL = "interne", _("Développement interne")
    PROVIDED = "mis_a_disposition", _("Mis à disposition")


class Licence(models.TextChoices):
    """Under which terms it may be used."""

    PROPRIETARY = "proprietaire", _("Propriétaire")
    FREE = "libre", _("Libre")
    FREE_SUPPORTED = "libre_support", _("Libre, avec support payant")


class Hosting(models.TextChoices):
    """Where an application runs."""

    LOCAL = "poste", _("Poste local")
    CLIENT_SERVER = "serveur_clients", _("Serveur interne et clients")
    SERVER = "serveur", _("Serveur interne")
    HOSTED = "hebergeur", _("Hébergeur")
    SAAS = "saas", _("SaaS (web)")
    IAAS = "iaas", _("IaaS")


class ApplicationState(models.TextChoices):
    """Where an application is in its life."""

    STUDIED = "a_l_etude", _("À l’étude")
    SETTING_UP = "parametrage", _("En cours de paramétrage")
    IN_USE = "en_service", _("En service")
    LEAVING = "a_remplacer", _("À remplacer")
    RETIRED = "retiree", _("Retirée")


class Criticality(models.IntegerChoices):
    """How much stops when it stops."""

    LOW = 1, _("1 · Faible")
    MEDIUM = 2, _("2 · Moyenne")
    HIGH = 3, _("3 · Forte")
    VITAL = 4, _("4 · Vitale")


class Application(Recorded):
    """A line of the application map: the ten columns of a collectivité's own table, and two axes for its licence."""

    name = models.CharField(_("nom de l’application"), max_length=120)
    publisher = models.CharField(_("éditeur"), max_length=120, blank=True)
    process = models.CharField(_("processus supporté"), max_length=200, blank=True)
    platform = models.CharField(_("système ou base de données"), max_length=120, blank=True)
    in_place_since = PartialDateField(_("en place depuis"))
    in_place_note = models.CharField(_("précision sur la mise en place"), max_length=160, blank=True)
    state = models.CharField(_("état"), max_length=20, choices=ApplicationState, default=ApplicationState.IN_USE)
    acquisition = models.CharField(_("acquisition"), max_length=20, choices=Acquisition, blank=True)
    licence = models.CharField(_("licence"), max_length=20, choices=Licence, blank=True)
    hosting = models.CharField(_("hébergement"), max_length=20, choices=Hosting, blank=True)
    users_count = models.PositiveIntegerField(_("nombre d’utilisateurs"), null=True, blank=True)
    users_note = models.CharField(_("utilisateurs, en mots"), max_length=160, blank=True)
    sites_note = models.CharField(_("sites concernés"), max_length=160, blank=True)
    contact = models.CharField(
        _("contact"),
        max_length=160,
        blank=True,
        help_text=_("Une fonction ou un portail de support, jamais le nom d’une personne."),
    )
    department = models.ForeignKey(
        Department, verbose_name=_("service pilote"), null=True, blank=True, on_delete=models.SET_NULL
    )
    owner_role = models.CharField(_("responsable (fonction)"), max_length=120, blank=True)
    criticality = models.PositiveSmallIntegerField(_("criticité"), choices=Criticality, null=True, blank=True)
    personal_data = models.BooleanField(_("données personnelles"), null=True, blank=True)
    online_service = models.BooleanField(_("téléservice"), null=True, blank=True)
    approved_until = models.DateField(_("homologuée jusqu’au"), null=True, blank=True)
    rights_reviewed_on = models.DateField(_("droits revus le"), null=True, blank=True)
    restore_tested_on = models.DateField(_("restauration essayée le"), null=True, blank=True)
    accepted_outage_hours = models.PositiveIntegerField(_("interruption acceptée (heures)"), null=True, blank=True)
    measured_recovery_hours = models.PositiveIntegerField(_("reprise mesurée (heures)"), null=True, blank=True)
    support_ends_on = models.DateField(_("fin de support"), null=True, blank=True)
    note = models.TextField(_("remarques"), blank=True)

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class DirectoryMeasure(Recorded):
    """How many accounts a directory held one day, and how they are protected; nobody is named."""

    directory = models.CharField(_("annuaire"), max_length=60)
    measured_on = models.DateField(_("mesuré le"))
    accounts = models.PositiveIntegerField(
        _("comptes ouverts"), help_text=_("Comptes de personnes, désactivés exclus.")
    )
    active_accounts = models.PositiveIntegerField(_("utilisés depuis 30 jours"), null=True, blank=True)
    second_factor = models.PositiveIntegerField(_("avec un second facteur"), null=True, blank=True)
    privileged = models.PositiveIntegerField(_("comptes à privilèges"), null=True, blank=True)
    lasting_passwords = models.PositiveIntegerField(_("mots de passe sans expiration"), null=True, blank=True)

    class Meta:
        verbose_name = _("mesure d’annuaire")
        verbose_name_plural = _("mesures d’annuaire")
        ordering = ("-measured_on", "directory")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "directory", "measured_on"], name="directory_measured_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.directory} {self.measured_on:%d/%m/%Y}"

    def clean(self) -> None:
        """Refuse to measure a handful of people, and a part larger than the whole."""
        if self.accounts is None:
            return
        for name in ("active_accounts", "second_factor", "lasting_passwords"):
            part = getattr(self, name)
            if part is not None and self.accounts < SMALL_GROUP:
                raise ValidationError(
                    {name: _("Rien ne se mesure en dessous de %(size)s comptes.") % {"size": SMALL_GROUP}}
                )
            if part is not None and part > self.accounts:
                raise ValidationError({name: _("C’est plus que le nombre de comptes ouverts.")})


class ServiceLevel(Recorded):
    """How long a service answered during one month, beside what was promised."""

    service = models.CharField(_("service rendu"), max_length=120)
    month = models.DateField(_("mois"), help_text=_("Le premier jour du mois."))
    availability = models.DecimalField(
        _("disponibilité (%)"),
        max_digits=7,
        decimal_places=4,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    target = models.DecimalField(
        _("objectif (%)"),
        max_digits=7,
        decimal_places=4,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    down_minutes = models.PositiveIntegerField(_("indisponibilité (minutes)"), null=True, blank=True)
    application = models.ForeignKey(
        Application, verbose_name=_("application"), null=True, blank=True, on_delete=models.SET_NULL
    )

    class Meta:
        verbose_name = _("disponibilité mesurée")
        verbose_name_plural = _("disponibilités mesurées")
        ordering = ("-month", "service")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "service", "month"], name="service_measured_once_a_month")
        ]

    def __str__(self) -> str:
        return f"{self.service} {self.month:%m/%Y}"

    def clean(self) -> None:
        """A month is known by its first day."""
        if self.month and self.month.day != 1:
            raise ValidationError({"month": _("Donnez le premier jour du mois.")})

    @property
    def held(self) -> bool | None:
        """Whether the promise was kept; ``None`` when nothing was promised."""
        return None if self.target is None else self.availability >= self.target
