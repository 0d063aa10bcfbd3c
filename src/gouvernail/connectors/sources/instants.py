"""Instants as sources write them: what stands for « never » becomes nothing, the rest the day it was there."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from gouvernail.connectors.sources.faults import Fault, SourceError

FIRST_YEAR, LAST_YEAR = 1971, 2199
"""Outside these years, a date is a placeholder: 0000, 0001, 1601, 1970, 9999."""


def zone(name: str) -> ZoneInfo:
    """Return a time zone; a ``SourceError`` names one that does not exist."""
    try:
        return ZoneInfo(name or "Europe/Paris")
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise SourceError(
            Fault.SETTING,
            f"Le fuseau horaire « {name} » n’existe pas.",
            "Écrivez-le comme « Europe/Paris » ou « Indian/Reunion ».",
        ) from error


def naive_instant(text: object) -> datetime | None:
    """Return « 2026-11-22 07:06:35 » or « 2026-11-22 » as an instant without zone; ``None`` when it means never.

    Raises ``ValueError`` when the text is no date at all.
    """
    if text is None:
        return None
    written = str(text).strip()
    if not written or written.startswith(("0000", "0001-01-01")):
        return None
    found = datetime.fromisoformat(written[:26])
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        return None
    return found.replace(tzinfo=None) if found.tzinfo else found


def day_of(text: object, source_zone: ZoneInfo, home_zone: ZoneInfo) -> date | None:
    """Return the day an instant of the source was at home; in the hour that comes twice, the first one is meant."""
    found = naive_instant(text)
    if found is None:
        return None
    if source_zone.key == home_zone.key:
        return found.date()
    return found.replace(tzinfo=source_zone).astimezone(home_zone).date()


def utc_of(text: object, source_zone: ZoneInfo) -> str:
    """Return an instant of the source in UTC, « AAAA-MM-JJ HH:MM:SS »; empty for a day without an hour, or for never.

    Midnight to the second is a day that was written as an instant. In the hour that comes twice, the first one is
    meant. Raises ``ValueError`` when the text is no date at all.
    """
    written = str(text or "").strip()
    if len(written) < 16 or written[11:19] in ("00:00:00", "00:00"):
        return ""
    if not (written[:4].isdecimal() and FIRST_YEAR <= int(written[:4]) <= LAST_YEAR):
        return ""
    hour = _hour_in_utc(written[:13], source_zone)
    if hour:
        return f"{hour}{written[13:19] if len(written) >= 19 else written[13:16] + ':00'}"
    found = naive_instant(written)
    return f"{found.replace(tzinfo=source_zone).astimezone(UTC):%Y-%m-%d %H:%M:%S}" if found else ""


@lru_cache(maxsize=100_000)
def _hour_in_utc(hour: str, source_zone: ZoneInfo) -> str:
    """Return an hour of a day in UTC; empty where zones are not whole hours apart. Many tickets share each one."""
    found = datetime.fromisoformat(f"{hour}:00").replace(tzinfo=source_zone).astimezone(UTC)
    return "" if found.minute else f"{found:%Y-%m-%d %H}"


def day_of_utc(text: object, home_zone: ZoneInfo) -> date | None:
    """Return the day of « 2026-11-22T06:30:24.162401943Z » at home; ``None`` when it means never."""
    if not text:
        return None
    written = str(text).replace("Z", "").split("+", 1)[0].split(".", 1)[0]
    found = naive_instant(written)
    return found.replace(tzinfo=UTC).astimezone(home_zone).date() if found else None


def day_of_epoch(seconds: object, home_zone: ZoneInfo) -> date | None:
    """Return the day of a number of seconds since 1970; zero and negative mean never."""
    number = int(str(seconds))
    return datetime.fromtimestamp(number, home_zone).date() if number > 0 else None


_TICKS, _FROM_1601_TO_1970 = 10_000_000, 11_644_473_600
NEVER = (0, 0x7FFF_FFFF_FFFF_FFFF)
"""What Active Directory writes for « never » ([MS-ADTS] 2.2.19)."""


def instant_of_filetime(value: object) -> datetime | None:
    """Return a number of tenths of microseconds since 1601 as an instant; ``None`` when it means never.

    Raises ``ValueError`` when it is no number.
    """
    number = int(str(value))
    if number in NEVER or number < 0:
        return None
    try:
        found = datetime.fromtimestamp(number / _TICKS - _FROM_1601_TO_1970, UTC)
    except (OverflowError, OSError, ValueError):
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


def instant_of_generalized(text: str) -> datetime | None:
    """Return « 20261122061949Z » or « 20261122061949.0Z » (RFC 4517, 3.3.13) as an instant; ``None`` when empty."""
    digits = text.split(".", 1)[0].rstrip("Z")
    return datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=UTC) if digits else None
