"""What the method calls recurring, against a sample labelled by reading the titles (all requests are made up)."""

import csv
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from gouvernail.engines.recurrence.returning import ALIKE, Requests, returning
from gouvernail.engines.recurrence.sketching import Sketcher
from gouvernail.indicators.catalogue.support.recurring import MEASURED, SAMPLE, precision_note
from gouvernail.support.models import Request, RequestMonth
from gouvernail.support.recurring import RECURRING_DAYS
from gouvernail.support.titles import sketch_of
from tests.factories import make_request

ROWS = list(csv.DictReader((Path(__file__).parents[1] / "data" / "recurring.csv").open(encoding="utf-8")))
KEYS = [b"%02d sample of requests" % number for number in range(10)]
"""A sketch depends on the key of the installation: the precision told is that over ten of them."""


def lot(name):
    return [row for row in ROWS if row["lot"] == name]


def measured(rows):
    """(rightly said to come back, said so, that do), over all keys."""
    days = np.array([date.fromisoformat(row["ouverte_le"]).toordinal() for row in rows])
    categories = sorted({row["categorie"] for row in rows})
    groups = np.array([categories.index(row["categorie"]) for row in rows])
    truth = np.array([row["revient"] == "oui" for row in rows])
    right = said = 0
    for key in KEYS:
        sketches = Sketcher(key).sketches([row["intitule"] for row in rows])
        found = returning(Requests(days, groups, sketches, [None] * len(rows)), RECURRING_DAYS)
        right, said = right + int((found & truth).sum()), said + int(found.sum())
    return right, said, int(truth.sum()) * len(KEYS)


def test_the_precision_that_the_page_tells_is_the_one_of_the_sample():
    assert measured(lot("mesure")) == MEASURED
    assert len(lot("mesure")) == SAMPLE
    assert "95 % de celles" in precision_note()
    assert "84 % de celles" in precision_note()


def test_the_threshold_was_chosen_on_the_other_half():
    right, said, true = measured(lot("reglage"))
    assert right / said > 0.9
    assert right / true > 0.8
    assert ALIKE == 0.4
    titles = [{row["intitule"] for row in lot(name)} for name in ("mesure", "reglage")]
    assert titles[0].isdisjoint(titles[1]), "what is measured was not looked at to choose"


def test_a_label_says_what_its_subjects_and_dates_say():
    for at, row in enumerate(ROWS):
        earlier = (
            (date.fromisoformat(row["ouverte_le"]) - date.fromisoformat(other["ouverte_le"])).days
            for other in ROWS[:at]
            if (other["lot"], other["categorie"], other["sujet"]) == (row["lot"], row["categorie"], row["sujet"])
        )
        assert (row["revient"] == "oui") == any(0 <= days <= RECURRING_DAYS for days in earlier)


@pytest.mark.django_db
def test_the_monthly_table_counts_what_the_engine_says(place):
    rows = lot("mesure")
    for row in rows:
        make_request(
            place,
            date.fromisoformat(row["ouverte_le"]),
            category=row["categorie"],
            title_sketch=sketch_of(row["intitule"]),
        )
    months = RequestMonth.objects.all()
    assert sum(month.assessed for month in months) == len(rows) == Request.objects.count()
    seen = sum(month.recurring for month in months)
    assert 70 < seen < 105, "94 come back; the key of these settings sees about as many"
