"""Write what a person looked at and agreed to: one transaction, all or nothing, once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gouvernail.connectors.context import Context, key_part
from gouvernail.connectors.enums import READY_OUTCOMES, Outcome, RunState
from gouvernail.connectors.fields import import_fields
from gouvernail.connectors.judgements import fingerprint
from gouvernail.connectors.judging import CHUNK
from gouvernail.connectors.models import ImportRun, ReceivedFile, StagedRow
from gouvernail.connectors.packing import CREATED_PREFIX, unpack_value
from gouvernail.connectors.provenance import source_place, what_was_read
from gouvernail.connectors.receiving import check_rights
from gouvernail.connectors.staging import context_of
from gouvernail.journal.chain import Act, record, record_many
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import EDIT
from gouvernail.registers.operations import RefusedError, changes_between, save_object, snapshot
from gouvernail.registers.registry import register_of


class StaleError(Exception):
    """What was compared is no longer what is held: the preview must be made again."""


def apply(run: ImportRun, actor: Actor) -> dict[str, int]:
    """Write the new and changed lines of a run and return its counts; a run applied already is left as it is.

    Raises ``StaleError`` when an object compared has changed since, ``RefusedError`` when there is nothing to write
    or the database refuses, ``PermissionDenied`` without the right; nothing is written then.
    """
    check_rights(register_of(run.kind), run.organisation, actor)
    try:
        with transaction.atomic(), register_of(run.kind).writing():
            return _apply(run, actor)
    except IntegrityError as error:
        raise RefusedError(
            _("La base de données refuse une de ces lignes (nom déjà pris ou valeur impossible). Rien n’est écrit.")
        ) from error


def _apply(run: ImportRun, actor: Actor) -> dict[str, int]:
    run = ImportRun.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=run.pk)
    if run.state == RunState.APPLIED:
        return run.counts
    if run.state != RunState.READY:
        raise RefusedError(_("Cet import n’est pas prêt à être appliqué."))
    if not run.rows.filter(outcome__in=READY_OUTCOMES).exists():
        raise RefusedError(_("Il n’y a rien à écrire : aucune ligne n’est nouvelle ni modifiée."))
    writer = _Writer(run, actor)
    writer.check_nothing_moved()
    writer.create_names()
    for rows in _chunks(run, Outcome.NEW):
        writer.create(rows)
    for rows in _chunks(run, Outcome.CHANGED):
        writer.update(rows)
    _close(run, actor)
    return run.counts


def _chunks(run: ImportRun, outcome: str) -> Iterator[list[StagedRow]]:
    last = 0
    lines = run.rows.filter(outcome=outcome).defer("notes", "changes", "corrections").order_by("pk")
    while rows := list(lines.filter(pk__gt=last)[:CHUNK]):
        yield rows
        last = rows[-1].pk


class _Writer:
    """Writes the lines of one run, inside the transaction that applies it."""

    def __init__(self, run: ImportRun, actor: Actor) -> None:
        self.run, self.actor = run, actor
        self.context: Context = context_of(run, actor)
        self.register = self.context.register
        self.fields = {name: one.field for name, one in import_fields(self.register).items()}
        self.created: dict[str, int] = {}
        self.now: datetime = timezone.now()

    def check_nothing_moved(self) -> None:
        """Make sure that no new line is about an object made meanwhile, and that names chosen still exist."""
        index = self.context.index
        taken = {f"{index.by_pk[pk].organisation_id}|{'|'.join(key)}"[:500] for pk, key in index.keys.items()}
        named: dict[str, set[int]] = defaultdict(set)
        for rows in _chunks(self.run, Outcome.NEW):
            if index.fields and any(row.key in taken and not _is_chosen_new(row) for row in rows):
                raise StaleError
            self._gather_names(rows, named)
        for rows in _chunks(self.run, Outcome.CHANGED):
            self._gather_names(rows, named)
        for name, wanted in named.items():
            if not wanted <= self.context.named[name].names.keys():
                raise StaleError

    def _gather_names(self, rows: list[StagedRow], named: dict[str, set[int]]) -> None:
        for row in rows:
            for name, text in row.values.items():
                if name == "organisation" or not self.fields[name].many_to_one or text is None:
                    continue
                if not text.startswith(CREATED_PREFIX) and name in self.context.named:
                    named[name].add(int(text))

    # -- writing ---------------------------------------------------------------------------------------------------

    def create_names(self) -> None:
        """Create the sites, departments, axes, suppliers or projects that the lines name, unless made meanwhile."""
        wanted: dict[str, None] = {}
        for outcome in READY_OUTCOMES:
            for rows in _chunks(self.run, outcome):
                for row in rows:
                    keys = (text for text in row.values.values() if text and text.startswith(CREATED_PREFIX))
                    wanted.update(dict.fromkeys(keys))
        for key in wanted:
            self.created[key] = self._create_name(self.run.creations[key])

    def _create_name(self, one: dict[str, Any]) -> int:
        from gouvernail.connectors.naming import CREATABLE

        register = register_of(one["kind"])
        holder = Organisation.objects.get(pk=one["organisation"])
        called = "title" if one["kind"] == "project" else "name"
        for made in register.model._default_manager.filter(organisation=holder):
            if key_part(getattr(made, called)) == key_part(one["name"]):
                return made.pk
        obj = register.model(organisation=holder, **{called: one["name"]}, **CREATABLE[one["kind"]])
        if hasattr(obj, "source"):
            obj.source = self.run.file_name
        return save_object(register, obj, actor=self.actor).pk

    def create(self, rows: list[StagedRow]) -> None:
        """Create the objects of these lines, and say so in the journal, in a fixed number of queries."""
        objects = []
        for row in rows:
            obj = self.register.model()
            self._set(obj, row)
            self._check_holder(obj)
            self.register.take_over(obj)
            objects.append(obj)
        made = self.register.model._default_manager.bulk_create(objects)
        self._journal("creer", [(obj, changes_between({}, snapshot(obj))) for obj in made])

    def update(self, rows: list[StagedRow]) -> None:
        """Change the objects of these lines; ``StaleError`` if one of them is not what was compared."""
        query = self.register.objects(self.run.organisation, self.actor, EDIT).select_related(None)
        query = query.select_for_update(of=("self",)).filter(pk__in=[row.object_id for row in rows])
        held = {obj.pk: obj for obj in query}
        written, acts, names = [], [], set()
        for row in rows:
            obj = held.get(row.object_id)
            if obj is None or fingerprint(obj) != row.fingerprint:
                raise StaleError
            before = snapshot(obj)
            names |= self._set(obj, row)
            self._check_holder(obj)
            written.append(obj)
            acts.append((obj, changes_between(before, snapshot(obj))))
        # Twenty times faster than an update of many rows with as many cases; each row is there, and locked.
        self.register.model._default_manager.bulk_create(
            written, update_conflicts=True, update_fields=sorted(names), unique_fields=["id"]
        )
        self._journal("modifier", acts)

    def _set(self, obj: models.Model, row: StagedRow) -> set[str]:
        """Give an object the values of a line and where they come from; return the names of the fields written."""
        names = set(row.values)
        for name, text in row.values.items():
            setattr(obj, self.fields[name].attname, unpack_value(self.fields[name], text, self.created))
        if hasattr(obj, "raw"):
            obj.source, obj.source_place = self.run.file_name, source_place(self.run, row)
            obj.read_at, obj.raw = self.now, what_was_read(self.run, row)
            obj.corrected_fields = [
                name for name in obj.corrected_fields if name not in _taken_from_file(self.fields, row)
            ]
            names |= {"source", "source_place", "read_at", "raw", "corrected_fields"}
        if hasattr(obj, "updated_at"):
            obj.updated_at = self.now
            names.add("updated_at")
        return names

    def _check_holder(self, obj: Any) -> None:
        if obj.organisation_id not in self.context.places.allowed:
            raise PermissionDenied

    def _journal(self, verb: str, acts: list[tuple[Any, dict[str, Any]]]) -> None:
        paths = {pk: one.path for pk, one in self.context.places.allowed.items()}
        kind, title = self.register.kind, self.register.title
        record_many(
            self.actor.key,
            [Act(verb, kind, obj.pk, paths[obj.organisation_id], title(obj), details) for obj, details in acts],
        )


def _is_chosen_new(row: StagedRow) -> bool:
    """Whether a person said that the line is a new object although another one bears its name."""
    return "new" in row.decisions.values()


def _taken_from_file(fields: dict[str, models.Field], row: StagedRow) -> set[str]:
    return set(row.values) | {fields[name].attname for name in row.values}


def _close(run: ImportRun, actor: Actor) -> None:
    """Say in the journal that the import is applied; the file is erased, only the lines left aside stay."""
    run.counts = run.counts | {"ecrites": run.counts.get(Outcome.NEW, 0) + run.counts.get(Outcome.CHANGED, 0)}
    record(
        actor=actor.key,
        verb="importer",
        kind="import",
        object_id=run.pk,
        place=run.organisation.path,
        label=run.file_name,
        details={"objet": run.kind, "feuille": run.sheet, "sha256": run.sha256, "lignes": run.counts},
    )
    ReceivedFile.objects.filter(run=run).delete()
    run.rows.filter(outcome__in=(*READY_OUTCOMES, Outcome.UNCHANGED)).delete()
    run.state, run.finished_at = RunState.APPLIED, timezone.now()
    run.save()
