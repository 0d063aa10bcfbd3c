"""One rule for Windows, over what each source says; dates that mean never."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from gouvernail.connectors.sources.equipment import equipment_state, equipment_type
from gouvernail.connectors.sources.faults import SourceError
from gouvernail.connectors.sources.instants import day_of, day_of_epoch, day_of_utc, zone
from gouvernail.connectors.sources.windows import build_of, operating_system

PARIS, UTC, REUNION = ZoneInfo("Europe/Paris"), ZoneInfo("UTC"), ZoneInfo("Indian/Reunion")


@pytest.mark.parametrize(
    ("name", "version", "expected"),
    [
        ("Microsoft Windows 11 Professionnel", "10.0.22631", "windows_11"),
        ("Microsoft Windows 10 Professionnel", "10.0.22000", "windows_11"),
        ("Windows 10 Pro", "10.0 (22631)", "windows_11"),
        ("Windows", "10.0.26100.1742", "windows_11"),
        ("Windows", "10.0.19045.4291", "windows_10"),
        ("Windows 11 Entreprise", "10.0 (19045)", "windows_10"),
        ("Microsoft Windows 11 Professionnel", "23H2", "windows_11"),
        ("Windows 10 Professionnel", "", "windows_10"),
        ("Windows Server 2025 Datacenter", "10.0.26100", "windows_serveur"),
        ("Microsoft Windows Server 2022", "10.0.20348", "windows_serveur"),
        ("Windows 7 Professionnel", "6.1.7601", "windows_ancien"),
        ("Windows 8.1", "", "windows_ancien"),
        ("Windows", "6.3", "windows_ancien"),
        ("Windows", "", ""),
        ("", "10.0.22631", "windows_11"),
        ("", "", ""),
        ("Debian GNU/Linux 12", "12", "linux"),
        ("macOS Sonoma", "14.5", "macos"),
        ("Android", "14", "android"),
        ("FreeBSD", "14", "autre"),
    ],
)
def test_which_windows_it_is(name, version, expected):
    assert operating_system(name, version) == expected


def test_a_build_is_read_wherever_it_is_written():
    assert [build_of(text) for text in ("10.0.22631", "10.0 (22631)", "22631", "23H2", "", "1234567")] == [
        22631, 22631, 22631, None, None, None,
    ]  # fmt: skip


NEVER = (
    None, "", "0000-00-00", "0000-00-00 00:00:00", "0001-01-01T00:00:00Z", "1601-01-01", "9999-12-31", "1970-01-01",
)  # fmt: skip


@pytest.mark.parametrize("never", NEVER)
def test_dates_that_mean_never_are_nothing(never):
    assert day_of(never, PARIS, PARIS) is None
    assert day_of_utc(never, PARIS) is None


def test_a_day_is_that_of_here():
    assert day_of("2026-03-02 23:30:00", UTC, PARIS) == date(2026, 3, 3)
    assert day_of("2026-03-03 01:30:00", REUNION, PARIS) == date(2026, 3, 2)
    assert day_of_utc("2026-01-11T23:30:24.162401943Z", PARIS) == date(2026, 1, 12)
    assert (day_of_epoch("0", PARIS), day_of_epoch("1767225600", PARIS)) == (None, date(2026, 1, 1))


def test_what_is_no_date_is_an_error():
    with pytest.raises(ValueError):
        day_of("hier", PARIS, PARIS)
    with pytest.raises(SourceError):
        zone("Europe/Nulle-Part")


def test_words_of_equipment():
    assert [equipment_type(word) for word in ("LAPTOP", "Imprimantes", "Borne tactile", "")] == [
        "PC portable", "Imprimante", "Borne tactile", "",
    ]  # fmt: skip
    states = [equipment_state(word) for word in ("En production", "Spare", "Prêté")]
    assert states == ["En service", "En stock", "Prêté"]
