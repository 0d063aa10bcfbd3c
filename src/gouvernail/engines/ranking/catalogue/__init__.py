"""The ranking methods, one file each: adding a method is adding a file that defines ``METHOD``."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from gouvernail.engines.ranking.method import Method


@cache
def methods() -> dict[str, Method]:
    """Return the methods by code, in alphabetical order of their files; two equal codes are refused."""
    found: dict[str, Method] = {}
    for module in sorted(iter_modules(__path__), key=lambda module: module.name):
        method: Method = import_module(f"{__name__}.{module.name}").METHOD
        if method.code in found:
            raise ValueError(f"two ranking methods have the code {method.code}")
        found[method.code] = method
    return found
