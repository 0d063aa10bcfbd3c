"""Dashboards: ready, composed, opened by a secret address, printed, exported."""

from datetime import date

import pytest
from django.urls import reverse

from gouvernail.indicators.boards import READY
from gouvernail.indicators.models import AlertMail, Board, DeadlineFeed, PublicLink, Snapshot, Threshold
from gouvernail.indicators.registry import codes
from gouvernail.indicators.snapshots import corrections_of, take
from gouvernail.organisations.enums import Role
from tests.factories import (
    make_action,
    make_budget_line,
    make_contract,
    make_department,
    make_equipment,
    make_organisation,
    make_request,
    make_site,
    partial,
)
from tests.worlds import PASSWORD, person

ON = date(2026, 1, 13)
PAGES = ("boards", "board_new", "board_link", "alerts")


@pytest.fixture
def here(db):
    return make_organisation("Communauté d’essai", lives_on=ON)


@pytest.fixture
def dsi(client, here):
    client.force_login(person("dsi@essai.example", Role.DSI, here))
    return client


def test_ready_boards_name_indicators_that_exist():
    assert {item.code for one in READY for item in one.items} <= set(codes())
    assert len({one.key for one in READY}) == len(READY)


@pytest.mark.parametrize("key", [one.key for one in READY])
def test_each_ready_board_opens_and_gives_its_files(dsi, here, key):
    make_equipment(here), make_action(here), make_contract(here, ends_on=date(2026, 3, 1))
    assert dsi.get(reverse("board", args=[here.slug, key])).status_code == 200
    for format in ("csv", "xlsx", "ods"):
        response = dsi.get(reverse("board_file", args=[here.slug, key, format]))
        assert response.status_code == 200
        assert "attachment" in response["Content-Disposition"]
    assert dsi.get(reverse("board_file", args=[here.slug, key, "exe"])).status_code == 404


def test_a_chart_of_a_single_column_becomes_a_tile(dsi, here):
    make_budget_line(here, 2024, 100, voted=100, paid=80)
    page = dsi.get(reverse("board", args=[here.slug, "finances"])).context["board"]
    assert "FIN-05" in [line.indicator.code for line in page.tiles]
    make_budget_line(here, 2025, 100, voted=100, paid=90)
    page = dsi.get(reverse("board", args=[here.slug, "finances"])).context["board"]
    assert "FIN-05" in [line.indicator.code for line in page.charts]


def test_a_period_reaches_every_figure_that_takes_one(dsi, here):
    make_request(here, date(2024, 1, 2)), make_request(here, date(2025, 5, 5))
    make_department(here, 30)
    page = dsi.get(reverse("board", args=[here.slug, "activite"]) + "?du=2025-05-01&au=2025-05-31").content.decode()
    assert "mai 2025" in page
    page = dsi.get(reverse("board", args=[here.slug, "activite"]) + "?du=2025-05-31&au=2025-05-01").content.decode()
    assert "se termine avant" in page


def compose(client, here, **values):
    data = {"name": "Mon tableau", "rank_PAT-01": 2, "size_PAT-01": "graphique", "rank_CYB-02": 1} | values
    return client.post(reverse("board_new", args=[here.slug]), data)


def test_a_composed_board_keeps_its_order_and_is_its_owner_s(dsi, here, client):
    assert compose(dsi, here).status_code == 302
    board = Board.objects.get()
    assert board.items == [["CYB-02", "chiffre"], ["PAT-01", "graphique"]]
    address = reverse("board", args=[here.slug, f"t{board.pk}"])
    assert dsi.get(address).status_code == 200
    client.force_login(person("autre@essai.example", Role.REFERENT, here))
    assert client.get(address).status_code == 404
    assert client.get(reverse("board_edit", args=[here.slug, board.pk])).status_code == 404
    assert client.post(reverse("board_delete", args=[here.slug, board.pk])).status_code == 404
    Board.objects.update(shared=True)
    assert client.get(address).status_code == 200


