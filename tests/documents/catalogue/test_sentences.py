"""The titles of the deck and the sentences of the minutes: zero, one, several, unknown."""

from decimal import Decimal

import pytest

from gouvernail.documents.catalogue.copil_deck import sentences
from gouvernail.documents.catalogue.french import bound, counted, in_words, listed, percent, uncapital
from gouvernail.documents.catalogue.minutes.sentences import decided
from gouvernail.governance.models import Outcome


@pytest.mark.parametrize(
    ("count", "words"), [(0, "aucune décision"), (1, "une décision"), (4, "quatre décisions"), (27, "27 décisions")]
)
def test_counts(count, words):
    assert counted(count, "décision", "décisions", feminine=True) == words


def test_words_of_counts_and_lists():
    assert [in_words(one) for one in (0, 1, 10, 11, 1200)] == ["zéro", "un", "dix", "11", "1\u202f200"]
    assert [listed(one) for one in ([], ["a"], ["a", "b"], ["a", "", "b", "c"])] == ["", "a", "a et b", "a, b et c"]
    assert [percent(one) for one in (12, Decimal("68.24"), 68.25, 0)] == [
        "12\u202f%",
        "68,2\u202f%",
        "68,3\u202f%",
        "0\u202f%",
    ]


@pytest.mark.parametrize(
    ("title", "inside"),
    [
        ("Valider le scénario 1", "valider le scénario 1"),
        ("M365 partout", "M365 partout"),
        ("PRA à tester", "PRA à tester"),
    ],
)
def test_a_title_inside_a_sentence(title, inside):
    assert uncapital(title) == inside


def test_signs_are_bound_to_their_words():
    assert bound("« Oui » : non ; si ?") == "«\u00a0Oui\u00a0»\u00a0: non\u202f; si\u202f?"


@pytest.mark.parametrize(
    ("decisions", "alerts", "risks", "title"),
    [
        (4, ["Migration Windows 11"], ["B"], "Quatre décisions à prendre ; « Migration Windows 11 » est en alerte"),
        (1, ["A", "B"], [], "Une décision à prendre ; deux projets sont en alerte"),
        (0, [], ["Pare-feu"], "Aucune décision à prendre ; « Pare-feu » est en risque"),
        (12, [], ["A", "B", "C"], "12 décisions à prendre ; trois projets sont en risque"),
        (0, [], [], "Aucune décision à prendre ; aucun projet n’est en alerte"),
    ],
)
def test_essential(decisions, alerts, risks, title):
    assert sentences.essential(decisions, alerts, risks) == title


@pytest.mark.parametrize(
    ("count", "title"),
    [
        (0, "Aucune décision n’est soumise à cette séance"),
        (1, "Le comité est invité à prendre une décision"),
        (5, "Le comité est invité à prendre cinq décisions"),
    ],
)
def test_decisions(count, title):
    assert sentences.decisions_title(count) == title


@pytest.mark.parametrize(
    ("points", "decisions", "title"),
    [
        (10, 5, "Ordre du jour : dix points, dont cinq pour décision"),
        (1, 0, "Ordre du jour : un point"),
        (2, 2, "Ordre du jour : deux points, pour décision"),
    ],
)
def test_agenda(points, decisions, title):
    assert sentences.agenda_title(points, decisions) == title


@pytest.mark.parametrize(
    ("taken", "silent", "words"),
    [
        (1, 0, "sa décision a une suite"),
        (1, 1, "sa décision reste sans suite"),
        (3, 0, "les trois décisions ont une suite"),
        (3, 3, "les trois décisions restent sans suite"),
        (3, 1, "une décision sur trois reste sans suite"),
        (3, 2, "deux décisions sur trois restent sans suite"),
    ],
)
def test_follow_up(taken, silent, words):
    assert sentences.follow_up_title("COPIL SI n° 2", taken, silent) == f"Suites du COPIL SI n° 2 : {words}"


@pytest.mark.parametrize(
    ("followed", "alerts", "risks", "title"),
    [
        (8, 1, 2, "Un projet en alerte et deux en risque, sur huit suivis"),
        (8, 0, 1, "Un projet en risque, sur huit suivis"),
        (8, 2, 0, "Deux projets en alerte, sur huit suivis"),
        (8, 0, 0, "Aucun des huit projets suivis n’est en risque ni en alerte"),
        (1, 0, 0, "Le projet suivi est dans les temps"),
    ],
)
def test_projects(followed, alerts, risks, title):
    assert sentences.projects_title(followed, alerts, risks) == title


@pytest.mark.parametrize(
    ("value", "before", "title"),
    [
        (219, 195, "La demande progresse de 12\u202f% sur un an"),
        (150, 195, "La demande recule de 23\u202f% sur un an"),
        (195, 195, "La demande est stable sur un an"),
        (219, None, "219 demandes au 4e trimestre 2025, sans point de comparaison un an plus tôt"),
        (1, None, "1 demande au 4e trimestre 2025, sans point de comparaison un an plus tôt"),
        (12, 0, "12 demandes au 4e trimestre 2025, contre aucune un an plus tôt"),
        (None, 12, "La demande n’est pas connue sur la période"),
    ],
)
def test_demand(value, before, title):
    assert sentences.demand_title(value, before, "4e trimestre 2025") == title


