"""Every cell of the stated figures again: the oracle of the figure over the statements of one part, or of one year."""

from __future__ import annotations

from gouvernail.statements.models import Statement
from tests.indicators.oracles import ORACLES, World
from tests.indicators.parts import part
from tests.indicators.stated_oracles import pair_of, sums

YEARS = (2023, 2024, 2025)


class OfPart(World):
    """The statements of one part, and all other rows."""

    def __init__(self, world, key):
        super().__init__(world.place, world.on)
        self.key = key

    def rows(self, model, *holder):
        found = super().rows(model, *holder)
        return [one for one in found if self.key in (one.subject, str(one.site_id))] if model is Statement else found


def by_part(code):
    def cells(world):
        keys = {one.subject or str(one.site_id) for one in world.rows(Statement)} - {"None"}
        found = {key: ORACLES[code](OfPart(world, key))[0] for key in keys}
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


class UpTo(World):
    """The statements of one year, so that the oracle of the last year is that of this one."""

    def __init__(self, world, year):
        super().__init__(world.place, world.on)
        self.year = year

    def rows(self, model, *holder):
        found = super().rows(model, *holder)
        return [one for one in found if one.period.last_day.year == self.year] if model is Statement else found


def by_year(code):
    def cells(world):
        found = {str(year): ORACLES[code](UpTo(world, year))[0] for year in YEARS}
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
