"""The addresses of sources."""

from django.urls import path

from gouvernail.connectors.sources import views, views_machines, views_runs
from gouvernail.organisations.doors import door
from gouvernail.organisations.rights import EDIT, VIEW

see, write, facts = door("imports", VIEW), door("imports", EDIT), door("facts", VIEW)
BASE = "c/<slug:slug>/sources/"
ONE = f"{BASE}<int:pk>/"
RUN = f"{BASE}lectures/<int:pk>/"

urlpatterns = [
    path(BASE, see(views.sources), name="sources"),
    path(f"{BASE}nouvelle/", write(views.choose), name="source_choose"),
    path(f"{BASE}nouvelle/<slug:product>/", write(views.new), name="source_new"),
    path("c/<slug:slug>/ecarts/", facts(views_machines.gaps), name="source_gaps"),
    path(ONE, see(views.source), name="source"),
    path(f"{ONE}regler/", write(views.edit), name="source_edit"),
    path(f"{ONE}essayer/", write(views.test), name="source_test"),
    path(f"{ONE}approuver/", write(views.approve), name="source_approve"),
    path(f"{ONE}oublier/", write(views.delete), name="source_delete"),
    path(f"{ONE}mots/", write(views_runs.words), name="source_words"),
    path(f"{ONE}lire/", write(views_runs.begin), name="source_read"),
    path(RUN, see(views_runs.run), name="source_run"),
    path(f"{RUN}appliquer/", write(views_runs.apply), name="source_apply"),
    path(f"{RUN}a-corriger/", write(views_runs.rejects), name="source_rejects"),
    path(f"{RUN}abandonner/", write(views_runs.cancel), name="source_cancel"),
]
