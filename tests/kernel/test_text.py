import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.kernel.text import (
    EMAIL_MASK,
    PHONE_MASK,
    PersonalData,
    fold,
    has_lost_characters,
    has_private_use_characters,
    looks_glued,
    mask_personal_data,
    replace_private_bullets,
    slug,
)


@pytest.mark.parametrize("text", ["Très élevée", "TRÈS ÉLEVÉE", "tre\u0300s\u00a0e\u0301levée ", "très   élevée"])
def test_folds_accents_case_and_spaces(text):
    assert fold(text) == "tres elevee"


def test_folds_apostrophes_dashes_and_ligatures():
    assert fold("L’œuvre – 2026") == "l'oeuvre - 2026"


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


def test_makes_a_slug():
    assert slug("COPIL n° 3 — « Été »") == "copil-n-3-ete"


@pytest.mark.parametrize(
    "text",
    ["18 nov 202517 oct 2025", "Support COPILCharte", "services municipaux• Un", "maintenue2. Haute", "fin.La suite"],
)
def test_sees_glued_text(text):
    assert looks_glued(text)


@pytest.mark.parametrize("text", ["18 nov. 2025", "le DSI et le RSI", "En 2026, 12 postes", "Le COPIL. Fin"])
def test_leaves_plain_text(text):
    assert not looks_glued(text)


def test_known_names_are_not_glued_words():
    assert looks_glued("le PowerPoint")
    assert not looks_glued("le PowerPoint", known=["PowerPoint"])


def test_sees_lost_and_private_characters():
    assert has_lost_characters("\ufffdvolution")
    assert not has_lost_characters("évolution")
    assert has_private_use_characters("\ue46f Quels usages")
    assert replace_private_bullets("\ue46f Quels usages") == "• Quels usages"


@pytest.mark.parametrize(
    "phone",
    ["02 99 00 00 01", "02.99.00.00.01", "0299000001", "+33 2 99 00 00 01", "+33 (0)2 99 00 00 01", "02 99\n00 00 01"],
)
def test_masks_a_phone_number(phone):
    masked, found = mask_personal_data(f"Appeler {phone} avant midi")

    assert masked == f"Appeler {PHONE_MASK} avant midi"
    assert found == (PersonalData(1, "phone"),)


@pytest.mark.parametrize(
    "email", ["contact@exemple.fr", "contact@\nexemple.fr", "contact@exemple.\nfr", "le-\ncontact@exemple.fr"]
)
def test_masks_an_email(email):
    masked, found = mask_personal_data(f"Écrire à {email} demain")

    assert masked == f"Écrire à {EMAIL_MASK} demain"
    assert found == (PersonalData(1, "email"),)


def test_says_where_each_one_was():
    masked, found = mask_personal_data("a\nb 02 99 00 00 01\nx@exemple.fr")

    assert found == (PersonalData(2, "phone"), PersonalData(3, "email"))
    assert masked == f"a\nb {PHONE_MASK}\n{EMAIL_MASK}"


@pytest.mark.parametrize(
    "text",
    [
        "réunion du 05.01.2026 12h00",
        "acte 072-200072684-20260212-2026_02_031-DE",
        "SIRET 200 072 684 00012",
        "1 234 567 890 €",
        "du 2026-02-12 au 2026-03-14",
        "version 10.0.22631",
    ],
)
def test_leaves_dates_amounts_and_identifiers(text):
    assert mask_personal_data(text) == (text, ())