@pytest.mark.parametrize(
    ("remaining", "concerned", "title"),
    [
        (27, 85, "27 postes sur 85 restent hors Windows 11"),
        (1, 85, "Un poste sur 85 reste hors Windows 11"),
        (0, 85, "Tous les postes sont sous Windows 11"),
        (None, 85, "Le système des postes n’est pas connu"),
        (0, 0, "Le système des postes n’est pas connu"),
    ],
)
def test_windows(remaining, concerned, title):
    assert sentences.windows_title(remaining, concerned) == title


@pytest.mark.parametrize(
    ("old", "known", "title"),
    [
        (31, 85, "31 postes sur 85 ont 5 ans ou plus"),
        (1, 85, "Un poste sur 85 a 5 ans ou plus"),
        (0, 85, "Aucun poste n’a dépassé 5 ans"),
        (None, None, "L’âge des postes n’est pas connu"),
    ],
)
def test_ages(old, known, title):
    assert sentences.ages_title(old, known, 5) == title


@pytest.mark.parametrize(
    ("exposed", "known", "clicks", "title"),
    [
        (
            10,
            84,
            Decimal("16.1"),
            "Dix postes sur 84 sont sans antivirus et 16,1\u202f% des destinataires ont cliqué à l’hameçonnage",
        ),
        (1, 84, None, "Un poste sur 84 est sans antivirus"),
        (0, 84, 0, "Tous les postes connus ont un antivirus et personne n’a cliqué au dernier exercice d’hameçonnage"),
        (None, None, 25, "25\u202f% des destinataires ont cliqué à l’hameçonnage"),
    ],
)
def test_security(exposed, known, clicks, title):
    assert sentences.security_title(exposed, known, clicks) == title


@pytest.mark.parametrize(
    ("ending", "denounced", "title"),
    [
        (3, 2, "Trois contrats prennent fin sous douze mois ; deux sont à dénoncer ou à reconduire sous six mois"),
        (1, 0, "Un contrat prend fin sous douze mois"),
        (0, 1, "Un contrat est à dénoncer ou à reconduire sous six mois"),
        (0, 0, "Aucun contrat ne demande de décision dans l’année"),
    ],
)
def test_contracts(ending, denounced, title):
    assert sentences.contracts_title(ending, denounced) == title


@pytest.mark.parametrize(
    ("late", "approve", "ownerless", "what"),
    [
        (1, 1, 4, "une action en retard, une à valider, quatre sans porteur"),
        (0, 1, 0, "une action à valider"),
        (0, 0, 17, "17 actions sans porteur"),
        (0, 0, 0, "aucune action en retard"),
        (2, 0, 0, "deux actions en retard"),
    ],
)
def test_plan(late, approve, ownerless, what):
    assert sentences.plan_title(late, approve, ownerless) == f"Plan d’action : {what}"


@pytest.mark.parametrize(
    ("starting", "title"),
    [
        (0, "Feuille de route 2026-2028 : huit projets en cours"),
        (1, "Feuille de route 2026-2028 : huit projets en cours, un démarre sous trois mois"),
        (2, "Feuille de route 2026-2028 : huit projets en cours, deux démarrent sous trois mois"),
    ],
)
def test_roadmap(starting, title):
    assert sentences.roadmap_title(2026, 2028, 8, starting) == title


def test_study():
    assert sentences.study_title("Infogérance", 0.904) == "« Infogérance » est premier dans 90\u202f% des pondérations"
    assert sentences.study_title("A", 0.9999) == "« A » est premier dans 99\u202f% des pondérations"
    assert sentences.study_title("A", 1.0) == "« A » est premier quelles que soient les pondérations"


def test_calendar():
    assert sentences.calendar_title("Marché", 1, 19) == "« Marché » : une date à confirmer sur 19 étapes"
    assert sentences.calendar_title("Marché", 14, 19) == "« Marché » : 14 dates à confirmer sur 19 étapes"
    assert sentences.calendar_title("Marché", 0, 3) == "« Marché » : un calendrier sans date douteuse"


def test_a_long_title_is_cut_at_a_word():
    cut = sentences.short_title("Engager le scénario 4 (sortie de l’animation du Cybercentre du périmètre)", 40)
    assert cut == "engager le scénario 4 (sortie de…"


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ({}, "Aucune décision n’était soumise au comité."),
        ({Outcome.ADOPTED: 1}, "Le comité a adopté une décision."),
        (
            {Outcome.ADOPTED: 2, Outcome.AMENDED: 1, Outcome.POSTPONED: 1, Outcome.REJECTED: 2},
            "Le comité a adopté trois décisions, dont une après amendement, en a ajourné une et en a rejeté deux.",
        ),
        (
            {Outcome.ADOPTED: 1, Outcome.AMENDED: 1, Outcome.POSTPONED: 1},
            "Le comité a adopté deux décisions, dont une après amendement, et en a ajourné une.",
        ),
        ({Outcome.AMENDED: 2}, "Le comité a adopté deux décisions, après amendement."),
        (
            {Outcome.REJECTED: 1, Outcome.MOOT: 1},
            "Le comité a rejeté une décision. Une décision est devenue sans objet.",
        ),
        ({Outcome.PROPOSED: 2}, "Deux décisions ne sont pas encore enregistrées."),
    ],
)
def test_what_a_committee_did(counts, sentence):
    assert decided(counts) == sentence
