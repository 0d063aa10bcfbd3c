"""Instants of sources, in UTC: absent where the source tells a day only."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.connectors.sources.instants import utc_of

PARIS = ZoneInfo("Europe/Paris")
ZONES = st.sampled_from(
    ["Europe/Paris", "Indian/Reunion", "America/Miquelon", "Pacific/Marquesas", "Asia/Kolkata", "UTC"]
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-01-12 09:05:30", "2026-01-12 08:05:30"),
        ("2026-07-12T09:05:30", "2026-07-12 07:05:30"),
        ("2026-07-12 09:05", "2026-07-12 07:05:00"),
        ("2026-01-12 09:05:30.250000", "2026-01-12 08:05:30"),
        ("2026-10-25 02:30:00", "2026-10-25 00:30:00"),  # comes twice: the first one is meant
        ("2026-01-12", ""),
        ("2026-01-12 00:00:00", ""),
        ("0000-00-00 00:00:00", ""),
        ("1970-01-01 01:00:00", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_an_instant_is_told_in_utc(text, expected):
    assert utc_of(text, PARIS) == expected


def test_what_is_no_date_is_refused():
    with pytest.raises(ValueError, match=r"month|isoformat"):
        utc_of("2026-13-45 25:61:00", PARIS)


@given(st.datetimes(datetime(1975, 1, 1), datetime(2100, 1, 1)), ZONES)
def test_every_instant_is_where_the_library_puts_it(local, name):
    local = local.replace(microsecond=0)
    if local.time() == local.time().min:
        local += timedelta(seconds=1)
    expected = local.replace(tzinfo=ZoneInfo(name)).astimezone(UTC)
    assert utc_of(str(local), ZoneInfo(name)) == f"{expected:%Y-%m-%d %H:%M:%S}"
