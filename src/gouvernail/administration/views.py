"""Roles, journal and first start."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from gouvernail.accounts.models import User
from gouvernail.administration import operations, queries, starting
from gouvernail.administration.forms import AccessForm, ConfideForm, FirstStartForm, RoleForm
from gouvernail.administration.invitations import password_link, send_invitation
from gouvernail.organisations.enums import Role
from gouvernail.organisations.models import Membership, Organisation
from gouvernail.organisations.rights import GRANT
from gouvernail.registers.folding import searched_text


def members(request: HttpRequest, place: Organisation) -> HttpResponse:
    """List the roles held here and below."""
    context = {
        "heading": _("Comptes et rôles"),
        "subtitle": _("Un rôle donné ici vaut pour tout ce qui se trouve en dessous."),
        "lines": queries.roles_held(place, request.actor, timezone.localdate()),
        "give_href": reverse("give_role", args=[place.slug]) if request.actor.can(GRANT, "members", place) else "",
        "table_href": reverse("rights_table"),
    }
    return render(request, "administration/members.html", context)


def give_role(request: HttpRequest, place: Organisation) -> HttpResponse:
    """Give a role, then show the link by which a new person chooses their password."""
    form = RoleForm(request.POST or None, place=place, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            membership, opened = operations.give_role(**form.cleaned_data, actor=request.actor, on=timezone.localdate())
        except ValidationError as error:
            form.add_error(None, error) if not hasattr(error, "error_dict") else form.add_error(
                "role", error.messages[0]
            )
        else:
            if not opened:
                messages.success(request, _("Le rôle est donné."))
                return redirect("members", place.slug)
            said = _("Le compte de %(who)s est ouvert avec le rôle « %(role)s » sur %(where)s.") % {
                "who": membership.user,
                "role": membership.get_role_display(),
                "where": membership.organisation,
            }
            return _handed_link(request, place, membership.user, heading=_("Compte ouvert"), sentence=said)
    context = {
        "heading": _("Donner un rôle"),
        "form": form,
        "submit_label": _("Donner le rôle"),
        "cancel_href": reverse("members", args=[place.slug]),
    }
    return render(request, "ui/edit.html", context, status=422 if request.method == "POST" else 200)


def renew_access(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Renew the access of a person who lost their link, their password, their telephone or their address."""
    user = _membership(place, pk).user
    form = AccessForm(request.POST or None, initial={"email": user.email})
    if request.method == "POST" and form.is_valid():
        try:
            operations.renew_access(user, **form.cleaned_data, actor=request.actor)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            said = _("L’ancien mot de passe de %(who)s ne vaut plus et ses sessions sont fermées.") % {"who": user}
            return _handed_link(request, place, user, heading=_("Accès renouvelé"), sentence=said)
    context = {
        "heading": _("Renouveler l’accès de %(who)s") % {"who": user},
        "subtitle": _("Un nouveau lien lui permettra de choisir son mot de passe ; l’ancien cessera de valoir."),
        "form": form,
        "submit_label": _("Renouveler l’accès"),
        "cancel_href": reverse("members", args=[place.slug]),
    }
    return render(request, "ui/edit.html", context, status=422 if request.method == "POST" else 200)


def _handed_link(request: HttpRequest, place: Organisation, user: User, *, heading: str, sentence: str) -> HttpResponse:
    """Send the link, and show it where nothing can be sent; never both: a link seen twice is a way in for two."""
    link = password_link(request, user)
    send_invitation(request, user, link)
    context = {
        "heading": heading,
        "sentence": sentence,
        "link": "" if settings.EMAIL_HOST else link,
        "mailed": bool(settings.EMAIL_HOST),
        "back_href": reverse("members", args=[place.slug]),
    }
    return render(request, "administration/invited.html", context)


