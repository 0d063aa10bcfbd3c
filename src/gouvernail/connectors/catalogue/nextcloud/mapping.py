"""What Nextcloud's accounts and folders mean: one measure of use, and shared spaces."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal

from gouvernail.connectors.catalogue.nextcloud.client import Account, Folder
from gouvernail.connectors.sources.records import SpaceRecord, UsageRecord

TOOL = "Nextcloud"
GIGABYTE = 1_000_000_000
ACTIVE = timedelta(days=30)


def gigabytes(size: int | None) -> Decimal | None:
    """Return bytes as gigabytes (10⁹), to the hundredth; ``None`` stays unknown."""
    return None if size is None else (Decimal(size) / GIGABYTE).quantize(Decimal("0.01"))


def usage_of(accounts: Iterable[Account], folders: Iterable[Folder], now: datetime) -> UsageRecord:
    """Sum the use up: enabled accounts, those seen within thirty days, and what everything takes.

    The volume of accounts excludes team folders, which are added; a single account that does not say how much it
    takes makes the volume unknown, not smaller. ``lastLogin`` is in milliseconds, zero for never.
    """
    since = (now - ACTIVE).timestamp() * 1000
    enabled = active = 0
    sizes = [one.size for one in folders]
    used: int | None = None if None in sizes else sum(size for size in sizes if size is not None)
    for one in accounts:
        used = None if used is None or one.used is None else used + one.used
        if one.enabled:
            enabled += 1
            active += one.last_login >= since
    return UsageRecord(TOOL, now.date(), enabled, active, gigabytes(used))


def spaces_of(folders: Iterable[Folder], now: datetime) -> list[SpaceRecord]:
    """Return the team folders as spaces; who answers for them is said in Gouvernail, not there."""
    return [SpaceRecord(TOOL, one.name, gigabytes(one.size), now.date()) for one in folders if one.name]
