"""The annual report and the flash: what they say, what they leave out for whom, how they leave."""

import io
from datetime import date

import pytest
from django.test import Client
from docx import Document

from gouvernail.action_plan.models import Action, ActionStatus, Risk
from gouvernail.documents.catalogue.annual_report.content import annual_report
from gouvernail.documents.catalogue.flash.content import flash
from gouvernail.documents.catalogue.year_facts import gather
from gouvernail.documents.kit import report_to_docx, report_to_pdf
from gouvernail.documents.kit.story import Table
from gouvernail.indicators.spans import Span
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.kernel.periods import Month
from gouvernail.organisations.enums import Role
from gouvernail.plans.models import BudgetLine
from gouvernail.projects.models import Health, LifeCycle, Project
from tests.documents.kit.tags import open_pdf
from tests.governance.committee import actor_for
from tests.worlds import person

PAGES = "/c/agglo/publications/"
SECRET = "SECRETMARK"


@pytest.fixture
def year(sitting):
    """A year with a decision, projects, actions, budget and risks."""
    sitting.taken_before("2.1", title="Retenir la charte", decided_on=date(2025, 12, 16))
    place = sitting.place
    Project.objects.create(organisation=place, title="Réseau", life_cycle=LifeCycle.DONE, ends=_day("14/11/2025"))
    Project.objects.create(
        organisation=place,
        title="Messagerie",
        life_cycle=LifeCycle.RUNNING,
        health=Health.ALERT,
        health_reason="retard",
    )
    Action.objects.create(
        organisation=place, title="Signer la charte", status=ActionStatus.DONE, done_on=date(2025, 6, 2)
    )
    Action.objects.create(organisation=place, title="Inventorier", status=ActionStatus.RUNNING, due=_day("01/09/2025"))
    Risk.objects.create(organisation=place, title="Panne", likelihood=3, impact=4)
    Risk.objects.create(organisation=place, title="Fuite")
    for label, amounts in (("Pare-feu", {"planned": 10_000, "paid": 9_000}), ("Serveur", {"planned": 5_000})):
        BudgetLine.objects.create(
            organisation=place, year=2025, label=label, section="investissement", tax_basis="ttc", **amounts
        )
    return sitting


def _day(text: str) -> PartialDate:
    return PartialDate.parse(text)


def report(sitting, actor, span=None):
    return annual_report(gather(sitting.place, span or Span.of_year(2025), actor=actor))


def section(made, heading: str):
    return next((one for one in made.sections if one.heading == heading), None)


def test_the_year_says_what_was_decided_done_and_spent(year, owner):
    made = report(year, owner)
    essential = repr(section(made, "L’essentiel"))
    assert "une décision prise, un projet terminé et une action menée à bien" in essential
    assert "Retenir la charte" in repr(section(made, "Gouvernance"))
    assert "Réseau (14/11/2025)" in repr(section(made, "Projets"))
    assert "Inventorier" in repr(section(made, "Plan d’action"))
    assert "Un risque" not in repr(made)
    assert "1 risque ouvert n’est pas coté" in repr(section(made, "Risques et recommandations"))


def test_a_sum_over_an_unknown_amount_says_at_least_and_an_unknown_one_is_not_zero(year, owner):
    table = next(one for one in section(report(year, owner), "Budget").blocks if isinstance(one, Table))
    investment = next(row for row in table.rows if row[0] == "Investissement")
    assert investment[1] == "15\u202f000\u202f€"
    assert investment[2] == "non renseigné"
    assert investment[4] == "≥\u202f9\u202f000\u202f€"


def test_another_year_does_not_borrow_from_this_one(year, owner):
    made = report(year, owner, Span.of_year(2024))
    assert "Retenir la charte" not in repr(made)
    assert "Aucune ligne budgétaire" in repr(section(made, "Budget"))


def test_a_reader_gets_the_parts_that_their_rights_cover_and_is_told_of_the_others(year):
    elected = actor_for(person("elu@agglo.example", Role.ELECTED, year.place))
    made = report(year, elected)
    assert section(made, "Risques et recommandations") is None
    assert section(made, "Contrats") is None
    assert section(made, "Budget") is not None
    assert "Prestataires et contrats" in repr(section(made, "Ce que ce rapport ne montre pas"))


