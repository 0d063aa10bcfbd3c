"""The deck: what it says of a bare place, of a full one, of the demonstration."""

from datetime import date

import pytest

from gouvernail.action_plan.models import Action
from gouvernail.documents.catalogue.copil_deck.content import copil_deck
from gouvernail.documents.kit import deck_to_pdf, deck_to_pptx, from_json, to_json
from gouvernail.documents.kit.story import Callout, ChartBlock, DecisionSheet, StatusCell, Table, Tiles
from gouvernail.governance.models import Meeting, Outcome
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.plans.models import BudgetLine
from gouvernail.projects.models import Milestone, Project
from gouvernail.registers.models import Link
from tests.governance.committee import TODAY


def deck(sitting):
    return copil_deck(Meeting.objects.select_related("organisation", "committee").get(pk=sitting.meeting.pk), TODAY)


def titles(made) -> list[str]:
    return [slide.title for slide in made.slides]


def slide(made, start: str):
    return next(one for one in made.slides if one.title.startswith(start))


def block(one, kind):
    return next(part for part in one.blocks if isinstance(part, kind))


def words(made) -> str:
    return repr(made)


class TestBarePlace:
    def test_it_keeps_the_essential_and_the_decisions_and_leaves_out_what_has_nothing_to_say(self, sitting):
        assert titles(deck(sitting)) == [
            "",
            "Aucune décision à prendre ; aucun projet n’est en alerte",
            "Aucune décision n’est soumise à cette séance",
            "Annexes",
            "Ce que ce support ne peut pas montrer",
        ]

    def test_absent_data_is_said_never_shown_as_zero(self, sitting):
        table = block(slide(deck(sitting), "Ce que ce support"), Table)
        assert any("Aucun équipement" in cell for row in table.rows for cell in row)
        tiles = block(deck(sitting).slides[1], Tiles).tiles
        assert [tile.label for tile in tiles] == ["décision attendue"]

    def test_opening_facts(self, sitting):
        made = deck(sitting)
        assert (made.title, made.subtitle, made.held_on_text) == (
            "COPIL SI n° 3",
            "Organisation",
            "mardi 13 janvier 2026",
        )
        assert made.is_demo

    def test_a_meeting_without_a_known_day_is_drawn_all_the_same(self, sitting):
        sitting.meeting.held_on = PartialDate.parse("février 2026")
        sitting.meeting.save()
        made = deck(sitting)
        assert made.held_on_text == "février 2026"
        assert deck_to_pdf(made).startswith(b"%PDF")


def project(place, title, **values):
    return Project.objects.create(organisation=place, title=title, life_cycle="en_cours", **values)


