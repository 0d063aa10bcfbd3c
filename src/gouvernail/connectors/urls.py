"""The addresses of the way in."""

from django.urls import path

from gouvernail.connectors import views, views_acting, views_files
from gouvernail.organisations.doors import door
from gouvernail.organisations.rights import EDIT, VIEW

see, write = door("imports", VIEW), door("imports", EDIT)
BASE = "c/<slug:slug>/imports/"
ONE = f"{BASE}<int:pk>/"

urlpatterns = [
    path(BASE, see(views.runs), name="imports"),
    path(f"{BASE}nouveau/", write(views.start), name="import_start"),
    path(f"{BASE}modeles/<slug:kind>.xlsx", write(views_files.template), name="import_template"),
    path(ONE, see(views.run), name="import_run"),
    path(f"{ONE}colonnes/", write(views.columns), name="import_columns"),
    path(f"{ONE}feuille/", write(views.sheet), name="import_sheet"),
    path(f"{ONE}verifier/", write(views.check), name="import_check"),
    path(f"{ONE}accepter/", write(views_acting.accept), name="import_accept"),
    path(f"{ONE}recommencer/", write(views_acting.again), name="import_again"),
    path(f"{ONE}appliquer/", write(views_acting.apply), name="import_apply"),
    path(f"{ONE}abandonner/", write(views_acting.cancel), name="import_cancel"),
    path(f"{ONE}rejets.xlsx", write(views_files.rejects), name="import_rejects"),
]
