"""The page of alerts, what somebody asks to be told, and the deadlines in their diary."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gouvernail.indicators import operations
from gouvernail.indicators.alerts import alerts_of
from gouvernail.indicators.board_forms import ThresholdForm
from gouvernail.indicators.deadlines import deadlines
from gouvernail.indicators.models import AlertMail, DeadlineFeed, Threshold
from gouvernail.indicators.registry import indicator_of
from gouvernail.indicators.tokens import digest_of
from gouvernail.kernel.icalendar import Day, calendar
from gouvernail.organisations.actors import actor_of
from gouvernail.organisations.doors import open_door
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import EDIT, VIEW


def alert_page(request: HttpRequest, place: Organisation) -> HttpResponse:
    """Show what deserves a look, grouped by reason."""
    return _page(request, place)


def _page(
    request: HttpRequest, place: Organisation, form: ThresholdForm | None = None, fresh: str = ""
) -> HttpResponse:
    actor, on = request.actor, place.today()
    found = alerts_of(place, actor, on)
    context = {
        "heading": _("Alertes et échéances"),
        "subtitle": _("Ce qui mérite un regard, sans attendre qu’on le demande."),
        "parts": [
            (_("Seuils franchis"), found.crossed, _("Aucun seuil n’est franchi.")),
            (_("Contrats dont une date approche (90 jours)"), found.dates, _("Aucune date de contrat n’approche.")),
            (_("Données à rafraîchir"), found.stale, _("Toutes les données sont fraîches.")),
        ],
        "deadlines": deadlines(place, actor, on),
        "may_edit": actor.can(EDIT, "indicators", place),
        "thresholds": [
            (one, indicator_of(one.code)) for one in Threshold.objects.filter(organisation=place) if _known(one.code)
        ],
        "threshold_form": form or ThresholdForm(),
        "mailed": AlertMail.objects.filter(organisation=place, user=actor.user_id).exists(),
        "can_mail": bool(settings.EMAIL_HOST),
        "has_feed": DeadlineFeed.objects.filter(organisation=place, user=actor.user_id).exists(),
        "fresh": fresh,
    }
    response = render(request, "indicators/alerts.html", context, status=422 if form and form.errors else 200)
    if fresh:
        response["Cache-Control"] = "no-store"
    return response


def _known(code: str) -> bool:
    try:
        return bool(indicator_of(code))
    except KeyError:
        return False


@require_POST
def threshold_set(request: HttpRequest, place: Organisation) -> HttpResponse:
    """Set a threshold."""
    form = ThresholdForm(request.POST)
    if not form.is_valid():
        return _page(request, place, form)
    data = form.cleaned_data
    operations.set_threshold(place, data["code"], data["side"], data["value"], actor=request.actor)
    messages.success(request, _("Seuil enregistré."))
    return redirect("alerts", place.slug)


@require_POST
def threshold_drop(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Drop a threshold."""
    operations.drop_threshold(get_object_or_404(Threshold, organisation=place, pk=pk), actor=request.actor)
    messages.success(request, _("Seuil supprimé."))
    return redirect("alerts", place.slug)


@require_POST
def alert_mail(request: HttpRequest, place: Organisation) -> HttpResponse:
    """Ask for the weekly mail, or stop it."""
    operations.ask_for_mail(place, request.POST.get("wanted") == "1", actor=request.actor)
    messages.success(request, _("C’est noté."))
    return redirect("alerts", place.slug)


@require_POST
def feed_open(request: HttpRequest, place: Organisation) -> HttpResponse:
    """Give a new secret address for one's diary, shown this once; or forget it."""
    if request.POST.get("stop"):
        operations.close_feed(place, actor=request.actor)
        messages.success(request, _("L’abonnement est arrêté."))
        return redirect("alerts", place.slug)
    token = operations.open_feed(place, actor=request.actor)
    return _page(request, place, fresh=request.build_absolute_uri(reverse("deadline_feed", args=[token])))


@open_door
def deadline_feed(request: HttpRequest, token: str) -> HttpResponse:
    """Give the deadlines of a place as somebody may see them now; a secret that opens nothing looks like no page."""
    feed = DeadlineFeed.objects.filter(digest=digest_of(token)).select_related("organisation", "user").first()
    if feed is None:
        raise Http404
    place = feed.organisation
    actor = actor_of(feed.user, timezone.localdate())
    if not actor.can(VIEW, "indicators", place):
        raise Http404
    days = [
        Day(f"{one.kind}-{one.pk}-{one.on:%Y%m%d}", one.on, one.title, one.what, request.build_absolute_uri(one.href))
        for one in deadlines(place, actor, place.today())
    ]
    text = calendar(
        _("Échéances SI · %(place)s") % {"place": place}, days, host=request.get_host(), made_at=timezone.now()
    )
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, no-store"
    return response
