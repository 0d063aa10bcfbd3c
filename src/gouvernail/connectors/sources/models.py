"""Connections to sources, their readings, and what was prepared from them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gouvernail.connectors.models import ImportRun
from gouvernail.connectors.sources.columns import UncheckedJSON
from gouvernail.connectors.sources.enums import Outcome, ReadingState, Schedule, WordField
from gouvernail.estate.models import Equipment
from gouvernail.organisations.models import Organisation


class Connection(models.Model):
    """One tool of one organisation, with what is needed to read it.

    ``sealed`` holds the secrets, readable by this installation alone; ``authority`` a PEM certificate; ``marks`` by
    stream, where the last applied reading stopped; ``generations`` by stream, how many readings were applied;
    ``checks`` what the last connection test found. ``approved_by`` lets scheduled readings be applied without asking,
    until somebody changes the settings.
    """

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("collectivité"), on_delete=models.CASCADE, related_name="+"
    )
    product = models.CharField(_("produit"), max_length=30)
    name = models.CharField(_("nom"), max_length=80)
    address = models.CharField(_("adresse"), max_length=200)
    options = models.JSONField(_("réglages"), default=dict)
    sealed = models.TextField(_("secrets chiffrés"), blank=True, editable=False)
    authority = models.TextField(_("certificat de l’autorité"), blank=True)
    streams = models.JSONField(_("flux lus"), default=list)
    schedule = models.CharField(_("lecture automatique"), max_length=10, choices=Schedule, default=Schedule.NONE)
    approved_by = models.CharField(max_length=40, blank=True, editable=False)
    approved_at = models.DateTimeField(_("règles approuvées le"), null=True, blank=True, editable=False)
    marks = models.JSONField(default=dict, editable=False)
    generations = models.JSONField(default=dict, editable=False)
    checks = models.JSONField(default=list, editable=False)
    checked_at = models.DateTimeField(_("essayée le"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("créée le"), auto_now_add=True)
    updated_at = models.DateTimeField(_("modifiée le"), auto_now=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ("name",)
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="source_named_once")]

    def __str__(self) -> str:
        return self.name


class SourceRun(models.Model):
    """One reading of one stream of a connection.

    ``complete`` tells a reading of everything from one of the changes alone, ``partial`` an answer that was not whole
    (nothing is deleted then), ``dropped`` one that is thought so only because it gave far less than the last time: a
    person may vouch for it; ``mark`` where it stopped; ``generation`` the readings already applied when it began;
    ``log`` is a list of ``[instant, tone, sentence]``. ``begun_at`` is empty while it waits for its turn; ``taken_up``
    says of an interrupted one that nothing more becomes of it by itself. Small streams go on as an ordinary import
    (``import_run``).
    """

    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="runs")
    stream = models.CharField(_("flux"), max_length=20)
    state = models.CharField(_("état"), max_length=12, choices=ReadingState, default=ReadingState.READING)
    complete = models.BooleanField(_("lecture complète"), default=True)
    partial = models.BooleanField(_("réponse partielle"), default=False)
    dropped = models.BooleanField(_("chute à confirmer"), default=False)
    automatic = models.BooleanField(_("lecture automatique"), default=False)
    cancel_asked = models.BooleanField(default=False)
    since = models.JSONField(null=True)
    mark = models.JSONField(null=True)
    generation = models.PositiveIntegerField(default=0)
    expected = models.PositiveIntegerField(_("annoncés"), null=True)
    received = models.PositiveIntegerField(_("reçus"), default=0)
    counts = models.JSONField(_("par issue"), default=dict)
    log = models.JSONField(_("déroulement"), default=list)
    alerts = models.JSONField(_("alertes"), default=list)
    import_run = models.ForeignKey(ImportRun, null=True, on_delete=models.SET_NULL, related_name="+")
    actor = models.CharField(_("auteur"), max_length=40)
    started_at = models.DateTimeField(_("commencée le"), auto_now_add=True)
    begun_at = models.DateTimeField(_("son tour est venu le"), null=True)
    touched_at = models.DateTimeField(_("dernier signe le"), auto_now=True)
    taken_up = models.BooleanField(default=False)
    read_at = models.DateTimeField(_("lue le"), null=True)
    finished_at = models.DateTimeField(_("terminée le"), null=True)

    class Meta:
        verbose_name = _("lecture de source")
        verbose_name_plural = _("lectures de sources")
        ordering = ("-started_at", "-pk")
        indexes = [models.Index(fields=["connection", "stream", "state"], name="source_run_state")]

    def __str__(self) -> str:
        return f"{self.connection} · {self.stream}"


class SourceWord(models.Model):
    """A word of a source and what a person says it means; a word not confirmed decides nothing.

    ``value`` is the code of a kind of request, the identifier of a department (empty: none), or that of an organisation
    (empty: the one of the connection).
    """

    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="words")
    field = models.CharField(_("sert à"), max_length=10, choices=WordField)
    word = models.CharField(_("mot de la source"), max_length=160)
    value = models.CharField(_("signifie"), max_length=40, blank=True)
    confirmed = models.BooleanField(_("confirmé"), default=False)
    count = models.PositiveIntegerField(_("enregistrements"), default=0)

    class Meta:
        verbose_name = _("mot de source")
        verbose_name_plural = _("mots de sources")
        ordering = ("field", "-count", "word")
        constraints = [models.UniqueConstraint(fields=["connection", "field", "word"], name="source_word_once")]

    def __str__(self) -> str:
        return self.word

    @property
    def target(self) -> int | None:
        """The identifier that a confirmed word means; ``None`` for none, or as long as nobody said it."""
        return int(self.value) if self.confirmed and self.value.isdecimal() else None


class HeldRecord(models.Model):
    """A record of a source that the registers hold: its number there, a digest of what it said, the object here.

    Plain columns without any key that the database would look up row by row: a million of them are written and
    compared in bulk.
    """

    connection = models.ForeignKey(
        Connection, on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    stream = models.CharField(max_length=20)
    number = models.BigIntegerField(_("numéro dans la source"))
    digest = models.BigIntegerField(_("empreinte"))
    kind = models.CharField(max_length=20, blank=True)
    department = models.BigIntegerField(null=True)
    organisation = models.BigIntegerField(null=True)
    object_id = models.BigIntegerField()

    class Meta:
        verbose_name = _("enregistrement suivi")
        verbose_name_plural = _("enregistrements suivis")
        constraints = [models.UniqueConstraint(fields=["connection", "stream", "number"], name="held_once")]

    def __str__(self) -> str:
        return f"{self.stream} {self.number}"


def _word() -> models.ForeignKey:
    """A word as a prepared request keeps it; its row goes with its connection, and prepared requests before it."""
    return models.ForeignKey(
        SourceWord, null=True, on_delete=models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False
    )


class StagedRequest(models.Model):
    """A request read from a source and compared; nothing of it is in the registers yet.

    Only what would change something is kept here: what is unchanged is counted. ``known`` tells that ``object_id`` is a
    request that exists; it is an identifier kept free for a new one otherwise. The words are those of the source:
    what they mean is read when it is needed, so that explaining one rewrites nothing here. A new or changed request
    whose category nobody explained is doubtful (``queries.requests_of``).
    """

    run = models.ForeignKey(
        SourceRun, on_delete=models.CASCADE, related_name="requests", db_index=False, db_constraint=False
    )
    outcome = models.CharField(_("issue"), max_length=10, choices=Outcome)
    number = models.BigIntegerField(_("numéro dans la source"))
    reference = models.CharField(_("référence"), max_length=40)
    kind_word = _word()
    category = models.CharField(_("catégorie"), max_length=120, blank=True)
    department_word = _word()
    entity_word = _word()
    opened_on = models.DateField(_("ouverte le"), null=True)
    closed_on = models.DateField(_("résolue le"), null=True)
    opened_at = models.DateTimeField(_("heure d’ouverture"), null=True)
    answered_at = models.DateTimeField(_("heure de prise en charge"), null=True)
    closed_at = models.DateTimeField(_("heure de résolution"), null=True)
    requester = models.CharField(max_length=32, blank=True)
    title_sketch = models.BinaryField(max_length=64, default=bytes)
    equipment_key = models.BigIntegerField(null=True)
    digest = models.BigIntegerField()
    object_id = models.BigIntegerField(null=True)
    known = models.BooleanField(default=False)
    reason = models.CharField(_("raison"), max_length=200, blank=True)
    raw = UncheckedJSON(default=dict)

    class Meta:
        verbose_name = _("demande préparée")
        verbose_name_plural = _("demandes préparées")
        ordering = ("pk",)
        indexes = [models.Index(fields=["run", "outcome", "id", "kind_word"], name="staged_request_outcome")]

    def __str__(self) -> str:
        return self.reference

    @property
    def kind(self) -> str:
        """The kind that its category means; an empty text as long as nobody said it."""
        return self.kind_word.value if self.kind_word and self.kind_word.confirmed else ""

    @property
    def department(self) -> int | None:
        """The department that its word means."""
        return self.department_word.target if self.department_word else None


class StagedCampaign(models.Model):
    """A phishing exercise read from a source and compared; counts by department word, nobody in them."""

    run = models.ForeignKey(SourceRun, on_delete=models.CASCADE, related_name="campaigns")
    outcome = models.CharField(_("issue"), max_length=10, choices=Outcome)
    number = models.BigIntegerField(_("numéro dans la source"))
    name = models.CharField(_("campagne"), max_length=120)
    sent_on = models.DateField(_("envoyée le"), null=True)
    results = models.JSONField(_("résultats"), default=dict)
    digest = models.BigIntegerField()
    object_id = models.BigIntegerField(null=True)
    reason = models.CharField(_("raison"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("campagne préparée")
        verbose_name_plural = _("campagnes préparées")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name


class PeriodicTask(models.Model):
    """A task that Gouvernail does by itself, and who is at it: the row is the lock between several servers.

    Whoever writes its name while ``held_until`` is past does the task; a holder that was killed lets go when that time
    comes.
    """

    name = models.CharField(_("tâche"), max_length=40, unique=True)
    holder = models.CharField(_("tenue par"), max_length=80, blank=True)
    held_until = models.DateTimeField(_("tenue jusqu’à"), null=True)
    started_at = models.DateTimeField(_("commencée le"), null=True)
    finished_at = models.DateTimeField(_("terminée le"), null=True)
    failure = models.CharField(_("échec"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("tâche périodique")
        verbose_name_plural = _("tâches périodiques")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Sighting(models.Model):
    """What one source says of one machine; the machines of a reading wait here (``applied`` false) until it is applied.

    ``key`` is the source's own identifier, ``serial``, ``uuid`` and ``macs`` what tells the hardware apart, as it is
    compared; ``told`` the fields of the register that the source fills, as texts; ``line`` the line of the import that
    the record became, 0 for one left out of it.
    """

    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="sightings")
    run = models.ForeignKey(SourceRun, on_delete=models.CASCADE, related_name="sightings")
    applied = models.BooleanField(default=False)
    line = models.PositiveIntegerField(default=0)
    key = models.CharField(_("identifiant dans la source"), max_length=120, blank=True)
    name = models.CharField(_("nom"), max_length=120, blank=True)
    serial = models.CharField(_("numéro de série"), max_length=120, blank=True)
    uuid = models.CharField(max_length=32, blank=True)
    macs = models.JSONField(default=list)
    told = models.JSONField(_("ce qui est dit"), default=dict)
    last_seen = models.DateField(_("vue le"), null=True)
    equipment = models.ForeignKey(Equipment, null=True, on_delete=models.SET_NULL, related_name="+")
    read_at = models.DateTimeField(_("lue le"))

    class Meta:
        verbose_name = _("machine vue")
        verbose_name_plural = _("machines vues")
        ordering = ("name", "pk")
        indexes = [models.Index(fields=["connection", "applied"], name="sighting_applied")]

    def __str__(self) -> str:
        return self.name or self.serial
