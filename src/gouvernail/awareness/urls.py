"""The addresses of awareness that no register gives."""

from django.urls import path

from gouvernail.awareness.views import campaign_results
from gouvernail.organisations.doors import door
from gouvernail.organisations.rights import EDIT

urlpatterns = [
    path("c/<slug:slug>/campagnes/<int:pk>/resultats/", door("facts", EDIT)(campaign_results), name="campaign_results")
]
