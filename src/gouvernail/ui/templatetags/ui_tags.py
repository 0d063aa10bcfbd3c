"""What every template may use: icons, tones, cards, and figures and dates written as French readers expect.

The filters are pure: they turn a value into text and never change the value. An absent value (``None``) is written
« non renseigné », never zero.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django import template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from gouvernail.ui.bundling import BUNDLE, PARTS, PRINT

register = template.Library()

NARROW_SPACE = "\u202f"
MINUS = "\u2212"
TONES = frozenset({"neutral", "progress", "good", "risk", "alert", "decide", "study"})
TONE_ALIASES = {
    "on_track": "progress",
    "info": "progress",
    "debug": "neutral",
    "planned": "neutral",
    "done": "good",
    "success": "good",
    "warning": "risk",
    "error": "alert",
    "danger": "alert",
}
TONE_ICONS = {
    "neutral": "calendar",
    "progress": "player-play",
    "good": "circle-check",
    "risk": "alert-triangle",
    "alert": "alert-circle",
    "decide": "gavel",
    "study": "search",
}


@register.simple_tag
def icon(name: str, label: str = "", css: str = "") -> SafeString:
    """Draw one icon of the sprite; decorative unless ``label`` says what it means."""
    href = f"{static('ui/icons.svg')}#{name}"
    classes = f"icon {css}".strip()
    if label:
        return format_html(
            '<svg class="{}" role="img" aria-label="{}"><use href="{}"></use></svg>', classes, label, href
        )
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}"></use></svg>', classes, href)


@register.filter
def tone(value: Any) -> str:
    """Give the tone of the house for a tone word of any room; an unknown word is neutral."""
    word = str(value or "")
    word = TONE_ALIASES.get(word, word)
    return word if word in TONES else "neutral"


@register.filter
def tone_icon(value: Any) -> str:
    """Name the icon that goes with a tone, so that colour is never the only sign."""
    return TONE_ICONS[tone(value)]


@register.filter
def has_current(items: Iterable[Any] | None) -> bool:
    """Tell whether one of these menu entries (objects or dicts with ``current``) is the page shown."""
    return any(entry["current"] if isinstance(entry, dict) else entry.current for entry in items or ())


@register.simple_block_tag
def card(
    content: str,
    heading: str = "",
    subtitle: str = "",
    link_href: str = "",
    link_label: str = "",
    css: str = "",
    level: int = 2,
) -> SafeString:
    """Wrap content in a card: heading (``<h2>`` unless ``level`` says 3), subtitle, one link at the right."""
    return template.loader.get_template("ui/components/card.html").render(
        {
            "content": content,
            "heading": heading,
            "subtitle": subtitle,
            "link_href": link_href,
            "link_label": link_label,
            "css": css,
            "level": level,
        }
    )


def absent() -> str:
    """Say that a value is not known."""
    return _("non renseigné")


def _decimal(value: Any) -> Decimal | None:
    """Read a number exactly; ``None`` when the value is no finite number (booleans are not numbers)."""
    if isinstance(value, bool):
        return None
    try:
        number = value if isinstance(value, Decimal) else Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _grouped(number: Decimal, decimals: int) -> str:
    """Write a number with French separators, rounded half up to ``decimals`` digits after the comma."""
    rounded = number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    text = f"{abs(rounded):,.{decimals}f}".replace(",", NARROW_SPACE).replace(".", ",")
    return f"{MINUS}{text}" if rounded < 0 else text


def _own_decimals(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


@register.filter
def number_fr(value: Any, decimals: int | None = None) -> str:
    """Write a number: « 12 345,6 »; keeps the digits it has unless ``decimals`` is given."""
    if value is None or value == "":
        return absent()
    number = _decimal(value)
    if number is None:
        return str(value)
    return _grouped(number, _own_decimals(number) if decimals is None else int(decimals))


@register.filter
def euros(value: Any, variant: str | int = "") -> str:
    """Write an amount in euros: « 12 345,67 € »; ``0`` drops the cents, ``"k"`` counts in thousands (« 39,8 k€ »)."""
    if value is None or value == "":
        return absent()
    number = _decimal(value)
    if number is None:
        return str(value)
    if variant == "k":
        return keuros(number)
    return f"{_grouped(number, 2 if variant == '' else int(variant))}{NARROW_SPACE}€"


@register.filter
def keuros(value: Any) -> str:
    """Write an amount given in euros as thousands: one digit after the comma under 100 k€, none above."""
    if value is None or value == "":
        return absent()
    number = _decimal(value)
    if number is None:
        return str(value)
    thousands = number / 1000
    shown = thousands.quantize(Decimal("0.1") if abs(thousands) < 100 else Decimal(1), rounding=ROUND_HALF_UP)
    return f"{_grouped(shown, _own_decimals(shown))}{NARROW_SPACE}k€"


@register.filter
def percent_fr(value: Any, decimals: int | None = None) -> str:
    """Write a value that already is a percentage: 68 gives « 68 % »."""
    if value is None or value == "":
        return absent()
    if _decimal(value) is None:
        return str(value)
    return f"{number_fr(value, decimals)}{NARROW_SPACE}%"


@register.filter
def date_fr(value: Any, variant: str = "") -> str:
    """Write a day: « 13 janvier 2026 »; ``"short"`` gives « 13/01/2026 », ``"time"`` adds the hour of a datetime."""
    if value is None or value == "":
        return absent()
    if not isinstance(value, date):
        return str(value)
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    if variant == "short":
        return value.strftime("%d/%m/%Y")
    day = date_format(value, "j F Y")
    if value.day == 1:
        day = day.replace("1", "1er", 1)
    if variant == "time" and isinstance(value, datetime):
        return _("%(day)s à %(hour)s") % {"day": day, "hour": f"{value.hour}{NARROW_SPACE}h{NARROW_SPACE}{value:%M}"}
    return day


@register.filter
def or_absent(value: Any) -> Any:
    """Give the value, « oui » or « non » for a boolean, « non renseigné » when it is absent; zero stays zero."""
    if value is None or value == "":
        return absent()
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    return value


@register.filter
def page_href(querystring: str, number: int) -> str:
    """Give the address of a page of a list: the same query with ``page`` set to ``number``."""
    kept = [(name, value) for name, value in parse_qsl(querystring.lstrip("?")) if name != "page"]
    return "?" + urlencode([*kept, ("page", number)])


@register.simple_tag
def stylesheets() -> SafeString:
    """Link the one bundled style sheet, or its parts where none was bundled."""
    if getattr(staticfiles_storage, "bundles", False):
        return format_html('<link rel="stylesheet" href="{}">', static(BUNDLE))
    parts = format_html_join("\n", '<link rel="stylesheet" href="{}">', ((static(part),) for part in PARTS))
    return format_html('{}\n<link rel="stylesheet" href="{}" media="print">', parts, static(PRINT))
