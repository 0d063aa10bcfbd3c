"""The addresses of the roadmap and of the plan of investment."""

from django.urls import path

from gouvernail.organisations.doors import door
from gouvernail.organisations.rights import VIEW
from gouvernail.plans import views

urlpatterns = [
    path("c/<slug:slug>/feuille-de-route/", door("projects", VIEW, confided=True)(views.roadmap_page), name="roadmap"),
    path("c/<slug:slug>/ppi/", door("budget", VIEW)(views.ppi_page), name="ppi"),
]
