"""The circuit of a version: draft, submitted for opinion, validated by a body, published. Each step is an act."""

from __future__ import annotations

from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from gouvernail.kernel.periods import add_months
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.rights import DECIDE, EDIT
from gouvernail.papers.accepting import accept
from gouvernail.papers.models import values_of
from gouvernail.policies.acts import demand, journal
from gouvernail.policies.models import CIRCUIT, Opinion, Policy, PolicyVersion, VersionPaper, VersionState
from gouvernail.registers.operations import RefusedError

FEW_PAPERS = 10
"""How many files a version may hold."""


def next_number(policy: Policy) -> str:
    """Return the number to propose for the next version: « 1.0 », then « 1.1 »."""
    last = policy.versions.order_by("-pk").values_list("number", flat=True).first()
    if last is None:
        return "1.0"
    major, _dot, minor = last.partition(".")
    return f"{major}.{int(minor) + 1}" if minor.isdecimal() else f"{last}.1"


def write_version(policy: Policy, *, number: str, text: str, changes: str, actor: Actor) -> PolicyVersion:
    """Open a new version as a draft. Raises ``RefusedError`` when another one is on its way, or its number taken."""
    demand(actor, EDIT, policy)
    with transaction.atomic():
        Policy.objects.select_for_update().get(pk=policy.pk)
        if pending := policy.versions.filter(state__in=CIRCUIT).first():
            raise RefusedError(
                _("La version %(number)s est déjà en cours : menez-la à son terme, ou modifiez-la.")
                % {"number": pending.number}
            )
        _refuse_taken_number(policy, number)
        version = policy.versions.create(number=number, text=text.strip(), changes=changes.strip())
        journal(actor, "versionner", policy, {"version": number})
    return version


def change_version(version: PolicyVersion, *, number: str, text: str, changes: str, actor: Actor) -> PolicyVersion:
    """Change the words of a draft; beyond, it goes back to the draft first."""
    with transaction.atomic():
        version = _locked(version, actor, EDIT)
        _refuse_unless(version, VersionState.DRAFT)
        _refuse_taken_number(version.policy, number, but=version)
        version.number, version.text, version.changes = number, text.strip(), changes.strip()
        version.save()
        journal(actor, "versionner", version.policy, {"version": number})
    return version


def submit_for_opinion(version: PolicyVersion, *, actor: Actor) -> PolicyVersion:
    """Submit a draft that says something: a text, or a file."""
    with transaction.atomic():
        version = _locked(version, actor, EDIT)
        _refuse_unless(version, VersionState.DRAFT)
        if not version.text and not version.papers.exists():
            raise RefusedError(_("Cette version est vide : écrivez son texte, ou joignez un fichier."))
        return _step(version, VersionState.OPINION, "soumettre_avis", actor)


def back_to_draft(version: PolicyVersion, *, reason: str, actor: Actor) -> PolicyVersion:
    """Give a version back to those who write it, for a reason that the journal keeps."""
    if not reason.strip():
        raise RefusedError(_("Écrivez pourquoi la version est reprise : le journal garde ce motif."))
    with transaction.atomic():
        version = _locked(version, actor, EDIT)
        _refuse_unless(version, VersionState.OPINION)
        return _step(version, VersionState.DRAFT, "reprendre", actor, {"motif": reason.strip()})


def give_opinion(
    version: PolicyVersion, *, function: str, position: str, comment: str, given_on: date, actor: Actor, on: date
) -> Opinion:
    """Note the opinion of a body or a function on a version submitted for it."""
    with transaction.atomic():
        version = _locked(version, actor, EDIT)
        _refuse_unless(version, VersionState.OPINION)
        if given_on > on:
            raise RefusedError(_("Cet avis est daté d’un jour à venir : notez-le quand il sera rendu."))
        opinion = version.opinions.create(
            function=function.strip(), position=position, comment=comment.strip(), given_on=given_on
        )
        journal(actor, "donner_avis", version.policy, {"version": version.number, "avis": str(opinion)})
    return opinion


