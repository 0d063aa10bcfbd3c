"""Take phishing exercises in: counts by department, compared with the campaign held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from django.db import transaction

from gouvernail.connectors.sources.digests import digest_of
from gouvernail.connectors.sources.enums import Outcome
from gouvernail.connectors.sources.intake import Intake
from gouvernail.connectors.sources.models import HeldRecord, SourceRun, StagedCampaign
from gouvernail.connectors.sources.records import CampaignRecord, ResultCount
from gouvernail.connectors.sources.words import Words, note_words, words_of
from gouvernail.organisations.actors import Actor


class CampaignIntake(Intake):
    """Stages campaigns; a department word that nobody explained makes its campaign doubtful."""

    def __init__(self, run: SourceRun, actor: Actor) -> None:
        super().__init__(run, actor)
        self.words = words_of(run.connection)
        held = HeldRecord.objects.filter(connection=run.connection_id, stream=run.stream)
        self.held = {one.number: one for one in held}

    @transaction.atomic
    def add(self, records: Sequence[CampaignRecord]) -> None:
        """Compare a chunk."""
        StagedCampaign.objects.bulk_create(
            [staged for one in records if (staged := self._judge(one)).outcome != Outcome.UNCHANGED]
        )
        self.received += len(records)

    def end(self) -> None:
        """Say which campaigns the source no longer has: they are kept, an exercise took place."""
        note_words(self.run.connection, self.words)

    def _judge(self, record: CampaignRecord) -> StagedCampaign:
        for word in record.results:
            self.words.department(word)
        staged = staged_campaign(self.run, record, self.words)
        held = self.held.get(record.number)
        staged.object_id = held.object_id if held else None
        if staged.outcome == Outcome.NEW and held:
            staged.outcome = Outcome.UNCHANGED if held.digest == staged.digest else Outcome.CHANGED
        self.counts[staged.outcome] += 1
        return staged


def staged_campaign(run: SourceRun, record: CampaignRecord, words: Words) -> StagedCampaign:
    """Return a campaign with its counts by department; doubtful while a department word is unknown."""
    results: dict[str, dict[str, int]] = {}
    unknown: list[str] = []
    for word, counts in record.results.items():
        pk = words.departments.get(word) if word else None
        if pk is None:
            unknown.append(word or "(sans service)")
            continue
        total = results.setdefault(str(pk), asdict(ResultCount()))
        for name, count in asdict(counts).items():
            total[name] += count
    reason = f"Services à faire correspondre : {', '.join(sorted(unknown))}."[:200] if unknown else ""
    digest = digest_of(record.name, record.sent_on.isoformat(), repr(sorted(results.items())))
    outcome = Outcome.DOUBTFUL if unknown else Outcome.NEW
    return StagedCampaign(
        run=run, outcome=outcome, number=record.number, name=record.name[:120], sent_on=record.sent_on,
        results=results, digest=digest, reason=reason,
    )  # fmt: skip
