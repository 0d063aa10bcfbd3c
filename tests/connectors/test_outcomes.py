"""What the preview says of each line: new, changed, unchanged, doubtful, in conflict, refused, vanished."""

import pytest
from django.utils import timezone

from gouvernail.action_plan.models import Action
from gouvernail.connectors import applying, deciding
from gouvernail.estate.models import Equipment
from gouvernail.organisations.models import Site
from gouvernail.registers.operations import save_object
from gouvernail.registers.registry import register_of
from tests.connectors.conftest import notes_of, only_note, outcomes
from tests.objects import make_object

HEADERS = ["Nom", "Type", "Système", "Remarques"]


def _held(place, name, **values):
    return Equipment.objects.create(organisation=place, name=name, type="pc_fixe", **values)


def test_nothing_is_written_before_somebody_applies(world, compared):
    run = compared("equipment", [HEADERS, ["PC-1", "Portable", "Windows 11", None]])
    assert (run.state, run.counts) == ("a_verifier", {"nouvelle": 1})
    assert not Equipment.objects.exists()


def test_each_line_says_what_it_would_do(world, compared):
    _held(world.commune, "PC-1", os="windows_10")
    _held(world.commune, "PC-2", os="windows_10", note="Salle du conseil")
    run = compared(
        "equipment",
        [
            HEADERS,
            ["pc-1", "PC fixe", "W11", None],
            ["PC-2", "PC fixe", "Windows 10", "Salle du conseil"],
            ["PC-3", "Portable", "Windows 11", None],
            ["PC-4", "Grille-pain", "Windows 11", None],
            ["PC-5", "PC fixe ?", "Windows 11", None],
        ],
    )
    assert outcomes(run) == {2: "modifiee", 3: "inchangee", 4: "nouvelle", 5: "refusee", 6: "douteuse"}
    assert run.rows.get(line=2).changes == {"name": ["PC-1", "pc-1"], "os": ["Windows 10", "Windows 11"]}


def test_a_negative_price_is_refused_in_a_sentence_of_ours(compared):
    run = compared("equipment", [["Nom", "Type", "Prix"], ["PC-1", "PC fixe", "-12,50"], ["PC-2", "PC fixe", "12,50"]])
    note = only_note(run, 2)
    assert (note["code"], note["column"]) == ("R-TYPE", "C · Prix")
    assert "est négatif" in note["sentence"]
    assert outcomes(run) == {2: "refusee", 3: "nouvelle"}


def test_an_unknown_word_is_refused_with_the_accepted_ones(compared):
    run = compared("equipment", [HEADERS, ["PC-4", "Grille-pain", None, None]])
    note = only_note(run, 2)
    assert note["code"] == "R-ENUM"
    assert note["column"] == "B · Type"
    assert "PC fixe, PC portable, Tablette" in note["sentence"]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("EN COURS", "en_cours"),
        ("terminée", "termine"),
        ("a etudier", "a_etudier"),
        ("À planifier", "a_planifier"),
        ("a_valider", "a_valider"),
    ],
)
def test_words_are_read_without_accents_or_case(compared, written, value):
    run = compared("action", [["Action", "Statut"], ["Écrire la charte", written]])
    assert run.rows.get().values["status"] == value


@pytest.mark.parametrize(
    ("written", "code", "proposed"),
    [
        ("\ufffdEn cours", "R-FFFD", "En cours"),
        ("\ufffd En cours", "R-FFFD", "En cours"),
        ("\ufffd valider", "R-FFFD", "À valider"),
        ("A valider ?", "R-ENUM", "À valider"),
        ("À étudier – pb domaine", "R-ENUM", "À étudier"),
        ("Plannifié", "R-ENUM", "À planifier"),
    ],
)
def test_a_faulty_word_is_proposed_never_corrected(compared, written, code, proposed):
    run = compared("action", [["Action", "Statut"], ["Écrire la charte", written]])
    note = only_note(run, 2)
    assert (run.rows.get().outcome, note["code"], note["proposal"]) == ("douteuse", code, proposed)
    assert note["raw"] == written.strip()
    assert 0 < note["confidence"] < 100
    assert "status" not in run.rows.get().values