def test_a_board_keeps_what_it_is_narrowed_to_until_one_asks_for_something_else(dsi, here, client):
    site, other = make_site(here, name="Siège"), make_site(here, name="Piscine")
    for place in (site, site, other):
        make_equipment(here, site=place, in_service_on=partial("2015"))
    compose(dsi, here, **{"partie": f"site-{site.pk}", "periode": "annee", "rank_PAT-05": 1, "rank_SUP-01": 3})
    board = Board.objects.get()
    assert board.asked == {"partie": f"site-{site.pk}", "periode": "annee"}
    address = reverse("board", args=[here.slug, f"t{board.pk}"])

    def renewals(page):
        lines = page.context["board"].tiles + page.context["board"].charts
        return next(line.measure.value for line in lines if line.indicator.code == "PAT-05")

    page = dsi.get(address)
    assert (renewals(page), str(page.context["span_form"].span)) == (None, "2025"), "nothing was recorded that year"
    assert renewals(dsi.get(f"{address}?partie=site-{site.pk}")) == 2
    assert f"?partie=site-{site.pk}" in page.content.decode(), "another period stays at the site"
    assert renewals(dsi.get(address + "?partie=")) == 3
    assert dsi.get(address + "?partie=").context["span_form"].span is None
    assert renewals(dsi.get(f"{address}?partie=site-{other.pk}")) == 1
    edited = dsi.get(reverse("board_edit", args=[here.slug, board.pk])).content.decode()
    assert f'value="site-{site.pk}" selected' in edited
    data = {"label": "Conseil", "board": f"t{board.pk}", "expires_on": "2026-02-01"}
    link = dsi.post(reverse("board_link", args=[here.slug]), data).context["fresh"]
    client.logout()
    assert "Aucun relevé" in client.get(link).content.decode()


def test_a_board_is_narrowed_to_what_stands_there(dsi, here):
    elsewhere = make_site(make_organisation("Ailleurs"))
    assert compose(dsi, here, partie=f"site-{elsewhere.pk}").status_code == 422


def test_a_board_without_indicator_is_refused(dsi, here):
    response = dsi.post(reverse("board_new", args=[here.slug]), {"name": "Vide"})
    assert response.status_code == 422
    assert not Board.objects.exists()


def test_who_only_reads_composes_nothing(client, here):
    client.force_login(person("elu@essai.example", Role.ELECTED, here))
    assert client.get(reverse("boards", args=[here.slug])).status_code == 200
    for name in ("board_new", "board_link"):
        assert client.get(reverse(name, args=[here.slug])).status_code == 403
    assert compose(client, here).status_code == 403


@pytest.mark.parametrize("name", PAGES)
def test_the_stranger_finds_nothing(client, world, name):
    client.login(email="stranger@elsewhere.example", password=PASSWORD)
    assert client.get(reverse(name, args=[world.agglomeration.slug])).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_the_neighbour_finds_nothing_above(client, world, name):
    client.login(email="neighbour@agglo.example", password=PASSWORD)
    assert client.get(reverse(name, args=[world.agglomeration.slug])).status_code == 404
    assert client.get(reverse(name, args=[world.neighbour_commune.slug])).status_code == 200


def open_link(client, here, expires="2026-02-01"):
    data = {"label": "Conseil communautaire", "board": "direction", "expires_on": expires}
    response = client.post(reverse("board_link", args=[here.slug]), data)
    return response, response.context["fresh"] if response.context else ""


def test_a_public_link_opens_one_board_and_nothing_else(dsi, here, client):
    make_request(here, date(2025, 11, 3), department=make_department(here, 3))
    response, address = open_link(dsi, here)
    assert response.status_code == 200
    token = address.rstrip("/").rsplit("/", 1)[1]
    assert token not in str(PublicLink.objects.values())
    client.logout()
    page = client.get(address)
    assert page.status_code == 200
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert f"/c/{here.slug}/" not in page.content.decode()
    assert "non affiché" in page.content.decode(), "three people are never measured, in public less than anywhere"
    assert client.get(address.replace(token, token[:-1])).status_code == 404


