"""The thread of an object printed on one page: what it comes from, itself, what it became, what measures it."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

import pdfplumber
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gouvernail.documents.catalogue.copil_deck.writing import ABSENT, cell
from gouvernail.documents.catalogue.french import capital
from gouvernail.documents.kit.story import Block, Paragraph, Report, Section, StatusCell, Table
from gouvernail.documents.thread.reading import FullThread, Gauge, Stage
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.organisations.models import Organisation

WIDTHS = (1.2, 3.6, 1.3, 1.5, 1.9)


@dataclass(frozen=True)
class Depth:
    """How much a page holds: at most so many objects a stage (none: all of them), their details or their title."""

    most: int | None = None
    details: bool = True


WHOLE = Depth()
DEPTHS = (WHOLE, *(Depth(most) for most in (12, 8, 5, 4, 3, 2, 1)), Depth(1, details=False))
"""From all that is known to what holds on a page whatever the thread: details (the proofs, the votes) go last."""


def thread_on_one_page(
    thread: FullThread, draw: Callable[[Report], bytes], *, place: Organisation, on: date
) -> tuple[Report, bytes]:
    """Return the thread as it holds on one page, with its PDF: what is left out is counted there, stage by stage."""
    whole = thread_report(thread, place=place, on=on)
    tighter = (replace(thread_report(thread, place=place, on=on, depth=depth), compact=True) for depth in DEPTHS)
    for report in chain([whole], tighter):
        content = draw(report)
        with pdfplumber.open(io.BytesIO(content)) as pdf:
            if len(pdf.pages) == 1:
                break
    return report, content


def thread_report(thread: FullThread, *, place: Organisation, on: date, depth: Depth = WHOLE) -> Report:
    """Return the thread as a written document; what the reader may not see is not in it."""
    one = thread.step
    sections = [
        _side(_("D’où cela vient"), thread.before, _("Rien n’est relié en amont de cette fiche."), depth),
        Section(capital(thread.register.label), tuple(_own(thread))),
        _side(_("Ce qui en découle"), thread.after, _("Rien n’est relié en aval de cette fiche."), depth),
    ]
    if thread.gauges:
        sections.append(Section(_("Ce qui en mesure le résultat"), (_gauges(thread.gauges),)))
    return Report(
        title=_("Le fil : %(title)s") % {"title": one.title},
        subtitle=_("%(kind)s, de l’origine aux effets") % {"kind": capital(thread.register.label)},
        organisation=place.name,
        held_on=on,
        facts=(
            (_("Situation au"), str(PartialDate.of_day(on))),
            (_("Collectivité"), str(thread.register.holder(one.obj))),
            (_("Fiches reliées"), str(thread.count)),
        ),
        sections=tuple(sections),
        footer=_("%(place)s · Le fil : %(title)s") % {"place": place, "title": one.title},
        is_demo=place.is_demo,
    )


def _headers() -> tuple[str, ...]:
    return (_("Étape"), _("Fiche"), _("État"), _("Date"), _("Qui, par fonction"))


def _own(thread: FullThread) -> list[Block]:
    one = thread.step
    row = ("", one.title, cell(one.badge), one.marks.when or ABSENT, one.marks.who or ABSENT)
    blocks: list[Block] = [Table(_headers()[1:], (row[1:],), widths=WIDTHS[1:])]
    if one.marks.detail:
        blocks.append(Paragraph((one.marks.detail,)))
    return blocks


def _side(heading: str, stages: list[Stage], empty: str, depth: Depth) -> Section:
    if not stages:
        return Section(heading, (Paragraph((empty,)),))
    rows = tuple(row for stage in stages for row in _stage(stage, depth))
    return Section(heading, (Table(_headers(), rows, widths=WIDTHS),))


def _stage(stage: Stage, depth: Depth) -> list[tuple[str | StatusCell, ...]]:
    rows: list[tuple[str | StatusCell, ...]] = [
        (
            stage.label if rank == 0 else "",
            f"{step.title}\n{step.marks.detail}" if depth.details and step.marks.detail else step.title,
            cell(step.badge),
            step.marks.when or ABSENT,
            step.marks.who or ABSENT,
        )
        for rank, step in enumerate(stage.steps[: depth.most])
    ]
    if left := len(stage.steps) - len(rows):
        words = ngettext("et %(count)s autre, au dossier", "et %(count)s autres, au dossier", left)
        rows.append(("", words % {"count": left}, "", "", ""))
    return rows


def _gauges(gauges: list[Gauge]) -> Table:
    rows = tuple(
        (
            f"{one.measure.label} ({one.measure.code})",
            one.measure.text,
            PartialDate.of_day(one.measure.as_of or one.measure.on).short(),
            one.measure.source,
            ", ".join(one.tied_to),
        )
        for one in gauges
    )
    headers = (_("Indicateur"), _("Valeur"), _("Données au"), _("Source"), _("Mesure"))
    return Table(headers, rows, widths=(2.6, 1.3, 1.1, 1.8, 2.2))
