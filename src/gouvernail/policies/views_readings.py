"""Campaigns of reading: opened, followed by department, and the page by which people say that they accept."""

from __future__ import annotations

from django.contrib import messages
from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import EDIT
from gouvernail.papers.sending import AlteredFileError, send
from gouvernail.policies import reading
from gouvernail.policies.forms import CampaignForm, PaperCountForm
from gouvernail.policies.models import Reading, ReadingCampaign
from gouvernail.policies.views_versions import find_policy, find_version
from gouvernail.registers.operations import RefusedError
from gouvernail.registers.registry import register_of

ANSWERED_DAYS = 400


def open_campaign(request: HttpRequest, place: Organisation, pk: int, version_pk: int) -> HttpResponse:
    """Choose the departments asked, and until when."""
    version = find_version(request, place, pk, version_pk, EDIT)
    form = CampaignForm(request.POST or None, policy=version.policy, today=place.today())
    if request.method == "POST" and form.is_valid():
        try:
            campaign = reading.open_campaign(
                version,
                form.asked(),
                closes_on=form.cleaned_data["closes_on"],
                actor=request.actor,
                on=place.today(),
            )
        except RefusedError as refusal:
            form.add_error(None, " ".join(refusal.messages))
        else:
            messages.success(request, _("La campagne est ouverte : envoyez à chaque service son adresse."))
            return redirect("reading_campaign", place.slug, pk, campaign.pk)
    context = {
        "heading": _("Faire lire : %(title)s") % {"title": version},
        "subtitle": _("Pour chaque service, le nombre de personnes concernées ; vide si le service ne l’est pas."),
        "form": form,
        "submit_label": _("Ouvrir la campagne"),
        "cancel_href": reverse("policy_version", args=[place.slug, pk, version_pk]),
    }
    return render(request, "ui/edit.html", context, status=422 if request.method == "POST" else 200)


def campaign(request: HttpRequest, place: Organisation, pk: int, campaign_pk: int) -> HttpResponse:
    """Show the addresses to send, and the counts that may be shown."""
    found = _campaign(request, place, pk, campaign_pk)
    return _page(request, place, found)


@require_POST
def count(request: HttpRequest, place: Organisation, pk: int, campaign_pk: int, reading_pk: int) -> HttpResponse:
    """Add signatures gathered on paper."""
    found = _campaign(request, place, pk, campaign_pk)
    line = found.readings.select_related("campaign__version__policy__organisation").filter(pk=reading_pk).first()
    if line is None:
        raise Http404
    form = PaperCountForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Écrivez un nombre de lectures, à partir de 1."))
    else:
        try:
            reading.count_on_paper(line, form.cleaned_data["more"], actor=request.actor)
        except RefusedError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(
                request, _("Les lectures sur papier sont ajoutées, dans la limite des personnes concernées.")
            )
    return redirect("reading_campaign", place.slug, pk, campaign_pk)


@require_POST
def close(request: HttpRequest, place: Organisation, pk: int, campaign_pk: int) -> HttpResponse:
    """Close a campaign before its end."""
    found = _campaign(request, place, pk, campaign_pk)
    reading.close_campaign(found, actor=request.actor, on=place.today())
    messages.success(request, _("La campagne est close ; ses comptes sont gardés."))
    return redirect("reading_campaign", place.slug, pk, campaign_pk)


def read(request: HttpRequest, token: str) -> HttpResponse:
    """Show a version to whoever was sent its address, and count that they accept it. Nobody is asked who they are."""
    line = _line(token)
    place = line.campaign.version.policy.organisation
    version = line.campaign.version
    answered = _has_answered(request, line)
    refusal = ""
    if request.method == "POST" and not answered:
        try:
            reading.accept_reading(line, on=place.today())
        except RefusedError as error:
            refusal = " ".join(error.messages)
        else:
            answer = redirect("read_policy", token)
            answer.set_signed_cookie(
                _cookie(line),
                "1",
                max_age=ANSWERED_DAYS * 86400,
                httponly=True,
                samesite="Lax",
                secure=request.is_secure(),
            )
            return answer
    context = {
        "heading": str(version.policy),
        "subtitle": _("%(place)s, version %(number)s") % {"place": place.name, "number": version.number},
        "version": version,
        "line": line,
        "papers": list(version.papers.defer("content")),
        "is_open": reading.is_open(line.campaign, place.today()),
        "answered": answered,
        "refusal": refusal,
        "wide": True,
    }
    return render(request, "policies/read.html", context, status=409 if refusal else 200)


def read_paper(request: HttpRequest, token: str, paper_pk: int) -> HttpResponse:
    """Send a file of the version to whoever was sent its address."""
    line = _line(token)
    found = line.campaign.version.papers.filter(pk=paper_pk).first()
    if found is None or not reading.is_open(line.campaign, line.campaign.version.policy.organisation.today()):
        raise Http404
    try:
        return send(found)
    except AlteredFileError as error:
        raise Http404 from error


def _campaign(request: HttpRequest, place: Organisation, pk: int, campaign_pk: int) -> ReadingCampaign:
    policy = find_policy(request, place, pk, EDIT)
    found = ReadingCampaign.objects.filter(version__policy=policy, pk=campaign_pk)
    campaign = found.select_related("version__policy__organisation").first()
    if campaign is None:
        raise Http404
    return campaign


def _line(token: str) -> Reading:
    found = Reading.objects.filter(token=token)
    line = found.select_related("department", "campaign__version__policy__organisation__parent").first()
    if line is None:
        raise Http404
    return line


def _cookie(line: Reading) -> str:
    return f"lu-{line.campaign_id}"


def _has_answered(request: HttpRequest, line: Reading) -> bool:
    try:
        return bool(request.get_signed_cookie(_cookie(line), default=""))
    except BadSignature:
        return False


def _page(request: HttpRequest, place: Organisation, found: ReadingCampaign) -> HttpResponse:
    policy = found.version.policy
    readings = reading.readings_of(found)
    context = {
        "heading": _("Lecture : %(title)s") % {"title": found.version},
        "subtitle": _("Comptée par service, jamais par personne"),
        "campaign": found,
        "policy": policy,
        "readings": readings,
        "addresses": [
            (one, request.build_absolute_uri(reverse("read_policy", args=[one.reading.token])))
            for one in readings.lines
        ],
        "is_open": reading.is_open(found, place.today()),
        "crumbs": [
            {"label": _("Documents-cadres"), "href": reverse("policy_list", args=[place.slug])},
            {"label": str(policy), "href": register_of("policy").href(place, policy)},
        ],
    }
    return render(request, "policies/campaign.html", context)
