import pytest

from gouvernail.kernel.identifiers import check_siren, check_siret


@pytest.mark.parametrize("text", ["732829320", "732 829 320", "732\u00a0829\u202f320", " 732.829.320 "])
def test_reads_a_siren(text):
    assert check_siren(text) == "732829320"


def test_reads_a_siret():
    assert check_siret("732 829 320 00074") == "73282932000074"


def test_la_poste_has_its_own_rule():
    assert check_siret("356 000 000 00048") == "35600000000048"  # head office
    assert check_siret("356 000 000 49837") == "35600000049837"  # does not pass Luhn, sum is a multiple of 5
    with pytest.raises(ValueError, match="erreur de frappe"):
        check_siret("356 000 000 49838")


@pytest.mark.parametrize(
    ("check", "text", "sentence"),
    [
        (check_siren, "732829321", "erreur de frappe"),
        (check_siren, "73282932", "a 9 chiffres ; « 73282932 » en a 8"),
        (check_siren, "73282932X", "que des chiffres"),
        (check_siret, "732829320", "a 14 chiffres"),
        (check_siret, "73282932000075", "erreur de frappe"),
        (check_siret, "", "a 14 chiffres"),
    ],
)
def test_refuses_with_a_sentence(check, text, sentence):
    with pytest.raises(ValueError, match=sentence):
        check(text)
