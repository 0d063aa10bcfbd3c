"""The titles of the deck: one French sentence each, computed, right at zero, one, several and unknown.

Pure functions of counts and words; ``None`` is a figure nobody knows, and the sentence says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gouvernail.documents.catalogue.french import (
    Number,
    capital,
    counted,
    in_words,
    listed,
    percent,
    uncapital,
)
from gouvernail.kernel.numbers_fr import NARROW_SPACE, format_number


def decisions_to_take(count: int) -> str:
    """Say how many decisions wait: « quatre décisions à prendre »."""
    return _("%(decisions)s à prendre") % {"decisions": counted(count, "décision", "décisions", feminine=True)}


def essential(decisions: int, alerts: Sequence[str], risks: Sequence[str]) -> str:
    """Title of the essential: the decisions to take, then what goes worst."""
    return capital(f"{decisions_to_take(decisions)} ; {_worst(alerts, risks)}")


def _worst(alerts: Sequence[str], risks: Sequence[str]) -> str:
    if len(alerts) == 1:
        return _("« %(name)s » est en alerte") % {"name": alerts[0]}
    if alerts:
        return _("%(projects)s sont en alerte") % {"projects": counted(len(alerts), "projet", "projets")}
    if len(risks) == 1:
        return _("« %(name)s » est en risque") % {"name": risks[0]}
    if risks:
        return _("%(projects)s sont en risque") % {"projects": counted(len(risks), "projet", "projets")}
    return _("aucun projet n’est en alerte")


def decisions_title(count: int) -> str:
    """Title of the list of decisions."""
    if count == 0:
        return _("Aucune décision n’est soumise à cette séance")
    return _("Le comité est invité à prendre %(decisions)s") % {
        "decisions": counted(count, "décision", "décisions", feminine=True)
    }


def short_title(title: str, room: int = 60) -> str:
    """Shorten a title at a word, for a line that names several: « Valider la proposition de gouvernance… »."""
    if len(title) <= room:
        return uncapital(title)
    return f"{uncapital(title)[:room].rsplit(' ', 1)[0].rstrip(' ,;:(')}…"


def agenda_title(points: int, decisions: int) -> str:
    """Title of the agenda: « Ordre du jour : dix points, dont cinq pour décision »."""
    text = _("Ordre du jour : %(points)s") % {"points": counted(points, "point", "points")}
    if decisions == 0:
        return text
    if decisions == points:
        return text + _(", pour décision")
    return text + _(", dont %(count)s pour décision") % {"count": in_words(decisions)}


def follow_up_title(meeting: str, taken: int, silent: int) -> str:
    """Title of what became of the decisions of the previous meeting."""
    start = _("Suites du %(meeting)s : ") % {"meeting": meeting}
    if taken == 1:
        return start + (_("sa décision reste sans suite") if silent else _("sa décision a une suite"))
    if silent == 0:
        return start + _("les %(count)s décisions ont une suite") % {"count": in_words(taken)}
    if silent == taken:
        return start + _("les %(count)s décisions restent sans suite") % {"count": in_words(taken)}
    text = ngettext(
        "%(silent)s décision sur %(count)s reste sans suite",
        "%(silent)s décisions sur %(count)s restent sans suite",
        silent,
    )
    return start + text % {"silent": in_words(silent, feminine=True), "count": in_words(taken)}


def projects_title(followed: int, alerts: int, risks: int) -> str:
    """Title of the weather of projects: « Un projet en alerte et deux en risque, sur huit suivis »."""
    if not alerts and not risks:
        if followed == 1:
            return _("Le projet suivi est dans les temps")
        return _("Aucun des %(count)s projets suivis n’est en risque ni en alerte") % {"count": in_words(followed)}
    parts = []
    if alerts:
        parts.append(_("%(projects)s en alerte") % {"projects": counted(alerts, "projet", "projets")})
    if risks:
        noun = counted(risks, "projet", "projets") if not alerts else in_words(risks)
        parts.append(_("%(projects)s en risque") % {"projects": noun})
    return capital(_("%(troubled)s, sur %(count)s suivis") % {"troubled": listed(parts), "count": in_words(followed)})


def demand_title(value: int | None, a_year_before: int | None, period: str) -> str:
    """Title of the activity: how the demand moved over a year, or what is not known of it."""
    if value is None:
        return _("La demande n’est pas connue sur la période")
    if a_year_before is None:
        noun = ngettext("demande", "demandes", max(value, 1))
        return _("%(count)s %(noun)s au %(period)s, sans point de comparaison un an plus tôt") % {
            "count": format_number(value),
            "noun": noun,
            "period": period,
        }
    if a_year_before == 0:
        return _("%(count)s demandes au %(period)s, contre aucune un an plus tôt") % {
            "count": format_number(value),
            "period": period,
        }
    change = (Decimal(100) * (value - a_year_before) / a_year_before).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    if change == 0:
        return _("La demande est stable sur un an")
    verb = _("progresse") if change > 0 else _("recule")
    return _("La demande %(verb)s de %(change)s sur un an") % {
        "verb": verb,
        "change": f"{format_number(abs(change))}{NARROW_SPACE}%",
    }


def windows_title(remaining: int | None, concerned: int | None) -> str:
    """Title of the migration: « 27 postes sur 85 restent hors Windows 11 »."""
    if remaining is None or not concerned:
        return _("Le système des postes n’est pas connu")
    if remaining == 0:
        return _("Tous les postes sont sous Windows 11")
    if remaining == 1:
        return _("Un poste sur %(total)s reste hors Windows 11") % {"total": format_number(concerned)}
    return _("%(count)s postes sur %(total)s restent hors Windows 11") % {
        "count": format_number(remaining),
        "total": format_number(concerned),
    }


def ages_title(old: int | None, known: int | None, lifetime: int) -> str:
    """Title of the estate: how many computers outlived their planned life."""
    if old is None or not known:
        return _("L’âge des postes n’est pas connu")
    if old == 0:
        return _("Aucun poste n’a dépassé %(years)s ans") % {"years": lifetime}
    if old == 1:
        return _("Un poste sur %(total)s a %(years)s ans ou plus") % {"total": format_number(known), "years": lifetime}
    return _("%(count)s postes sur %(total)s ont %(years)s ans ou plus") % {
        "count": format_number(old),
        "total": format_number(known),
        "years": lifetime,
    }


def security_title(exposed: int | None, known: int | None, clicks: Number | None) -> str:
    """Title of security: computers without antivirus, then the share of people who clicked."""
    return capital(listed([_protection(exposed, known), _clicks(clicks)], last=_("et")))


def _protection(exposed: int | None, known: int | None) -> str:
    if exposed is None or not known:
        return ""
    if exposed == 0:
        return _("tous les postes connus ont un antivirus")
    return ngettext(
        "%(count)s poste sur %(total)s est sans antivirus",
        "%(count)s postes sur %(total)s sont sans antivirus",
        exposed,
    ) % {"count": in_words(exposed), "total": format_number(known)}


def _clicks(clicks: Number | None) -> str:
    if clicks is None:
        return ""
    if not clicks:
        return _("personne n’a cliqué au dernier exercice d’hameçonnage")
    return _("%(share)s des destinataires ont cliqué à l’hameçonnage") % {"share": percent(clicks)}


def contracts_title(ending: int, to_denounce: int) -> str:
    """Title of the contracts: those that end within twelve months, those to denounce within six."""
    parts = []
    if ending:
        parts.append(
            ngettext("%(contracts)s prend fin sous douze mois", "%(contracts)s prennent fin sous douze mois", ending)
            % {"contracts": counted(ending, "contrat", "contrats")}
        )
    if to_denounce:
        noun = in_words(to_denounce) if ending else counted(to_denounce, "contrat", "contrats")
        text = ngettext(
            "%(contracts)s est à dénoncer ou à reconduire sous six mois",
            "%(contracts)s sont à dénoncer ou à reconduire sous six mois",
            to_denounce,
        )
        parts.append(text % {"contracts": noun})
    if not parts:
        return _("Aucun contrat ne demande de décision dans l’année")
    return capital(" ; ".join(parts))


def plan_title(late: int, to_approve: int, without_owner: int = 0) -> str:
    """Title of the plan: « Plan d’action : une action en retard, une à valider, quatre sans porteur »."""
    counts = ((late, _("en retard")), (to_approve, _("à valider")), (without_owner, _("sans porteur")))
    parts = [(count, what) for count, what in counts if count]
    if not parts:
        return _("Plan d’action : aucune action en retard")
    words = [
        f"{counted(count, 'action', 'actions', feminine=True) if rank == 0 else in_words(count, feminine=True)} {what}"
        for rank, (count, what) in enumerate(parts)
    ]
    return _("Plan d’action : %(what)s") % {"what": ", ".join(words)}


def budget_title(amount: str, first: int, last: int, peak: int, share: int) -> str:
    """Title of the plan of investment: « 848 k€ TTC prévus de 2026 à 2029, dont 62 % en 2026 »."""
    if first == last:
        return _("%(amount)s prévus en %(year)s") % {"amount": amount, "year": first}
    return _("%(amount)s prévus de %(first)s à %(last)s, dont %(share)s en %(peak)s") % {
        "amount": amount,
        "first": first,
        "last": last,
        "share": percent(share),
        "peak": peak,
    }


def roadmap_title(first: int, last: int, running: int, starting: int) -> str:
    """Title of the roadmap: its years, what runs, what starts within three months."""
    years = str(first) if first == last else f"{first}-{last}"
    parts = [_("%(projects)s en cours") % {"projects": counted(running, "projet", "projets")}]
    if starting:
        parts.append(
            ngettext("%(count)s démarre sous trois mois", "%(count)s démarrent sous trois mois", starting)
            % {"count": in_words(starting)}
        )
    return _("Feuille de route %(years)s : %(what)s") % {"years": years, "what": ", ".join(parts)}


def study_title(leader: str, share: float) -> str:
    """Title of a comparison: « « Infogérance renforcée » est premier dans 90 % des pondérations »."""
    if share >= 1:
        return _("« %(name)s » est premier quelles que soient les pondérations") % {"name": leader}
    shown = percent(min(round(100 * share), 99))
    return _("« %(name)s » est premier dans %(share)s des pondérations") % {"name": leader, "share": shown}


def calendar_title(project: str, doubtful: int, total: int) -> str:
    """Title of a procurement calendar and its doubts."""
    if doubtful == 0:
        return _("« %(project)s » : un calendrier sans date douteuse") % {"project": project}
    return _("« %(project)s » : %(dates)s à confirmer sur %(total)s") % {
        "project": project,
        "dates": counted(doubtful, "date", "dates", feminine=True),
        "total": counted(total, "étape", "étapes", feminine=True),
    }
