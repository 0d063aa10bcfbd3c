"""What the method calls recurring, against a small sample labelled by reading the titles (all requests are made up)."""

import csv
from datetime import date
from pathlib import Path

from gouvernail.indicators.catalogue.support.recurring import PRECISION
from gouvernail.support.counting import RECURRING_DAYS
from gouvernail.support.models import Request, RequestMonth
from tests.factories import make_department, make_request

SAMPLE = Path(__file__).parents[1] / "data" / "recurring.csv"


def test_the_precision_that_the_page_tells_is_the_one_of_the_sample(place):
    departments, labels = {}, {}
    with SAMPLE.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            name = row["service"]
            departments[name] = departments.get(name) or make_department(place, 20, name)
            made = make_request(
                place, date.fromisoformat(row["ouverte_le"]), category=row["categorie"], department=departments[name]
            )
            labels[made.pk] = row["recurrente"] == "oui"
    said = {one.pk for one in Request.objects.all() if follows_another(one)}
    assert sum(month.recurring for month in RequestMonth.objects.all()) == len(said)
    assert (sum(labels[pk] for pk in said), len(said)) == PRECISION
    assert {pk for pk, label in labels.items() if label} <= said, "nothing that comes back is missed"


def follows_another(one):
    return any(
        other.pk < one.pk and (one.opened_on - other.opened_on).days <= RECURRING_DAYS
        for other in Request.objects.filter(
            department=one.department, category=one.category, opened_on__lte=one.opened_on
        ).exclude(pk=one.pk)
    )
