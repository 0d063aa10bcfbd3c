"""What the sheet of a study shows beyond its fields: the way to its other pages."""

from __future__ import annotations

from django.http import HttpRequest

from gouvernail.organisations.models import Organisation
from gouvernail.registers.panels import Panel
from gouvernail.studies.models import Study
from gouvernail.studies.pages.frame import tabs_of


def study_pages(request: HttpRequest, place: Organisation, study: Study) -> Panel:
    """Show the pages of the study."""
    return Panel("studies/panels/pages.html", {"tabs": tabs_of(place, study, "study_sheet")})
