"""Every page of every register, through the three standing people."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gouvernail.journal.models import Entry
from gouvernail.registers.registry import register_of, registers
from tests.objects import MAKERS, make_object

KINDS = [register.kind for register in registers()]
SECRET = "SECRETMARK"


def _client(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _pages(kind, place, obj):
    base = f"/c/{place.slug}/{register_of(kind).word}/"
    return {
        "list": base,
        "csv": f"{base}export/?format=csv",
        "xlsx": f"{base}export/?format=xlsx",
        "ods": f"{base}export/?format=ods",
        "sheet": f"{base}{obj.pk}/",
        "edit": f"{base}{obj.pk}/modifier/",
        "delete": f"{base}{obj.pk}/supprimer/",
    }


def test_each_kind_can_be_made_here():
    assert set(KINDS) == set(MAKERS)


@pytest.mark.parametrize("kind", KINDS)
def test_the_owner_sees_every_page(world, kind):
    obj = make_object(kind, world.commune, SECRET)
    client = _client(world.owner)
    for name, page in _pages(kind, world.agglomeration, obj).items():
        assert client.get(page).status_code == 200, name


@pytest.mark.parametrize("kind", KINDS)
def test_the_neighbour_and_the_stranger_see_nothing_of_it(world, kind):
    obj = make_object(kind, world.commune, SECRET)
    for user, own in ((world.neighbour, world.neighbour_commune), (world.stranger, world.stranger_agglomeration)):
        client = _client(user)
        for place in (world.commune, world.agglomeration):
            for name, page in _pages(kind, place, obj).items():
                assert client.get(page).status_code == 404, (name, place)
        pages = _pages(kind, own, obj)
        for name in ("list", "csv"):
            answer = client.get(pages[name])
            assert answer.status_code == 200
            assert SECRET not in answer.content.decode("utf-8-sig"), name
        for name in ("sheet", "edit", "delete"):
            assert client.get(pages[name]).status_code == 404, name
        found = client.get(f"/c/{own.slug}/recherche/?q={SECRET}").content.decode()
        assert f"{register_of(kind).word}/{obj.pk}/" not in found


@pytest.mark.parametrize("kind", KINDS)
def test_the_form_offers_nothing_of_another_tree(world, kind):
    for one in KINDS:
        make_object(one, world.stranger_agglomeration, SECRET)
    register = register_of(kind)
    page = _client(world.owner).get(f"/c/{world.agglomeration.slug}/{register.word}/nouveau/")
    assert page.status_code == (200 if register.can_create else 404)
    assert SECRET not in page.content.decode()
    obj = make_object(kind, world.commune)
    if register.linkable:
        assert (
            SECRET
            not in _client(world.owner)
            .get(f"/c/{world.agglomeration.slug}/{register.word}/{obj.pk}/lier/")
            .content.decode()
        )


@pytest.mark.parametrize("kind", KINDS)
def test_a_list_asks_as_many_queries_for_fifty_rows_as_for_one(world, kind):
    client, page = _client(world.owner), f"/c/{world.agglomeration.slug}/{register_of(kind).word}/"
    make_object(kind, world.commune, "un")
    client.get(page)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(page)
    for rank in range(30):
        make_object(kind, world.commune, f"n{rank}")
    with CaptureQueriesContext(connection) as many:
        client.get(page)
    assert len(many) == len(few), "\n".join(query["sql"] for query in many.captured_queries)


@pytest.mark.parametrize("kind", KINDS)
def test_reading_never_writes(world, kind):
    obj = make_object(kind, world.commune)
    client = _client(world.owner)
    client.get("/")
    with CaptureQueriesContext(connection) as queries:
        for page in _pages(kind, world.agglomeration, obj).values():
            client.get(page)
    written = [q["sql"] for q in queries if q["sql"].split(" ", 1)[0] in {"INSERT", "UPDATE", "DELETE"}]
    if register_of(kind).sensitive:  # but for the line that says who took a sensitive list away
        written = [sql for sql in written if "journal_" not in sql]
        assert Entry.objects.filter(verb="exporter", kind=kind).exists()
    assert written == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_part_that_htmx_swaps_is_the_page_s_own(world, kind):
    make_object(kind, world.commune)
    client, page = _client(world.owner), f"/c/{world.agglomeration.slug}/{register_of(kind).word}/"
    part = client.get(page, headers={"HX-Request": "true", "HX-Target": "results"}).content.decode()
    whole = client.get(page).content.decode()
    assert part.lstrip().startswith("<div")
    for line in (line.strip() for line in part.splitlines() if "csrfmiddlewaretoken" not in line):
        assert line in whole


def test_html_in_a_title_stays_text(world):
    obj = make_object("action", world.commune)
    type(obj).objects.filter(pk=obj.pk).update(title="<script>alert(1)</script><b>gras</b>")
    for page in _pages("action", world.agglomeration, obj).values():
        if "export" not in page:
            text = _client(world.owner).get(page).content.decode()
            assert "<script>alert" not in text
            assert "<b>gras" not in text
