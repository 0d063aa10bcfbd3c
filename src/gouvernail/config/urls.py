"""All addresses; a test walks them and lists those whose view declares no right."""

from django.urls import include, path

from gouvernail.registers.urls import register_urls

handler403 = "gouvernail.ui.errors.forbidden"
handler404 = "gouvernail.ui.errors.not_found"
handler500 = "gouvernail.ui.errors.server_error"

urlpatterns = [
    path("", include("gouvernail.cockpit.urls")),
    path("", include("gouvernail.administration.urls")),
    path("compte/", include("allauth.urls")),
    path("", include("gouvernail.awareness.urls")),
    path("", include("gouvernail.statements.urls")),
    path("", include("gouvernail.indicators.urls")),
    path("", include("gouvernail.plans.urls")),
    path("", include("gouvernail.studies.urls")),
    path("", include("gouvernail.connectors.urls")),
    path("", include("gouvernail.connectors.sources.urls")),
    path("", include("gouvernail.connectors.reading.urls")),
    path("", include("gouvernail.policies.urls")),
    path("", include("gouvernail.governance.urls")),
    path("", include("gouvernail.documents.urls")),
    *register_urls(),
]
