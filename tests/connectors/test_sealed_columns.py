"""The title of a request and its equipment come in a file, and are kept nowhere: sealed as the file is read."""

from base64 import b64decode, b64encode

from django.core import serializers
from django.urls import reverse

from gouvernail.connectors import applying
from gouvernail.connectors.models import ImportRun, StagedRow
from gouvernail.journal.models import Entry
from gouvernail.support.models import Request, RequestMonth
from gouvernail.support.titles import equipment_key, sketch_of
from tests.objects import DAY

HEADERS = ["N°", "Type", "Catégorie", "Créée le", "Titre", "Ordinateur"]
LINES = [
    ["D-1", "Support utilisateurs", "Impression", "02/03/2026", "Imprimante de SECRETNAME en panne", "PC-SECRETNAME"],
    ["D-2", "Support utilisateurs", "Impression", "12/03/2026", "SECRETNAME : l’imprimante est HS", None],
    ["D-3", "Support utilisateurs", "Messagerie", "20/03/2026", None, "pc-secretname"],
    ["D-4", "Support utilisateurs", "Messagerie", "21/03/2026", "Bonjour", None],
]


def everything_kept():
    rows = [*ImportRun.objects.all(), *StagedRow.objects.all(), *Request.objects.all(), *Entry.objects.all()]
    return serializers.serialize("json", rows).lower()


def test_what_names_somebody_is_gone_before_anything_is_stored(world, compared, owner):
    run = compared("request", [HEADERS, *LINES])
    assert "secretname" not in everything_kept(), "not in what is prepared"
    applying.apply(run, owner)
    assert "secretname" not in everything_kept(), "not in what is written, nor in the journal, nor where it came from"
    first, second, third, fourth = Request.objects.order_by("reference")
    assert bytes(first.title_sketch) == bytes(second.title_sketch) == sketch_of("imprimante SECRETNAME")
    assert first.equipment_key == third.equipment_key == equipment_key("PC-SECRETNAME")
    assert (bytes(fourth.title_sketch), fourth.equipment_key) == (b"", None), "nothing told"
    assert [(one.assessed, one.recurring) for one in RequestMonth.objects.all()] == [(3, 2)]


def test_the_same_file_again_changes_nothing_and_another_title_does(world, compared, owner):
    applying.apply(compared("request", [HEADERS, *LINES]), owner)
    again = compared("request", [HEADERS, *LINES])
    assert again.counts == {"inchangee": 4}
    run = compared("request", [HEADERS, [*LINES[0][:4], "Boîte pleine", None]])
    (row,) = run.rows.filter(outcome="modifiee")
    assert row.changes == {"title_sketch": ["empreinte", "empreinte"]}
    applying.apply(run, owner)
    assert bytes(Request.objects.get(reference="D-1").title_sketch) == sketch_of("Boîte pleine")


def test_a_line_left_aside_keeps_a_sketch_that_may_be_given_back(world, compared):
    run = compared("request", [HEADERS, ["D-9", "Rien de connu", "Impression", "02/03/2026", "SECRETNAME", None]])
    (row,) = run.rows.all()
    given = row.cells["title_sketch"]
    assert given.startswith("empreinte:")
    again = compared("request", [HEADERS, ["D-9", "Support utilisateurs", "Impression", "02/03/2026", given, None]])
    assert b64decode(again.rows.get().values["title_sketch"]) == sketch_of("SECRETNAME"), "not sealed twice"


def test_typed_in_a_form_it_is_sealed_too(signed_in, world):
    client = signed_in()
    form = {
        "organisation": world.commune.pk, "reference": "D-5", "kind": "support", "category": "Impression",
        "opened_on": "2026-03-02", "title_sketch": "Imprimante de SECRETNAME", "equipment_key": "PC-7",
    }  # fmt: skip
    answer = client.post(reverse("request_create", args=[world.commune.slug]), form)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    made = Request.objects.get(reference="D-5")
    assert bytes(made.title_sketch) == sketch_of("imprimante SECRETNAME")
    edit = reverse("request_edit", args=[world.commune.slug, made.pk])
    page = client.get(answer.url).content.decode() + client.get(edit).content.decode()
    assert "secretname" not in page.lower() + everything_kept()
    client.post(edit, form | {"category": "Copieur", "title_sketch": "", "equipment_key": ""})
    made.refresh_from_db()
    assert made.category == "Copieur"
    assert bytes(made.title_sketch) == sketch_of("imprimante SECRETNAME"), "left blank, it stays"


def test_no_list_sheet_nor_export_gives_back_what_is_kept(signed_in, world):
    made = Request.objects.create(
        organisation=world.commune, reference="D-6", kind="support", category="Impression", opened_on=DAY,
        title_sketch=sketch_of("Imprimante de SECRETNAME"), equipment_key=equipment_key("PC-7"),
    )  # fmt: skip
    kept = (made.title_sketch.hex(), b64encode(made.title_sketch).decode(), str(made.equipment_key), "empreinte:")
    client, slug = signed_in(), world.commune.slug
    addresses = [
        reverse("request_list", args=[slug]),
        reverse("request_sheet", args=[slug, made.pk]),
        reverse("request_export", args=[slug]) + "?format=csv",
    ]
    for address in addresses:
        answer = client.get(address)
        text = b"".join(answer).decode("utf-8-sig")
        assert answer.status_code == 200
        assert not [one for one in kept if one in text], address
