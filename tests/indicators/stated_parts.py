"""Every cell of the stated figures again: the oracle of the figure over the statements of one part, or of one year."""

from __future__ import annotations

from collections import defaultdict

from tests.indicators.oracles import ORACLES, World
from tests.indicators.parts import part
from tests.indicators.stated_oracles import pair_of, stated, sums

YEARS = (2023, 2024, 2025)


class OnlyStatements(World):
    """Some statements of a world, and all its other rows."""

    def __init__(self, world, kept):
        super().__init__(world.place, world.on)
        self.stated = kept


def by_part(code):
    def cells(world):
        of_key = defaultdict(list)
        for one in stated(world):
            of_key[one.subject or str(one.site_id)].append(one)
        found = {key: ORACLES[code](OnlyStatements(world, rows))[0] for key, rows in of_key.items() if key != "None"}
        return {key: value for key, value in found.items() if value is not None}

    return cells


for _code, _dimension in (
    ("SUP-08", "priority"), ("FIN-09", "software"), ("CYB-12", "framework"), ("CON-02", "application"),
    ("EPN-01", "site"), ("EPN-02", "theme"),
):  # fmt: skip
    part(_code, _dimension)(by_part(_code))


def months(year):
    return [(year, month) for month in range(1, 13)]


@part("PAT-07", "year")
def reused_by_year(world):
    found = {str(year): pair_of(world, months(year), "reformes-reemployes", "reformes-stock")[0] for year in YEARS}
    return {key: value for key, value in found.items() if value is not None}


def by_year(code):
    def cells(world):
        found = {}
        for year in YEARS:
            rows = [one for one in stated(world) if one.period.last_day.year == year]
            found[str(year)] = ORACLES[code](OnlyStatements(world, rows))[0] if rows else None
        return {key: value for key, value in found.items() if value is not None}

    return cells


for _code in ("FIN-01", "FIN-02", "MUT-02"):
    part(_code, "year")(by_year(_code))


@part("MUT-02", "member")
def by_member(world):
    for year in reversed(YEARS):
        rows = sums(world, months(year), "contribution")
        if rows:
            return {source[0]: values[0] for source, values in rows}
    return {}


@part("FIN-04", "base")
def by_base(world):
    value = ORACLES["FIN-04"](world)[0]
    return {} if value is None else {"equipe": value}
