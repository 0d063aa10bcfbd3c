"""The addresses of every register, each behind its door."""

from __future__ import annotations

from django.urls import URLPattern, path

from gouvernail.organisations.doors import door
from gouvernail.organisations.rights import DELETE, EDIT, VIEW
from gouvernail.registers.register import Register
from gouvernail.registers.registry import registers
from gouvernail.registers.views import RegisterViews


def register_urls() -> list[URLPattern]:
    """Return the addresses of all registers."""
    return [pattern for register in registers() for pattern in _urls(register)]


def _urls(register: Register) -> list[URLPattern]:
    views, family, kind = RegisterViews(register), register.family, register.kind
    see = door(family, VIEW, confided=True)
    write = door(family, EDIT)
    write_one = door(family, EDIT, confided=True)
    base = f"c/<slug:slug>/{register.word}/"
    one = f"{base}<int:pk>/"
    return [
        path(base, see(views.list), name=f"{kind}_list"),
        path(f"{base}export/", see(views.export), name=f"{kind}_export"),
        path(f"{base}nouveau/", write(views.create), name=f"{kind}_create"),
        path(f"{base}lot/", write(views.bulk), name=f"{kind}_bulk"),
        path(one, see(views.sheet), name=f"{kind}_sheet"),
        path(f"{one}modifier/", write_one(views.edit), name=f"{kind}_edit"),
        path(f"{one}supprimer/", door(family, DELETE, confided=True)(views.delete), name=f"{kind}_delete"),
        path(f"{one}lier/", write_one(views.link), name=f"{kind}_link"),
        path(f"{one}delier/<int:link_pk>/", write_one(views.unlink), name=f"{kind}_unlink"),
    ]
