"""The weights of a file in the format of the engine, told again with the criteria of the study."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from gouvernail.studies.models import Criterion, Member, Study


def members_of(study: Study, data: Mapping[str, Any], criteria: Mapping[str, Criterion], at: datetime) -> list[Member]:
    """Return the functions of a file with their weights; weights without a function are those of one named so."""
    keys = {key: str(one.pk) for key, one in criteria.items()}
    listed = data.get("members") or []
    if not listed and data.get("weights", {}).get("kind", "none") != "none":
        listed = [{"name": _("Pondération du fichier"), "weights": data["weights"]}]
    return [
        Member(
            study=study,
            order=order,
            function=one["name"],
            voices=Decimal(str(one.get("voices", 1))),
            weights=renamed(one["weights"], keys),
            given_at=at,
        )
        for order, one in enumerate(listed, 1)
    ]


def renamed(weights: Mapping[str, Any], keys: Mapping[str, str]) -> dict[str, Any]:
    """Return weights where each criterion of the file has the key that it has in the study."""
    return {name: said if name == "kind" else _renamed(said, keys) for name, said in weights.items()}


def _renamed(said: Any, keys: Mapping[str, str]) -> Any:
    if isinstance(said, dict):
        return {keys[key]: value for key, value in said.items()}
    if isinstance(said, list):
        return [_renamed(one, keys) for one in said]
    return keys[said] if isinstance(said, str) else said
