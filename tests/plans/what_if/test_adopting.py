from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from gouvernail.engines.planning.calendar import read_period
from gouvernail.governance.models import Committee, Decision, Meeting
from gouvernail.governance.proposals import propose
from gouvernail.journal.chain import flaws
from gouvernail.journal.models import Entry
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.organisations.actors import actor_of
from gouvernail.organisations.enums import Role
from gouvernail.organisations.models import Organisation
from gouvernail.plans.models import Authorisation, BudgetLine, PlanRun, PlanVersion, RunState
from gouvernail.plans.versions.programmes import compare_programmes
from gouvernail.plans.what_if.alerts import alerts
from gouvernail.plans.what_if.operations import adopt, placements_of
from gouvernail.projects.models import Project
from gouvernail.registers.models import Link
from gouvernail.registers.operations import RefusedError
from tests.factories import make_budget_line
from tests.plans.what_if.conftest import ON
from tests.worlds import person


@pytest.fixture
def dsi(place):
    return person("dsi@essai.example", Role.DSI, place)


def test_adopting_arrests_a_version_and_puts_a_decision_to_the_committee(computed, place, dsi):
    run = computed()
    version = adopt(run, actor=actor_of(dsi, ON))
    run.refresh_from_db()
    assert (run.adopted_by, run.version) == (str(dsi.opaque_id), version)
    assert Entry.objects.filter(verb="adopter_plan", kind="plan_run", object_id=str(run.pk)).count() == 1
    assert list(flaws()) == []
    decision = Decision.objects.get()
    assert run.title in decision.wording
    assert Link.objects.filter(from_kind="plan_run", from_id=run.pk, to_kind="decision", to_id=decision.pk).exists()


def test_the_version_holds_what_the_plan_spends(computed, place, dsi):
    run = computed()
    version = adopt(run, actor=actor_of(dsi, ON))
    spent = sum(line.amount for line in version.lines.filter(section="investissement"))
    from gouvernail.plans.what_if.comparing import whole_spending

    run.refresh_from_db()
    assert spent == whole_spending(run, "investment")
    assert spent > 0


def test_the_version_keeps_what_no_project_spends_and_draws_on_the_authorisations(computed, small, place, dsi):
    own = Authorisation.objects.create(organisation=place, name="AP sauvegarde", authorised=25_000, tax_basis="ttc")
    values = {"tax_basis": "ttc", "section": "investissement"}
    make_budget_line(place, 2027, 1, project=small["backup"], authorisation=own, **values)
    make_budget_line(place, 2028, 3_000, label="Renouvellement", **values)
    make_budget_line(place, 2028, 900, label="Téléphonie", **values | {"section": "fonctionnement"})
    version = adopt(computed(), actor=actor_of(dsi, ON))
    apart = version.lines.exclude(key__startswith="p")
    assert set(apart.values_list("label", "amount")) == {("Renouvellement", 3_000), ("Téléphonie", 900)}
    (change,) = compare_programmes([], version.kept_lines())
    assert (change.name, change.after.authorised, change.after.imbalance) == ("AP sauvegarde", 25_000, -5_000)


def test_a_plan_never_applies_itself(computed, small, place, dsi):
    dates = list(Project.objects.values_list("pk", "starts", "ends", "life_cycle"))
    adopt(computed(), actor=actor_of(dsi, ON))
    assert list(Project.objects.values_list("pk", "starts", "ends", "life_cycle")) == dates
    assert not BudgetLine.objects.exists()


def test_a_plan_is_adopted_once(computed, dsi):
    run = computed()
    adopt(run, actor=actor_of(dsi, ON))
    with pytest.raises(RefusedError):
        adopt(run, actor=actor_of(dsi, ON))
    assert PlanVersion.objects.count() == 1


def test_only_a_finished_plan_is_adopted(place, dsi):
    run = PlanRun.objects.create(organisation=place, title="En cours", tax_basis="ttc", state=RunState.RUNNING)
    with pytest.raises(RefusedError):
        adopt(run, actor=actor_of(dsi, ON))


@pytest.mark.parametrize(("role", "may"), [(Role.DIRECTION, True), (Role.ELECTED, False), (Role.AUDITOR, False)])
def test_who_decides_adopts(computed, place, role, may):
    run, actor = computed(), actor_of(person("qui@essai.example", role, place), ON)
    if may:
        assert adopt(run, actor=actor)
    else:
        with pytest.raises(PermissionDenied):
            adopt(run, actor=actor)