def test_a_public_link_ends_by_its_day_or_by_a_word(dsi, here, client):
    _response, address = open_link(dsi, here)
    link = PublicLink.objects.get()
    assert not link.is_open(date(2026, 2, 2))
    dsi.post(reverse("board_link_revoke", args=[here.slug, link.pk]))
    assert client.get(address).status_code == 404
    response, _address = open_link(dsi, here, expires="2028-01-01")
    assert response.status_code == 422


def test_a_threshold_crossed_is_told(dsi, here):
    make_equipment(here, protected=True), make_equipment(here, protected=False)
    dsi.post(reverse("threshold_set", args=[here.slug]), {"code": "CYB-02", "side": "au_dessous", "value": "90"})
    page = dsi.get(reverse("alerts", args=[here.slug])).content.decode()
    assert "Seuils franchis" in page
    assert "seuil : au-dessous de" in page
    dsi.post(reverse("threshold_drop", args=[here.slug, Threshold.objects.get().pk]))
    assert "seuil : au-dessous de" not in dsi.get(reverse("alerts", args=[here.slug])).content.decode()


def test_deadlines_reach_a_diary_and_stop_with_the_right(dsi, here, client):
    make_contract(here, state="en_cours", ends_on=date(2026, 6, 30), notice_months=3, renewal="tacite")
    address = dsi.post(reverse("deadline_feed_open", args=[here.slug])).context["fresh"][0]
    client.logout()
    text = client.get(address).content.decode()
    assert text.count("BEGIN:VEVENT") == 2
    assert "DTSTART;VALUE=DATE:20260330" in text
    from gouvernail.organisations.models import Membership

    Membership.objects.update(role=Role.AGENT)
    assert client.get(address).status_code == 404
    DeadlineFeed.objects.all().delete()
    assert client.get(address).status_code == 404


def test_one_mail_a_week_with_all_in_it(dsi, here, mailoutbox):
    from gouvernail.indicators.mailing import letters, send

    (
        make_contract(here, state="en_cours", ends_on=date(2026, 2, 1)),
        make_contract(here, state="en_cours", ends_on=date(2026, 3, 1)),
    )
    dsi.post(reverse("alert_mail", args=[here.slug]), {"wanted": "1"})
    today = date(2026, 11, 24)
    for day in (today, date(2026, 11, 27), date(2026, 12, 1)):
        for letter in letters(day):
            send(letter, day)
    assert len(mailoutbox) == 2
    assert mailoutbox[0].body.count("Fin du contrat") == 2
    dsi.post(reverse("alert_mail", args=[here.slug]), {"wanted": "0"})
    assert not AlertMail.objects.exists()


def test_a_snapshot_taken_again_says_what_it_corrects(here):
    make_equipment(here)
    take(here, date(2026, 1, 12)), take(here, ON)
    assert take(here, ON) > 0
    assert not Snapshot.objects.exclude(corrected_at=None).exists()
    make_equipment(here)
    take(here, ON)
    held = Snapshot.objects.get(code="PAT-01", on=ON)
    assert (held.value, held.before) == (2, 1)
    assert corrections_of("PAT-01", here, ON) == ["Le 13/01/2026 a été recalculé : 1 auparavant, 2 aujourd’hui."]


def test_a_figure_gives_its_table_and_its_drawing(dsi, here):
    make_equipment(here)
    address = reverse("indicator_file", args=[here.slug, "PAT-01", "svg"])
    assert dsi.get(address).content.startswith(b"<?xml")
    assert "PAT-01" in dsi.get(address.replace("svg", "csv")).content.decode()
    assert dsi.get(reverse("indicator_file", args=[here.slug, "EPN-01", "svg"])).status_code == 404


def test_a_consultation_that_should_have_started_is_told(dsi, here):
    make_contract(here, state="en_cours", ends_on=date(2026, 8, 31), renewal="aucune")
    page = dsi.get(reverse("alerts", args=[here.slug])).content.decode()
    assert "dépassé : 30/11/2025" in page
