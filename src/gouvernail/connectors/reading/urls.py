"""The addresses of documents read."""

from django.urls import path

from gouvernail.connectors.reading import views, views_acting
from gouvernail.organisations.doors import door
from gouvernail.organisations.rights import EDIT, VIEW

see, write = door("imports", VIEW), door("imports", EDIT)
BASE = "c/<slug:slug>/documents-lus/"
ONE = f"{BASE}<int:pk>/"

urlpatterns = [
    path(BASE, see(views.documents), name="documents_read"),
    path(f"{BASE}nouveau/", write(views.start), name="document_read_start"),
    path(ONE, see(views.document), name="document_read"),
    path(f"{ONE}defauts.xlsx", see(views.faults_file), name="document_read_faults"),
    path(f"{ONE}arbitrer/", write(views_acting.answer), name="document_read_answer"),
    path(f"{ONE}appliquer/", write(views_acting.apply), name="document_read_apply"),
    path(f"{ONE}reprendre/", write(views_acting.take_up), name="document_read_take_up"),
    path(f"{ONE}abandonner/", write(views_acting.cancel), name="document_read_cancel"),
]
