"""The thread of an object printed on one page: what it comes from, itself, what it became, what measures it."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from gouvernail.documents.catalogue.copil_deck.writing import ABSENT, cell
from gouvernail.documents.catalogue.french import capital
from gouvernail.documents.kit.story import Block, Paragraph, Report, Section, Table
from gouvernail.documents.thread.reading import FullThread, Gauge, Stage
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.organisations.models import Organisation

WIDTHS = (1.2, 3.6, 1.3, 1.5, 1.9)


def thread_report(thread: FullThread, *, place: Organisation, on: date) -> Report:
    """Return the thread as a written document; what the reader may not see is not in it."""
    one = thread.step
    sections = [
        _side(_("D’où cela vient"), thread.before, _("Rien n’est relié en amont de cette fiche.")),
        Section(capital(thread.register.label), tuple(_own(thread))),
        _side(_("Ce qui en découle"), thread.after, _("Rien n’est relié en aval de cette fiche.")),
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


def _side(heading: str, stages: list[Stage], empty: str) -> Section:
    if not stages:
        return Section(heading, (Paragraph((empty,)),))
    rows = tuple(
        (
            stage.label if rank == 0 else "",
            f"{step.title}\n{step.marks.detail}" if step.marks.detail else step.title,
            cell(step.badge),
            step.marks.when or ABSENT,
            step.marks.who or ABSENT,
        )
        for stage in stages
        for rank, step in enumerate(stage.steps)
    )
    return Section(heading, (Table(_headers(), rows, widths=WIDTHS),))


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
