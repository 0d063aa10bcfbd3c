"""The pages of dashboards: ready, composed, printed on one sheet, opened to others."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gouvernail.indicators import board_pages, operations
from gouvernail.indicators.board_forms import BoardForm, LinkForm
from gouvernail.indicators.boards import READY, composed, items_of, layout_of
from gouvernail.indicators.files import BOARD_FILES, attachment, figures_file
from gouvernail.indicators.forms import SpanForm
from gouvernail.indicators.members import members_of
from gouvernail.indicators.models import Board, BoardMail, Pace, PublicLink
from gouvernail.indicators.narrowing import narrowed, options, part_asked
from gouvernail.indicators.queries import measure_all
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.tokens import digest_of
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.doors import open_door
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import EDIT
from gouvernail.registers.exporting import MEDIA_TYPES
from gouvernail.ui.templatetags.ui_tags import date_fr


def _layout(place: Organisation, request: HttpRequest, key: str):
    try:
        return layout_of(key, place, request.actor)
    except KeyError:
        raise Http404 from None


def _crumbs(place: Organisation) -> list[dict[str, str]]:
    return [{"label": _("Tableaux"), "href": reverse("boards", args=[place.slug])}]


def mails_of(place: Organisation, key: str, actor: Actor) -> QuerySet[BoardMail]:
    """Return what somebody asked to receive of a board."""
    return BoardMail.objects.filter(organisation=place, board=key, user=actor.user_id)


def board_list(request: HttpRequest, place: Organisation) -> HttpResponse:
    """Show the ready dashboards and those that people composed."""
    may_edit = request.actor.can(EDIT, "indicators", place)
    context = {
        "heading": _("Tableaux"),
        "subtitle": _("Chacun tient sur une page A4. Composez les vôtres, partagez-les, imprimez-les."),
        "ready": [(one, reverse("board", args=[place.slug, one.key])) for one in READY],
        "composed": [
            (one, reverse("board", args=[place.slug, f"t{one.pk}"])) for one in composed(place, request.actor)
        ],
        "may_edit": may_edit,
        "links": PublicLink.objects.filter(organisation=place) if may_edit else (),
        "today_here": place.today(),
    }
    return render(request, "indicators/boards.html", context)


def board(request: HttpRequest, place: Organisation, key: str) -> HttpResponse:
    """Show one dashboard; on a wall, nothing but its figures."""
    layout, on = _layout(place, request, key), place.today()
    asked = layout.narrowed_by(request.GET, on)
    form, part = SpanForm(asked, on), part_asked(place, asked)
    measures = measure_all(Scope(place, request.actor), on, [item.code for item in layout.items], form.span)
    address = reverse("board", args=[place.slug, key])
    context = {
        "heading": layout.name,
        "subtitle": _("%(place)s, %(when)s. %(about)s")
        % {
            "place": f"{place.name}, {part.label}" if part else place.name,
            "when": form.span or _("situation au %(day)s") % {"day": date_fr(on)},
            "about": layout.about,
        },
        "board": board_pages.board(layout, measures, place, form.span, part),
        "part": part,
    }
    if request.GET.get("ecran"):
        context |= {
            "leave_href": address + board_pages.kept_query(request.GET),
            "refresh_href": address + board_pages.kept_query(request.GET, ecran="1"),
        }
        return render(request, "indicators/board_screen.html", context)
    mine = layout.pk and Board.objects.filter(pk=layout.pk, owner=request.actor.user_id, organisation=place).exists()
    context |= {
        "crumbs": _crumbs(place),
        "layout": layout,
        "span_form": form,
        "parts": options(place, asked),
        "downloads": board_pages.downloads(place, layout, request.GET),
        "screen_href": address + board_pages.kept_query(request.GET, ecran="1"),
        "paces": Pace.choices,
        "pace": getattr(mails_of(place, key, request.actor).first(), "every", ""),
        "can_mail": bool(settings.EMAIL_HOST) and bool(BOARD_FILES),
        "members": members_of(place, request.actor),
        "members_href": reverse("members_compared", args=[place.slug, key]),
        "edit_href": reverse("board_edit", args=[place.slug, layout.pk]) if mine else "",
    }
    return render(request, "indicators/board.html", context)


def board_file(request: HttpRequest, place: Organisation, key: str, format: str) -> HttpResponse:
    """Give all the figures of a dashboard as one table, narrowed as the page is."""
    layout, on = _layout(place, request, key), place.today()
    if format not in MEDIA_TYPES:
        raise Http404
    asked = layout.narrowed_by(request.GET, on)
    span, part = SpanForm(asked, on).span, part_asked(place, asked)
    measures = measure_all(Scope(place, request.actor), on, [item.code for item in layout.items], span)
    shown = [kept for one in measures.values() if (kept := narrowed(one, part) if part else one)]
    title = f"{layout.name}, {part.label}" if part else str(layout.name)
    data = figures_file(shown, place=place, format=format, title=title)
    return attachment(data, MEDIA_TYPES[format], f"{place.slug}-{key}-{on:%Y-%m-%d}.{format}")


def board_edit(request: HttpRequest, place: Organisation, pk: int = 0) -> HttpResponse:
    """Compose a board, or change one's own."""
    mine = Board(organisation=place, owner_id=request.actor.user_id)
    if pk:
        mine = get_object_or_404(Board, organisation=place, pk=pk, owner=request.actor.user_id)
    form = BoardForm(
        request.POST or None, place=place, items=items_of(mine.items),
        initial={"name": mine.name, "shared": mine.shared} | mine.asked,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        mine.name, mine.shared = form.cleaned_data["name"], form.cleaned_data["shared"]
        mine.items, mine.asked = form.chosen, form.asked
        operations.save_board(mine, actor=request.actor)
        messages.success(request, _("Tableau enregistré."))
        return redirect("board", place.slug, f"t{mine.pk}")
    context = {
        "heading": _("Modifier le tableau") if pk else _("Composer un tableau"),
        "subtitle": _("Donnez un rang aux indicateurs à montrer ; les autres restent de côté."),
        "crumbs": _crumbs(place),
        "form": form,
        "pk": pk,
        "cancel_href": reverse("boards", args=[place.slug]),
    }
    return render(request, "indicators/board_edit.html", context, status=422 if form.errors else 200)


@require_POST
def board_delete(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Delete one's own board."""
    mine = get_object_or_404(Board, organisation=place, pk=pk, owner=request.actor.user_id)
    operations.delete_board(mine, actor=request.actor)
    messages.success(request, _("Tableau supprimé."))
    return redirect("boards", place.slug)


@require_POST
def board_mail(request: HttpRequest, place: Organisation, key: str) -> HttpResponse:
    """Ask to receive a board at a pace, or stop."""
    layout = _layout(place, request, key)
    every = request.POST.get("every", "")
    if every and every not in Pace.values:
        raise Http404
    operations.ask_for_board(place, layout.key, every, actor=request.actor)
    messages.success(request, _("C’est noté."))
    return redirect("board", place.slug, key)


def link_create(request: HttpRequest, place: Organisation) -> HttpResponse:
    """Open a board by a secret address, shown this once."""
    form = LinkForm(request.POST or None, on=place.today(), boards=composed(place, request.actor))
    fresh = ""
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        _link, token = operations.open_link(
            place, data["board"], data["label"], data["expires_on"], actor=request.actor
        )
        fresh = request.build_absolute_uri(reverse("shared_board", args=[token]))
    context = {
        "heading": _("Ouvrir un tableau par un lien"),
        "subtitle": _("En lecture seule, sans compte, jusqu’à une date. Révocable à tout moment."),
        "crumbs": _crumbs(place),
        "form": form,
        "fresh": fresh,
        "cancel_href": reverse("boards", args=[place.slug]),
    }
    response = render(request, "indicators/link.html", context, status=422 if form.errors else 200)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def link_revoke(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Close a public link at once."""
    operations.revoke_link(get_object_or_404(PublicLink, organisation=place, pk=pk), actor=request.actor)
    messages.success(request, _("Lien révoqué : il n’ouvre plus rien."))
    return redirect("boards", place.slug)


@open_door
def shared_board(request: HttpRequest, token: str) -> HttpResponse:
    """Show a board to whoever holds its secret address; all that is wrong with it looks like no page at all."""
    link = PublicLink.objects.filter(digest=digest_of(token)).select_related("organisation").first()
    if link is None or not link.is_open(link.organisation.today()):
        raise Http404
    place = link.organisation
    try:
        layout = layout_of(link.board, place, None)
    except KeyError:
        raise Http404 from None
    on = place.today()
    asked = layout.narrowed_by({}, on)
    span, part = SpanForm(asked, on).span, part_asked(place, asked)
    measures = measure_all(Scope.of_machine(place), on, [item.code for item in layout.items], span)
    where = f"{place.name}, {part.label}" if part else place.name
    context = {
        "heading": layout.name,
        "subtitle": _("%(place)s, situation au %(day)s.") % {"place": where, "day": date_fr(on)},
        "board": board_pages.board(layout, measures, None, None, part),
        "until": link.expires_on,
    }
    response = render(request, "indicators/shared_board.html", context)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "private, no-store"
    return response