def test_it_is_drawn_as_pdf_and_docx(year, owner):
    made = report(year, owner)
    with open_pdf(report_to_pdf(made)) as opened:
        assert len(opened.pages) >= 1
    document = Document(io.BytesIO(report_to_docx(made)))
    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    assert headings == [one.heading for one in made.sections]


def month(sitting, actor, number=12, of=2025):
    return flash(gather(sitting.place, Span.of_month(Month(of, number)), actor=actor))


def test_the_flash_tells_the_month_and_what_comes(year, owner):
    made = month(year, owner)
    assert "Retenir la charte" in repr(section(made, "Ce qui a avancé"))
    assert "Signer la charte" not in repr(section(made, "Ce qui a avancé"))
    assert "Messagerie" in repr(section(made, "Ce qui va mal"))
    assert "COPIL SI n° 3" in repr(section(made, "Le mois qui vient"))


def test_the_flash_holds_on_one_page_whatever_there_is(sitting, owner):
    long = "Un intitulé qui n’en finit pas, avec des réserves et des renvois à d’autres actes du service " * 2
    for rank in range(12):
        health = Health.ALERT if rank < 6 else Health.AT_RISK
        Project.objects.create(
            organisation=sitting.place,
            title=f"{rank} {long}"[:200],
            life_cycle=LifeCycle.RUNNING,
            health=health,
            health_reason=long[:240],
        )
        Action.objects.create(
            organisation=sitting.place,
            title=f"{rank} {long}"[:200],
            status=ActionStatus.RUNNING,
            due=_day("01/09/2025"),
        )
        sitting.taken_before(f"2.{rank}", title=long[:200], decided_on=date(2025, 12, 16))
    with open_pdf(report_to_pdf(month(sitting, owner))) as opened:
        assert len(opened.pages) == 1


def test_the_flash_of_the_demonstration_holds_on_one_page(demo):
    from gouvernail.organisations.actors import system_actor
    from gouvernail.organisations.models import Organisation

    for place in Organisation.objects.filter(is_demo=True, parent=None):
        today = place.today()
        made = flash(gather(place, Span.of_month(Month.of(today)), actor=system_actor("essai")))
        with open_pdf(report_to_pdf(made)) as opened:
            assert len(opened.pages) == 1, place


@pytest.fixture
def site(world):
    """The browser of the owner."""
    client = Client()
    client.force_login(world.owner)
    return client


def test_the_pages_and_the_files(year, site):
    assert "Rapport annuel" in site.get(PAGES).content.decode()
    for path in ("rapport-annuel/2025/", "flash/2025-12/"):
        assert site.get(PAGES + path).status_code == 200
        answer = site.get(f"{PAGES}{path}fichier.pdf")
        assert answer.content.startswith(b"%PDF")
    answer = site.get(f"{PAGES}rapport-annuel/2025/fichier.docx")
    assert 'filename="2025-agglo-rapport-annuel.docx"' in answer["Content-Disposition"]


@pytest.mark.parametrize(
    "path",
    ["rapport-annuel/2031/", "rapport-annuel/2025-12/", "flash/2025/", "flash/2025-13/", "flash/2026-06/",
     "autre/2025/", "flash/2025-12/fichier.docx", "rapport-annuel/2025/fichier.exe", "rapport-annuel/2025/fichier.odt"],
)  # fmt: skip
def test_what_does_not_exist_is_not_found(sitting, site, path):
    assert site.get(PAGES + path).status_code == 404


@pytest.mark.parametrize("who", ["neighbour", "stranger"])
def test_nobody_else_reads_them(year, world, who):
    Project.objects.create(organisation=year.place, title=SECRET, life_cycle=LifeCycle.RUNNING)
    other = Client()
    other.force_login(getattr(world, who))
    for path in ("", "rapport-annuel/2025/", "rapport-annuel/2025/fichier.pdf", "flash/2025-12/"):
        assert other.get(PAGES + path).status_code == 404
        assert other.post(PAGES + path, {"format": "odt"}).status_code == 404
