"""The cohorts of places say what a slow loop over the equipment says, whatever way the equipment was written."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from gouvernail.estate.cohorts import rebuild
from gouvernail.estate.models import Equipment, PlaceCohort
from gouvernail.estate.writing import equipment_changed
from gouvernail.indicators.catalogue.estate.age import read_ages
from gouvernail.indicators.estate_rows import lifetime_years, whole_years
from gouvernail.indicators.renewal_rows import PAST, read_dues, read_sites
from gouvernail.kernel.periods import add_months
from tests.factories import make_equipment, make_organisation, make_site, partial

dates = st.sampled_from(
    [None, "2015", "février 2020", "29/02/2020", "T1 2021", "12/01/2021", "13/01/2021", "14/01/2021", "janvier 2021",
     "12/01/2023", "13/01/2023", "28/02/2023", "01/03/2023", "2024", "13/01/2026", "2026", "29/02/2028", "2029"]
)  # fmt: skip
DAYS = st.sampled_from([date(2026, 1, 13), date(2026, 1, 31), date(2028, 2, 29), date(2025, 3, 1)])
pieces = st.lists(
    st.tuples(
        st.integers(0, 2), st.sampled_from(["pc_fixe", "pc_portable", "serveur"]),
        st.sampled_from(["en_service", "en_service", "en_stock"]), dates, dates, dates,
        st.sampled_from([(None, "ht"), (100, "ht"), (200, "ttc"), (None, "inconnue")]), st.integers(0, 1),
    ),
    max_size=15,
)  # fmt: skip


def plant():
    top = make_organisation()
    return [top, make_organisation(parent=top), make_organisation(parent=top)]


def draw_equipment(places, drawn):
    sites = [make_site(places[0]), None]
    return [
        Equipment(
            organisation=places[place], name=f"E{at}", type=type, state=state, site=sites[site],
            planned_replacement=planned and partial(planned), in_service_on=started and partial(started),
            bought_on=bought and partial(bought), purchase_price=price, tax_basis=basis,
        )
        for at, (place, type, state, planned, started, bought, (price, basis), site) in enumerate(drawn)
    ]  # fmt: skip


def table():
    names = [field.attname for field in PlaceCohort._meta.concrete_fields if field.name != "id"]
    return sorted(str(one) for one in PlaceCohort.objects.values(*names))


class Cohorts(TestCase):
    """One transaction for each example."""

    @settings(max_examples=40)
    @given(drawn=pieces, data=st.data())
    def test_they_are_the_same_as_written_from_nothing(self, drawn, data):
        places = plant()
        for one in Equipment.objects.bulk_create(draw_equipment(places, drawn)):
            match data.draw(st.sampled_from(["keep", "save", "delete", "update", "bulk", "filter"])):
                case "save":
                    one.in_service_on = partial("2019")
                    one.save()
                case "delete":
                    one.delete()
                case "update":
                    Equipment.objects.filter(pk=one.pk).update(state="reforme", organisation=places[0])
                case "bulk":
                    one.planned_replacement, one.purchase_price = partial("2027"), 50
                    Equipment.objects.bulk_update([one], ["planned_replacement", "purchase_price"])
                case "filter":
                    Equipment.objects.filter(pk=one.pk).delete()
        if data.draw(st.booleans()):
            places[2].delete()
        followed = table()
        rebuild()
        assert followed == table()

    @settings(max_examples=60)
    @given(drawn=pieces, on=DAYS)
    def test_they_answer_as_a_loop_would(self, drawn, on):
        places = plant()
        made = Equipment.objects.bulk_create(draw_equipment(places, drawn))
        for place in places:
            rows = [one for one in made if one.organisation.path.startswith(place.path) and one.state == "en_service"]
            self.ages_by_loop(place, [one for one in rows if one.type != "serveur"], on)
            self.dues_by_loop(place, rows, on)

    def ages_by_loop(self, place, rows, on):
        ages = read_ages(place, on)
        born = [one.in_service_on or one.bought_on for one in rows]
        known = [min(one.last_day, on) for one in born if one and not one.is_after(on)]
        assert ages.undated == len(born) - len(known)
        assert ages.days == sum((on - day).days for day in known)
        years = [whole_years(day, on) for day in known]
        assert +ages.years == {one: years.count(one) for one in years}

    def dues_by_loop(self, place, rows, on):
        dues = read_dues(place, on)
        limit = add_months(on, 24)
        by_year, by_type, by_site = {}, {}, {}
        undated = 0
        for one in rows:
            born = one.in_service_on or one.bought_on
            if one.planned_replacement:
                day = one.planned_replacement.last_day
            elif born:
                day = add_months(born.last_day, 12 * lifetime_years(on))
            else:
                undated += 1
                continue
            if day < limit:
                for found, key in (
                    (by_year, PAST if day < on else str(day.year)), (by_type, one.type), (by_site, one.site_id)
                ):  # fmt: skip
                    found.setdefault(key, []).append(one)
        assert (dues.undated, dues.total) == (undated, len(rows))
        assert {key: said(due) for key, due in dues.by_year.items()} == {k: looped(v) for k, v in by_year.items()}
        assert {key: said(due) for key, due in dues.by_type.items()} == {k: looped(v) for k, v in by_type.items()}
        sites = read_sites(place, Equipment.objects.filter(pk__in=[one.pk for one in rows]), on)
        assert sum(due.count for _pk, _label, due in sites) == dues.whole.count
        assert {pk: said(due) for pk, _label, due in sites if pk} == {k: looped(v) for k, v in by_site.items() if k}


def said(due):
    return due.count, due.unpriced, due.prices


def looped(rows):
    prices = {}
    for one in rows:
        if one.purchase_price is not None:
            prices[one.tax_basis] = prices.get(one.tax_basis, 0) + one.purchase_price
    return len(rows), sum(one.purchase_price is None for one in rows), prices


def test_a_whole_import_counts_each_month_once(db, django_assert_max_num_queries):
    place = make_organisation()
    with django_assert_max_num_queries(110), equipment_changed():
        for _number in range(20):
            make_equipment(place, in_service_on=partial("2020"))
    assert PlaceCohort.objects.get(basis="age").count == 20