def confide(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Choose what a provider may see."""
    membership = _membership(place, pk)
    if membership.role != Role.PROVIDER:
        raise Http404
    initial = {"objects": [f"{grant.kind}:{grant.object_id}" for grant in membership.grants.all()]}
    form = ConfideForm(request.POST or None, place=membership.organisation, actor=request.actor, initial=initial)
    if request.method == "POST" and form.is_valid():
        operations.confide_objects(membership, form.cleaned_data["objects"], actor=request.actor)
        messages.success(request, _("Les objets confiés sont à jour."))
        return redirect("members", place.slug)
    context = {
        "heading": _("Confier des objets à %(who)s") % {"who": membership.user},
        "form": form,
        "submit_label": _("Confier"),
        "cancel_href": reverse("members", args=[place.slug]),
    }
    return render(request, "ui/edit.html", context, status=422 if request.method == "POST" else 200)


def take_back(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Ask, then take a role back."""
    membership = _membership(place, pk)
    return _confirmed(
        request,
        place,
        heading=_("Retirer le rôle « %(role)s » à %(who)s ?")
        % {"role": membership.get_role_display(), "who": membership.user},
        sentence=_("La personne ne verra plus rien par ce rôle. Ce qu’elle a fait reste au journal.")
        if membership.user.memberships.count() > 1
        else _(
            "C’est son seul rôle : son compte restera, sans rien ouvrir, avec un rôle échu d’où il pourra être effacé. "
            "Si la personne s’en va, choisissez plutôt « Effacer »."
        ),
        label=_("Retirer le rôle"),
        act=lambda: operations.take_back_role(membership, actor=request.actor, on=timezone.localdate()),
    )


def forget(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Ask, then erase a person."""
    membership = _membership(place, pk)
    return _confirmed(
        request,
        place,
        heading=_("Effacer le compte de %(who)s ?") % {"who": membership.user},
        sentence=_(
            "Son nom, son adresse et ses rôles disparaissent pour toujours. Ses actes restent au journal, sans son nom."
        ),
        label=_("Effacer le compte"),
        act=lambda: operations.forget_person(membership.user, actor=request.actor, on=timezone.localdate()),
    )


def _confirmed(request: HttpRequest, place: Organisation, *, heading, sentence, label, act) -> HttpResponse:
    consequences: list[str] = []
    if request.method == "POST":
        try:
            act()
        except ValidationError as error:
            consequences = error.messages
        else:
            messages.success(request, _("C’est fait."))
            return redirect("members", place.slug)
    context = {
        "heading": heading,
        "sentence": sentence,
        "consequences": consequences,
        "blocked": bool(consequences),
        "confirm_label": label,
        "confirm_icon": "x",
        "cancel_href": reverse("members", args=[place.slug]),
    }
    return render(request, "ui/confirm.html", context, status=409 if consequences else 200)


def _membership(place: Organisation, pk: int) -> Membership:
    found = Membership.objects.filter(organisation__path__startswith=place.path).select_related("user", "organisation")
    return get_object_or_404(found, pk=pk)


def journal(request: HttpRequest, place: Organisation) -> HttpResponse:
    """Show who did what and when."""
    text = searched_text(request.GET.get("texte", ""))
    sensitive = request.GET.get("vue") == "sensibles"
    page, lines = queries.journal_page(place, request.GET.get("page"), text, sensitive=sensitive)
    base = reverse("journal", args=[place.slug])
    context = {
        "heading": _("Journal"),
        "subtitle": _("Chaque ligne est scellée avec la précédente ; « gouvernail check » vérifie la chaîne."),
        "page": page,
        "lines": lines,
        "text": text,
        "sensitive": sensitive,
        "tabs": [
            {"label": _("Tous les actes"), "href": base, "count": None, "current": not sensitive},
            {
                "label": _("Consultations et remises de parties sensibles"),
                "href": f"{base}?vue=sensibles",
                "count": None,
                "current": sensitive,
            },
        ],
        "retention_href": reverse("journal_retention", args=[place.slug]),
        "querystring": urlencode(
            {name: value for name, value in (("texte", text), ("vue", "sensibles" if sensitive else "")) if value}
        ),
    }
    return render(request, "administration/journal.html", context)


def own_address(request: HttpRequest) -> HttpResponse:
    """Refuse that people change their own address: roles are given to an address, which the administrator vouches for.

    Whoever could take the address of a colleague to come would receive the role meant for them.
    """
    raise PermissionDenied(
        _("Votre adresse vient de l’administrateur de votre collectivité : demandez-lui d’en changer.")
    )


def rights_table(request: HttpRequest) -> HttpResponse:
    """Show the one table role × object × verb."""
    from gouvernail.organisations.rights import FAMILIES, VERBS, verbs_of

    rows = [
        (label, [[str(VERBS[verb]) for verb in VERBS if verb in verbs_of(role, family)] for role in Role.values])
        for family, label in FAMILIES.items()
    ]
    context = {"heading": _("Qui peut quoi"), "roles": Role.choices, "rows": rows}
    return render(request, "administration/rights.html", context)


def first_start(request: HttpRequest) -> HttpResponse:
    """Open a new installation; once anybody has an account, this page is no more."""
    if not starting.is_new():
        raise Http404
    form = FirstStartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        user, organisation = starting.open_installation(**values, on=timezone.localdate())
        login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
        return redirect("getting_started", organisation.slug)
    context = {"heading": _("Bienvenue dans Gouvernail"), "form": form, "submit_label": _("Commencer")}
    return render(request, "administration/first_start.html", context, status=422 if request.method == "POST" else 200)
