"""The addresses of the roadmap, of the plan of investment, of its versions and of what-ifs."""

from django.urls import path

from gouvernail.organisations.doors import door
from gouvernail.organisations.rights import EDIT, VIEW
from gouvernail.plans import accounts, views, views_calendar, views_choices, views_money, views_roadmap
from gouvernail.plans.entering import views as entering_views
from gouvernail.plans.versions import views as version_views
from gouvernail.plans.what_if import views as what_if_views
from gouvernail.projects import needs

see, write = door("budget", VIEW), door("budget", EDIT)
move = door("projects", EDIT, confided=True)
ROADMAP = "c/<slug:slug>/feuille-de-route/"
PPI = "c/<slug:slug>/ppi/"
RUN = f"{PPI}hypotheses/<int:pk>/"

urlpatterns = [
    path("c/<slug:slug>/besoins/<int:pk>/projet/", door("projects", EDIT)(needs.to_project), name="need_to_project"),
    path(ROADMAP, door("projects", VIEW, confided=True)(views_roadmap.roadmap_page), name="roadmap"),
    path(f"{ROADMAP}placer/", move(views_roadmap.roadmap_place), name="roadmap_place"),
    path(f"{ROADMAP}<int:pk>/deplacer/", move(views_roadmap.roadmap_move), name="roadmap_move"),
    path(PPI, see(views.ppi_page), name="ppi"),
    path(f"{PPI}saisir/", write(entering_views.enter_page), name="plan_enter"),
    path(f"{PPI}choix/", see(views_choices.choices_page), name="plan_choices"),
    path(f"{PPI}suivi/", see(views_money.execution_page), name="plan_execution"),
    path(f"{PPI}cout-net/", see(views_money.net_cost_page), name="plan_net_cost"),
    path(f"{PPI}calendrier/", see(views_calendar.calendar_page), name="plan_calendar"),
    path(f"{PPI}renouvellements/", see(views_money.renewals_page), name="plan_renewals"),
    path(f"{PPI}lignes/<int:pk>/compte/", write(accounts.account_page), name="line_account"),
    path(f"{PPI}arreter/", write(version_views.arrest_page), name="plan_arrest"),
    path(f"{PPI}versions/<int:pk>/", see(version_views.version_page), name="plan_version"),
    path(f"{PPI}hypotheses/", see(what_if_views.what_if_page), name="what_if"),
    path(f"{PPI}hypotheses/question/", see(what_if_views.what_if_ask), name="what_if_ask"),
    path(RUN, see(what_if_views.run_page), name="plan_run"),
    path(f"{RUN}recalculer/", see(what_if_views.run_again), name="plan_run_again"),
    path(f"{RUN}assouplir/", see(what_if_views.run_loosened), name="plan_run_loosened"),
    path(f"{RUN}arreter/", see(what_if_views.run_stop), name="plan_run_stop"),
    path(f"{RUN}garder/", see(what_if_views.run_keep), name="plan_run_keep"),
    path(f"{RUN}adopter/", see(what_if_views.run_adopt), name="plan_run_adopt"),
]