def validate(version: PolicyVersion, *, by: str, validated_on: date, actor: Actor, on: date) -> PolicyVersion:
    """Note that a body validated the version: ``by`` names the body and its decision. Its words are then settled."""
    if not by.strip():
        raise RefusedError(_("Écrivez quelle instance a validé la version, et par quelle décision."))
    if validated_on > on:
        raise RefusedError(_("Une validation à venir ne se note pas encore."))
    with transaction.atomic():
        version = _locked(version, actor, DECIDE)
        _refuse_unless(version, VersionState.OPINION)
        version.validated_on, version.validated_by = validated_on, by.strip()[:160]
        return _step(version, VersionState.VALIDATED, "valider_version", actor, {"par": version.validated_by})


def take_back_validation(version: PolicyVersion, *, actor: Actor) -> PolicyVersion:
    """Take back a validation whose minutes are opened again; what is published stays."""
    with transaction.atomic():
        version = _locked(version, actor, DECIDE)
        _refuse_unless(version, VersionState.VALIDATED)
        version.validated_on, version.validated_by = None, ""
        return _step(version, VersionState.OPINION, "reprendre", actor, {"motif": _("relevé rouvert")})


def publish(version: PolicyVersion, *, actor: Actor, on: date) -> PolicyVersion:
    """Publish a validated version: it replaces the one in force, and the review date is set anew."""
    with transaction.atomic():
        version = _locked(version, actor, DECIDE)
        _refuse_unless(version, VersionState.VALIDATED)
        version.policy.versions.filter(state=VersionState.PUBLISHED).update(state=VersionState.REPLACED, replaced_on=on)
        if version.policy.review_months:
            version.policy.review_on = add_months(on, version.policy.review_months)
            version.policy.save(update_fields=["review_on", "updated_at"])
        version.published_on = on
        return _step(version, VersionState.PUBLISHED, "publier", actor)


def attach(version: PolicyVersion, upload: UploadedFile, *, actor: Actor) -> VersionPaper:
    """Attach a file to a draft. Raises ``ValidationError`` when the file may not be kept."""
    accepted = accept(upload)
    with transaction.atomic():
        version = _locked(version, actor, EDIT)
        _refuse_unless(version, VersionState.DRAFT)
        if version.papers.count() >= FEW_PAPERS:
            raise RefusedError(_("Dix fichiers au plus : retirez-en un d’abord."))
        paper = VersionPaper.objects.create(version=version, **values_of(accepted))
        details = {"version": version.number, "fichier": paper.name, "empreinte": paper.digest}
        journal(actor, "joindre", version.policy, details)
    return paper


def detach(paper: VersionPaper, *, actor: Actor) -> None:
    """Take a file away from a draft."""
    with transaction.atomic():
        version = _locked(paper.version, actor, EDIT)
        _refuse_unless(version, VersionState.DRAFT)
        journal(actor, "joindre", version.policy, {"version": version.number, "retiré": paper.name})
        paper.delete()


def _step(version: PolicyVersion, state: str, verb: str, actor: Actor, details: dict | None = None) -> PolicyVersion:
    version.state = state
    version.save()
    journal(actor, verb, version.policy, {"version": version.number, **(details or {})})
    return version


def _locked(version: PolicyVersion, actor: Actor, verb: str) -> PolicyVersion:
    """Lock the document, so that two steps never cross; return the version as it is now."""
    Policy.objects.select_for_update().get(pk=version.policy_id)
    version = PolicyVersion.objects.select_related("policy__organisation").get(pk=version.pk)
    demand(actor, verb, version.policy)
    return version


def _refuse_unless(version: PolicyVersion, state: VersionState) -> None:
    if version.state != state:
        raise RefusedError(
            _("La version %(number)s est au stade « %(state)s » : cette étape n’est pas la sienne.")
            % {"number": version.number, "state": version.get_state_display().lower()}
        )


def _refuse_taken_number(policy: Policy, number: str, but: PolicyVersion | None = None) -> None:
    known = policy.versions.filter(number=number)
    if (known.exclude(pk=but.pk) if but else known).exists():
        raise RefusedError(_("La version %(number)s existe déjà : choisissez un autre numéro.") % {"number": number})