def test_projects_off_the_adopted_plan_raise_alerts(computed, small, place):
    run = computed()
    later = PartialDate.parse("T4 2029").first_day
    assert alerts(None, [small["backup"]], ON) == []
    (alert,) = alerts(run, [small["backup"]], later)
    assert (alert.tone, alert.project) == ("alert", small["backup"])
    assert "devait finir" in alert.sentence
    small["backup"].life_cycle = "termine"
    assert alerts(run, [small["backup"]], later) == []


def test_a_project_that_waits_for_another_is_blocked(computed, small, place):
    run, backup, portal = computed(), small["backup"], small["portal"]
    portal.waits_for, portal.life_cycle = backup, "en_cours"
    start = read_period(placements_of(run.result)[f"p{portal.pk}"]["start"]).first_day
    (alert,) = alerts(run, [portal], start)
    assert (alert.kind, alert.tone) == ("blocked", "alert")
    assert "attend la fin de « Sauvegarde »" in alert.sentence
    backup.life_cycle = "termine"
    assert alerts(run, [portal], start) == []


def test_a_purchase_to_launch_before_the_start_is_told_in_time(computed, small):
    small["backup"].variants.update(procurement=2)
    run = computed()
    row = next(one for one in run.result["projects"] if one["key"] == f"p{small['backup'].pk}")
    first = read_period(row["purchase"]).first_day
    (alert,) = alerts(run, [small["backup"]], first)
    assert (alert.kind, alert.sentence.partition(" pour ")[0]) == ("watch", "achat à lancer au T1 2027")
    assert alerts(run, [small["backup"]], read_period(row["start"]).first_day) == []


def test_alerts_show_on_the_plan_the_roadmap_the_dashboard_and_the_agenda(client, computed, small, place, dsi):
    adopt(computed(), actor=actor_of(dsi, ON))
    Project.objects.filter(pk=small["backup"].pk).update(life_cycle="en_pause")
    Organisation.objects.filter(pk=place.pk).update(lives_on=date(2029, 1, 8))
    client.force_login(dsi)
    for name in ("ppi", "roadmap"):
        page = client.get(reverse(name, args=[place.slug])).content.decode()
        assert "Écarts au plan adopté « Essai »" in page
        assert "devait finir au" in page
    home = client.get(reverse("cockpit", args=[place.slug])).content.decode()
    assert "projets s’écartent du plan adopté" in home
    place.refresh_from_db()
    committee = Committee.objects.create(organisation=place, name="COPIL")
    meeting = Meeting.objects.create(organisation=place, committee=committee, number=1, held_on=date(2029, 2, 1))
    found = propose(meeting, actor=actor_of(dsi, ON), today=place.today())
    (point,) = [one for one in found if one.object_id == small["backup"].pk and one.object_kind == "project"]
    assert "devait finir au" in point.reason


def test_a_plan_kept_as_a_version_is_not_adopted_and_becomes_the_revised_one_later(client, computed, place, dsi):
    run = computed()
    client.force_login(dsi)
    answer = client.post(reverse("plan_run_keep", args=[place.slug, run.pk]))
    version = PlanVersion.objects.get()
    assert answer["Location"] == reverse("plan_version", args=[place.slug, version.pk])
    run.refresh_from_db()
    assert (version.state, run.version, run.adopted_at) == ("projet", version, None)
    assert not Decision.objects.exists()
    again = client.post(reverse("plan_run_keep", args=[place.slug, run.pk]), follow=True).content.decode()
    assert "déjà gardé comme version" in again
    lines = list(version.lines.values_list("key", "year", "amount"))
    assert adopt(run, actor=actor_of(dsi, ON)) == version
    version.refresh_from_db()
    assert (version.state, list(version.lines.values_list("key", "year", "amount"))) == ("revise", lines)
    assert PlanVersion.objects.count() == 1


def test_who_writes_no_budget_keeps_no_version(client, computed, place):
    run = computed()
    client.force_login(person("dgs@essai.example", Role.DIRECTION, place))
    assert client.post(reverse("plan_run_keep", args=[place.slug, run.pk])).status_code == 403
    assert not PlanVersion.objects.exists()


def test_an_adopted_plan_is_never_deleted(client, computed, place, dsi):
    run = computed()
    client.force_login(dsi)
    address = reverse("plan_run_delete", args=[place.slug, run.pk])
    assert 'type="submit">' in client.get(address).content.decode().split("sheet-form")[1]
    adopt(run, actor=actor_of(dsi, ON))
    asked = client.get(address)
    assert asked.status_code == 200
    assert "Ce plan a été adopté le" in asked.content.decode()
    assert "Supprimer</button>" not in asked.content.decode()
    assert client.post(address).status_code == 409
    assert PlanRun.objects.filter(pk=run.pk).exists()


