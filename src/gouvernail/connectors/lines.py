"""Judge one line: read its cells, compare with the object held, say what a person must settle."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from gouvernail.connectors.constraints import violated
from gouvernail.connectors.context import Context, as_read
from gouvernail.connectors.dates import read_instant
from gouvernail.connectors.drafts import draft
from gouvernail.connectors.enums import Outcome
from gouvernail.connectors.fields import ImportField
from gouvernail.connectors.findings import (
    ACCEPT,
    BLANK,
    CONFLICT,
    CREATION,
    DOUBT,
    FILE,
    HAND,
    INFO,
    KEEP,
    MISSING,
    REFUSAL,
    SKIP,
    Finding,
    Refused,
)
from gouvernail.connectors.judgements import ROW, Judgement, corrected_by_hand, fingerprint
from gouvernail.connectors.line_findings import line_findings
from gouvernail.connectors.matching import Match, read_name
from gouvernail.connectors.notes import Note, is_open, note_of
from gouvernail.connectors.packing import CREATED_PREFIX, pack_value
from gouvernail.connectors.periods import period_findings
from gouvernail.connectors.records import Record
from gouvernail.connectors.serials import serial_finding
from gouvernail.connectors.settled import Settled, read_cell
from gouvernail.connectors.texts import scope_finding, text_findings
from gouvernail.connectors.values import Read, read_value, validate
from gouvernail.connectors.words import in_words, raw_words
from gouvernail.kernel.text import mask_personal_data


class LineJudge:
    """One line being judged against the object it is about (``None`` for a new one)."""

    def __init__(self, context: Context, record: Record, match: Match, held: Any, double_of: int | None) -> None:
        self.context, self.record, self.match, self.held = context, record, match, held
        self.double_of = double_of
        self.values: dict[str, Any] = {}
        self.settled: dict[str, Settled] = {}
        self.changes: dict[str, list[str]] = {}
        self.notes: list[Note] = []
        self.open_fields: set[str] = set()

    def judgement(self) -> Judgement:
        """Judge the line."""
        for finding in self.match.findings:
            self._say(finding)
        self._say_of_the_line()
        for one in self._fields():
            self._read(one)
        self._compare()
        if self.held is None or self.changes:
            self._check_whole()
        outcome = self._outcome()
        return Judgement(
            self.record,
            outcome,
            self._title(),
            "" if self.match.key is None else f"{self.match.holder.pk}|{'|'.join(self.match.key)}"[:500],
            self.held.pk if self.held is not None else None,
            fingerprint(self.held) if self.held is not None and outcome != Outcome.UNCHANGED else "",
            {name: self._packed(name, value) for name, value in self.values.items()},
            self.changes,
            self.notes,
            any(note["code"] == CREATION for note in self.notes) or self._creates(),
        )

    # -- what is said ----------------------------------------------------------------------------------------------

    def _say(self, finding: Finding) -> None:
        """Keep a finding, take the person's answer to it if there is one."""
        answer = self.record.decisions.get(finding.key, "") if finding.kind != INFO else ""
        settled = answer if answer and self._take_answer(finding, answer) else ""
        self.notes.append(note_of(self.context, finding, settled))
        if finding.field and finding.kind != INFO and not settled:
            self.open_fields.add(finding.field)

    def _take_answer(self, finding: Finding, answer: str) -> bool:
        """Write the value that an answer means; whether the answer fits the finding."""
        values: dict[str, Any] = {ACCEPT: finding.proposed, KEEP: finding.kept}
        values |= {code: value for code, _label, value in finding.picks}
        if finding.kind == CONFLICT:
            return answer in (FILE, HAND)
        if answer == BLANK and finding.may_blank:
            self.values.pop(finding.field, None)
            return True
        if values.get(answer, MISSING) is MISSING:
            return False
        if finding.field:
            self.values[finding.field] = values[answer]
            if answer == ACCEPT:
                self.values.update(finding.also)
        return True

    def _refuse(self, code: str, sentence: str, name: str = "", *, may_blank: bool = False) -> None:
        raw = raw_words(self.record.cell(name)) if name else ""
        self._say(Finding(code, sentence, REFUSAL, name, raw=raw, may_blank=may_blank))

    def _say_of_the_line(self) -> None:
        for finding in line_findings(self.context, self.record, self.double_of, is_new=self.held is None):
            self._say(finding)

    # -- reading ---------------------------------------------------------------------------------------------------

    def _fields(self) -> Sequence[ImportField]:
        typed = self.record.corrections.keys()
        if not typed:
            return self.context.read_fields
        return [
            one
            for name, one in self.context.all_fields.items()
            if name != "organisation" and (name in self.context.mapped or name in typed)
        ]

    def _read(self, one: ImportField) -> None:
        cell = self.record.cell(one.name)
        if cell is None or cell == "":
            self._read_blank(one)
            return
        try:
            if self.held is not None and one.field.many_to_one:
                current = getattr(self.held, one.field.attname)
                read: Settled | Read = read_value(self.context, one, cell, self.match.holder, current)
            else:
                read = read_cell(self.context, one, cell, self.match.holder)
        except Refused as error:
            if not self._settled_last_time(one, cell):
                self._refuse(error.code, str(error), one.name, may_blank=one.field.blank)
            return
        self._take_hour(one, cell)
        if isinstance(read, Settled):
            self.settled[one.name] = read
            self._take_value(one, read.value)
            return
        if read.findings and self._settled_last_time(one, cell):
            return
        if read.value is not MISSING:
            self._take_value(one, read.value)
        for finding in read.findings:
            finding.field, finding.raw = one.name, raw_words(cell)
            finding.may_blank = finding.may_blank or one.field.blank
            self._say(finding)

    def _take_value(self, one: ImportField, value: Any) -> None:
        self.values[one.name] = value
        if basis := self.context.bases.get(one.name):
            self.values.setdefault("tax_basis", basis)

    def _take_hour(self, one: ImportField, cell: Any) -> None:
        """Keep the hour that stands beside a day in its cell, where the register has a field for it."""
        name = self.context.register.hours.get(one.name)
        if name and isinstance(cell, str | datetime) and (found := read_instant(cell)):
            self.values.setdefault(name, found)

    def _settled(self, name: str, value: Any) -> Settled | None:
        """What is known already of a value, if it still is the one that was read."""
        found = self.settled.get(name)
        return found if found is not None and found.value is value else None

    def _packed(self, name: str, value: Any) -> str | None:
        settled = self._settled(name, value)
        return settled.packed if settled else pack_value(value)

    def _settled_last_time(self, one: ImportField, cell: Any) -> bool:
        """Whether the very same text was read the last time: a person has answered about it, it is not asked again."""
        read = getattr(self.held, "raw", None)
        if not read or one.name not in self.context.mapped:
            return False
        header = self.context.mapped[one.name][1]
        return header in read and read[header] == raw_words(cell)

    def _read_blank(self, one: ImportField) -> None:
        """A blank cell says nothing, unless the person chose that it empties the field."""
        if self.held is not None and self.context.blank_clears and one.field.blank and not one.field.choices:
            self.values[one.name] = None if one.field.null else "" if one.is_text else MISSING
            if self.values[one.name] is MISSING:
                del self.values[one.name]

    # -- comparing -------------------------------------------------------------------------------------------------

    def _compare(self) -> None:
        for name in list(self.values):
            one, settled = self.context.all_fields[name], self._settled(name, self.values[name])
            if settled and self.held is None:
                self.changes[name] = ["", settled.words]
                continue
            if self.held is not None and self._same(one, self.values[name]):
                del self.values[name]
                continue
            if one.is_text and self.values[name] and not settled:
                if text_findings(self.values[name])[1] and self._settled_last_time(one, self.record.cell(name)):
                    del self.values[name]
                    continue
                self._doubt_text(name)
            if self.held is not None and name in self.values and not self._settle_conflict(one):
                continue
            self._note_change(one)
        self._compare_holder()

    def _same(self, one: ImportField, value: Any) -> bool:
        held = getattr(self.held, one.field.attname)
        if isinstance(held, str) and isinstance(value, str):
            return as_read(held) in (value, mask_personal_data(value)[0])
        return held == value

    def _doubt_text(self, name: str) -> None:
        masked, findings = text_findings(self.values[name])
        if masked != self.values[name]:
            try:
                validate(self.context.all_fields[name].field, masked)  # a mask may be longer than what it hides
            except Refused as error:
                self._refuse(error.code, str(error), name)
        self.values[name] = masked
        for finding in findings:
            finding.field, finding.raw, finding.may_blank = name, masked, self.context.all_fields[name].field.blank
            self._say(finding)

    def _settle_conflict(self, one: ImportField) -> bool:
        """A field that a person corrected since it was imported is not overwritten without their word."""
        if not corrected_by_hand(self.held, one.field):
            return True
        sentence = _("Ce champ a été corrigé à la main depuis le dernier import : « %(held)s ».")
        held = in_words(self.context, one, getattr(self.held, one.field.attname)) or _("vide")
        finding = Finding("R-CONTRADICTION", sentence % {"held": held}, CONFLICT, one.name)
        finding.raw = in_words(self.context, one, self.values[one.name])
        self._say(finding)
        if self.record.decisions.get(finding.key) == HAND:
            del self.values[one.name]
            return False
        return True

    def _note_change(self, one: ImportField) -> None:
        old = in_words(self.context, one, getattr(self.held, one.field.attname)) if self.held is not None else ""
        self.changes[one.name] = [old, in_words(self.context, one, self.values[one.name])]

    def _compare_holder(self) -> None:
        if self.held is None:
            self.values["organisation"] = self.match.holder.pk
        elif self.match.moves and self.held.organisation_id != self.match.holder.pk:
            self.values["organisation"] = self.match.holder.pk
            self._note_change(self.context.all_fields["organisation"])

    # -- the whole line --------------------------------------------------------------------------------------------

    def _check_whole(self) -> None:
        if self.held is None:
            self._check_required()
        for finding in period_findings(self.context, self._all_values(), self.record.steps_back_from):
            self._say(finding)
            if finding.field in self.changes and finding.field in self.values:
                self._note_change(self.context.all_fields[finding.field])
        if serial := self.values.get("serial"):
            found = serial_finding(self.context, self.record, self.held, serial)
            if found:
                self._say(found)
        checked = self.context.has_rules and not self.open_fields
        obj = draft(self.context, self.held, self.values) if checked else None
        for sentence in (*violated(obj), *self.context.register.why_unfit(obj)) if obj else ():
            self._refuse("R-CONSTRAINT", sentence)
        self._check_key()
        if obj and not self.open_fields:
            changed = None if self.held is None else frozenset(self.changes)
            if sentence := self.context.register.why_not_imported(self.held or obj, changed):
                self._refuse("R-FIXED", sentence)
        scope = scope_finding(value for name, value in self.values.items() if self.context.all_fields[name].is_text)
        if scope:
            self._say(scope)

    def _check_required(self) -> None:
        for one in self.context.required:
            if one.name in self.open_fields or self.values.get(one.name) not in (None, ""):
                continue
            sentence = (
                _("« %(label)s » est vide. Une fiche nouvelle en a besoin.")
                if one.name in self.context.mapped
                else _("Aucune colonne ne donne « %(label)s ». Une fiche nouvelle en a besoin.")
            )
            self._refuse("R-REQUIRED", sentence % {"label": one.label}, one.name)

    def _check_key(self) -> None:
        """An object may not take the key of another one of the same organisation."""
        key, index = self.match.key, self.context.index
        if self.held is None or key is None or key == index.keys.get(self.held.pk):
            return
        others = [pk for pk in index.by_key.get(key, ()) if pk != self.held.pk]
        if any(index.by_pk[pk].organisation_id == self.match.holder.pk for pk in others):
            self._refuse("R-DUPBLOCK", _("Une autre fiche porte déjà ce nom ici. Changez le nom ou la référence."))

    def _all_values(self) -> dict[str, Any]:
        if self.held is None:
            return self.values
        names = [name for name, one in self.context.all_fields.items() if not one.field.many_to_one]
        return {name: getattr(self.held, name) for name in names} | self.values

    def _creates(self) -> bool:
        return any(isinstance(value, str) and value.startswith(CREATED_PREFIX) for value in self.values.values())

    def _title(self) -> str:
        name = self.values.get(self.context.name_field)
        if isinstance(name, str) and name:
            return name[:240]
        if self.held is not None:
            return self.context.index.by_pk[self.held.pk].name[:240]
        return raw_words(self.record.cell(self.context.name_field))[:240] or read_name(self.context, self.record)[:240]

    def _outcome(self) -> str:
        if self.record.decisions.get(ROW) == SKIP:
            return Outcome.SKIPPED
        for kind, outcome in (
            (REFUSAL, Outcome.REFUSED),
            (DOUBT, Outcome.DOUBTFUL),
            (CONFLICT, Outcome.CONFLICT),
        ):
            if any(is_open(note, kind) for note in self.notes):
                return outcome
        if self.held is None:
            return Outcome.NEW
        return Outcome.CHANGED if self.changes else Outcome.UNCHANGED
