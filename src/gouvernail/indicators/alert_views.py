"""The page of alerts, what somebody asks to be told, and the deadlines in their diary."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gouvernail.indicators import operations
from gouvernail.indicators.alerts import alerts_of
from gouvernail.indicators.board_forms import ThresholdForm
from gouvernail.indicators.deadlines import Deadline, deadlines
from gouvernail.indicators.models import AlertMail, DeadlineFeed, Threshold
from gouvernail.indicators.registry import indicator_of
from gouvernail.indicators.tokens import digest_of
from gouvernail.kernel.icalendar import Day, calendar
from gouvernail.organisations.actors import actor_of
from gouvernail.organisations.doors import open_door
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import EDIT, VIEW
from gouvernail.ui.templatetags.ui_tags import date_fr


def alert_page(request: HttpRequest, place: Organisation) -> HttpResponse:
    """Show what deserves a look, grouped by reason."""
    return _page(request, place)


def _page(
    request: HttpRequest, place: Organisation, form: ThresholdForm | None = None, fresh: Sequence[str] = ()
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
    fresh = [request.build_absolute_uri(reverse(name, args=[token])) for name in ("deadline_feed", "deadline_news")]
    return _page(request, place, fresh=fresh)


def _subscribed(token: str) -> tuple[Organisation, list[Deadline]]:
    """Return the place that a secret address opens, and its deadlines as its holder may see them now.

    A secret that opens nothing looks like no page.
    """
    feed = DeadlineFeed.objects.filter(digest=digest_of(token)).select_related("organisation", "user").first()
    if feed is None:
        raise Http404
    place, actor = feed.organisation, actor_of(feed.user, timezone.localdate())
    if not actor.can(VIEW, "indicators", place):
        raise Http404
    return place, deadlines(place, actor, place.today())


@open_door
def deadline_feed(request: HttpRequest, token: str) -> HttpResponse:
    """Give the deadlines of a place to a diary."""
    place, found = _subscribed(token)
    days = [Day(_key(one), one.on, one.title, one.what, request.build_absolute_uri(one.href)) for one in found]
    text = calendar(
        _("Échéances SI · %(place)s") % {"place": place}, days, host=request.get_host(), made_at=timezone.now()
    )
    return _private(text, "text/calendar; charset=utf-8")


@open_door
def deadline_news(request: HttpRequest, token: str) -> HttpResponse:
    """Give the deadlines of a place to a news reader."""
    place, found = _subscribed(token)
    feed = Rss201rev2Feed(
        title=_("Échéances SI · %(place)s") % {"place": place},
        link=request.build_absolute_uri(reverse("alerts", args=[place.slug])),
        description=_("Les dates auxquelles il faut agir, dans les douze mois."),
        language="fr",
    )
    for one in found:
        feed.add_item(
            title=f"{date_fr(one.on)} : {one.title}",
            link=request.build_absolute_uri(one.href),
            description=one.what,
            unique_id=f"{_key(one)}@{request.get_host()}",
            unique_id_is_permalink=False,
        )
    return _private(feed.writeString("utf-8"), feed.content_type)


def _key(one: Deadline) -> str:
    return f"{one.kind}-{one.pk}-{one.on:%Y%m%d}"


def _private(text: str, media_type: str) -> HttpResponse:
    response = HttpResponse(text, content_type=media_type)
    response["Cache-Control"] = "private, no-store"
    return response