def test_a_voted_version_is_never_deleted(client, computed, place, dsi):
    version = PlanVersion.objects.create(organisation=place, title="BP 2027", state="vote", made_on=ON)
    client.force_login(dsi)
    answer = client.post(reverse("plan_version_delete", args=[place.slug, version.pk]))
    assert answer.status_code == 409
    assert "Cette version a été votée" in answer.content.decode()
    PlanVersion.objects.update(state="projet")
    client.post(reverse("plan_version_delete", args=[place.slug, version.pk]))
    assert not PlanVersion.objects.exists()


def test_the_page_shows_the_plan_beside_another_and_a_reading_writes_nothing(client, computed, place, dsi):
    whole, less = computed("Tout"), computed("Moins", variation=Decimal(-60))
    client.force_login(dsi)
    count = Entry.objects.count()
    page = client.get(reverse("plan_run", args=[place.slug, less.pk]), {"avec": whole.pk}).content.decode()
    assert "à côté de « Tout »" in page
    assert "obligatoire" in page
    assert Entry.objects.count() == count


def test_a_killed_run_is_told_and_can_be_asked_again(client, place, dsi, small):
    run = PlanRun.objects.create(
        organisation=place, title="Tué", tax_basis="ttc", state=RunState.RUNNING,
        beat_at=timezone.now() - timezone.timedelta(minutes=5),
    )  # fmt: skip
    client.force_login(dsi)
    page = client.get(reverse("plan_run", args=[place.slug, run.pk])).content.decode()
    assert "s’est interrompu" in page
    assert "Interrompu" in page
    assert "hx-trigger" not in page.split('id="run"')[1][:200]


def test_the_page_renews_its_part_then_itself_once_the_plan_is_there(client, computed, place, dsi):
    client.force_login(dsi)
    moving = PlanRun.objects.create(organisation=place, title="En cours", tax_basis="ttc", state=RunState.RUNNING)
    part = client.get(reverse("plan_run", args=[place.slug, moving.pk]), HTTP_HX_REQUEST="true")
    assert "<html" not in part.content.decode()
    assert "every 300ms" in part.content.decode()
    PlanRun.objects.filter(pk=moving.pk).update(best=Decimal("12.34"))
    part = client.get(reverse("plan_run", args=[place.slug, moving.pk]), HTTP_HX_REQUEST="true").content.decode()
    assert "Première réponse vérifiée" in part
    assert "Meilleur plan : 12,3 points." in part
    assert "every 1s" in part
    done = client.get(reverse("plan_run", args=[place.slug, computed().pk]), HTTP_HX_REQUEST="true")
    assert done["HX-Refresh"] == "true"


def test_asking_by_the_form_records_a_run_and_leads_to_it(client, place, dsi, small, by_hand):
    client.force_login(dsi)
    address = reverse("what_if", args=[place.slug])
    assert client.get(address, {"variation": "-20"}).context["form"].initial["variation"] == "-20"
    form = client.get(address).context["form"]
    data = {name: "" if value is None else value for name, value in form.initial.items()}
    data |= {"title": "Vingt pour cent de moins", "variation": "-20", f"duty_{small['portal'].pk}": "oui"}
    data["carry_over"] = ""
    answer = client.post(address, data)
    run = PlanRun.objects.get()
    assert answer["Location"] == reverse("plan_run", args=[place.slug, run.pk])
    assert run.problem["envelopes"][0]["amounts"] == {"2027": "40000.00", "2028": "40000.00"}
    assert Entry.objects.filter(verb="calculer_plan").count() == 1


def test_three_people(client, world, by_hand):
    run = PlanRun.objects.create(organisation=world.commune, title="Secret", tax_basis="ttc")
    address = reverse("plan_run", args=[world.commune.slug, run.pk])
    seen = {}
    for name in ("owner", "neighbour", "stranger"):
        client.force_login(getattr(world, name))
        seen[name] = client.get(address).status_code
    assert seen == {"owner": 200, "neighbour": 404, "stranger": 404}


def test_an_elected_member_reads_but_asks_nothing(client, place, small, by_hand):
    client.force_login(person("elue@essai.example", Role.ELECTED, place))
    address = reverse("what_if", args=[place.slug])
    assert client.get(address).context["form"] is None
    assert client.post(address, {}).status_code == 403
    assert not PlanRun.objects.exists()
