"""The addresses of studies beyond what their registers give."""

from django.urls import path

from gouvernail.organisations.doors import door, signed_in
from gouvernail.organisations.rights import EDIT, VIEW
from gouvernail.studies.views import compare, costs, criteria, members, methods, moving, robustness, weigh

see, write = door("studies", VIEW), door("studies", EDIT)
ONE = "c/<slug:slug>/etudes/<int:pk>/"
CRITERION = f"{ONE}criteres/<int:criterion_pk>/"
MEMBER = f"{ONE}membres/<int:member_pk>/"

urlpatterns = [
    path("aide/methodes/", signed_in(methods.catalogue), name="ranking_methods"),
    path("aide/methodes/<slug:code>/", signed_in(methods.method), name="ranking_method"),
    path(f"{ONE}comparer/", see(compare.compare), name="study_compare"),
    path(f"{ONE}comparer/dire/", see(compare.verdict), name="study_verdict"),
    path(f"{ONE}comparer/<int:criterion_pk>/<int:scenario_pk>/", write(compare.edit_cell), name="cell_edit"),
    path(f"{ONE}criteres/nouveau/", write(criteria.create), name="criterion_create"),
    path(CRITERION, write(criteria.edit), name="criterion_edit"),
    path(f"{CRITERION}supprimer/", write(criteria.delete), name="criterion_delete"),
    path(f"{CRITERION}deplacer/", write(criteria.move), name="criterion_move"),
    path(f"{ONE}echelles/", write(criteria.scales), name="study_scales"),
    path(f"{ONE}importer/", write(moving.import_table), name="study_import"),
    path(f"{ONE}matrice.<slug:extension>", see(moving.export_table), name="study_matrix_file"),
    path(f"{ONE}etat/<slug:step>/", write(moving.change_state), name="study_state"),
    path(f"{ONE}ponderer/", see(weigh.weigh), name="study_weigh"),
    path(f"{ONE}ponderer/cartes/", see(weigh.cards), name="study_cards"),
    path(f"{ONE}robustesse/", see(robustness.page), name="study_robustness"),
    path(f"{ONE}couts/", see(costs.page), name="study_costs"),
    path(f"{ONE}couts/<int:scenario_pk>/", write(costs.edit), name="scenario_costs"),
    path(f"{ONE}membres/", see(members.page), name="study_members"),
    path(f"{ONE}membres/nouveau/", write(members.create), name="member_create"),
    path(MEMBER, write(members.edit), name="member_edit"),
    path(f"{MEMBER}retirer/", write(members.remove), name="member_remove"),
    path(f"{MEMBER}poids/", see(members.give), name="member_weights"),
    path(f"{ONE}membres/clore/", write(members.close), name="weights_close"),
    path(f"{ONE}membres/recommencer/", write(members.restart), name="weights_restart"),
]
