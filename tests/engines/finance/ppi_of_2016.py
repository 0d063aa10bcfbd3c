"""A published four-year plan, in euros: three axes, four years, no tax basis said (a town's PPI of 2016)."""

from decimal import Decimal

from gouvernail.engines.finance.ppi import Line, Plan

K = Decimal(1000)
AMOUNTS = {
    "Infrastructure": {2016: 175, 2017: 34},
    "Modernisation des outils": {2016: 344, 2017: 210, 2018: 40, 2019: 35},
    "Centre de service": {2016: 10},
}
STATED = {2016: 529, 2017: 244, 2018: 40, 2019: 35}


def plan_of_2016(**changes) -> Plan:
    lines = tuple(
        Line(axis, axis, year, amount * K, section="operating" if axis == "Centre de service" else "investment")
        for axis, years in AMOUNTS.items()
        for year, amount in years.items()
    )
    stated = {year: amount * K for year, amount in STATED.items()}
    return Plan(**{"lines": lines, "stated_columns": stated, "usual_investment": 75 * K, **changes})