def test_a_missing_value_says_whether_a_column_or_a_cell_is_missing(compared):
    run = compared("equipment", [["Nom", "Système"], ["PC-1", "Windows 11"]])
    assert "Aucune colonne ne donne « Type »" in only_note(run, 2)["sentence"]
    run = compared("equipment", [HEADERS, ["PC-1", None, "Windows 11", None]])
    assert "« Type » est vide" in only_note(run, 2)["sentence"]


def test_two_lines_about_the_same_object_are_told_apart(compared):
    run = compared("equipment", [HEADERS, ["PC-1", "Fixe", None, None], ["pc-1", "Portable", None, None]])
    assert outcomes(run) == {2: "nouvelle", 3: "refusee"}
    assert "même fiche que la ligne 2" in only_note(run, 3)["sentence"]


def test_a_blank_cell_changes_nothing_unless_it_was_asked_to(world, compared):
    _held(world.commune, "PC-1", note="à garder", os="windows_11")
    rows = [HEADERS, ["PC-1", "Fixe", None, None]]
    assert outcomes(compared("equipment", rows)) == {2: "inchangee"}
    run = compared("equipment", rows, blank_clears=True)
    assert run.rows.get().changes == {"note": ["à garder", ""]}


def test_what_was_in_the_file_before_and_is_not_any_more_is_only_shown(world, compared, owner):
    first = compared(
        "equipment", [HEADERS, *([f"PC-{n}", "Fixe", None, None] for n in range(3))], name="parc_2025.xlsx"
    )
    applying.apply(first, owner)
    _held(world.commune, "typed by hand")
    run = compared("equipment", [HEADERS, ["PC-0", "Fixe", None, None]], name="parc_2026.xlsx")
    assert list(run.rows.filter(outcome="disparue").order_by("title").values_list("title", flat=True)) == [
        "PC-1",
        "PC-2",
    ]
    assert run.counts == {"inchangee": 1, "disparue": 2}
    another = compared("equipment", [HEADERS, ["PC-0", "Fixe", None, None]], name="serveurs.xlsx")
    assert another.counts == {"inchangee": 1}
    assert Equipment.objects.count() == 4


def test_a_correction_made_by_hand_is_not_overwritten_without_a_word(world, compared, owner):
    rows = [HEADERS, ["PC-1", "Fixe", "Windows 10", None]]
    applying.apply(compared("equipment", rows), owner)
    pc = Equipment.objects.get()
    pc.os = "windows_11"
    save_object(register_of("equipment"), pc, actor=owner)
    run = compared("equipment", rows)
    row, note = run.rows.get(), only_note(run, 2)
    assert (row.outcome, note["code"]) == ("conflit", "R-CONTRADICTION")
    assert "Windows 11" in note["sentence"]
    deciding.decide(run, owner, {row.pk: {note["key"]: "hand"}}, {}, None)
    assert run.rows.get().outcome == "inchangee"
    deciding.decide(run, owner, {row.pk: {note["key"]: "file"}}, {}, None)
    applying.apply(run, owner)
    pc.refresh_from_db()
    assert (pc.os, pc.corrected_fields) == ("windows_10", [])


def test_a_name_nobody_holds_is_created_only_with_agreement(world, compared, owner):
    run = compared("equipment", [["Nom", "Type", "Site"], ["PC-1", "Fixe", "Mairie"], ["PC-2", "Fixe", "mairie"]])
    (key,) = run.creations
    assert run.counts == {"douteuse": 2}
    deciding.decide(run, owner, {}, {}, {key})
    run.refresh_from_db()
    assert run.counts == {"nouvelle": 2}
    applying.apply(run, owner)
    site = Site.objects.get()
    assert (site.name, site.organisation) == ("Mairie", world.commune)
    assert set(Equipment.objects.values_list("site", flat=True)) == {site.pk}


