"""The pages of every register: list, export, sheet, form, deletion, bulk change, links."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gouvernail.kernel.numbers_fr import format_number
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import DELETE, EDIT, VIEW
from gouvernail.registers import operations
from gouvernail.registers.forms import bulk_changes, bulk_form, form_class
from gouvernail.registers.listing import filtered, ordered, read_list
from gouvernail.registers.models import Link
from gouvernail.registers.panels import actions_of, panels_of
from gouvernail.registers.register import Register
from gouvernail.registers.sheets import provenance_of, read_sheet
from gouvernail.registers.threads import thread_of

LONGEST_ADDRESS = 2000


class RegisterViews:
    """The views of one register; each takes the request and the place that the door let in."""

    def __init__(self, register: Register) -> None:
        self.register = register

    # -- reading -------------------------------------------------------------------------------------------------

    def list(self, request: HttpRequest, place: Organisation) -> HttpResponse:
        """Show the list, or only its results when htmx asks for them."""
        register, actor = self.register, request.actor
        may_edit = actor.can(EDIT, register.family, place)
        listing = read_list(
            register,
            place,
            actor,
            request.GET,
            place.today(),
            path=request.path,
            selectable=may_edit and bool(register.bulk_fields),
        )
        context = {
            "register": register,
            "heading": register.label_plural.capitalize(),
            "intro": register.notice(place),
            "tabs": listing.tabs,
            "filters": listing.form,
            "table": listing.table,
            "page": listing.page,
            "querystring": listing.querystring,
            "reset_href": request.path,
            "result_label": self._counted(listing.page.paginator.count),
            "exports": self._exports(place, listing.querystring),
            "create_href": reverse(f"{register.kind}_create", args=[place.slug])
            if may_edit and register.can_create
            else "",
            "create_label": self._new_label(),
            "import_href": self._import_href(place) if may_edit and actor.can(EDIT, "imports", place) else "",
            "bulk_form": bulk_form(register, place, actor) if listing.table.selectable else None,
            "bulk_href": reverse(f"{register.kind}_bulk", args=[place.slug]),
        }
        is_part = request.htmx and request.htmx.target == "results"
        return render(request, "ui/list_results.html" if is_part else "ui/list.html", context)

    def export(self, request: HttpRequest, place: Organisation) -> HttpResponse:
        """Send the list as a file that can come back unchanged."""
        from gouvernail.registers.files import export_file, wanted_format
        from gouvernail.registers.forms import FilterForm

        register, actor = self.register, request.actor
        form = FilterForm(request.GET, register=register, place=place, actor=actor)
        query = filtered(register, register.objects(place, actor), form, place.today())
        tab = next((one for one in register.tabs if one.name == request.GET.get("vue")), None)
        if tab:
            query = query.filter(tab.query(place.today()))
        query = ordered(register, query, request.GET.get("tri", ""))
        format_ = wanted_format(request.GET.get("format"))
        if register.hands_out_what_is_closed(query):
            operations.note_export(register, query.count(), format_, place, actor=actor)
        return export_file(register, query, format_, place)

    def sheet(self, request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
        """Show one object: its fields, its thread both ways, where it comes from, what was done to it."""
        register, actor = self.register, request.actor
        obj = self._object(request, place, pk)
        panels = panels_of(register.kind, request, place, obj)
        context = {
            "register": register,
            "object": obj,
            "heading": register.title(obj),
            "badges": register.badges(obj, place.today()),
            "sections": read_sheet(register, place, actor, obj),
            "thread": thread_of(register, obj, actor=actor, place=place, today=place.today())
            if register.linkable
            else None,
            "provenance": provenance_of(obj),
            "link_href": reverse(f"{register.kind}_link", args=[place.slug, pk])
            if register.linkable and register.may(actor, EDIT, obj)
            else "",
            "unlink_base": request.path,
            "panels": [panel for panel in panels if not panel.side],
            "side_panels": [panel for panel in panels if panel.side],
            "actions": actions_of(register.kind, request, place, obj),
            "edit_href": reverse(f"{register.kind}_edit", args=[place.slug, pk])
            if register.may(actor, EDIT, obj)
            else "",
            "delete_href": reverse(f"{register.kind}_delete", args=[place.slug, pk])
            if register.may(actor, DELETE, obj)
            else "",
            "list_href": reverse(f"{register.kind}_list", args=[place.slug]),
            "journal": self._history(request, place, obj),
        }
        return render(request, "registers/sheet.html", context)

    # -- writing -------------------------------------------------------------------------------------------------

    def create(self, request: HttpRequest, place: Organisation) -> HttpResponse:
        """Create an object from a form."""
        if not self.register.can_create:
            raise Http404
        return self._edit(request, place, None)

    def edit(self, request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
        """Change an object by its form."""
        obj = self._object(request, place, pk)
        if not self.register.may(request.actor, EDIT, obj):
            raise PermissionDenied
        return self._edit(request, place, obj)

    def _edit(self, request: HttpRequest, place: Organisation, obj: Any) -> HttpResponse:
        register, actor = self.register, request.actor
        form = form_class(register)(
            request.POST or None,
            instance=obj,
            register=register,
            place=place,
            actor=actor,
            initial=None if obj else self._initial(request),
        )
        if request.method == "POST":
            if form.is_valid():
                saved = operations.save_object(register, form.save(commit=False), actor=actor, many=form.save_m2m)
                messages.success(request, _("« %(title)s » est enregistré.") % {"title": register.title(saved)})
                return redirect(register.href(place, saved))
            if any(error.code == "conflict" for error in form.non_field_errors().as_data()):
                form.add_stamp_of_now()
        heading = register.title(type(obj).objects.get(pk=obj.pk)) if obj else self._new_label()
        context = {
            "register": register,
            "form": form,
            "heading": heading,
            "submit_label": _("Enregistrer"),
            "cancel_href": register.href(place, obj) if obj else reverse(f"{register.kind}_list", args=[place.slug]),
        }
        return render(request, "ui/edit.html", context, status=422 if request.method == "POST" else 200)

    def delete(self, request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
        """Ask, then delete."""
        register = self.register
        obj = self._object(request, place, pk)
        if not register.may(request.actor, DELETE, obj):
            raise PermissionDenied
        refusal = register.why_kept(obj)
        if request.method == "POST":
            title = register.title(obj)
            try:
                operations.delete_object(register, obj, actor=request.actor)
            except operations.RefusedError as error:
                refusal = error.messages[0]
            else:
                messages.success(request, _("« %(title)s » est supprimé.") % {"title": title})
                return redirect(reverse(f"{register.kind}_list", args=[place.slug]))
        context = {
            "heading": _("Supprimer « %(title)s » ?") % {"title": register.title(obj)},
            "sentence": refusal
            or _("La fiche et ses liens disparaissent ; le journal garde la trace de la suppression."),
            "consequences": [] if refusal else self._taken_along(obj),
            "blocked": bool(refusal),
            "cancel_href": register.href(place, obj),
        }
        status = 409 if refusal and request.method == "POST" else 200
        return render(request, "ui/confirm.html", context, status=status)

    def _taken_along(self, obj: Any) -> list[str]:
        taken = operations.taken_along(self.register, obj)
        return [_("Avec elle disparaît aussi : %(title)s") % {"title": one} for one in taken]

    def bulk(self, request: HttpRequest, place: Organisation) -> HttpResponse:
        """Change several objects at once, all or none."""
        register, actor = self.register, request.actor
        back = self._back(request, place)
        if request.method != "POST":
            return back
        chosen = {int(pk) for pk in request.POST.getlist("selected") if re.fullmatch(r"[0-9]{1,18}", pk)}
        objects = list(register.objects(place, actor, EDIT).filter(pk__in=chosen))
        form = bulk_form(register, place, actor, request.POST)
        if not objects:
            messages.warning(request, _("Cochez d’abord au moins une ligne."))
            return back
        if not form.is_valid():
            messages.error(request, _("Une valeur choisie n’existe pas : rien n’a été modifié."))
            return back
        try:
            count = operations.change_many(register, objects, bulk_changes(register, form.cleaned_data), actor=actor)
        except ValidationError as error:
            messages.error(request, _("Rien n’a été modifié : %(reason)s") % {"reason": " ".join(error.messages)})
            return back
        messages.success(
            request,
            ngettext("%(count)s fiche modifiée.", "%(count)s fiches modifiées.", count) % {"count": count},
        )
        return back

    def link(self, request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
        """Tie the object to another one."""
        from gouvernail.registers.linking import LinkForm

        register = self.register
        obj = self._object(request, place, pk)
        if not register.may(request.actor, EDIT, obj):
            raise PermissionDenied
        form = LinkForm(request.POST or None, place=place, actor=request.actor, register=register, obj=obj)
        if request.method == "POST" and form.is_valid():
            form.save()
            messages.success(request, _("Le lien est ajouté au fil."))
            return redirect(register.href(place, obj))
        context = {
            "register": register,
            "form": form,
            "heading": _("Relier « %(title)s »") % {"title": register.title(obj)},
            "submit_label": _("Relier"),
            "cancel_href": register.href(place, obj),
        }
        return render(request, "ui/edit.html", context, status=422 if request.method == "POST" else 200)

    def unlink(self, request: HttpRequest, place: Organisation, pk: int, link_pk: int) -> HttpResponse:
        """Remove a tie of this object."""
        obj = self._object(request, place, pk)
        if request.method == "POST":
            link = Link.objects.filter(pk=link_pk).first()
            ends = ((link.from_kind, link.from_id), (link.to_kind, link.to_id)) if link else ()
            if (self.register.kind, obj.pk) not in ends:
                raise Http404
            operations.unlink_objects(link, self.register, obj, actor=request.actor)
            messages.success(request, _("Le lien est retiré du fil."))
        return redirect(self.register.href(place, obj))

    # -- what the pages share ------------------------------------------------------------------------------------

    def _object(self, request: HttpRequest, place: Organisation, pk: int) -> Any:
        obj = self.register.objects(place, request.actor).filter(pk=pk).first()
        if obj is None:
            raise Http404
        return obj

    def _back(self, request: HttpRequest, place: Organisation) -> HttpResponse:
        """Lead back to the list as it was filtered, and nowhere else."""
        base = reverse(f"{self.register.kind}_list", args=[place.slug])
        asked = request.POST.get("retour", "")
        return redirect(asked if asked.startswith(base) and len(asked) < LONGEST_ADDRESS else base)

    def _initial(self, request: HttpRequest) -> dict[str, str]:
        return {name: value for name, value in request.GET.items() if name in self.register.form_fields}

    def _new_label(self) -> str:
        word = _("Nouvelle %(label)s") if self.register.feminine else _("Nouveau %(label)s")
        if not self.register.feminine and self.register.label[:1].lower() in "aeiouyéèêh":
            word = _("Nouvel %(label)s")
        return word % {"label": self.register.label}

    def _counted(self, count: int) -> str:
        return f"{format_number(count)} {self.register.label_plural if count > 1 else self.register.label}"

    def _exports(self, place: Organisation, querystring: str) -> list[dict[str, str]]:
        base = reverse(f"{self.register.kind}_export", args=[place.slug])
        kept = f"&{querystring}" if querystring else ""
        return [
            {"label": label, "href": f"{base}?format={code}{kept}"}
            for code, label in (("xlsx", _("Excel (XLSX)")), ("ods", _("LibreOffice (ODS)")), ("csv", _("CSV")))
        ]

    def _import_href(self, place: Organisation) -> str:
        if not self.register.natural_key:
            return ""
        return f"{reverse('import_start', args=[place.slug])}?objet={self.register.kind}"

    def _history(self, request: HttpRequest, place: Organisation, obj: Any) -> list[Any]:
        if not request.actor.can(VIEW, "journal", self.register.holder(obj)):
            return []
        from gouvernail.registers.history import history_of

        return history_of(self.register.kind, obj.pk)
