"""What a register says of one kind of object: its columns, filters, form, sheet; the rest follows by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise

from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import VIEW
from gouvernail.registers.values import exported

Text = str | Promise


@dataclass(frozen=True)
class Badge:
    """A state: a tone (neutral, good, risk, alert, decide, progress, study), an icon and a word."""

    tone: str
    icon: str
    label: Text


@dataclass(frozen=True)
class Column:
    """A column of a list: ``value`` reads the object (its field of that name by default).

    ``sort`` is the ordering it offers ("" for none), ``primary`` marks the one that leads to the sheet.
    """

    name: str
    label: Text = ""
    value: Callable[[Any], Any] | None = None
    sort: str = ""
    align: str = "start"
    primary: bool = False
    badge: Callable[[Any], Badge | None] | None = None
    progress: bool = False
    sub: Callable[[Any], str] | None = None


@dataclass(frozen=True)
class Filter:
    """A filter of a list, by a field with choices or by a foreign key.

    ``choices`` gives the values offered in place of the field's own (place, actor → pairs); ``query`` builds the
    condition from the value chosen, for filters that are more than an equality.
    """

    name: str
    label: Text = ""
    choices: Callable[[Organisation, Actor], Iterable[tuple[str, Text]]] | None = None
    query: Callable[[str, date], Q] | None = None


@dataclass(frozen=True)
class Tab:
    """A named view of a list: a condition that may depend on the day."""

    name: str
    label: Text
    query: Callable[[date], Q]


@dataclass(frozen=True)
class Section:
    """A part of a sheet: a heading and the fields under it."""

    label: Text
    fields: tuple[str, ...]


@dataclass(frozen=True)
class StructuralLink:
    """A foreign key that is also a step of the thread: parent → object."""

    field: str
    parent_kind: str
    relation: str


@dataclass(frozen=True)
class Sealed:
    """A text that a person types or a file gives, and that is not kept.

    ``seal`` returns, for many texts at once, what the field keeps of each.
    """

    label: Text
    help: Text
    seal: Callable[[Sequence[str]], list[Any]]


class Register:
    """One kind of business object. Subclass it in an app's ``tables.py`` and decorate with ``@register``.

    ``kind`` is its code in links, grants and the journal; ``word`` its place in addresses; ``family`` its rights;
    ``menu`` the heading and rank of its menu entry; ``import_only`` fields stand in files alone, and ``hours`` gives,
    by field that holds a day, the one that takes the hour beside it in a cell. Deleting an object
    deletes the rows that only exist by it (seats of a committee, results of a campaign), unless ``parts_follow`` is
    false, and the objects of other registers that the relations of ``takes_along`` lead to (milestones of a project);
    any other object that points to it forbids it.
    """

    kind: ClassVar[str]
    model: ClassVar[type[models.Model]]
    family: ClassVar[str]
    word: ClassVar[str]
    icon: ClassVar[str] = "file-text"
    feminine: ClassVar[bool] = False
    menu: ClassVar[tuple[str, int] | None] = None
    path_lookup: ClassVar[str] = "organisation__path"
    columns: ClassVar[tuple[Column, ...]] = ()
    filters: ClassVar[tuple[Filter, ...]] = ()
    tabs: ClassVar[tuple[Tab, ...]] = ()
    search: ClassVar[tuple[str, ...]] = ()
    form_fields: ClassVar[tuple[str, ...]] = ()
    form_class: ClassVar[type | None] = None
    sealed: ClassVar[Mapping[str, Sealed]] = {}
    bulk_fields: ClassVar[tuple[str, ...]] = ()
    sections: ClassVar[tuple[Section, ...]] = ()
    related: ClassVar[tuple[str, ...]] = ()
    order: ClassVar[tuple[str, ...]] = ()
    structural: ClassVar[tuple[StructuralLink, ...]] = ()
    linkable: ClassVar[bool] = True
    can_create: ClassVar[bool] = True
    parts_follow: ClassVar[bool] = True
    takes_along: ClassVar[tuple[str, ...]] = ()
    natural_key: ClassVar[tuple[str, ...]] = ()
    import_only: ClassVar[tuple[str, ...]] = ()
    hours: ClassVar[Mapping[str, str]] = {}
    intro: ClassVar[Text] = ""
    sensitive: ClassVar[bool] = False

    @property
    def label(self) -> str:
        """The French noun, « équipement »."""
        return str(self.model._meta.verbose_name)

    @property
    def label_plural(self) -> str:
        """The French noun, « équipements »."""
        return str(self.model._meta.verbose_name_plural)

    def writing(self) -> AbstractContextManager[object]:
        """Surround the writing of many objects: what is derived from them is computed once, at the end."""
        return nullcontext()

    def objects(self, place: Organisation, actor: Actor, verb: str = VIEW) -> QuerySet:
        """Return the objects held at or below ``place`` to which ``actor`` may do ``verb``."""
        return self.everywhere(actor, verb).filter(**{f"{self.path_lookup}__startswith": place.path})

    def everywhere(self, actor: Actor, verb: str = VIEW) -> QuerySet:
        """Return the objects to which ``actor`` may do ``verb``, wherever they are held."""
        query = self.model._default_manager.filter(actor.scope(verb, self.family, self.kind, self.path_lookup))
        related = [*self.related, "organisation"] if self._has_organisation else list(self.related)
        return query.select_related(*related) if related else query

    @property
    def _has_organisation(self) -> bool:
        return any(field.name == "organisation" for field in self.model._meta.get_fields())

    def holder(self, obj: models.Model) -> Organisation:
        """Return the organisation that holds the object."""
        return obj if isinstance(obj, Organisation) else obj.organisation

    def notice(self, place: Organisation) -> str:
        """Return what stands above a list at a place."""
        return str(self.intro)

    def exported(self, obj: models.Model, name: str) -> Any:
        """Return a field of an object as a cell of an export."""
        return exported(obj, name)

    def title(self, obj: models.Model) -> str:
        """Return what an object is called, in lists, threads and the journal."""
        return str(obj)

    def badges(self, obj: models.Model, today: date) -> list[Badge]:
        """Return the states shown beside the title of a sheet."""
        return [badge for column in self.columns if column.badge and (badge := column.badge(obj))]

    def href(self, place: Organisation, obj: models.Model) -> str:
        """Return the address of the object's sheet, seen from ``place``."""
        return reverse(f"{self.kind}_sheet", args=[place.slug, obj.pk])

    def hands_out_what_is_closed(self, query: QuerySet) -> bool:
        """Say whether an export of ``query`` holds what is closed to some: the journal then says who took it."""
        return self.sensitive

    def why_not_imported(self, obj: models.Model, changed: frozenset[str] | None) -> str:
        """Return in French why a file may not write this object; ``changed`` is ``None`` for a new one."""
        return ""

    def why_unfit(self, obj: models.Model) -> Iterable[str]:
        """Return in French what is wrong with an object as a file would leave it, beyond the rules of its table."""
        return ()

    def take_over(self, obj: models.Model) -> None:
        """Complete an object that a file creates, just before it is written."""

    def why_kept(self, obj: models.Model) -> str:
        """Return in French why an object may not be deleted, whoever asks; nothing when it may."""
        return ""

    def may(self, actor: Actor, verb: str, obj: models.Model) -> bool:
        """Say whether ``actor`` may do ``verb`` to this very object."""
        return actor.can_object(verb, self.family, self.kind, obj.pk, self.holder(obj).path)
