"""The flash of a month: figures, what goes badly, what was done, what comes; it holds on one page whatever there is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gouvernail.documents.catalogue.copil_deck.writing import short, sourced
from gouvernail.documents.catalogue.french import capital
from gouvernail.documents.catalogue.year_facts import Happened
from gouvernail.documents.kit.story import Block, Callout, Paragraph, Report, Section, Tile, Tiles
from gouvernail.indicators.measure import Measure
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.kernel.periods import Month, add_months
from gouvernail.projects.models import Health, Project

MOST_LINES = 3
"""Lines of a list; the rest is counted."""
LONGEST = 92
"""Characters of a line; beyond, it is cut with « … »."""
TILES = (
    ("SUP-01", gettext_lazy("demandes")),
    ("SUP-07", gettext_lazy("en attente")),
    ("PRJ-01", gettext_lazy("projets en cours")),
    ("PAT-06", gettext_lazy("sous Windows 11")),
    ("CYB-02", gettext_lazy("antivirus")),
    ("CTR-02", gettext_lazy("contrats à échoir")),
)


def flash(found: Happened) -> Report:
    """Return the flash of the month of ``found.span``, as the reader may see it."""
    month = PartialDate.of_month(found.span.first.year, found.span.first.month)
    sections = [_figures(found), _trouble(found), _done(found), _coming(found)]
    return Report(
        title=_("Le système d’information en %(month)s") % {"month": month},
        subtitle=_("Le mois sur une page, situation au %(day)s") % {"day": PartialDate.of_day(found.on)},
        organisation=found.place.name,
        held_on=found.on,
        sections=tuple(one for one in sections if one is not None),
        footer=_("%(place)s · Flash de %(month)s") % {"place": found.place, "month": month},
        is_demo=found.place.is_demo,
    )


def _figures(found: Happened) -> Section | None:
    known = [(one, str(label)) for code, label in TILES if (one := found.measure(code)) is not None]
    if not known:
        return None
    source = _("Sources : %(sources)s") % {"sources": sourced(one for one, _label in known)}
    return Section(_("En chiffres"), (Tiles(tuple(_tile(*pair) for pair in known)), Paragraph((_cut(source, 240),))))


def _tile(one: Measure, label: str) -> Tile:
    value = f"{one.figure}\u202f%" if one.unit == "%" else one.figure
    detail = one.period if one.code == "SUP-01" else ""
    return Tile(value, label, detail, one.tone if one.tone != "progress" else "neutral")


def _trouble(found: Happened) -> Section | None:
    if "projects" not in found.seen and "actions" not in found.seen:
        return None
    alerts, risks = found.in_health(Health.ALERT), found.in_health(Health.AT_RISK)
    blocks: list[Block] = [_callout(_("En alerte"), "alert", one) for one in alerts[:2]]
    others = [*(one.title for one in alerts[2:]), *(one.title for one in risks)]
    if others:
        blocks.append(
            Paragraph(_listed(others), heading=_("En risque, ou en alerte aussi") if alerts else _("En risque"))
        )
    if found.late:
        lines = [f"{one} ({_('échéance')}\u00a0: {short(one.due)})" for one in found.late]
        blocks.append(Paragraph(_listed(lines), heading=_("Actions en retard")))
    if not blocks:
        blocks.append(Paragraph((_("Aucun projet n’est en alerte ni en risque, aucune action n’est en retard."),)))
    return Section(_("Ce qui va mal"), tuple(blocks))


def _callout(kind: str, tone: str, one: Project) -> Callout:
    reason = capital(one.health_reason.strip()) or _("Le motif n’est pas renseigné.")
    return Callout(kind, _cut(one.title, 80), _cut(reason, 160), tone)


def _done(found: Happened) -> Section | None:
    lines = [
        *(
            f"{_('Décision')} {one.number}\u00a0: {one.title} ({one.get_outcome_display().lower()})"
            for one in found.taken
        ),
        *(_("Projet terminé : %(title)s") % {"title": one.title} for one in found.finished),
        *(_("Action menée à bien : %(title)s") % {"title": one} for one in found.done),
    ]
    if not {"governance", "projects", "actions"} & found.seen:
        return None
    empty = (_("Rien n’a été enregistré comme décidé ou terminé dans le mois."),)
    return Section(_("Ce qui a avancé"), (Paragraph(_listed(lines) or empty),))


def _coming(found: Happened) -> Section | None:
    following = Month.of(add_months(found.span.first, 1))
    first, last = following.first_day, following.last_day
    dated: list[tuple[date, str]] = []
    for one in found.meetings:
        if _meets(one.held_on, first, last):
            dated.append((one.held_on.first_day, f"{one}\u00a0: {short(one.held_on)}"))
    for step in found.milestones:
        if step.done_on is None and step.ends is not None and _meets(step.ends, first, last):
            day = f" ({short(step.ends)})"  # the day is what the reader comes for: the title gives way
            dated.append((step.ends.first_day, _cut(f"{step.project}\u00a0: {step.title}", LONGEST - len(day)) + day))
    for contract in found.running_contracts:
        if contract.denounce_by and first <= contract.denounce_by <= last:
            words = {"title": contract.title, "day": short(contract.denounce_by)}
            dated.append((contract.denounce_by, _("Préavis du contrat « %(title)s » : %(day)s") % words))
    lines = [text for _day, text in sorted(dated)]
    empty = (_("Aucune échéance n’est connue pour le mois qui vient."),)
    return Section(_("Le mois qui vient"), (Paragraph(_listed(lines) or empty),))


def _meets(when: PartialDate, first: date, last: date) -> bool:
    return when.is_exact and first <= when.first_day <= last


def _listed(lines: Sequence[str]) -> tuple[str, ...]:
    shown = tuple(_cut(one, LONGEST) for one in lines[:MOST_LINES])
    left = len(lines) - len(shown)
    return (*shown, _("et %(count)s autres") % {"count": left}) if left > 1 else (*shown, *lines[MOST_LINES:])


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