def test_a_name_that_looks_like_another_is_proposed_and_may_be_created_all_the_same(world, compared, owner):
    held = Site.objects.create(organisation=world.commune, name="Médiathèque")
    run = compared(
        "equipment", [["Nom", "Type", "Site"], ["PC-1", "Fixe", "Médiatèque"], ["PC-2", "Fixe", "Médiathèques"]]
    )
    note = only_note(run, 2)
    assert (note["code"], note["proposal"]) == ("R-ALIAS", "Médiathèque")
    first, second = run.rows.order_by("line")
    deciding.decide(run, owner, {first.pk: {"R-ALIAS:site": "accept"}, second.pk: {"R-ALIAS:site": "create"}}, {}, None)
    applying.apply(run, owner)
    assert Equipment.objects.get(name="PC-1").site == held
    assert Equipment.objects.get(name="PC-2").site.name == "Médiathèques"


def test_two_objects_of_the_same_name_are_not_guessed_between(world, compared, owner):
    one, two = _held(world.commune, "PC-1"), _held(world.commune, "PC-1", note="autre")
    run = compared("equipment", [HEADERS, ["PC-1", "Portable", None, None]])
    row, note = run.rows.get(), only_note(run, 2)
    assert (row.outcome, note["code"]) == ("douteuse", "R-HOMONYM")
    deciding.decide(run, owner, {row.pk: {note["key"]: f"update:{two.pk}"}}, {}, None)
    applying.apply(run, owner)
    one.refresh_from_db(), two.refresh_from_db()
    assert (one.type, two.type) == ("pc_fixe", "pc_portable")


def test_a_probable_double_is_asked_about(world, compared, owner):
    held = Action.objects.create(
        organisation=world.commune, number=17, title="Migrer la messagerie vers un autre hébergeur"
    )
    run = compared(
        "action", [["N°", "Action"], [17, "Migrer la messagerie vers un autre hebergeur."], [18, "Tout autre chose"]]
    )
    assert outcomes(run) == {2: "douteuse", 3: "nouvelle"}
    row, note = run.rows.get(line=2), only_note(run, 2)
    assert note["code"] == "R-ALIAS"
    deciding.decide(run, owner, {row.pk: {note["key"]: f"update:{held.pk}"}}, {}, None)
    assert run.rows.get(line=2).outcome == "modifiee"
    deciding.decide(run, owner, {row.pk: {note["key"]: "new"}}, {}, None)
    assert run.rows.get(line=2).outcome == "nouvelle"


def test_inventory_numbers_that_differ_by_a_figure_are_not_doubles(world, compared):
    _held(world.commune, "PC-MAIRIE-012")
    assert outcomes(compared("equipment", [HEADERS, ["PC-MAIRIE-013", "Fixe", None, None]])) == {2: "nouvelle"}


def test_personal_data_is_masked_before_anything_is_kept(world, compared, owner):
    text = "Appeler le 06 12 34 56 78, prenom.nom@exemple.fr, ou 01 23\n45 67 89"
    run = compared("equipment", [HEADERS, ["PC-1", "Fixe", None, text]])
    row, note = run.rows.get(), only_note(run, 2)
    assert (row.outcome, note["code"]) == ("douteuse", "R-PII-SPLIT")
    assert note["proposal"] == "Appeler le [téléphone masqué], [courriel masqué], ou [téléphone masqué]"
    kept = str([row.cells, row.values, row.changes, row.notes, run.outline])
    assert "06 12" not in kept
    assert "exemple.fr" not in kept
    assert [code for code, _label in note["options"]] == ["accept", "blank"]
    deciding.decide(run, owner, {row.pk: {note["key"]: "accept"}}, {}, None)
    applying.apply(run, owner)
    pc = Equipment.objects.get()
    assert "[téléphone masqué]" in pc.note
    assert "exemple.fr" not in str([pc.note, pc.raw])
    assert outcomes(compared("equipment", [HEADERS, ["PC-1", "Fixe", None, text]])) == {2: "inchangee"}


def test_html_stays_text(compared, owner, signed_in):
    hostile = "<script>alert(1)</script><b>gras</b>"
    run = compared("equipment", [HEADERS, [hostile, "Fixe", None, hostile]])
    page = signed_in().get(f"/c/commune/imports/{run.pk}/verifier/").content.decode()
    assert "<script>alert" not in page
    applying.apply(run, owner)
    assert Equipment.objects.get().note == hostile