class TestContent:
    def test_the_essential_names_what_goes_worst_and_what_is_to_decide(self, sitting):
        project(sitting.place, "Windows 11", health="en_alerte", health_reason="27 postes restent")
        project(sitting.place, "Pare-feu", health="en_risque")
        sitting.decide("3.1", title="Valider le scénario 1")
        sitting.decide("3.2", title="Engager le scénario 4")
        made = deck(sitting).slides[1]
        assert made.title == "Deux décisions à prendre ; « Windows 11 » est en alerte"
        callouts = [part for part in made.blocks if isinstance(part, Callout)]
        assert [(one.kind, one.title, one.tone) for one in callouts] == [
            ("En alerte", "Windows 11", "alert"),
            ("En risque", "Pare-feu", "risk"),
            ("À décider", "3.1. Valider le scénario 1", "decide"),
        ]
        assert callouts[0].text == "27 postes restent."
        assert callouts[1].text == "Le motif n’est pas renseigné."
        assert callouts[2].text == "Puis : engager le scénario 4."

    def test_every_slide_of_figures_says_its_day_and_its_source(self, sitting):
        project(sitting.place, "Windows 11", health="en_alerte")
        assert (
            slide(deck(sitting), "Un projet en alerte").source
            == "Portefeuille de projets : situation au 13 janvier 2026"
        )

    def test_late_actions_come_first_and_empty_columns_are_said_once(self, sitting):
        for number, title, due in ((1, "À temps", "T4 2026"), (2, "Système", "31/12/2025")):
            Action.objects.create(
                organisation=sitting.place, number=number, title=title, status="en_cours", due=PartialDate.parse(due)
            )
        made = slide(deck(sitting), "Plan d’action")
        assert made.title == "Plan d’action : une action en retard, deux sans porteur"
        table = block(made, Table)
        assert table.headers == ("N°", "Action", "Statut", "Échéance")
        assert table.rows[0] == ("2", "Système", StatusCell("En retard", "alert"), "31/12/2025")
        assert "Porteur, avanc. : non renseigné pour toutes les lignes" in made.source

    def test_a_finished_plan_says_so(self, sitting):
        Action.objects.create(organisation=sitting.place, title="Faite", status="termine")
        made = slide(deck(sitting), "Plan d’action")
        assert made.title == "Plan d’action : aucune action en retard"
        assert block(made, Table).empty == "Toutes les actions du plan sont terminées."

    def test_each_decision_has_its_slide_with_its_exact_wording_its_evidence_and_its_condition(self, sitting):
        first = sitting.decide(
            "3.1", title="Valider le scénario 1", wording="Valider  le scénario 1 ;", options="A\nB\n"
        )
        second = sitting.decide("3.2", condition="À défaut")
        second.needs_refused.set([first])
        source = project(sitting.place, "Infogérance")
        Link.objects.create(
            from_kind="project", from_id=source.pk, relation="decide_par", to_kind="decision", to_id=first.pk
        )
        made = deck(sitting)
        sheet = block(slide(made, "Décision 3.1 : valider le scénario 1"), DecisionSheet)
        assert sheet.wording == "Valider  le scénario 1 ;"
        assert sheet.options == ("A", "B")
        assert sheet.context == ("Projet : Infogérance",)
        assert sheet.outcome == ""
        assert block(slide(made, "Décision 3.2"), DecisionSheet).condition == "À défaut (décision 3.1)"

    def test_what_became_of_the_previous_decisions(self, sitting):
        sitting.taken_before("2.1", followed_up="Comparaison jointe.")
        sitting.taken_before("2.2")
        sitting.decide("2.3", sitting.previous, outcome=Outcome.REJECTED)
        made = slide(deck(sitting), "Suites du COPIL SI n° 2")
        assert made.title.endswith("une décision sur deux reste sans suite")
        assert [row[-1] for row in block(made, Table).rows][:2] == [
            "Comparaison jointe.",
            StatusCell("Aucune suite notée", "risk"),
        ]

    def test_the_roadmap_leaves_undated_projects_out_and_says_it(self, sitting):
        project(sitting.place, "Daté", starts=PartialDate.parse("T1 2026"), ends=PartialDate.parse("T2 2027"))
        project(sitting.place, "Sans date")
        chart = block(slide(deck(sitting), "Feuille de route 2026-2027"), ChartBlock).chart
        assert [(bar.label, bar.vague) for bar in chart.bars] == [("Daté", True)]
        assert chart.summary == "1 projet sans dates lisibles n’y figure pas."
        assert [mark.label for mark in chart.marks] == ["COPIL SI n° 3"]

    def test_the_plan_of_investment_never_adds_two_tax_bases(self, sitting):
        for year, planned, basis in ((2026, 62000, "ttc"), (2027, 38000, "ttc"), (2026, 5000, "ht")):
            BudgetLine.objects.create(
                organisation=sitting.place, year=year, label=f"{year} {basis}", planned=planned, tax_basis=basis
            )
        made = slide(deck(sitting), "100")
        assert made.title == "100\u202fk€ TTC prévus de 2026 à 2027, dont 62\u202f% en 2026"
        assert [one.chart.series[0].values for one in made.blocks] == [(62.0, 38.0), (5.0, None)]

    def test_a_plan_with_a_missing_amount_is_a_minimum(self, sitting):
        for planned in (50000, None):
            BudgetLine.objects.create(
                organisation=sitting.place, year=2026, label=str(planned), planned=planned, tax_basis="ht"
            )
        assert slide(deck(sitting), "Au moins").title == "Au moins 50\u202fk€ HT prévus en 2026"

    def test_the_roadmap_shows_no_year_that_is_over(self, sitting):
        project(sitting.place, "Long", starts=PartialDate.parse("2024"), ends=PartialDate.parse("T2 2027"))
        project(sitting.place, "Fini", starts=PartialDate.parse("2024"), ends=PartialDate.parse("2025"))
        chart = block(slide(deck(sitting), "Feuille de route 2026-2027"), ChartBlock).chart
        assert [(bar.label, bar.start) for bar in chart.bars] == [("Long", date(2026, 1, 1))]

    def test_a_doubtful_calendar_shows_dates_as_written_beside_dates_as_understood(self, sitting):
        market = project(sitting.place, "Marché")
        Milestone.objects.create(
            organisation=sitting.place,
            project=market,
            number="3",
            title="Relecture",
            written_end="2/12/2028",
            starts=PartialDate.parse("19/11/2025"),
            doubt="Fin écrite en 2028",
        )
        made = slide(deck(sitting), "« Marché »")
        assert made.title == "« Marché » : une date à confirmer sur une étape"
        assert block(made, Table).rows[0] == (
            "3",
            "Relecture",
            "2/12/2028",
            "19/11/2025",
            StatusCell("À confirmer", "risk"),
            "Fin écrite en 2028",
        )

    def test_what_belongs_to_others_is_not_in_it(self, sitting, world):
        project(world.stranger_agglomeration, "SECRETMARK", health="en_alerte")
        Action.objects.create(organisation=world.stranger_agglomeration, title="SECRETMARK")
        assert "SECRETMARK" not in words(deck(sitting))

    def test_the_same_situation_gives_the_same_deck_and_it_freezes(self, sitting):
        sitting.decide("3.1")
        project(sitting.place, "Windows 11", health="en_alerte")
        assert deck(sitting) == deck(sitting)
        assert from_json(to_json(deck(sitting))) == deck(sitting)

    def test_the_number_of_queries_does_not_grow(self, sitting, django_assert_max_num_queries):
        for rank in range(20):
            sitting.decide(f"3.{rank}")
            project(sitting.place, f"Projet {rank}", health="en_alerte")
            Action.objects.create(organisation=sitting.place, title=f"Action {rank}", status="en_cours")
        with django_assert_max_num_queries(90):
            deck(sitting)


@pytest.fixture
def third(demo):
    """The third meeting of the demonstration's committee."""
    return Meeting.objects.select_related("organisation", "committee").get(
        organisation__slug="cc-des-trois-rivieres", committee__kind="copil", number=3
    )


class TestDemonstration:
    def test_its_titles_state_the_conclusions(self, third):
        made = copil_deck(third, date(2026, 1, 13))
        found = titles(made)
        assert "Cinq décisions à prendre ; « Migration Windows 11 » est en alerte" in found
        assert "27 postes sur 85 restent hors Windows 11" in found
        assert "La demande progresse de 12\u202f% sur un an" in found
        assert all(title.strip() for title in found[1:])

    def test_it_becomes_two_files(self, third):
        made = copil_deck(third, date(2026, 1, 13))
        assert deck_to_pptx(made).startswith(b"PK")
        assert deck_to_pdf(made).startswith(b"%PDF")

    def test_no_figure_by_person_and_small_groups_withheld(self, third):
        made = copil_deck(third, date(2026, 1, 13))
        notes = slide(made, "Dix postes sur 84").notes
        assert "moins de cinq personnes" in notes
        assert "@" not in words(made)
