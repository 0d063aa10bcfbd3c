"""Quartiles between collectivités of a stratum: consented, anonymous, never under five."""

from decimal import Decimal
from statistics import quantiles

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.indicators import peers
from gouvernail.indicators.models import PeerSharing, Snapshot
from gouvernail.indicators.registry import indicator_of
from gouvernail.indicators.strata import stratum_of
from gouvernail.journal.models import Entry
from gouvernail.organisations.actors import actor_of
from gouvernail.organisations.enums import Role
from gouvernail.organisations.models import Organisation
from tests.objects import DAY
from tests.worlds import person

COUNTS = {"demandes", "équipements", "actions", "projets", "contrats", "comptes", "espaces", "prestataires"}


def _collectivite(rank: int, *, population: int = 20_000, value: str | None = None, kind: str = "cc") -> Organisation:
    place = Organisation.objects.create(
        name=f"CC des Essais {rank}", slug=f"cc-{rank}", kind=kind, population=population
    )
    PeerSharing.objects.create(organisation=place, since=place.today())
    if value is not None:
        Snapshot.objects.create(organisation=place, code="PAT-06", on=place.today(), value=Decimal(value), version="1")
    return place


def _line(place: Organisation):
    return next(one for one in peers.lines(place, stratum_of(place)) if one.indicator.code == "PAT-06")


def test_only_ratios_are_compared():
    assert not {str(indicator_of(code).unit) for code in peers.COMPARED} & COUNTS


def test_four_collectivites_show_no_quartile_and_five_do(db):
    places = [_collectivite(rank, value=str(10 * rank)) for rank in range(1, 5)]
    assert (_line(places[0]).quartiles, _line(places[0]).count) == (None, 4)
    places.append(_collectivite(5, value="50"))
    line = _line(places[0])
    assert line.quartiles == ("20\u202f%", "30\u202f%", "40\u202f%")
    assert line.position == "dans le quart le plus bas"
    assert _line(places[4]).position == "dans le quart le plus élevé"


def test_another_nature_another_size_and_an_old_figure_do_not_count(db):
    here = _collectivite(1, value="10")
    _collectivite(2, value="20", kind="ca")
    _collectivite(3, value="30", population=200_000)
    old = _collectivite(4, value="40")
    Snapshot.objects.filter(organisation=old).update(on=DAY.replace(year=2020))
    assert _line(here).count == 1


def test_no_name_of_another_reaches_the_page(world):
    places = [_collectivite(rank, value=str(rank)) for rank in range(1, 7)]
    client = Client()
    client.force_login(person("rsi@cc-1.example", Role.DSI, places[0]))
    page = client.get("/c/cc-1/reperes/").content.decode()
    assert "Premier quartile" in page
    assert not any(one.name in page for one in places[1:])


def test_who_does_not_share_sees_nothing_and_who_stops_leaves_at_once(world):
    places = [_collectivite(rank, value=str(rank)) for rank in range(1, 6)]
    actor = actor_of(person("rsi@cc-1.example", Role.DSI, places[0]), DAY)
    peers.share(places[0], False, actor=actor)
    client = Client()
    client.force_login(person("autre@cc-1.example", Role.DSI, places[0]))
    assert client.get("/c/cc-1/reperes/").context["lines"] == []
    assert _line(places[1]).quartiles is None
    assert Entry.objects.filter(kind="peer_sharing", verb="retirer").count() == 1


def test_sharing_asks_for_the_right_the_head_and_a_population(world):
    head = _collectivite(9)
    PeerSharing.objects.all().delete()
    with pytest.raises(PermissionDenied):
        peers.share(head, True, actor=actor_of(person("elu@cc-9.example", Role.ELECTED, head), DAY))
    owner = actor_of(world.owner, DAY)
    with pytest.raises(ValidationError, match="tête"):
        peers.share(world.commune, True, actor=owner)
    with pytest.raises(ValidationError, match="population"):
        peers.share(world.agglomeration, True, actor=owner)
    assert not PeerSharing.objects.exists()


def test_a_member_and_a_stranger_have_no_such_page(world):
    owner, stranger = Client(), Client()
    owner.force_login(world.owner)
    stranger.force_login(world.stranger)
    assert owner.get("/c/commune/reperes/").status_code == 404
    assert stranger.get("/c/agglo/reperes/").status_code == 404


@given(st.lists(st.integers(0, 1000), min_size=5, max_size=40))
def test_the_quartiles_are_those_of_a_slow_reading(values):
    ranked = sorted(values)

    def at(share: float) -> float:
        place = share * (len(ranked) - 1)
        below = int(place)
        above = min(below + 1, len(ranked) - 1)
        return ranked[below] + (place - below) * (ranked[above] - ranked[below])

    assert quantiles(values, n=4, method="inclusive") == pytest.approx([at(0.25), at(0.5), at(0.75)])
