"""The addresses of the documents of a meeting and of a study."""

from django.urls import path

from gouvernail.documents import convocation, presenting, spreading, views
from gouvernail.documents.boards import views as board_views
from gouvernail.documents.dossier.views import dossier
from gouvernail.documents.extracts.views import extract_file
from gouvernail.documents.follow_up import views as follow_up_views
from gouvernail.documents.house_style import views as style_views
from gouvernail.documents.letters.views import letter
from gouvernail.documents.letters.views_texts import letter_text, reset_letter_text
from gouvernail.documents.ppi import comparison
from gouvernail.documents.ppi import views as plan_views
from gouvernail.documents.publications import views as published
from gouvernail.documents.study import views as study_views
from gouvernail.documents.thread import views as thread_views
from gouvernail.documents.work import views as work_views
from gouvernail.organisations.doors import ANY_FAMILY, door
from gouvernail.organisations.rights import DECIDE, EDIT, VIEW

audit, minutes = door("audit", VIEW), door("governance", VIEW)
see, decide = door("documents", VIEW), door("governance", DECIDE)
prepare = door("governance", EDIT)
set_look = door("documents", EDIT)
money = door("budget", VIEW)
figures = door("indicators", VIEW)
any_sight = door(ANY_FAMILY, VIEW)
ONE = "c/<slug:slug>/seances/<int:pk>/"
PLAN = "c/<slug:slug>/ppi/"
VERSION = f"{PLAN}versions/<int:pk>/"
RUN = f"{PLAN}hypotheses/<int:pk>/"
WORK = "c/<slug:slug>/preparations/"
PUBLISHED = "c/<slug:slug>/publications/"
LOOK = "c/<slug:slug>/charte/"
STUDY = "c/<slug:slug>/etudes/<int:pk>/"
THREAD = "c/<slug:slug>/fil/<slug:kind>/<int:pk>/"

urlpatterns = [
    path(f"{ONE}support/", see(views.preview), {"word": "support"}, name="meeting_deck"),
    path(f"{ONE}convocation/", prepare(convocation.convocation), name="meeting_convocation"),
    path(f"{ONE}convocation.eml", prepare(convocation.convocation_file), name="meeting_convocation_file"),
    path(f"{ONE}convocation/envoyer/", prepare(convocation.send), name="meeting_convene"),
    path(f"{ONE}presenter/", see(presenting.present), name="meeting_present"),
    path(f"{ONE}releve/", see(views.preview), {"word": "releve"}, name="meeting_minutes"),
    path(f"{ONE}support-a-distribuer.pdf", see(views.handout_file), name="meeting_handout"),
    path(f"{ONE}<str:word>.<str:extension>", see(views.download), name="meeting_file"),
    path(f"{ONE}<str:word>/preparer/", see(views.prepare), name="meeting_prepare"),
    path(f"{ONE}releve/diffuser/", prepare(spreading.spread), name="meeting_spread"),
    path(f"{ONE}figer/", decide(views.freeze), name="meeting_freeze"),
    path(f"{ONE}defiger/", decide(views.unfreeze), name="meeting_unfreeze"),
    path(f"{ONE}releve/etablir/", decide(views.establish), name="meeting_establish"),
    path(f"{ONE}releve/rouvrir/", decide(views.reopen), name="meeting_reopen"),
    path(
        "c/<slug:slug>/comites/<int:pk>/registre-<int:year>.<str:extension>",
        minutes(views.register_file),
        name="register_file",
    ),
    path(f"{WORK}<int:pk>/", see(work_views.work_page), name="document_work"),
    path(f"{WORK}<int:pk>/fichier/", see(work_views.work_file), name="document_work_file"),
    path(f"{WORK}<int:pk>/annuler/", see(work_views.stop_work), name="document_work_stop"),
    path("c/<slug:slug>/tableaux/<slug:key>/tableau.pdf", figures(board_views.board_file), name="board_sheet"),
    path(LOOK, set_look(style_views.house_style), name="house_style"),
    path(f"{LOOK}origine/", set_look(style_views.drop_style), name="house_style_drop"),
    path(f"{LOOK}modele/", set_look(style_views.bring_template), name="house_style_template"),
    path(f"{LOOK}dispositions/", set_look(style_views.map_template), name="house_style_layouts"),
    path(f"{LOOK}exemple.<str:extension>", set_look(style_views.specimen), name="house_style_specimen"),
    path(PUBLISHED, see(published.publications), name="publications"),
    path(f"{PUBLISHED}<slug:name>/<slug:period>/", see(published.publication), name="publication"),
    path(
        f"{PUBLISHED}<slug:name>/<slug:period>/fichier.<str:extension>",
        see(published.publication_file),
        name="publication_file",
    ),
    path("c/<slug:slug>/projets/<int:pk>/extrait.<str:extension>", see(extract_file), name="project_extract"),
    path("c/<slug:slug>/courriers/<slug:code>/texte/", set_look(letter_text), name="letter_text"),
    path("c/<slug:slug>/courriers/<slug:code>/texte/fourni/", set_look(reset_letter_text), name="letter_text_reset"),
    path("c/<slug:slug>/courriers/<slug:code>/<int:pk>/", set_look(letter), name="letter"),
    path("c/<slug:slug>/suites/", audit(follow_up_views.follow_up_page), name="follow_up"),
    path("c/<slug:slug>/suites/suites.<str:extension>", audit(follow_up_views.follow_up_file), name="follow_up_file"),
    path(THREAD, any_sight(thread_views.thread_page), name="thread"),
    path(f"{THREAD}fil.<str:extension>", any_sight(thread_views.thread_file), name="thread_file"),
    path(f"{THREAD}mesure/", any_sight(thread_views.thread_measure), name="thread_measure"),
    path(f"{THREAD}dossier/", any_sight(dossier), name="dossier"),
    path(f"{STUDY}document/<slug:word>/", see(study_views.preview), name="study_document"),
    path(f"{STUDY}<slug:word>.<str:extension>", see(study_views.download), name="study_file"),
    path(f"{PLAN}documents/", money(plan_views.plan_documents), name="plan_documents"),
    path(f"{PLAN}document/<slug:word>/", money(plan_views.preview), name="plan_document"),
    path(f"{PLAN}<slug:word>.<slug:extension>", money(plan_views.download), name="plan_file"),
    path(f"{VERSION}documents/", money(plan_views.plan_documents), name="plan_version_documents"),
    path(f"{VERSION}document/<slug:word>/", money(plan_views.preview), name="plan_version_document"),
    path(f"{VERSION}avec-<int:other>/", money(comparison.preview_versions), name="plan_versions_compared"),
    path(
        f"{VERSION}avec-<int:other>/comparaison.<slug:extension>",
        money(comparison.download_versions),
        name="plan_versions_compared_file",
    ),
    path(f"{RUN}comparaison/", money(comparison.preview_run), name="plan_run_compared"),
    path(f"{RUN}comparaison.<slug:extension>", money(comparison.download_run), name="plan_run_compared_file"),
    path(f"{VERSION}<slug:word>.<slug:extension>", money(plan_views.download), name="plan_version_file"),
]
