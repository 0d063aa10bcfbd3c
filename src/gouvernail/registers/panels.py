"""Places on a sheet that rooms above fill: panels and actions, by the kind of the object."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from gouvernail.organisations.models import Organisation


@dataclass(frozen=True)
class Panel:
    """A part of a sheet drawn by a template of another room."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)
    side: bool = False


@dataclass(frozen=True)
class SheetAction:
    """A button of a sheet; ``method`` is get (a link) or post (a form of one button)."""

    label: str
    href: str
    icon: str = ""
    primary: bool = False
    method: str = "get"

    @property
    def post(self) -> bool:
        """Whether the button writes."""
        return self.method == "post"


PanelMaker = Callable[[HttpRequest, Organisation, Any], Panel | None]
ActionMaker = Callable[[HttpRequest, Organisation, Any], list[SheetAction]]

_panels: dict[str, list[PanelMaker]] = defaultdict(list)
_actions: dict[str, list[ActionMaker]] = defaultdict(list)


def add_panel(kind: str, maker: PanelMaker) -> None:
    """Show a panel on the sheets of ``kind``."""
    if maker not in _panels[kind]:
        _panels[kind].append(maker)


def add_actions(kind: str, maker: ActionMaker) -> None:
    """Offer actions on the sheets of ``kind``."""
    if maker not in _actions[kind]:
        _actions[kind].append(maker)


def panels_of(kind: str, request: HttpRequest, place: Organisation, obj: Any) -> list[Panel]:
    """Return the panels that have something to say of this object."""
    return [panel for maker in _panels[kind] if (panel := maker(request, place, obj)) is not None]


def actions_of(kind: str, request: HttpRequest, place: Organisation, obj: Any) -> list[SheetAction]:
    """Return the actions offered on this object."""
    return [action for maker in _actions[kind] for action in maker(request, place, obj)]
