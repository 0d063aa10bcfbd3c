"""A list read from an address: tab, search, filters, order, page; the number of queries never grows with the rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db import models
from django.db.models import Count, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.registers.forms import FilterForm
from gouvernail.registers.register import Column, Filter, Register
from gouvernail.registers.values import plain, shown

PAGE_SIZE = 50


@dataclass
class Cell:
    """One cell as the template shows it."""

    column: Heading
    text: str
    badge_tone: str = ""
    badge_icon: str = ""
    progress: int | None = None
    sub: str = ""
    html: str = ""


@dataclass
class Heading:
    """One column's heading, with the address that sorts by it."""

    name: str
    label: str
    sort_href: str = ""
    sorted: str = ""
    align: str = "start"
    primary: bool = False


@dataclass
class Row:
    """One object of the list."""

    pk: int
    href: str
    cells: list[Cell]


@dataclass
class Table:
    """What the table template takes."""

    caption: str
    columns: list[Heading]
    rows: list[Row]
    selectable: bool = False
    empty: str = ""


@dataclass
class TabLink:
    """A named view, with how many objects it holds."""

    label: str
    href: str
    count: int
    current: bool


@dataclass
class Listing:
    """Everything a list page needs."""

    form: FilterForm
    table: Table
    page: Page
    tabs: list[TabLink] = field(default_factory=list)
    query: QuerySet | None = None
    querystring: str = ""


def read_list(
    register: Register,
    place: Organisation,
    actor: Actor,
    params: QueryDict,
    today: date,
    *,
    path: str,
    selectable: bool,
) -> Listing:
    """Build the listing that ``params`` (tab ``vue``, search ``q``, filters, order ``tri``, page) asks for."""
    form = FilterForm(params, register=register, place=place, actor=actor)
    base = filtered(register, register.objects(place, actor), form, today)
    tabs, query = _tabs(register, base, params, today, path)
    query = ordered(register, query, params.get("tri", ""))
    page = Paginator(query, PAGE_SIZE).get_page(params.get("page"))
    headings = [_heading(column, register, params, path) for column in register.columns]
    rows = [_row(register, place, headings, one) for one in page.object_list]
    kept = params.copy()
    kept.pop("page", None)
    table = Table(
        caption=register.label_plural.capitalize(),
        columns=headings,
        rows=rows,
        selectable=selectable,
        empty=_("Aucun résultat avec ces critères.") if params else _("Rien ici pour le moment."),
    )
    return Listing(form, table, page, tabs, query, kept.urlencode())


def filtered(register: Register, query: QuerySet, form: FilterForm, today: date) -> QuerySet:
    """Narrow ``query`` to what the search and the filters ask; a value that is not offered narrows nothing."""
    form.is_valid()
    values = form.cleaned_data
    if text := values.get("q", "").strip():
        wanted = Q()
        for word in text.split():
            wanted &= _any_field(register.search, word)
        query = query.filter(wanted)
    for one in register.filters:
        value = values.get(one.name)
        if value:
            query = query.filter(_condition(register, one, value, today))
    return query


def _any_field(fields: tuple[str, ...], word: str) -> Q:
    found = Q()
    for name in fields:
        found |= Q(**{f"{name}__folded": word})
    return found


def _condition(register: Register, one: Filter, value: str, today: date) -> Q:
    if one.query:
        return one.query(value, today)
    field_ = register.model._meta.get_field(one.name)
    if isinstance(field_, models.BooleanField):
        return Q(**{f"{one.name}__isnull": True}) if value == "none" else Q(**{one.name: value == "true"})
    return Q(**{one.name: value})


def _tabs(
    register: Register, base: QuerySet, params: QueryDict, today: date, path: str
) -> tuple[list[TabLink], QuerySet]:
    if not register.tabs:
        return [], base
    conditions = {tab.name: tab.query(today) for tab in register.tabs}
    counted = base.order_by().aggregate(
        all=Count("pk", distinct=True),
        **{f"n_{name}": Count("pk", filter=condition, distinct=True) for name, condition in conditions.items()},
    )
    chosen = params.get("vue", "")
    links = [
        TabLink(
            _("Toutes") if register.feminine else _("Tous"),
            _with(params, path, vue=""),
            counted["all"],
            chosen not in conditions,
        )
    ]
    links += [
        TabLink(str(tab.label), _with(params, path, vue=tab.name), counted[f"n_{tab.name}"], chosen == tab.name)
        for tab in register.tabs
    ]
    return links, base.filter(conditions[chosen]) if chosen in conditions else base


def ordered(register: Register, query: QuerySet, wanted: str) -> QuerySet:
    """Order by the column asked for, or by the register's own order; ties always break the same way."""
    name, descending = wanted.lstrip("-"), wanted.startswith("-")
    column = next((one for one in register.columns if one.name == name and one.sort), None)
    if column is None:
        order = register.order or tuple(register.model._meta.ordering)
        return query.order_by(*order, "pk")
    expression = models.F(column.sort)
    return query.order_by(expression.desc(nulls_last=True) if descending else expression.asc(nulls_last=True), "pk")


def _heading(column: Column, register: Register, params: QueryDict, path: str) -> Heading:
    label = str(column.label or register.model._meta.get_field(column.name).verbose_name)
    current = params.get("tri", "")
    state = {column.name: "asc", f"-{column.name}": "desc"}.get(current, "")
    href = _with(params, path, tri=f"-{column.name}" if state == "asc" else column.name) if column.sort else ""
    return Heading(column.name, label[:1].upper() + label[1:], href, state, column.align, column.primary)


def _with(params: QueryDict, path: str, **changes: str) -> str:
    changed = params.copy()
    changed.pop("page", None)
    for name, value in changes.items():
        if value:
            changed[name] = value
        else:
            changed.pop(name, None)
    return f"{path}?{changed.urlencode()}" if changed else path


def cell_text(column: Column, obj: Any) -> str:
    """Return what a column says of an object, in words."""
    value = column.value(obj) if column.value is not None else getattr(obj, column.name)
    if value is None or value == "":
        return ""  # the table says that it is absent, in its own muted words
    return plain(value) if column.value is not None else shown(obj, column.name)


def _row(register: Register, place: Organisation, headings: list[Heading], obj: Any) -> Row:
    cells = []
    for heading, column in zip(headings, register.columns, strict=True):
        badge = column.badge(obj) if column.badge else None
        value = getattr(obj, column.name, None) if column.progress else None
        text = str(badge.label) if badge else (cell_text(column, obj) if not column.badge else "")
        cells.append(
            Cell(
                heading,
                text,
                badge.tone if badge else "",
                badge.icon if badge else "",
                value,
                column.sub(obj) if column.sub else "",
            )
        )
    return Row(obj.pk, register.href(place, obj), cells)
