"""All indicators, found at start-up: the catalogue here, and the ``measures`` module of any room above."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module

from django.apps import apps
from django.utils.module_loading import autodiscover_modules, module_has_submodule

from gouvernail.indicators.base import Family, Indicator

_indicators: dict[str, Indicator] = {}


def indicator(cls: type[Indicator]) -> type[Indicator]:
    """Enter an indicator under its code; raise ``ValueError`` if the code is taken."""
    if cls.code in _indicators:
        raise ValueError(f"Two indicators share the code {cls.code!r}.")
    _indicators[cls.code] = cls()
    return cls


def discover() -> None:
    """Load the catalogue, then the ``measures`` module or package of each app."""
    _load_package("gouvernail.indicators.catalogue")
    autodiscover_modules("measures")
    for config in apps.get_app_configs():
        if module_has_submodule(config.module, "measures"):
            _load_package(f"{config.name}.measures")


def _load_package(name: str) -> None:
    package = import_module(name)
    for found in pkgutil.walk_packages(getattr(package, "__path__", ()), f"{name}."):
        import_module(found.name)


def indicators() -> Iterator[Indicator]:
    """Yield every indicator, family by family, in the order of their codes."""
    rank = {family: place for place, family in enumerate(Family)}
    yield from sorted(_indicators.values(), key=lambda one: (rank[one.family], one.code))


def indicator_of(code: str) -> Indicator:
    """Return the indicator of a code; ``KeyError`` if there is none."""
    return _indicators[code]


def codes() -> list[str]:
    """Return every code, in the order of the families."""
    return [one.code for one in indicators()]