def test_a_constraint_between_fields_is_told_before_the_database_refuses(world, compared, owner):
    make_object("supplier", world.commune, "A")
    rows = [
        ["Prestataire", "Objet", "Typologie", "Début", "Fin"],
        ["Société A", "Infogérance", "Support et infogérance", "01/05/2026", "01/04/2026"],
    ]
    run = compared("contract", rows, name="contrats.xlsx")
    assert only_note(run, 2)["code"] == "R-DATE-CONFLICT"
    deciding.decide(run, owner, {run.rows.get().pk: {"R-DATE-CONFLICT:ends_on": "keep"}}, {}, None)
    assert run.rows.get().outcome == "refusee"
    assert notes_of(run, 2)[-1]["sentence"] == "La fin du contrat précède son début."


def test_what_a_person_settled_once_is_not_asked_again_for_the_same_words(world, compared, owner):
    rows = [HEADERS, ["PC-1", "Fixe", "Windows 95", None]]
    run = compared("equipment", rows)
    assert outcomes(run) == {2: "refusee"}
    deciding.decide(run, owner, {}, {run.rows.get().pk: {"os": "Windows 7, 8 ou plus ancien"}}, None)
    applying.apply(run, owner)
    assert Equipment.objects.get().raw["Système"] == "Windows 95"
    assert outcomes(compared("equipment", rows)) == {2: "inchangee"}


def test_a_value_typed_in_place_of_a_refused_one_is_judged_like_any_other(compared, owner):
    run = compared("action", [["Action", "Échéance", "Coût"], ["Écrire", "fin janvier", "beaucoup"]])
    row = run.rows.get()
    assert row.outcome == "refusee"
    deciding.decide(run, owner, {}, {row.pk: {"due": "fin janvier 2027", "cost": "x"}}, None)
    assert run.rows.get().outcome == "refusee"
    deciding.decide(run, owner, {row.pk: {"R-TYPE:cost": "blank"}}, {row.pk: {"cost": ""}}, None)
    assert run.rows.get().outcome == "nouvelle"
    applying.apply(run, owner)
    action = Action.objects.get()
    assert (str(action.due), action.cost) == ("fin janvier 2027", None)


def test_all_sure_proposals_may_be_accepted_at_once(compared, owner):
    rows = [
        ["Action", "Statut"],
        *([f"Action {n}", "A valider ?"] for n in range(4)),
        ["Action 9", "À étudier – voir DGS"],
    ]
    run = compared("action", rows)
    assert deciding.accept_all(run, owner, 90) == 4
    run.refresh_from_db()
    assert run.counts == {"nouvelle": 4, "douteuse": 1}


def test_a_line_may_be_left_aside(compared, owner):
    run = compared("equipment", [HEADERS, ["PC-1", "Fixe", None, None], ["PC-2", "Fixe", None, None]])
    deciding.decide(run, owner, {run.rows.get(line=2).pk: {"row": "skip"}}, {}, None)
    applying.apply(run, owner)
    assert list(Equipment.objects.values_list("name", flat=True)) == ["PC-2"]


def test_where_each_value_comes_from_is_kept(world, compared, owner):
    run = compared("equipment", [["Inventaire"], HEADERS, ["PC-1", "Tour", "W11", "Bureau 3"]])
    applying.apply(run, owner)
    pc = Equipment.objects.get()
    assert (pc.source, pc.source_place) == ("parc.xlsx", "feuille Parc, ligne 3")
    assert pc.raw == {"Nom": "PC-1", "Type": "Tour", "Système": "W11", "Remarques": "Bureau 3"}
    assert pc.read_at <= timezone.now()


def test_a_column_that_is_not_imported_is_not_kept_either(compared, owner):
    run = compared("equipment", [["Nom", "Type", "Utilisateur"], ["PC-1", "Tour", "UNKNOWNPERSON"]])
    applying.apply(run, owner)
    run.refresh_from_db()
    assert "UNKNOWNPERSON" not in str([Equipment.objects.get().raw, list(run.rows.values("cells"))])
