"""What stands above a place, read from its path."""

import pytest

from gouvernail.documents.models import HouseStyle
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.paths import lineage, nearest, parent_of


def test_lineage_goes_from_the_root_to_the_place():
    assert lineage("0001/") == ["0001/"]
    assert lineage("0001/0003/0012/") == ["0001/", "0001/0003/", "0001/0003/0012/"]


def test_nothing_stands_above_a_root():
    assert parent_of("0001/") == ""
    assert parent_of("0001/0003/") == "0001/"


@pytest.mark.django_db
def test_a_place_without_a_setting_takes_that_of_the_nearest_above():
    root = Organisation.objects.create(name="Communauté", slug="communaute", kind="cc")
    town = Organisation.objects.create(name="Commune", slug="commune", kind="commune", parent=root)
    school = Organisation.objects.create(name="École", slug="ecole", kind="ecole", parent=town)
    assert nearest(HouseStyle.objects.all(), school) is None
    above = HouseStyle.objects.create(organisation=root, accents=[], font_stretch=1)
    assert nearest(HouseStyle.objects.all(), school) == above
    own = HouseStyle.objects.create(organisation=town, accents=[], font_stretch=1)
    assert nearest(HouseStyle.objects.all(), school) == own
    assert nearest(HouseStyle.objects.all(), root) == above
